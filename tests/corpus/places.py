"""Where the table is: titles above it, other sheets, ragged and odd rows."""

from __future__ import annotations

import datetime as dt

from corpus.cases import Case

_HEAD = ["Company", "Role", "Date Applied", "Status"]
_ACME = ["Acme", "Dev", "2026-01-05", "Rejected"]
_BOLT = ["Bolt", "Ops", "2026-01-06", "Applied"]
_TWO = """
    Acme / Dev: applied 2026-01-05, rejection
    Bolt / Ops: applied 2026-01-06
"""

PLACES = [
    Case(
        "a title above",
        [["My job search"], ["https://sheets.example/abc", ""], [], _HEAD, _ACME, [], _BOLT],
        _TWO,
        (2, 0, 0),
    ),
    Case(
        "the header row is named",
        [["Company", "Role", "Status"], ["see below", "", ""], _HEAD, _ACME, _BOLT],
        _TWO,
        (2, 0, 0),
        options={"header_row": 3},
    ),
    Case(
        "rows that are none",
        [
            ["#", *_HEAD, "Notes"],
            [1, *_ACME, ""],
            [2, "", "", "", "", ""],
            ["", *_HEAD, "Notes"],
            ["", "", "", "", "", "a diary line"],
            ["January 2026", "", "", "", "", ""],
            [3, *_BOLT, ""],
            ["Total", "2", "", "", "", ""],
        ],
        _TWO,
        (2, 5, 0),
    ),
    Case(
        "month headings in the company column",
        [_HEAD, ["January 2026", "", "", ""], _ACME, ["February 2026", "", "", ""], _BOLT],
        _TWO,
        (2, 2, 0),
    ),
    Case(
        "unquoted commas",
        b"Company,Role,Date Applied,Status,Notes\nAcme,Dev,2026-01-05,Rejected,nice, kind people\n"
        b"Bolt,Ops,2026-01-06,Applied\nCrane, Inc,Lab,2026-01-07,Applied,x\n",
        _TWO,
        (2, 0, 1),
        cells="F2 F4",
    ),
    Case(
        "collisions",
        [_HEAD, _ACME, ["Acme", "Dev", "2026-02-05", "Applied"]],
        """
        Acme / Dev: applied 2026-01-05, rejection
        Acme / Dev (row 3): applied 2026-02-05
        """,
        (2, 0, 0),
        cells="B3",
    ),
    Case(
        "sheets of other things",
        {
            "Dashboard": [["Status", "Count"], ["Applied", 2], ["Rejected", 1]],
            "Lists": [["Status", "Source"], ["Applied", "LinkedIn"], ["Rejected", "Indeed"]],
            "2026": [_HEAD, _ACME, _BOLT],
            "Contacts": [["Name", "Company", "Email"], ["Dana", "Acme", "dana@acme.example"]],
        },
        _TWO,
        (2, 0, 0),
        suffix=".xlsx",
    ),
    Case(
        "the same search twice",
        {
            "Short": [["Company", "Status"], ["Acme", "Rejected"]],
            "Original": [_HEAD, _ACME, _BOLT],
            "Template": [_HEAD],
        },
        _TWO,
        (2, 0, 0),
        suffix=".xlsx",
    ),
    Case(
        "the sheet is named",
        {
            "Big": [_HEAD, _ACME, _BOLT, ["X", "Y", "2026-01-08", ""]],
            "Small": [_HEAD, _ACME, _BOLT],
        },
        _TWO,
        (2, 0, 0),
        suffix=".xlsx",
        options={"sheet": "small"},
    ),
    Case(
        "an Interviews sheet of their own",
        {
            "Applications": [_HEAD, _ACME, _BOLT],
            "Interviews": [
                ["Company", "Interview Date", "Type", "Interviewer"],
                ["Acme", dt.datetime(2026, 1, 9, 15, 0), "Onsite", "Dana Lee"],
                ["Nobody", dt.datetime(2026, 1, 9, 15, 0), "Onsite", "Sam Poe"],
            ],
        },
        """
        Acme / Dev: applied 2026-01-05, interview 2026-01-09, invitation, rejection
        Bolt / Ops: applied 2026-01-06
        """,
        (2, 0, 0),
        cells="A3",
        suffix=".xlsx",
    ),
    Case(
        "settings of their own",
        {
            "Log": [["Firm", "What", "Sent day", "Status"],
                    ["Acme", "Dev", "05/01/2026", "nix"], ["Bolt", "Ops", "06/01/2026", ""]],
            "Settings": [["Setting", "Value"], ["day first", "yes"], ["column: Role", "What"],
                         ["status: nix", "rejected"], ["header row", 1]],
        },
        _TWO,
        (2, 0, 0),
        suffix=".xlsx",
    ),
]  # fmt: skip
