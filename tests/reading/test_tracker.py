"""Somebody's own tracker: the headers and the words that people use, onto our tables."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jobsearch import Log, LogError
from jobsearch.measures.scorecard import check, full_scorecard
from jobsearch.reading import log_from_grids
from jobsearch.reading.files.grid import Grid
from jobsearch.reading.layout.headers import find_header
from jobsearch.reading.vocabulary.cell_values import is_empty, parse_word
from jobsearch.reading.vocabulary.status import parse_status
from jobsearch.reading.vocabulary.status_meaning import meaning_of, nearest_statuses
from jobsearch.schema import APPLICATIONS, INTERVIEWS, STATUSES, Sheet
from jobsearch.terminal.check import check_text
from jobsearch.terminal.heading import LogView
from jobsearch.terminal.page import Screen
from jobsearch.terminal.review import review_text


def tracker(*rows: list[object], sheet: str = "log.csv") -> Log:
    """The log of one sheet of plain cells."""
    return log_from_grids([Grid(sheet, [list(row) for row in rows], {})], path="log.csv")


def problems(log: Log) -> list[tuple[str, ...]]:
    return [tuple(row) for row in log.problems.drop(columns="code").itertuples(index=False)]


def build_log(
    headers: list[str], *below: list[object], sheet: Sheet = APPLICATIONS
) -> dict[str, str] | None:
    """Our names → the headers that were taken for them."""
    header = find_header(Grid("log", [headers, *below], {}), sheet, {})
    return None if header is None else {n: headers[i] for n, i in header.columns.items()}


def facts(log: Log) -> list[tuple[str, str, str]]:
    """What the events say: application, what, day."""
    days = log.events["at"].dt.strftime("%Y-%m-%d").fillna("")
    events = zip(log.events["application"], log.events["what"], days, strict=True)
    return sorted((a, w, d) for a, w, d in events)


# Headers.

SPELLINGS = {
    "company": "company, company name, employer, organisation, organization, firm",
    "role": "job title, role, position, title, position name, position title, role name, job, "
    "opening, vacancy",
    "applied_on": "date applied, applied date, application date, applied on, date submitted, "
    "date sent, applied, date, timestamp",
    "response_on": "response date, date of 1st response, replied on, first reply on, "
    "date heard back, outcome date, date outcome, final answer",
    "status": "status, application status, current status, stage, state, outcome, result, "
    "decision, response?",
    "source": "source, job source, platform, applied via, channel, application site, "
    "application method, where, found on",
    "contact": "contact, contact person, contact name, recruiter, hiring manager",
    "contact_email": "contact email, contact's email",
    "link": "link, url, job url, job posting url, posting link",
    "notes": "notes, comments, remarks",
}
EACH = [(name, said.strip()) for name, all_ in SPELLINGS.items() for said in all_.split(",")]
# A cell that confirms what the header says, where it has to.
CELLS = {"applied_on": "2025-01-01", "response_on": "2025-01-02", "status": "ghosted"}


def beside(name: str) -> dict[str, str]:
    """Columns that make a log of the one that is tried."""
    if name == "company":
        return {"Status": "ghosted"}
    return {"Company": "Acme"} if name in CELLS else {"Company": "Acme", "Status": "ghosted"}


@pytest.mark.parametrize(("name", "said"), EACH)
def test_every_spelling_of_a_header(name: str, said: str) -> None:
    others = beside(name)
    for written in (said, said.upper(), said.title(), f"  {said} ", said.replace(" ", "_")):
        headers = [*others, written]
        found = build_log(headers, [*others.values(), CELLS.get(name, "x")])
        assert found == {n.lower(): n for n in others} | {name: written}


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("CompanyName", "company"),
        ("companyName", "company"),
        ("company-name", "company"),
        ("Company (legal name)", "company"),
        ("Company\nName", "company"),
        ("JobTitle", "role"),
        ("jobURL", "link"),
        ("Date Applied ", "applied_on"),
        ("Date-Applied:", "applied_on"),
        ("Response Date?", "response_on"),
    ],
)
def test_case_dashes_hints_and_line_breaks_do_not_matter(written: str, name: str) -> None:
    found = build_log([*beside(name), written], [*beside(name).values(), CELLS.get(name, "x")])
    assert found is not None and found[name] == written


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Compnay", "company"),
        ("Comapny Name", "company"),
        ("Positon", "role"),
        ("Job Titel", "role"),
        ("Date Appplied", "applied_on"),
        ("Date Aplied", "applied_on"),
        ("Respones Date", "response_on"),
        ("Statsu", "status"),
        ("Sources", "source"),
        ("Remaks", "notes"),
    ],
)
def test_a_typo_of_one_letter_does_not_matter(written: str, name: str) -> None:
    found = build_log([*beside(name), written], [*beside(name).values(), CELLS.get(name, "x")])
    assert found is not None and found[name] == written


NOT_OURS = (
    "Contract, Comp, Date posted, Job post date, Deadline, Closing date, Days since, Current date, "
    "Last updated, Time to response"
)


@pytest.mark.parametrize("written", NOT_OURS.split(", "))
def test_what_only_looks_like_a_header_of_ours_is_carried_along(written: str) -> None:
    found = build_log(["Company", "Date applied", written], ["Acme", "2025-01-01", "2025-01-03"])
    assert found == {"company": "Company", "applied_on": "Date applied"}
    log = tracker(["Company", "Date applied", written], ["Acme", "2025-01-01", "2025-01-03"])
    assert log.reading.tables[0].not_used == (written,)
    assert log.applications[written].tolist() == ["2025-01-03"]


def test_the_headers_of_the_other_sheets_may_have_a_typo_too() -> None:
    assert build_log(["Aplication", "Rounds", "Interviewr"], sheet=INTERVIEWS) == {
        "application": "Aplication",
        "round": "Rounds",
        "interviewer": "Interviewr",
    }


def test_the_right_spelling_goes_before_a_typo_and_the_better_one_before_the_other() -> None:
    assert build_log(["Compnay", "Company", "Status"]) == {
        "company": "Company",
        "status": "Status",
    }
    rows = ["Acme", "2025-01-01", "2025-01-02"]
    assert build_log(["Company", "Date", "Date applied"], rows) == {
        "company": "Company",
        "applied_on": "Date applied",
    }


def test_name_is_the_company_where_another_column_is_clearly_the_role() -> None:
    assert build_log(["Name", "Position", "Status"]) == {
        "company": "Name",
        "role": "Position",
        "status": "Status",
    }
    assert build_log(["Name", "Status"]) is None
    assert build_log(["Name", "Company", "Role", "Status"]) == {
        "company": "Company",
        "role": "Role",
        "status": "Status",
    }


def test_applied_is_a_date_or_a_flag_as_the_cells_say() -> None:
    assert build_log(["Company", "Applied"], ["Acme", "2025-01-01"]) == {
        "company": "Company",
        "applied_on": "Applied",
    }
    assert build_log(["Company", "Applied", "Date"], ["Acme", "yes", "2025-01-01"]) == {
        "company": "Company",
        "applied_on": "Date",
    }
    assert build_log(["Company", "Applied"]) == {"company": "Company", "applied_on": "Applied"}


def test_a_state_of_the_country_is_no_status() -> None:
    found = build_log(["Company", "State", "Outcome"], ["Acme", "GA", "rejected"])
    assert found == {"company": "Company", "status": "Outcome"}
    found = build_log(["Company", "State"], ["Acme", "ghosted"])
    assert found == {"company": "Company", "status": "State"}


# The header row.


def test_the_header_may_stand_below_a_title_and_beside_blank_columns() -> None:
    log = tracker(
        ["", "My job search 2025", "", ""],
        [],
        ["", "Company", "Applied", ""],
        ["", "Acme", "2025-01-01", ""],
    )
    reading = log.reading.tables[0]
    assert (reading.header_row, reading.n_rows) == (3, 1)
    assert log.applications[["row", "company"]].to_numpy().tolist() == [[4, "Acme"]]


@pytest.mark.parametrize(
    ("rows", "starts"),
    [
        (
            [["Company", "Role", "Location"], ["Acme", "Dev", "Rome"]],
            '"Company", "Role", "Location"',
        ),
        ([["Applied on", "Status"], ["2025-01-01", "ghosted"]], '"Applied on", "Status"'),
        ([[], ["", "From:", "me@home.example"]], '"From:", "me@home.example"'),
        ([["Acme", "Bolt", "Crane", "Dyne"]], '"Acme", "Bolt", "Crane"'),
        ([[f"\x1b[31m{'x' * 99}", "b"]], f'"[31m{"x" * 55}…", "b"'),
    ],
)
def test_a_table_that_is_no_log(rows: list[list[object]], starts: str) -> None:
    with pytest.raises(LogError) as error:
        tracker(*rows)
    assert str(error.value) == (
        "log.csv has no table that could be a log of applications. It needs a header row with "
        "Company or Role, and with Applied on, Response on or Status; "
        f'the sheet "log.csv" starts with {starts}. '
        "If it is one, say --header-row N and --column company=HEADER."
    )


NEEDED = (
    "A log has one row per application, below a header row with Company or Role, and with Applied "
    "on, Response on or Status"
)


@pytest.mark.parametrize(
    ("rows", "seen", "starts"),
    [
        (
            [["Month", "Sent"], ["January", "12"]],
            "it looks like a table of totals",
            '"Month", "Sent"',
        ),
        (
            [["Source", "Target", "Value"], ["Applied", "Rejected", "40"]],
            "it looks like a list of links between stages, as a flow chart takes",
            '"Source", "Target", "Value"',
        ),
        (
            [["Date", "From", "Subject"], ["2025-01-01", "hr@acme.example", "Your application"]],
            "it looks like an archive of e-mails",
            '"Date", "From", "Subject"',
        ),
        (
            [["Person", "Mon", "Tue", "Wed", "Thu", "Fri"], ["Me", "2", "0", "1", "", "3"]],
            "it has one column for each day",
            '"Person", "Mon", "Tue"',
        ),
        (
            [["Company", "Acme", "Bolt"], ["Role", "Dev", "Ops"], ["Status", "Applied", "No"]],
            "it is turned on its side, with one column per application",
            '"Company", "Acme", "Bolt"',
        ),
    ],
)
def test_what_a_table_is_that_is_no_log(rows: list[list[object]], seen: str, starts: str) -> None:
    with pytest.raises(LogError) as error:
        tracker(*rows)
    assert str(error.value) == (
        f'log.csv is not a log of applications: {seen}. {NEEDED}; the sheet "log.csv" starts with '
        f"{starts}."
    )


def test_a_template_without_rows() -> None:
    with pytest.raises(LogError) as error:
        tracker(["My search"], ["Company", "Role", "Status"], ["", "", ""])
    assert str(error.value) == (
        "log.csv holds no applications yet: below the header in row 2 of the sheet "
        '"log.csv" every row is empty. Fill it in, or name another sheet with --sheet.'
    )


# Status words.

WORDS = {
    ("prospect", ""): "saved, wishlist, bookmarked, to apply, need to apply, planned, draft, "
    "not submitted, didn't apply, didn’t apply, removed before submission",
    ("applied", ""): "applied, submitted, sent",
    ("", "open"): "pending, waiting for response, awaiting response, under review, active, "
    "in progress, ongoing, on hold",
    ("screening", ""): "phone screen, recruiter call, HR call, assessment, online assessment, "
    "coding challenge, case study, take-home",
    ("interview", ""): "interview, interviewing, virtual interview, video interview, "
    "phone interview, virutal int., technical, onsite, on-site, panel, final round",
    ("offer", ""): "offer, offered, offer received",
    ("", "accepted"): "accepted, accepted!, accepted offer, hired, signed",
    ("", "rejected"): "rejected, rejection, rejection :(, reeejected, denied, not selected, no, "
    "unsuccessful, turned down (by them), turned down, auto-rejected",
    ("interview", "rejected"): "rejected after interview, Inter + Rejec, Interview/Rejected, "
    "2 interviews then rejected, phone interview & rejection",
    ("", "withdrawn"): "withdrew, withdrawn, I said no, turn down (by me), turn down, "
    "not interested, opted out",
    ("offer", "withdrawn"): "declined offer, offer declined",
    ("", "position_closed"): "position canceled, position removed, position canceled/removed, "
    "role filled, cancelled/filled, not hiring, closed, expired, hiring freeze",
    ("", "no_response"): "ghosted, no reply, no response, no answer, unresponsive, "
    "suspected ghost job",
    ("screening", "no_response"): "ghosted after assessment, Assessment; ghosted",
    ("interview", "no_response"): "2 interviews | ghosted, Interviewed - ghosted?",
    ("applied", "no_response"): "Applied + no response",
}
MEANINGS = [(said.strip(), mean) for mean, all_ in WORDS.items() for said in all_.split(",")]
MEANINGS += [("2 interviews, ghosted", ("interview", "no_response"))]


@pytest.mark.parametrize(("said", "meaning"), MEANINGS)
def test_every_status_word_and_what_it_means(said: str, meaning: tuple[str, str]) -> None:
    for written in (said, said.upper(), said.capitalize(), f" {said} ", said.replace(" ", "  ")):
        assert parse_status(written, {}) == meaning


@pytest.mark.parametrize("said", ["LinkedIn", "linkedin message", "WhatsApp", "Text", "DM"])
def test_a_message_by_the_name_of_what_carries_it(said: str) -> None:
    assert parse_word("channel", said) == parse_word("thanked_by", said) == "message"


@pytest.mark.parametrize("word", STATUSES)
def test_the_schemas_own_words_mean_what_they_mean_among_all_the_others(word: str) -> None:
    for said in (word, word.upper(), word.replace("_", " "), f" {word.capitalize()}"):
        assert parse_status(said, {}) == meaning_of(said, {})


@pytest.mark.parametrize("said", ["Rejectd", "rejcted", "Accpeted!", "Ghsted", "Interveiw",
    "withdraw", "pendign", "rejections"])  # fmt: skip
def test_a_status_with_a_typo_of_one_letter(said: str) -> None:
    stage, outcome = parse_status(said, {}) or ("", "")
    expected = {"r": "rejected", "a": "accepted", "g": "no_response", "i": "interview",
                "w": "withdrawn", "p": "open"}  # fmt: skip
    assert (stage or outcome) == expected[said[0].lower()]


UNKNOWN = (
    "foo|x|phone|final|not seen|not s|fired|2|rejected, accepted|applied, saved|ok then|1/2|::|"
    "interviews with Ann"
)


@pytest.mark.parametrize("said", UNKNOWN.split("|"))
def test_what_is_not_understood_is_not_guessed(said: str) -> None:
    assert parse_status(said, {}) is None


CHOICES = (
    "Write a stage (prospect, applied, screening, interview, offer) or an outcome (open, accepted, "
    "rejected, withdrawn, position_closed, no_response)"
)


def test_an_unknown_status_is_a_problem_and_the_application_stays_open() -> None:
    row = ["Acme", "2025-01-01", "Fingers crossed"]
    log = tracker(["Company", "Applied", "Status"], row, ["Bolt", "2025-01-02", row[2]])
    problem = (
        f'"Fingers crossed" (2 rows) is not a known status; it is read as open. {CHOICES}, '
        'or say what it means (like --status "Fingers crossed"=WORD), '
        'or write a line "status: Fingers crossed" in Settings.'
    )
    assert problems(log) == [("log.csv", "C2", "Status", "Fingers crossed", problem)]
    assert facts(log) == [
        ("row 2", "applied", "2025-01-01"),
        ("row 3", "applied", "2025-01-02"),
    ]
    (table,) = log.reading.tables
    assert (table.unknown, table.counts) == ({row[2]: ()}, {row[2]: 2})


@pytest.mark.parametrize("said", ["declined", "Declined!", "Interview, declined"])
def test_a_bare_declined_is_ambiguous_and_said_to_be(said: str) -> None:
    log = tracker(["Company", "Applied", "Status"], ["Acme", "2025-01-01", said])
    problem = (
        f'"{said}" could be their decision or yours; it is read as open. Write rejected or '
        f'withdrawn, or say what it means (the nearest are --status "{said}"=rejected or '
        f'--status "{said}"=withdrawn), or write a line "status: {said}" in Settings.'
    )
    assert problems(log) == [("log.csv", "C2", "Status", said, problem)]
    assert facts(log) == [("row 2", "applied", "2025-01-01")]


def test_compounds_keep_stage_and_outcome() -> None:
    log = tracker(
        ["Company", "Applied", "Status"],
        ["Acme", "2025-01-01", "Inter + Rejec"],
        ["Bolt", "2025-01-01", "ghosted after assessment"],
    )
    columns = ["status", "status_stage", "status_outcome"]
    assert log.applications[columns].astype(object).to_numpy().tolist() == [
        ["rejected", "interview", "rejected"],
        ["no_response", "screening", "no_response"],
    ]
    assert log.reading.tables[0].words == {
        "Inter + Rejec": "interview and rejected",
        "ghosted after assessment": "screening and no_response",
    }
    assert facts(log) == [
        ("row 2", "applied", "2025-01-01"),
        ("row 2", "interview", ""),
        ("row 2", "rejection", ""),
        ("row 3", "applied", "2025-01-01"),
        ("row 3", "no_response", ""),
        ("row 3", "screening", ""),
    ]


def test_a_sheet_of_interviews_beside_columns_of_interviews_hides_none_of_them() -> None:
    log = log_from_grids(
        [
            Grid("Bewerbungen", [
                ["Firma", "Stelle", "Beworben am", "Status", "1. Gespräch", "2. Gespräch"],
                ["Alpha", "Koch", "2026-10-01", "Absage", "2026-10-12", "2026-10-20"],
                ["Beta", "Koch", "2026-10-02", "Gespräch", "2026-10-13", ""],
            ], {}),
            Grid("Interviews", [
                ["Application", "Round", "Ended at", "Interviewer", "Contact"],
                ["Alpha", "Second", "2026-10-20 15:00", "Ann", "ann@alpha.example"],
                ["Beta", "Second", "2026-10-30 15:00", "Ben", "ben@beta.example"],
            ], {}),
            Grid("History", [
                ["Application", "On", "What"],
                ["Alpha", "2026-10-12", "interview"],
            ], {}),
        ],
        path="log.xlsx",
    )  # fmt: skip
    met = log.interviews[["application", "round", "interviewer"]].fillna("").to_numpy().tolist()
    assert met == [
        ["Alpha / Koch", "Second", "Ann"],
        ["Beta / Koch", "Second", "Ben"],
        ["Alpha / Koch", "1. Gespräch", ""],
        ["Beta / Koch", "1. Gespräch", ""],
    ]
    assert [f for f in facts(log) if f[1] == "interview" and f[2]] == [
        ("Alpha / Koch", "interview", "2026-10-12"),
        ("Alpha / Koch", "interview", "2026-10-12"),
        ("Alpha / Koch", "interview", "2026-10-20"),
        ("Beta / Koch", "interview", "2026-10-13"),
        ("Beta / Koch", "interview", "2026-10-30"),
    ]
    assert log.reading.tables[0].also == {
        "1. Gespräch": "2 interviews",
        "2. Gespräch": "nothing more",
    }
    nobody = [(p[0], p[1]) for p in problems(log) if "no interviewer" in p[4]]
    assert nobody == [("Bewerbungen", "E2"), ("Bewerbungen", "E3")]


def test_what_a_sheet_of_history_tells_is_not_told_again_by_a_column() -> None:
    log = log_from_grids(
        [
            Grid("Jobs", [
                ["Company", "Role", "Applied on", "Phone screen", "Offer"],
                ["Acme", "Cook", "2026-10-01", "yes", "yes"],
                ["Bolt", "Cook", "2026-10-02", "yes", ""],
            ], {}),
            Grid("History", [
                ["Application", "On", "What"],
                ["Acme", "2026-10-09", "screening"],
            ], {}),
        ],
        path="log.xlsx",
    )  # fmt: skip
    told = log.history[["application", "what"]].astype("str").to_numpy().tolist()
    assert told == [
        ["Acme / Cook", "screening"], ["Acme / Cook", "offer"], ["Bolt / Cook", "screening"],
    ]  # fmt: skip
    assert log.history["on"].notna().tolist() == [True, False, False]


@pytest.mark.parametrize(
    ("status", "day"),
    [
        ("Status", "Status date"),
        ("Ergebnis", "Datum Ergebnis"),
        ("Ergebnis", "Ergebnis am"),
        ("Statut", "Date du statut"),
        ("Resultado", "Fecha del resultado"),
    ],
)
def test_the_day_of_a_status_in_a_column_of_its_own(status: str, day: str) -> None:
    log = tracker(
        ["Company", "Role", "Applied on", status, day],
        ["Acme", "Cook", "2026-10-01", "rejected", "2026-10-12"],
        ["Bolt", "Cook", "2026-10-02", "applied", ""],
    )
    assert ("Acme / Cook", "rejection", "2026-10-12") in facts(log)
    assert log.reading.tables[0].also == {day: "1 word of history"}


def test_of_two_columns_for_the_status_both_are_read() -> None:
    log = tracker(
        ["Company", "Applied", "Stage", "Decision"], ["Acme", "2025-01-01", "Applied", "Rejected"]
    )
    assert log.applications["status"].tolist() == ["applied"]
    assert log.applications["Decision"].tolist() == ["Rejected"]
    assert log.reading.tables[0].also == {"Decision": "1 word of history"}
    assert ("row 2", "rejection", "") in facts(log)
    state = tracker(["Company", "State", "Outcome"], ["Acme", "GA", "Rejected"])
    only_state = tracker(["Company", "Applied", "State"], ["Acme", "2025-01-01", "GA"])
    assert state.reading.assumed == only_state.reading.assumed == ()


# "Response?": statuses in some files, kinds or flags in others.


def test_response_may_hold_statuses() -> None:
    log = tracker(
        ["Company", "Date sent", "Response?"],
        ["Acme", "2025-01-01", "Ghosted"],
        ["Bolt", "2025-01-01", "Rejected"],
        ["Crane", "2025-01-01", "Position Removed"],
    )
    assert log.reading.tables[0].columns["status"] == "Response?"
    assert log.applications["status"].tolist() == ["no_response", "rejected", "position_closed"]
    assert log.applications["response"].isna().all()


def test_response_may_hold_the_kind_of_the_answer() -> None:
    log = tracker(
        ["Company", "Date sent", "Response date", "Response"],
        ["Acme", "2025-01-01", "2025-01-05", "Rejection"],
        ["Bolt", "2025-01-01", "2025-01-06", "Interview"],
    )
    assert log.reading.tables[0].columns["response"] == "Response"
    assert log.applications["response"].tolist() == ["rejection", "invitation"]


def test_beside_a_status_column_response_is_the_kind_whatever_one_cell_holds() -> None:
    log = tracker(
        ["Company", "Date sent", "Response date", "Response", "Status"],
        ["Acme", "2025-01-01", "2025-01-05", "Rejection", "rejected"],
        ["Bolt", "2025-01-01", "2025-01-06", "withdrew", "withdrawn"],
    )
    assert log.reading.tables[0].columns["response"] == "Response"
    assert problems(log) == [
        (
            "log.csv",
            "D3",
            "Response",
            "withdrew",
            '"withdrew" is not known here. Write invitation, rejection or offer.',
        )
    ]
    assert ("row 3", "response", "2025-01-06") in facts(log)


@pytest.mark.parametrize(
    ("yes", "no"), [("Yes", "No"), ("Y", "N"), ("1", "0"), (1, 0), (True, False), ("TRUE", "FALSE")]
)
def test_response_may_be_a_flag_and_a_yes_without_a_day_is_left_out(
    yes: object, no: object
) -> None:
    log = tracker(
        ["Company", "Date sent", "Response?"],
        ["Acme", "2025-01-01", yes],
        ["Bolt", "2025-01-01", no],
        ["Crane", "2025-01-01", ""],
    )
    assert log.applications["says_answered"].tolist() == [True, False, False]
    assert log.applications["response"].isna().all()
    assert log.reading.tables[0].words == {str(yes): "answered", str(no): "no answer"}
    assert facts(log) == [
        ("row 2", "applied", "2025-01-01"),
        ("row 2", "response", ""),
        ("row 3", "applied", "2025-01-01"),
        ("row 4", "applied", "2025-01-01"),
    ]
    problem = "They answered, but there is no response date. It is not counted in response times."
    assert problems(log) == [("log.csv", "C2", "Response?", "", problem)]


def test_a_flag_with_the_day_of_the_answer_is_an_answer_of_no_kind() -> None:
    log = tracker(
        ["Company", "Date sent", "Response?", "Response date"],
        ["Acme", "2025-01-01", "Y", "2025-01-09"],
    )
    assert facts(log) == [
        ("row 2", "applied", "2025-01-01"),
        ("row 2", "response", "2025-01-09"),
    ]
    assert problems(log) == []


def test_selected_for_interview_says_which_kind_the_answer_was() -> None:
    log = tracker(
        ["job title", "applied date", "response date", "selected for interview?"],
        ["Dev", "2025-01-01", "2025-01-05", "No "],
        ["Ops", "2025-01-01", "2025-01-06", "Yes"],
        ["Lab", "2025-01-01", "2025-01-07", "Other"],
        ["Bar", "2025-01-01", "", "N/A"],
        ["Zoo", "2025-01-01", "", "TBD"],
    )
    assert log.applications["response"].astype(object).where(lambda s: s.notna(), "").tolist() == [
        "rejection",
        "invitation",
        "",
        "",
        "",
    ]
    assert problems(log) == [
        (
            "log.csv",
            "D4",
            "selected for interview?",
            "Other",
            '"Other" is not known here. Write invitation, rejection or offer.',
        )
    ]
    assert [f for f in facts(log) if f[1] != "applied"] == [
        ("Dev", "rejection", "2025-01-05"),
        ("Lab", "response", "2025-01-07"),
        ("Ops", "invitation", "2025-01-06"),
    ]


# Empties, ids, and rows that are no applications.


EMPTIES = "null|-|--|n/a|N/A|NA|na|none|?|Unknown|(company not in snippet)|| \t |\xa0"


@pytest.mark.parametrize("empty", EMPTIES.split("|"))
def test_empty_spelled_out(empty: str) -> None:
    assert is_empty(empty)
    log = tracker(["Company", "Role", "Applied"], [empty, "Dev", "2025-01-01"])
    assert log.applications["company"].isna().all()
    assert problems(log) == []


def test_empties_of_long_texts_stay_as_they_are() -> None:
    log = tracker(["Company", "Applied", "Notes"], ["Acme", "2025-01-01", "none"])
    assert log.applications["notes"].tolist() == ["none"]


@pytest.mark.parametrize(
    ("cell", "key"),
    [
        ("2026-2038", "2026-2038"),
        ("007", "007"),
        ("1e5", "1e5"),
        (7.0, "7"),
        (12, "12"),
        ("3/4", "3/4"),
    ],
)
def test_ids_stay_text(cell: object, key: str) -> None:
    log = tracker(["App ID", "Company", "Applied"], [cell, "Acme", "2025-01-01"])
    assert log.applications["application"].tolist() == [key]
    assert log.applications["id"].tolist() == [key]


def test_rows_that_hold_no_application_are_set_aside_and_counted() -> None:
    log = tracker(
        ["", "Company", "Role", "Applied", "Notes"],
        [1, "Acme", "Dev", "2025-01-01", ""],
        [2, "", "", "", ""],
        [3, "n/a", "-", "", ""],
        ["", "", "", "", "a diary line"],
        [],
        [4, "Bolt", "Ops", "2025-01-02", ""],
    )
    assert log.applications["row"].tolist() == [2, 7]
    reading = log.reading.tables[0]
    assert (reading.n_rows, reading.n_set_aside) == (5, 3)
    assert problems(log) == []


def test_without_a_company_the_role_is_the_name() -> None:
    log = tracker(
        ["Role", "Applied"], ["Dev", "2025-01-01"], ["Dev", "2025-01-02"], ["Ops", "2025-01-03"]
    )
    assert log.applications["application"].tolist() == ["Dev", "Dev (row 3)", "Ops"]
    assert problems(log) == []
    assert log.reading.assumed == (
        "log.csv: there is no company column, so 1 application shares its role with an earlier one "
        "and is told apart by the row. Say --column company=HEADER if there is one.",
    )


# Rows that do not fit.


def test_a_row_with_an_unquoted_comma_is_listed_and_the_others_load() -> None:
    log = tracker(
        ["Company", "Role", "Applied"],
        ["Acme", " Inc", "Dev", "2025-01-01"],
        ["Bolt", "Ops", "2025-01-02"],
        ["Crane"],
        ["Dyne", "Lab", "2025-01-03", "", ""],
    )
    assert log.applications["application"].tolist() == ["Bolt / Ops", "row 4", "Dyne / Lab"]
    (table,) = log.reading.tables
    assert (table.n_rows, table.n_read, table.in_error) == (4, 3, (2,))
    assert problems(log) == [
        (
            "log.csv",
            "D2",
            "",
            "2025-01-01",
            "The row goes on past the header's 3 columns, so its cells may stand in the wrong "
            "ones. The row is not counted. A text with a comma in it needs quotation marks.",
        ),
    ]


# Properties: what does not matter.

TABLE = [
    {"Employer": "Acme", "Job title": "Dev", "Date applied": "13/01/2025", "Status": "Rejected"},
    {"Employer": "Bolt", "Job title": "Ops", "Date applied": "02/01/2025", "Status": "Ghosted"},
    {"Employer": "Crane", "Job title": "Pet", "Date applied": "", "Status": "saved"},
    {"Employer": "Acme", "Job title": "Lab", "Date applied": "soon", "Status": "Interview"},
]
OURS = ["application", "company", "role", "applied_on", "status", "is_sent"]


def as_known(log: Log) -> tuple[pd.DataFrame, pd.DataFrame, list[tuple[str, ...]]]:
    """A log without its places."""
    said = sorted((p[0], p[2], p[3], p[4]) for p in problems(log))
    return log.applications[OURS], log.events.drop(columns="row"), said


@given(
    st.permutations([*TABLE[0], "Salary", "employers' pet", "row"]),
    st.lists(st.sampled_from(["", "  ", None]), max_size=3),
)
@settings(max_examples=12, deadline=None)
@pytest.mark.slow
def test_the_order_of_columns_unknown_columns_and_blank_rows_never_matter(
    headers: list[str], blanks: list[str | None]
) -> None:
    plain = tracker(list(TABLE[0]), *[list(row.values()) for row in TABLE])
    rows = [[row.get(h, "mine") for h in headers] for row in TABLE]
    blank_rows = [[blank or "" for _ in headers] if blank is not None else [] for blank in blanks]
    shuffled = tracker(*blank_rows, headers, *blank_rows, rows[0], *blank_rows, *rows[1:])
    for got, expected in zip(as_known(shuffled), as_known(plain), strict=True):
        if isinstance(expected, pd.DataFrame):
            pd.testing.assert_frame_equal(got, expected)
        else:
            assert got == expected
    assert shuffled.applications["Salary"].tolist() == ["mine"] * 4


def test_letters_in_common_are_no_suggestion() -> None:
    log = tracker(["Company", "Applied", "Status"], ["Acme", "2025-01-01", "On ice"])
    problem = (
        f'"On ice" is not a known status; it is read as open. {CHOICES}, '
        'or say what it means (like --status "On ice"=WORD), '
        'or write a line "status: On ice" in Settings.'
    )
    assert problems(log) == [("log.csv", "C2", "Status", "On ice", problem)]
    assert (
        '  not known: "On ice" 1, counted as open; say what it means: --status "On ice"=MEANING, '
        "where MEANING is prospect, applied, screening, interview, offer, open, accepted, "
        "rejected, withdrawn, position_closed or no_response\n"
    ) in check_text(check(log), Screen(400))


@pytest.mark.parametrize(
    ("said", "near"),
    [
        ("rejcetted", ["rejected"]),
        ("waitin for respone", ["open"]),
        ("interviews with Ann", ["interview"]),
        ("on sight", []),
        ("on ice", []),
        ("fingers crossed", []),
    ],
)
def test_the_nearest_meanings_are_near_word_by_word(said: str, near: list[str]) -> None:
    assert nearest_statuses(said) == near


@pytest.mark.parametrize(
    ("statuses", "said"),
    [
        (
            ["Interview", "2 interviews, ghosted", "applied"],
            "2 applications reached an interview, but no interview has a date in the past, so "
            "there is nothing to judge yet.",
        ),
        (
            ["phone screen", "applied"],
            "1 application reached a screening, but no interview has a date in the past, so "
            "there is nothing to judge yet.",
        ),
        (["applied", "rejected"], "No interview is logged, so there was nothing to follow up."),
    ],
)
def test_why_nothing_was_owed(statuses: list[str], said: str) -> None:
    rows = [["Acme", f"Job {n}", "2025-01-01", word] for n, word in enumerate(statuses)]
    log = tracker(["Company", "Role", "Applied", "Status"], *rows)
    page = review_text(
        full_scorecard(log, as_of="2025-02-01"),
        LogView("log.csv", "2025-02-01", "--as-of"),
        Screen(130),
    )
    section = page.split("FOLLOWING UP")[1].split("PIPELINE")[0]
    assert [line.strip() for line in section.splitlines() if line.strip(" -=")] == [said]
