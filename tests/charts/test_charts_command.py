"""`jobsearch charts`: which files, the same bytes, what is printed, and what is refused."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from jobsearch.charts.registry import CHARTS
from jobsearch.cli import main
from jobsearch.sample import sample_path
from jobsearch.wording import listing

SAMPLE = str(sample_path())
SAYS = "applications.xlsx as of 2026-10-30, from Settings\n"


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    status = main(["charts", *arguments])
    said = capsys.readouterr()
    return status, said.out, said.err


def test_every_chart_becomes_a_file_and_each_file_a_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "new" / "charts"
    status, out, err = run(capsys, SAMPLE, "--out", str(folder))
    assert (status, err) == (0, SAYS)
    assert out.splitlines() == [str(folder / f"{name}.png") for name in CHARTS]
    assert sorted(path.name for path in folder.iterdir()) == sorted(f"{n}.png" for n in CHARTS)
    assert all(path.read_bytes().startswith(b"\x89PNG") for path in folder.iterdir())


@pytest.mark.slow
def test_the_same_log_gives_the_same_bytes(tmp_path: Path) -> None:
    folders = []
    for seed in ("0", "1"):
        folder = tmp_path / seed
        subprocess.run(
            [sys.executable, "-m", "jobsearch", "charts", SAMPLE, "--out", str(folder),
             "--format", "png,svg,pdf", "--only", "flows,timelines,compliance"],
            check=True,
            env=os.environ | {"PYTHONHASHSEED": seed},
            capture_output=True,
        )  # fmt: skip
        folders.append({path.name: path.read_bytes() for path in folder.iterdir()})
    assert len(folders[0]) == 9
    assert folders[0] == folders[1]


def test_a_file_holds_its_finding_and_no_date(tmp_path: Path) -> None:
    assert main(["charts", SAMPLE, "--out", str(tmp_path), "--format", "svg,pdf,png",
                 "--only", "breadth"]) == 0  # fmt: skip
    svg = (tmp_path / "breadth.svg").read_text(encoding="utf-8")
    assert "<title>29 open applications: 26 employers, evenly spread" in svg
    assert "<dc:description>Bars: 29 open applications. 26 employers, evenly spread" in svg
    pdf, png = ((tmp_path / f"breadth.{kind}").read_bytes() for kind in ("pdf", "png"))
    assert b"29 open applications: 26 employers" in pdf and b"26 employers, evenly" in png
    assert not any(word in svg for word in ("<dc:date>", "Matplotlib"))
    assert not any(word in pdf + png for word in (b"CreationDate", b"atplotlib"))


def test_some_charts_in_some_formats(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ("--out", str(tmp_path), "--format", "SVG, png", "--only", "flows,breadth")
    status, out, _ = run(capsys, "--log", SAMPLE, *arguments)
    assert status == 0
    assert out.splitlines() == [
        str(tmp_path / name) for name in ("breadth.png", "breadth.svg", "flows.png", "flows.svg")
    ]


@pytest.mark.slow
def test_a_day_of_the_past(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ("--out", str(tmp_path), "--only", "timelines", "--format", "svg")
    status, _, err = run(capsys, SAMPLE, "--as-of", "2026-07-01", *arguments)
    assert (status, err) == (0, "applications.xlsx as of 2026-07-01, from --as-of\n")
    first = (tmp_path / "timelines.svg").read_bytes()
    assert run(capsys, SAMPLE, *arguments)[0] == 0
    assert (tmp_path / "timelines.svg").read_bytes() != first


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--format", "gif"), '"gif" is not a format. The formats are png, svg and pdf.'),
        (("--format", ""), '"" is not a format. The formats are png, svg and pdf.'),
        (("--only", "timeline"), '"timeline" is not a chart. Did you mean timelines?'),
        (
            ("--only", "breadth,nonsense"),
            f'"nonsense" is not a chart. The charts are {listing(CHARTS)}.',
        ),
        (("--as-of", "then"), '"then" is not a day. Write it like 2026-03-14 or 2026-03-14 15:30.'),
    ],
)
def test_a_wrong_call_is_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], said: str
) -> None:
    status, out, err = run(capsys, SAMPLE, "--out", str(tmp_path), *arguments)
    assert (status, out, err) == (2, "", f"jobsearch: {said}\n")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_has_to_be_named(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["charts", SAMPLE])
    assert ended.value.code == 2
    assert capsys.readouterr().err == (
        "jobsearch charts: The following arguments are required: --out. "
        "Try: jobsearch charts --help\n"
    )
    status, _, err = run(capsys, SAMPLE, "--out", "")
    assert (status, err) == (
        2, "jobsearch: The name of the folder is empty. Name one, such as --out charts.\n",
    )  # fmt: skip


def test_a_file_is_no_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "file"
    file.write_text("mine", encoding="utf-8")
    status, _, err = run(capsys, SAMPLE, "--out", str(file))
    assert (status, err) == (
        2, f"jobsearch: {file} is not a folder. Name another with --out.\n",
    )  # fmt: skip
    assert file.read_text(encoding="utf-8") == "mine"
    status, _, err = run(capsys, SAMPLE, "--out", str(file / "below"))
    assert status == 2 and "Name another" in err


def test_a_file_that_cannot_be_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    in_the_way = tmp_path / "breadth.png"
    in_the_way.mkdir()
    status, out, err = run(capsys, SAMPLE, "--out", str(tmp_path), "--only", "breadth")
    assert (status, out) == (2, "")
    assert err.startswith(f"{SAYS}jobsearch: {in_the_way} cannot be written: ")
    assert err.endswith(". Name another folder with --out.\n")


@pytest.mark.slow
def test_a_log_without_applications_is_drawn_too(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    log = tmp_path / "mine.csv"
    log.write_text("Company,Role,Applied on\nAcme,Analyst,2026-10-01\n", encoding="utf-8")
    folder = tmp_path / "charts"
    status, out, _ = run(capsys, str(log), "--out", str(folder), "--as-of", "2026-10-30")
    assert status == 0 and len(out.splitlines()) == len(CHARTS)


def test_letters_without_a_font_are_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from jobsearch.charts import text_fit as words

    monkeypatch.setattr(words, "_family_of", lambda sign: words.FAMILY if sign.isascii() else "")
    monkeypatch.setattr(words, "_drawn", words._drawn.__wrapped__)
    log = tmp_path / "mine.csv"
    log.write_text("Company,Role,Applied on\n山田,Analyst,2026-10-01\n", encoding="utf-8")
    arguments = ("--out", str(tmp_path), "--as-of", "2026-10-30", "--only", "timelines")
    assert run(capsys, str(log), *arguments)[2].splitlines()[1:] == [
        'No font on this computer has 山 田: the charts show "?" instead. '
        "Install a font for that script, such as Noto Sans CJK, and draw again."
    ]


@pytest.mark.slow
def test_a_bar_is_drawn_only_on_a_terminal(tmp_path: Path) -> None:
    arguments = ["charts", SAMPLE, "--out", str(tmp_path), "--only", "breadth"]
    code = f"import sys; from jobsearch.cli import main; main({arguments!r})"
    on_terminal = code.replace("from", "sys.stderr.isatty = lambda: True; from", 1)
    said = [
        subprocess.run(
            [sys.executable, "-c", program],
            check=True, capture_output=True, text=True, env=os.environ | {"TERM": "xterm"},
        )
        for program in (code, on_terminal)
    ]  # fmt: skip
    assert [run.stdout for run in said] == [f"{tmp_path / 'breadth.png'}\n"] * 2
    assert said[0].stderr == SAYS
    assert "Drawing" in said[1].stderr
