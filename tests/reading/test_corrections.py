"""What a person says of how a file is read: options, a file beside it, its Settings sheet."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import jobsearch as js
from corpus.cases import as_csv, as_xlsx
from jobsearch.cli import main
from jobsearch.reading import settings_path
from jobsearch.terminal.page import quoted

ROWS = [
    ["My log", "", "", ""],
    ["Firma", "Was", "Am", "Ende"],
    ["Acme", "Dev", "02/03/2025", "nix"],
    ["Bolt", "Ops", "04/05/2025", "rejected"],
]


@pytest.fixture
def log(tmp_path: Path) -> Path:
    path = tmp_path / "log.csv"
    path.write_text(as_csv(ROWS), encoding="utf-8")
    return path


def corrected(log: Path, **more: Any) -> js.Log:
    return js.read_log(log, columns={"Role": "Was", "applied on": "Am", "Status": "Ende"}, **more)


def months(log: js.Log) -> list[str]:
    return log.applications["applied_on"].dt.strftime("%m-%d").tolist()


def outcomes(log: js.Log) -> list[str | None]:
    return log.applications["status_outcome"].astype(object).where(lambda s: s.notna()).tolist()


def test_each_correction_is_used_and_where_it_comes_from_is_said(log: Path) -> None:
    found = corrected(log, statuses={"Nix": "no response"}, day_first=True, header_row=2)
    assert months(found) == ["03-02", "05-04"]
    assert outcomes(found) == ["no_response", "rejected"]
    assert found.applications["role"].tolist() == ["Dev", "Ops"]
    assert found.reading.given == {
        "column: role": ("Was", "--column"),
        "column: applied_on": ("Am", "--column"),
        "column: status": ("Ende", "--column"),
        "status: Nix": ("no_response", "--status"),
        "header row": ("2", "--header-row"),
        "day first": ("yes", "--day-first"),
    }
    assert months(corrected(log, day_first=False)) == ["02-03", "04-05"]


def test_the_option_goes_before_the_file_beside_and_that_before_the_sheet(tmp_path: Path) -> None:
    path = tmp_path / "log.xlsx"
    settings = [["Setting", "Value"], ["day first", "yes"], ["status: nix", "rejected"],
                ["stale after days", 20], ["fresh applications", 9]]  # fmt: skip
    path.write_bytes(as_xlsx({"Log": ROWS[1:], "Settings": settings}))
    assert (months(corrected(path)), outcomes(corrected(path))) == (
        ["03-02", "05-04"],
        ["rejected", "rejected"],
    )
    beside = settings_path(path)
    assert beside == tmp_path / "log.settings.csv"
    beside.write_text("Setting,Value\nday first,no\nstatus: nix,withdrawn\nfresh applications,7\n")
    found = corrected(path)
    assert (months(found), outcomes(found)) == (["02-03", "04-05"], ["withdrawn", "rejected"])
    assert (found.settings.stale_after_days, found.settings.fresh_applications) == (20, 7)
    asked = corrected(path, day_first=True, statuses={"nix": "open"})
    assert (months(asked), outcomes(asked)) == (["03-02", "05-04"], ["open", "rejected"])
    assert asked.reading.given == {
        "day first": ("yes", "--day-first"),
        "stale after days": ("20", "Settings"),
        "fresh applications": ("7", "log.settings.csv"),
        "column: role": ("Was", "--column"),
        "column: applied_on": ("Am", "--column"),
        "column: status": ("Ende", "--column"),
        "status: nix": ("open", "--status"),
    }


def test_what_is_wrong_beside_the_log_is_a_problem_there(log: Path) -> None:
    settings_path(log).write_text("Setting,Value\nday frist,no\ncolumn: Company,Foo\nsheet,Other\n")
    said = [tuple(row) for row in corrected(log).problems[["sheet", "cell", "problem"]].to_numpy()]
    assert said[-3:] == [
        (
            "log.settings.csv",
            "A2",
            '"day frist" is not a setting. Did you mean "day first"?',
        ),
        (
            "log.settings.csv",
            "B3",
            '"column: Company" cannot be "Foo". Write a header of this file. The default is used.',
        ),
        (
            "log.settings.csv",
            "B4",
            '"sheet" cannot be "Other". Write the name of a sheet of this file ("log.csv"). '
            "The default is used.",
        ),
    ]


STATUSES = (
    "prospect, applied, screening, interview, offer, open, accepted, rejected, withdrawn, "
    "position_closed, no_response"
)
WRONG: dict[str, tuple[list[str], str]] = {
    "sheet": (["--sheet", "Foo"], 'log.csv has no sheet "Foo". It has "log.csv".'),
    "row": (
        ["--header-row", "99"],
        'log.csv has no row 99 for the header: the sheet "log.csv" has 4 rows.',
    ),
    "no row": (
        ["--header-row", "x"],
        '--header-row takes the number of a row, from 1 on, not "x".',
    ),
    "a row without a header": (
        ["--header-row", "3"],
        "log.csv has no table that could be a log of applications. It needs a header row with "
        "Company or Role, and with Applied on, Response on or Status; row 3 of the sheet "
        '"log.csv" starts with "Acme", "Dev", "02/03/2025". If it is one, say --header-row N and '
        "--column company=HEADER.",
    ),
    "column": (
        ["--column", "company=Foo"],
        'log.csv has no column "Foo" for company in row 2 of the sheet "log.csv". It has "Firma", '
        '"Was", "Am", "Ende".',
    ),
    "our column": (
        ["--column", "frima=Firma"],
        '"frima" is not a column of Applications. The columns are id, company, role, source, '
        "industry, company_size, location, applied_on, response_on, response, "
        "decision_expected_on, offered_on, status, closed_on, contact, contact_email, link, notes.",
    ),
    "no pair": (["--column", "Firma"], '--column takes two words like company=Firma, not "Firma".'),
    "status": (
        ["--status", "Foo=rejected"],
        'log.csv has no status "Foo". It has "nix" (1), "rejected" (1).',
    ),
    "meaning": (
        ["--status", "nix=nothing"],
        f'"nix" cannot mean "nothing": that is not a stage or an outcome. Use one of {STATUSES}.',
    ),
    "nothing to remember": (
        ["--remember"],
        "--remember has nothing to remember. Use it with --sheet, --header-row, --column, "
        "--status, --day-first or --month-first.",
    ),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_wrong_correction_is_told_with_what_is_there(
    log: Path, case: str, capsys: pytest.CaptureFixture[str]
) -> None:
    options, message = WRONG[case]
    usual = ["--column", "role=Was", "--column", "applied on=Am", "--column", "status=Ende"]
    given = options if case == "nothing to remember" else [*usual, *options]
    if case == "nothing to remember":
        log.write_text("Company,Status\nAcme,Applied\n")
    assert main(["check", str(log), *given]) == 2
    printed = capsys.readouterr()
    assert (printed.out, printed.err) == ("", f"jobsearch: {message}\n")
    assert not settings_path(log).exists()


def test_remembered_corrections_hold_from_then_on(
    log: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = log.read_bytes()
    call = ["check", str(log), "--column", "role=Was", "--column", "applied on=Am"]
    main(
        [
            *call,
            "--column",
            "status=Ende",
            "--status",
            "Nix=no_response",
            "--day-first",
            "--remember",
        ]
    )
    assert capsys.readouterr().err == f"Kept for next time in {settings_path(log)}.\n"
    assert settings_path(log).read_text(encoding="utf-8").splitlines() == [
        "Setting,Value,What it means",
        "day first,yes,Does 01/12/2026 mean 1 December? Only where text dates leave it open.",
        "column: Role,Was,The header of this column in the file.",
        "column: Applied on,Am,The header of this column in the file.",
        "column: Status,Ende,The header of this column in the file.",
        "status: Nix,no_response,What this word means: a stage or an outcome.",
    ]
    found = js.read_log(log)
    assert (months(found), outcomes(found)) == (["03-02", "05-04"], ["no_response", "rejected"])
    assert {where for _, where in found.reading.given.values()} == {"log.settings.csv"}
    # Said anew it replaces what was said, and the rest stays.
    main(["check", str(log), "--month-first", "--remember"])
    assert months(js.read_log(log)) == ["02-03", "04-05"]
    assert outcomes(js.read_log(log)) == ["no_response", "rejected"]
    assert [p.name for p in sorted(log.parent.iterdir())] == ["log.csv", "log.settings.csv"]
    assert log.read_bytes() == before


def test_an_order_that_the_cells_contradict_is_not_taken(log: Path) -> None:
    log.write_text("Company,Applied\nAcme,01/25/2025\nBolt,02/03/2025\n")
    found = js.read_log(log, day_first=True)
    assert months(found) == ["01-25", "02-03"]
    assert found.reading.assumed == (
        'log.csv: "Applied" is read month first, although you asked for the other order: '
        '"01/25/2025" fits no other.',
    )


# adopt.


def test_adopt_makes_a_workbook_and_says_what_of(
    log: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(log.parent)  # a long path would be broken in two
    out, before = Path("mine.xlsx"), log.read_bytes()
    call = ["adopt", log.name, "--out", str(out), "--column", "role=Was", "--status", "nix=offer"]
    call += ["--column", "applied on=Am", "--column", "status=Ende"]
    assert main([*call, "--day-first"]) == 0
    printed = capsys.readouterr().out
    assert " ".join(printed.split()) == " ".join(
        f"""{out} is made from log.csv, which stays as it was.
        Sheet "log.csv", header in row 2, 2 rows: company ← Firma, role ← Was, applied on ← Am,
        status ← Ende (nix 1 → offer, rejected 1 → rejected). In full: jobsearch check log.csv
        --column role=Was --column {quoted("applied on=Am")} --column status=Ende
        --status nix=offer --day-first
        It has 2 applications.
        2 problems: see the sheet Problems.
        How is it going? Run jobsearch review {out}""".split()
    )
    assert log.read_bytes() == before
    made = js.read_log(out)
    assert (months(made), made.applications["status"].tolist()) == (
        ["03-02", "05-04"],
        ["offer", "rejected"],
    )
    assert made.reading.other_sheets == {"Problems": 3}
    assert main(call) == 2
    assert capsys.readouterr().err == (
        f"jobsearch: {out} exists already. Nothing was written. Give another name with --out.\n"
    )
    assert main([*call[:2], "--out", "mine.csv"]) == 2
    assert capsys.readouterr().err == (
        "jobsearch: The new file has to end in .xlsx, and mine.csv does not. Nothing was written.\n"
    )
    assert main([*call[:2], "--out", "none/mine.xlsx"]) == 2
    assert "cannot be written: No such file or directory." in capsys.readouterr().err


def test_nothing_is_remembered_beside_the_sample(capsys: pytest.CaptureFixture[str]) -> None:
    sample = js.sample_path()
    assert main(["check", str(sample), "--day-first", "--remember"]) == 2
    assert capsys.readouterr() == (
        "",
        f"jobsearch: {sample} is the made-up sample, which stays as it is. Nothing was written. "
        "Start a log of your own with `jobsearch init`.\n",
    )
    assert not settings_path(sample).exists()
