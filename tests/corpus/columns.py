"""Headers: spellings, what the cells decide, what is missing, what only looks like ours."""

from __future__ import annotations

from corpus.cases import Case

_TWO = """
    Acme / Dev: applied 2026-01-05, rejection
    Bolt / Ops: applied 2026-01-06
"""
_CELLS = (["Acme", "Dev", "2026-01-05", "Rejected"], ["Bolt", "Ops", "2026-01-06", "Applied"])


def plain(name: str, *header: str, **more: object) -> Case:
    return Case(name, [list(header), *_CELLS], _TWO, (2, 0, 0), **more)  # type: ignore[arg-type]


COLUMNS = [
    plain("plain", "Company", "Role", "Date Applied", "Status"),
    plain("shouting", "COMPANY_NAME", "JOB-TITLE", "DATE_APPLIED", "CURRENT STATUS"),
    plain("camel", "companyName", "jobTitle", "applicationDate", "applicationStatus"),
    plain("typos", "Compnay", "Postion", "Date Aplied", "Staus"),
    plain("blanks", "  Company ", "Role\n", " Applied  on", "Status  "),
    plain("hints", "Company (full name)", "Role [as posted]", "Applied (yyyy-mm-dd)", "Status*"),
    plain(
        "no list has them",
        "Which company is it",
        "What is the position",
        "When did I apply",
        "Where the application stands",
        columns={"company": "Which company is it", "applied_on": "When did I apply"},
        assumes='"Where the application stands" is read as status',
    ),
    plain(
        "cells alone",
        "Studio",
        "Thing",
        "Day",
        "How it went",
        columns={"company": "Studio", "applied_on": "Day", "status": "How it went"},
        options={"columns": {"role": "Thing", "company": "Studio"}},
        assumes="is read as",
    ),
    Case(
        "name and title",
        [["Name", "Title", "When applied", "State"], *_CELLS],
        _TWO,
        (2, 0, 0),
        columns={"company": "Name", "role": "Title", "status": "State"},
    ),
    Case(
        "state of the country",
        [
            ["Company", "Role", "State", "Outcome", "Date"],
            ["Acme", "Dev", "GA", "Denied", "2026-01-05"],
            ["Bolt", "Ops", "TX", "", "2026-01-06"],
        ],
        _TWO,
        (2, 0, 0),
        columns={"status": "Outcome", "applied_on": "Date"},
    ),
    Case(
        "dates that are not ours",
        [
            "Company,Role,Date Posted,Date Applied,Deadline,Last Updated,Days Since,"
            "Time to Response,Status".split(","),
            ["Acme", "Dev", "2025-12-01", "2026-01-05", "2026-02-01", "2026-03-01", 9, 4, "No"],
            ["Bolt", "Ops", "2025-12-02", "2026-01-06", "2026-02-02", "2026-03-01", 8, "", ""],
        ],
        _TWO,
        (2, 0, 0),
        columns={"applied_on": "Date Applied"},
    ),
    Case(
        "applied is a flag",
        [
            ["Company", "Role", "Applied", "Date", "Status"],
            ["Acme", "Dev", "Yes", "2026-01-05", "rejected"],
            ["Bolt", "Ops", "Yes", "2026-01-06", ""],
            ["Crane", "Lab", "No", "", ""],
        ],
        """
        Acme / Dev: applied 2026-01-05, rejection
        Bolt / Ops: applied 2026-01-06
        Crane / Lab:
        """,
        (3, 0, 0),
        columns={"applied_on": "Date"},
        prospects=1,
    ),
    Case(
        "role only",
        [
            ["Position", "Date sent", "Result"],
            ["Dev", "2026-01-05", "No"],
            ["Ops", "2026-01-06", ""],
        ],
        "Dev: applied 2026-01-05, rejection\nOps: applied 2026-01-06",
        (2, 0, 0),
    ),
    Case(
        "company only",
        [["Employer", "Applied"], ["Acme", "2026-01-05"], ["Bolt", "2026-01-06"]],
        "row 2: applied 2026-01-05\nrow 3: applied 2026-01-06",
        (2, 0, 0),
    ),
    Case(
        "empty spelled out",
        [
            ["Company", "Role", "Applied", "Response date", "Status"],
            ["Acme", "Dev", "2026-01-05", "N/A", "Rejected"],
            ["Bolt", "Ops", "2026-01-06", "-", "n/a"],
            ["Unknown", "Lab", "2026-01-07", "?", "null"],
        ],
        _TWO + "Lab: applied 2026-01-07",
        (3, 0, 0),
    ),
    Case(
        "an empty column of ours beside a filled one",
        [
            ["Company", "Role", "Date Applied", "Application Status", "Outcome"],
            ["Acme", "Dev", "2026-01-05", "", "Rejected"],
            ["Bolt", "Ops", "2026-01-06", "", "Applied"],
        ],
        _TWO,
        (2, 0, 0),
        columns={"status": "Outcome"},
    ),
    Case(
        "two columns of one name",
        [
            ["Company", "Role", "Date", "Date", "Status"],
            ["Acme", "Dev", "2026-01-05", "2026-01-09", "rejected"],
            ["Bolt", "Ops", "2026-01-06", "", ""],
        ],
        _TWO,
        (2, 0, 0),
    ),
]
