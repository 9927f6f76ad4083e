"""The commands: which log, what is printed, what is refused, and with which exit status."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import unicodedata
from pathlib import Path
from typing import Any

import openpyxl
import pytest

import hostile
import jobsearch as js
from checkout import REAL_LOGS
from command import Call, Run
from jobsearch.cli import all_commands
from jobsearch.measures.scorecard import full_scorecard
from jobsearch.schema import ERRANDS, RULES, SHEETS, VERDICTS
from jobsearch.terminal.heading import LogView
from jobsearch.terminal.page import Screen
from jobsearch.terminal.review import review_text
from jobsearch.wording import listing

_COMMANDS = [*all_commands()]
COMMANDS = ("review", "today", "stale", "check")
REAL = ("merged.csv", "job search history.csv", "Job Applications - Applications.csv")
SAMPLE_LINE = "There is no applications.xlsx in this folder, so this is the made-up sample.\n"


pytestmark = pytest.mark.usefixtures("in_empty_folder")


def start(*argv: object, **environment: str) -> subprocess.Popen[bytes]:
    """A command in a process of its own, with standard output as most people have it."""
    surroundings = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}
    path = str(Path(js.__file__).parent.parent)
    return subprocess.Popen(
        [sys.executable, "-m", "jobsearch", *map(str, argv)],
        env={**surroundings, "PYTHONPATH": path, **environment},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def finish(process: subprocess.Popen[bytes]) -> Run:
    out, err = process.communicate(timeout=60)
    return Run(process.returncode, out.decode(), err.decode())


def workbook(path: Path, rows: list[list[object]], **more: list[list[object]]) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, lines in {"Applications": rows, **more}.items():
        page = book.create_sheet(name)
        for row, line in enumerate(lines, 1):
            for place, value in enumerate(line, 1):
                cell = page.cell(row, place, value)  # type: ignore[arg-type]
                if isinstance(value, str):
                    cell.data_type = "s"
    book.save(path)
    return path


def headers_only(path: Path) -> Path:
    pages = {s.name: [[c.header for c in s.columns]] for s in SHEETS}
    return workbook(path, pages.pop("Applications"), **pages)  # type: ignore[arg-type]


@pytest.fixture
def log(request: pytest.FixtureRequest, sample: Path, tmp_path: Path) -> Path:
    """The log that a test asks for by name."""
    if request.param == "sample":
        return sample
    if request.param == "headers only":
        return headers_only(tmp_path / "empty.xlsx")
    if not REAL_LOGS.is_dir():
        pytest.skip("The three real logs are not beside the checkout: ../shared/real-logs")
    return REAL_LOGS / request.param


EVERY_LOG = pytest.mark.parametrize("log", ["sample", "headers only", *REAL], indirect=True)


# --json: exactly the keys of the definitions, and nothing else on standard output.

REVIEW = "as_of as_of_from log response_times compliance breadth funnel stale agenda".split()
LOG = "path applications prospects interviews interviewers follow_ups problems".split()
TIMES = (
    "n n_responses n_left_out n_inbound reason median_days median_low median_high by_day naive_rate"
).split()
BY_DAY = "any positive negative unclear n_at_risk".split()
STAGES = "applied screening interview offer".split()
BREADTH = (
    "open by_stage employers sources industries eggs_in_one_basket days_since_last_application "
    "pace_ratio pace_low pace_high"
).split()
SPREAD = "n effective_n1 effective_n2 largest_share".split()
STALE = (
    "application company role stage silent_days threshold_days threshold_from chance low high "
    "suggestion"
).split()
TODAY = (
    "do application company role interviewer contact talked_about opens_at due_by verdict why"
).split()
PROBLEM = "sheet cell column value problem code".split()
ISO = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d)?")


def parsed(out: str) -> Any:
    def refuse(constant: str) -> None:
        raise AssertionError(f"{constant} is no JSON")

    return json.loads(out, parse_constant=refuse)


def assert_share(value: object) -> None:
    assert value is None or (isinstance(value, int | float) and 0 <= value <= 1)


def assert_flags(flags: list[dict[str, Any]]) -> None:
    for flag in flags:
        assert list(flag) == STALE
        assert flag["stage"] in STAGES
        assert flag["silent_days"] >= flag["threshold_days"]
        for share in ("chance", "low", "high"):
            assert_share(flag[share])
        assert re.fullmatch(r"follow up|close|wait until \d{4}-\d\d-\d\d", flag["suggestion"])


def assert_errands(errands: list[dict[str, Any]]) -> None:
    for errand in errands:
        assert list(errand) == TODAY
        assert errand["do"] in ERRANDS
        assert errand["verdict"] in {*VERDICTS, "stale"}  # nobody owes it to close a stale one
        assert errand["why"]
        for moment in (errand["opens_at"], errand["due_by"]):
            assert moment is None or ISO.fullmatch(moment)


@EVERY_LOG
def test_review_has_exactly_its_keys(run: Call, log: Path) -> None:
    status, out, err = run("review", log, "--json")
    card = parsed(out)
    assert (status, err, out.isascii()) == (0, "", True)
    assert list(card) == REVIEW
    assert ISO.fullmatch(card["as_of"])
    assert card["as_of_from"] in {"Settings", "the clock"}
    assert list(card["log"]) == LOG
    assert card["log"]["path"] == str(log)
    times = card["response_times"]
    assert list(times) == TIMES
    assert list(times["by_day"]) == ["7", "14", "30", "60"]
    for row in times["by_day"].values():
        assert list(row) == BY_DAY
        for kind in ("any", "positive", "negative", "unclear"):
            assert_share(row[kind])
    assert_share(times["naive_rate"])
    assert list(card["compliance"]) == list(RULES)
    for row in card["compliance"].values():
        assert list(row) == ["rate", "low", "high", *VERDICTS]
        for share in ("rate", "low", "high"):
            assert_share(row[share])
        assert all(isinstance(row[verdict], int) for verdict in VERDICTS)
        owed = sum(row[verdict] for verdict in ("met", "late", "missed", "broken"))
        assert row["rate"] == (row["met"] / owed if owed else None)
    assert list(card["breadth"]) == BREADTH
    assert list(card["breadth"]["by_stage"]) == STAGES
    assert sum(card["breadth"]["by_stage"].values()) == card["breadth"]["open"]
    for group in ("employers", "sources", "industries"):
        assert list(card["breadth"][group]) == SPREAD
    assert list(card["funnel"]) == STAGES
    assert_flags(card["stale"])
    assert_errands(card["agenda"])


@EVERY_LOG
def test_today_and_stale_have_exactly_their_keys_and_are_those_of_review(
    run: Call, log: Path
) -> None:
    printed = {name: run(name, log, "--json", "--as-of", "2026-10-30") for name in COMMANDS[:3]}
    assert all((p.status, p.err) == (0, "") for p in printed.values())
    today, stale, card = (parsed(printed[n].out) for n in ("today", "stale", "review"))
    assert_errands(today)
    assert_flags(stale)
    assert (card["agenda"], card["stale"]) == (today, stale)
    assert (card["as_of"], card["as_of_from"]) == ("2026-10-30", "--as-of")


@EVERY_LOG
def test_check_has_exactly_its_keys(run: Call, log: Path) -> None:
    status, out, err = run("check", log, "--json")
    found = parsed(out)
    assert err == ""
    assert list(found) == ["reading", "counts", "problems"]
    assert found["reading"]["path"] == str(log)
    assert list(found["reading"]) == [
        *("path", "tables", "other_sheets", "assumed", "given", "chosen")
    ]
    assert found["counts"]["problems"] == len(found["problems"])
    assert all(list(problem) == PROBLEM for problem in found["problems"])
    assert all(isinstance(v, str) for p in found["problems"] for v in p.values())
    assert all(re.fullmatch(r"[A-Z]{1,3}[1-9]\d*", p["cell"]) for p in found["problems"])
    assert status == (1 if found["problems"] else 0)


def test_an_empty_log_has_no_figures_and_no_problems(run: Call, tmp_path: Path) -> None:
    log = headers_only(tmp_path / "empty.xlsx")
    card = parsed(run("review", log, "--json").out)
    assert all(card["log"][name] == 0 for name in LOG[1:])
    assert card["response_times"]["median_days"] is None
    assert card["response_times"]["naive_rate"] is None
    assert {row["rate"] for row in card["compliance"].values()} == {None}
    assert card["breadth"]["days_since_last_application"] is None
    assert card["breadth"]["eggs_in_one_basket"] is False
    assert set(card["funnel"].values()) == {0}
    assert card["stale"] == card["agenda"] == []
    for command in COMMANDS:
        status, out, err = run(command, log)
        assert (status, err) == (0, "")
        assert "empty.xlsx" in out.splitlines()[0]


# Which log.


def named(folder: Path, company: str, name: str = "log.csv") -> Path:
    path = folder / name
    path.write_text(f"Company,Role,Applied\n{company},Dev,2025-01-10\n", encoding="utf-8")
    return path


def log_read(result: Run) -> str:
    return Path(parsed(result.out)["reading"]["path"]).name


def test_the_argument_goes_before_the_environment_and_that_before_the_folder(
    run: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sample: Path
) -> None:
    one, other = named(tmp_path, "Acme"), named(tmp_path, "Bolt", "other.csv")
    nothing = run("check", "--json")
    assert nothing.err == SAMPLE_LINE
    assert parsed(nothing.out)["reading"]["path"] == str(sample)
    headers_only(tmp_path / "applications.xlsx")
    assert log_read(run("check", "--json")) == "applications.xlsx"
    monkeypatch.setenv("JOBSEARCH_LOG", str(other))
    assert log_read(run("check", "--json")) == "other.csv"
    assert log_read(run("check", one, "--json")) == "log.csv"
    assert log_read(run("check", "--log", one, "--json")) == "log.csv"
    monkeypatch.setenv("JOBSEARCH_LOG", "")
    assert log_read(run("check", "--json")) == "applications.xlsx"
    assert run("check", "--json").err == ""


def test_a_log_in_the_environment_that_is_not_there(
    run: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JOBSEARCH_LOG", "gone.csv")
    message = "jobsearch: gone.csv does not exist. Check the name and the folder.\n"
    assert run("review") == (2, "", message)


# The day.


def test_where_the_day_comes_from_is_in_the_first_line(run: Call, tmp_path: Path) -> None:
    rows: list[list[object]] = [["Company", "Applied on"], ["Acme", "2025-01-10"]]
    settings: list[list[object]] = [["Setting", "Value"], ["as of", "2025-01-20"]]
    plain = workbook(tmp_path / "plain.xlsx", rows)
    told = workbook(tmp_path / "told.xlsx", rows, Settings=settings)
    day = ("--as-of", "2025-01-15")
    for argv, first in {
        ("review", told): "told.xlsx as of Mon 20 Jan 2025, from Settings",
        ("today", told, *day): "told.xlsx as of Wed 15 Jan 2025, from --as-of",
        ("stale", plain, *day): "plain.xlsx as of Wed 15 Jan 2025, from --as-of",
        ("stale", plain, "--as-of=2025-01-15 09:30"): (
            "plain.xlsx as of Wed 15 Jan 2025, 09:30, from --as-of"
        ),
    }.items():
        assert run(*argv).out.splitlines()[0] == first
    for command in COMMANDS[:3]:
        assert run(command, plain).out.splitlines()[0].endswith(", from the clock")


def test_a_long_silence_names_the_last_logged_day(run: Call, tmp_path: Path) -> None:
    log = named(tmp_path, "Acme")
    for command in COMMANDS[:3]:
        quiet = run(command, log, "--as-of", "2025-03-11").out
        assert "Nothing was logged" in quiet and "the last logged day is 2025-01-10" in quiet
    assert "Nothing was logged" not in run("today", log, "--as-of", "2025-03-10").out


@pytest.mark.parametrize(
    ("day", "message"),
    [
        ("2025-13-01", '"2025-13-01" is not a day. Write it like 2026-03-14 or 2026-03-14 15:30.'),
        ("tomorrow", '"tomorrow" is not a day. Write it like 2026-03-14 or 2026-03-14 15:30.'),
        (
            "2025-01-01T00:00Z",
            '"2025-01-01T00:00Z" has a time zone. Give the local time without one.',
        ),
        ("0205-01-01", '"0205-01-01" is not between the years 1990 and 2089.'),
        ("9999-12-31", '"9999-12-31" is not between the years 1990 and 2089.'),
    ],
)
def test_a_day_that_is_none(run: Call, tmp_path: Path, day: str, message: str) -> None:
    log = named(tmp_path, "Acme")
    for command in COMMANDS:
        assert run(command, log, "--as-of", day, "--json") == (2, "", f"jobsearch: {message}\n")


def test_the_first_and_the_last_day_that_there_can_be(run: Call, sample: Path) -> None:
    for day in ("1990-01-01", "2089-12-31"):
        status, out, err = run("review", sample, "--as-of", day)
        assert (status, err, out.count("\n") > 10) == (0, "", True)


# The sheet.


def test_the_sheet_that_is_asked_for(run: Call, tmp_path: Path) -> None:
    rows: list[list[object]] = [["Company", "Applied on"], ["Acme", "2025-01-10"]]
    log = workbook(tmp_path / "log.xlsx", rows, Old=[*rows, ["Bolt", "2025-01-11"]], Blank=[])
    assert parsed(run("check", log, "--json").out)["counts"]["applications"] == 1
    assert parsed(run("check", log, "--json", "--sheet", "old").out)["counts"]["applications"] == 2
    for sheet, message in {
        "Olde": 'has no sheet "Olde". It has "Applications", "Old", "Blank".',
        "": 'has no sheet "". It has "Applications", "Old", "Blank".',
        "Blank": 'holds nothing that could be a log: the sheet "Blank" is empty.',
    }.items():
        for command in COMMANDS:
            assert run(command, log, "--sheet", sheet) == (
                2,
                "",
                f"jobsearch: log.xlsx {message}\n",
            )


# Files that cannot be used: the same sentence from Python and from every command.

NO_LOG = (
    "has no table that could be a log of applications. It needs a header row with Company or Role, "
    "and with Applied on, Response on or Status; the sheet"
)
BAD_FILES: dict[str, tuple[bytes, str]] = {
    "empty.xlsx": (b"", "is empty: it has 0 bytes. Look for another copy of it."),
    "blank.csv": (b"\n \n", "is empty: it holds nothing but blanks. Look for another copy of it."),
    "text.xlsx": (
        b"Dear Sir or Madam",
        "is not a spreadsheet: its name ends in .xlsx, but it does not hold a workbook. Give an "
        ".xlsx or .csv file.",
    ),
    "letter.pdf": (
        b"%PDF-1.4",
        "is not a spreadsheet: it is a PDF document. Give an .xlsx or .csv file.",
    ),
    "cut.xlsx": (
        hostile.good()[:900],
        "is not complete: its end is missing. Copy or download it again.",
    ),
    "secret.xlsx": (
        hostile.ole("EncryptedPackage"),
        "is protected with a password. Remove the password in your spreadsheet program and save a "
        "copy.",
    ),
    "totals.csv": (
        b"Month,Sent\nMay,12\n",
        "is not a log of applications: it looks like a table of totals. A log has one "
        "row per application, below a header row with Company or Role, and with Applied on, "
        'Response on or Status; the sheet "totals.csv" starts with "Month", "Sent".',
    ),
    "bare.csv": (
        b"Acme,Dev,2025-01-10\nBolt,Ops,2025-01-11\n",
        f'{NO_LOG} "bare.csv" starts with "Acme", "Dev", "2025-01-10". If it is one, say '
        "--header-row N and --column company=HEADER.",
    ),
    "stray.xlsx": (
        hostile.stray("XFD1048576"),
        'has something in cell XFD1048576 of the sheet "Applications", which makes it 1,048,576 '
        "rows by 16,384 columns. Clear that cell and save the file again.",
    ),
    "gigabyte.xlsx": (
        hostile.gigabyte(),
        "unpacks to 1,074 MB, more than any log needs. Save a copy that holds the log alone.",
    ),
}
# What could take the whole process with it is read in another one.
BITES = ("stray.xlsx", "gigabyte.xlsx")


@pytest.mark.parametrize("name", [name for name in BAD_FILES if name not in BITES])
def test_a_file_that_cannot_be_used(run: Call, tmp_path: Path, name: str) -> None:
    content, why = BAD_FILES[name]
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(js.LogError) as error:
        js.read_log(path)
    assert str(error.value) == f"{name} {why}"
    for command in COMMANDS:
        assert run(command, path) == (2, "", f"jobsearch: {name} {why}\n")
        assert run(command, path, "--json") == (2, "", f"jobsearch: {name} {why}\n")


@pytest.mark.parametrize("name", BITES)
@pytest.mark.slow
def test_a_file_that_bites_leaves_the_process_alive(tmp_path: Path, name: str) -> None:
    content, why = BAD_FILES[name]
    path = tmp_path / name
    path.write_bytes(content)
    assert finish(start("check", path)) == (2, "", f"jobsearch: {name} {why}\n")


def test_a_file_that_is_not_there_and_a_folder(run: Call, tmp_path: Path) -> None:
    missing, folder = tmp_path / "log.xlsx", tmp_path
    for path, why in (
        (missing, "does not exist. Check the name and the folder."),
        (folder, "is a folder. Give the file in it that holds the log."),
    ):
        with pytest.raises(js.LogError) as error:
            js.read_log(path)
        assert str(error.value) == f"{path} {why}"
        for command in COMMANDS:
            assert run(command, path) == (2, "", f"jobsearch: {path} {why}\n")


# Wrong calls.


@pytest.mark.parametrize(
    ("argv", "message"),
    [
        ((), f"jobsearch: Name a command: {listing(_COMMANDS, last='or')}. Try: jobsearch --help"),
        (
            ("revue",),
            'jobsearch: "revue" is not a command. Did you mean review? Try: jobsearch --help',
        ),
        (
            ("\x1b[31m",),
            f'jobsearch: "?[31m" is not a command. The commands are {listing(_COMMANDS)}. '
            "Try: jobsearch --help",
        ),
        (
            ("check", "a.csv", "--log", "b.csv"),
            "jobsearch check: Argument --log: not allowed with argument LOG. "
            "Try: jobsearch check --help",
        ),
        (
            ("today", "--sheet"),
            "jobsearch today: Argument --sheet: expected one argument. Try: jobsearch today --help",
        ),
        (
            ("stale", "a.csv", "b.csv"),
            "jobsearch stale: Unrecognized arguments: b.csv. Try: jobsearch stale --help",
        ),
        (
            ("review", "--jsn"),
            "jobsearch review: Unrecognized arguments: --jsn. Try: jobsearch review --help",
        ),
        (
            ("check", ""),
            "jobsearch: The name of the log is empty. Name a file, or leave the name out.",
        ),
        (
            ("today", "--as-of", ""),
            'jobsearch: "" is not a day. Write it like 2026-03-14 or 2026-03-14 15:30.',
        ),
        (
            ("check", "\x1b[31mgone.csv"),
            "jobsearch: ?[31mgone.csv does not exist. Check the name and the folder.",
        ),
    ],
)
def test_a_wrong_call(run: Call, argv: tuple[str, ...], message: str) -> None:
    assert run(*argv) == (2, "", f"{message}\n")


CORRECTIONS = ("--sheet", "--header-row", "--column", "--status", "--day-first", "--month-first")


@pytest.mark.parametrize("command", COMMANDS)
def test_help_has_an_example(run: Call, command: str) -> None:
    status, out, err = run(command, "--help")
    assert (status, err) == (0, "")
    assert f"Example: jobsearch {command} applications.xlsx --as-of 2026-10-30" in out
    for option in ("LOG", "--log", "--as-of", "--json", "$JOBSEARCH_LOG", *CORRECTIONS):
        assert option in out
    assert all(f"{name} " in run("--help").out for name in COMMANDS)
    assert run("--version").out == f"jobsearch {js.__version__}\n"


@pytest.mark.parametrize("command", _COMMANDS)
def test_help_can_be_printed_in_any_encoding(run: Call, command: str) -> None:
    status, out, err = run(command, "--help", encoding="ascii")
    assert (status, err) == (0, "")
    assert "Example: " in out


# What is wrong inside a log goes on the list, with exit status 1.


def test_check_lists_what_is_wrong(run: Call, tmp_path: Path) -> None:
    log = workbook(
        tmp_path / "log.xlsx",
        [
            ["Company", "Role", "Applied on", "Response on", "Status"],
            ["Acme", "Dev", "2025-01-10", "2025-01-09", ""],
            ["Bolt", "Ops", "soon", "", "Fingers crossed"],
        ],
        Interviews=[["Application", "Ended at"], ["Crane", "2025-01-12"], ["Acme", "2025-01-13"]],
        Settings=[["Setting", "Value"], ["stale after", 5]],
    )
    status, out, err = run("check", log)
    assert (status, err) == (1, "")
    assert out.partition("PROBLEMS")[2] == (
        ": 6\n"
        "  Applications!D2: 2025-01-09 is before the application was sent (2025-01-10).\n"
        "  One of the two dates is wrong.\n"
        '  Applications!C3: "soon" is not a date. Write it like 2026-03-14.\n'
        '  Applications!E3: "Fingers crossed" is not a known status; it is read as open.\n'
        "  Write a stage (prospect, applied, screening, interview, offer) or an outcome\n"
        "  (open, accepted, rejected, withdrawn, position_closed, no_response), or say\n"
        '  what it means (like --status "Fingers crossed"=WORD), or write a line "status:\n'
        '  Fingers crossed" in Settings.\n'
        '  Interviews!A2: No application is called "Crane". The row is not counted. Write\n'
        "  the ID, the company or Company / Role.\n"
        "  Interviews!A3: The interview has no interviewer. Write who you met, one person\n"
        "  per row, so that everybody gets a thank-you.\n"
        '  Settings!A2: "stale after" is not a setting. Did you mean "stale after days"?\n'
    )
    for command in COMMANDS[:3]:
        assert run(command, log).status == 0
    assert "6 problems in the log: run jobsearch check log.xlsx\n" in run("review", log.name).out
    fine = named(tmp_path, "Acme")
    status, out, err = run("check", fine)
    assert (status, err) == (0, "")
    assert out.endswith("PROBLEMS: 0\n  None.\n")


def test_check_says_once_what_many_cells_have(run: Call, tmp_path: Path) -> None:
    rows = [["Company", "Role", "Applied on"]]
    rows += [[f"Acme {n}", "Dev", "2025-01-10" if n == 4 else "soon"] for n in range(10)]
    out = run("check", workbook(tmp_path / "log.xlsx", rows)).out
    assert out.partition("PROBLEMS")[2] == (
        ": 9\n"
        '  Applications!C2, C3, C4, C5, C7, C8, C9, C10 and 1 more: "soon" is not a date.\n'
        "  Write it like 2026-03-14.\n"
    )


def test_a_narrow_terminal_shows_every_figure_whole() -> None:
    log = js.read_log(js.sample_path())
    card = full_scorecard(log, as_of="2026-10-30")
    page = review_text(card, LogView("applications.xlsx", "2026-10-30", "Settings"), Screen(40))
    assert max(map(len, page.splitlines())) <= 40
    assert (
        "  day 7\n    any: 29%\n    good news: 9%\n    a no: 20%\n    unclear: 0%\n"
        "    still waiting: 100\n" in page
    )
    assert (
        "  thank everyone\n    kept: 32 of 36\n    rate (95% interval): 89% (75 to 96%)\n" in page
    )


# Output: text of any kind, in any encoding, at 80 columns, without control codes.

NASTY = (
    "$x_$",
    "=1+1",
    "<script>alert(1)</script>",
    "\x1b[31mred\x1b[0m\x07",
    "\u202egnp.exe",
    "[bold]markup[/bold] :smile:",
    "株式会社" * 12,
    "🙂" * 30,
    "ﬃ…½№" * 12,
    "W" * 300,
    "a\r\nb\tc\x85d\u2028e",
    "é́́́́",
)


def nasty_log(path: Path) -> Path:
    applications: list[list[object]] = [
        ["Company", "Role", "Applied on", "Response on", "Response", "Status", "Contact", "Mine"]
    ]
    interviews: list[list[object]] = [
        [
            "Application",
            "Round",
            "Ended at",
            "Interviewer",
            "Contact",
            "Talked about",
            "Thank-you note",
        ]
    ]
    for place, text in enumerate(NASTY):
        day = f"2025-01-{10 + place}"
        applications.append([text, f"{text} {place}", day, "", "", text, text, text])
        interviews.append(
            [
                f"{text} / {text} {place}",
                text,
                f"2025-02-{10 + place} 10:00",
                text,
                text,
                text,
                text,
            ]
        )
        interviews.append([f"no {text}", text, text, text, text, text, "n" * 32_767])
    clean = [[_xml(c) for c in row] for row in interviews]
    return workbook(path, [[_xml(c) for c in row] for row in applications], Interviews=clean)


def _xml(cell: object) -> object:
    """A workbook holds control characters escaped."""
    if not isinstance(cell, str):
        return cell
    return re.sub(r"[\x00-\x08\x0b-\x1f]", lambda found: f"_x{ord(found[0]):04X}_", cell)


@pytest.fixture(scope="module")
def nasty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return nasty_log(tmp_path_factory.mktemp("nasty") / "nasty.xlsx")


def columns(line: str) -> int:
    """How many columns of a terminal a line takes."""
    wide = sum(unicodedata.east_asian_width(c) in "WF" for c in line)
    return len(line) + wide - sum(bool(unicodedata.combining(c)) for c in line)


def lines_of(result: Run, command: str) -> list[str]:
    """The lines of a page, which steers no terminal and has no blanks at its ends."""
    status, out, err = result
    assert (status, err) == (int(command == "check"), "")
    assert [c for c in out if c != "\n" and not c.isprintable()] == []
    lines = out.removesuffix("\n").split("\n")
    assert [line for line in lines if line != line.rstrip()] == []
    return lines


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "ascii"])
@pytest.mark.parametrize("command", COMMANDS)
def test_the_sample_at_80_columns_in_every_encoding(
    run: Call, sample: Path, command: str, encoding: str
) -> None:
    lines = lines_of(run(command, sample, encoding=encoding), command)
    assert [line for line in lines if columns(line) > 80] == []


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "cp1252", "ascii"],
)
@pytest.mark.parametrize("command", ["review", "today", "check"])
@pytest.mark.slow
def test_nasty_text_at_80_columns_in_every_encoding(
    run: Call, nasty: Path, command: str, encoding: str
) -> None:
    lines = lines_of(run(command, nasty, "--as-of", "2025-02-22", encoding=encoding), command)
    assert [line for line in lines if columns(line) > 80] == []


@pytest.mark.parametrize("command", COMMANDS)
def test_json_keeps_nasty_text_as_it_is(run: Call, nasty: Path, command: str) -> None:
    status, out, err = run(command, nasty, "--json", encoding="ascii")
    assert (status, err) == (int(command == "check"), "")
    parsed(out)
    if command == "today":
        companies = {errand["company"] for errand in parsed(out)}
        assert companies - {None} <= {text.strip() for text in NASTY}


def test_a_message_about_a_nasty_name_steers_no_terminal(run: Call, tmp_path: Path) -> None:
    path = tmp_path / "bad.csv"
    path.write_text("\x1b[31mred,b\x1b]0;title\x07\n1,2\n", encoding="utf-8")
    status, out, err = run("check", path, encoding="ascii")
    assert (status, out) == (2, "")
    assert err == f'jobsearch: bad.csv {NO_LOG} "bad.csv" starts with "[31mred", "b ]0;title". ' + (
        "If it is one, say --header-row N and --column company=HEADER.\n"
    )
    unseen = run("check", path, "--sheet", "\x1b[31mred")
    assert unseen.err == 'jobsearch: bad.csv has no sheet "[31mred". It has "bad.csv".\n'


@pytest.mark.parametrize("encoding", ["cp1252", "ascii"])
@pytest.mark.slow
def test_a_pipe_on_another_machine(sample: Path, encoding: str) -> None:
    status, out, err = finish(start("check", sample, PYTHONIOENCODING=encoding))
    assert (status, err) == (1, "")
    assert out.startswith("How applications.xlsx was read")


@pytest.mark.parametrize("command", ["review", "check"])
@pytest.mark.slow
def test_a_reader_that_has_seen_enough_is_no_error(sample: Path, command: str) -> None:
    with start(command, sample) as process:
        assert process.stdout is not None and process.stderr is not None
        process.stdout.close()
        said = process.stderr.read()
    assert (process.returncode in {0, 1}, said) == (True, b"")
