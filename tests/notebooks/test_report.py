"""`jobsearch report`: the page, what the notebook was run on, and what a wrong call is told."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pandas as pd
import pytest

import jobsearch as js
from checkout import NOTEBOOKS
from jobsearch import __version__, sample_path
from jobsearch.cli import main

nbformat = pytest.importorskip("nbformat", reason="Jupyter is not installed")
from nbformat import v4  # noqa: E402

from jobsearch.errors import LogError  # noqa: E402
from jobsearch.report.page import NOT_IN_REPORT, page  # noqa: E402
from jobsearch.report.run import run_notebook  # noqa: E402
from jobsearch.wording import listing  # noqa: E402

OPEN = {"tags": [NOT_IN_REPORT]}
HOSTILE = "<script>alert(1)</script> $x_$ <img src=x onerror=alert(2)>"


class Elements(HTMLParser):
    """Every element of a page with its attributes, and the text of the page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.found if name == tag]


def notebook(*cells: object) -> object:
    return v4.new_notebook(cells=list(cells))


def shown(data: dict[str, str], **metadata: object) -> object:
    output = v4.new_output("display_data", data=data, metadata=metadata)
    return v4.new_code_cell("secret = 1", outputs=[output], execution_count=1)


def test_a_page_has_title_day_text_tables_and_pictures_and_no_code() -> None:
    table = js.readable(pd.DataFrame({"company": ["Acme & Co"], "rate": [0.75]}))._repr_html_()
    html = page(
        notebook(
            v4.new_markdown_cell("# How is it going?\n\nThe *weekly* look."),
            v4.new_markdown_cell("Run all cells.", metadata=OPEN),
            shown({"text/html": table, "text/plain": "company rate"}),
            shown({"image/png": "AAAA\n", "text/plain": "Figure"}, **{"image/png": {"alt": "A b"}}),
            v4.new_code_cell("print(1)", outputs=[v4.new_output("stream", text="3 < 4\n")]),
            v4.new_code_cell("w", outputs=[v4.new_output("stream", name="stderr", text="warned")]),
            v4.new_markdown_cell("## As files", metadata=OPEN),
            v4.new_code_cell("1", outputs=[v4.new_output("stream", text="1")], metadata=OPEN),
            v4.new_markdown_cell("## What next\n\n1. Thank."),
        ),
        day="Friday 30 October 2026",
    )
    body = html[html.index("<body>") :]
    assert body == (
        "<body>\n<header>\n<h1>How is it going?</h1>\n<p>Friday 30 October 2026</p>\n</header>\n"
        "<main>\n<p>The <em>weekly</em> look.</p>\n\n"
        f"{table}\n"
        '<figure><img alt="A b" src="data:image/png;base64,AAAA"></figure>\n'
        '<p class="printed">3 &lt; 4</p>\n<h2>What next</h2>\n<ol>\n<li>Thank.</li>\n</ol>\n\n'
        "</main>\n</body>\n</html>\n"
    )
    assert table == (
        '<div class="jobsearch-table" tabindex="0">'
        '<table class="dataframe tex2jax_ignore mathjax_ignore">\n<thead>\n'
        '<tr><th style="text-align: left">company</th>'
        '<th style="text-align: right; white-space: nowrap">rate</th></tr>\n</thead>\n<tbody>\n'
        '<tr><td style="text-align: left" data-label="company"><span>Acme &amp; Co</span></td>'
        '<td style="text-align: right; white-space: nowrap" data-label="rate"><span>75%</span>'
        "</td></tr>\n</tbody>\n</table></div>"
    )
    assert "<title>How is it going? – Friday 30 October 2026</title>" in html
    assert f'<meta name="generator" content="jobsearch {__version__}">' in html[:1000]


def test_markup_that_a_notebook_let_through_is_text_or_nothing() -> None:
    table = f"<table><tr><th>{HOSTILE}</th></tr><tr><td>{HOSTILE}</td></tr></table>{HOSTILE}"
    html = page(
        notebook(
            shown({"text/html": table}),
            shown({"text/markdown": HOSTILE}),
            shown({"text/plain": HOSTILE}),
            shown({"image/png": "AAAA"}, **{"image/png": {"alt": f'"{HOSTILE}'}}),
        ),
        day="today",
    )
    elements = Elements(html)
    assert elements.all("script") == []
    assert elements.all("img") == [
        {"alt": f'"{HOSTILE}', "src": "data:image/png;base64,AAAA"},
    ]
    assert not any("onerror" in attributes for _, attributes in elements.found)


@pytest.fixture(scope="module")
def reported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The review of a log whose every text is hostile, on a sheet that had to be named."""
    from openpyxl import Workbook

    book = Workbook()
    book.active.title = "Other"
    book.active.append(["Company", "Role", "Status", "Applied on"])
    book.active.append(["Elsewhere", "Clerk", "applied", "2026-03-01"])
    sheet = book.create_sheet("Mine")
    sheet.append(["Company", "Role", "Source", "Status", "Applied on"])
    for n in range(12):
        sheet.append([f"{HOSTILE} {n}", HOSTILE, HOSTILE, "applied", f"2026-03-{n + 1:02}"])
    folder = tmp_path_factory.mktemp("report")
    book.save(folder / "log.xlsx")
    out = folder / "mine.html"
    arguments = [str(folder / "log.xlsx"), "--sheet", "Mine", "--as-of", "2026-06-01"]
    assert main(["report", *arguments, "--out", str(out)]) == 0
    assert sorted(path.name for path in folder.iterdir()) == ["log.xlsx", "mine.html"]
    return out


@pytest.mark.kernel
def test_the_notebook_is_run_on_the_log_the_sheet_and_the_day_of_the_call(reported: Path) -> None:
    elements = Elements(reported.read_text(encoding="utf-8"))
    assert "Mon 1 Jun 2026" in elements.text
    assert HOSTILE in elements.text
    assert "Elsewhere" not in elements.text


@pytest.mark.kernel
def test_a_page_holds_all_that_it_shows(reported: Path) -> None:
    elements = Elements(reported.read_text(encoding="utf-8"))
    assert {tag for tag, _ in elements.found} & {"script", "link", "iframe", "object", "a"} == set()
    pictures = elements.all("img")
    assert pictures
    for picture in pictures:
        assert str(picture["src"]).startswith("data:image/png;base64,")
        assert len(str(picture["alt"])) > 20
    assert "import" not in elements.text
    assert "Run All Cells" not in elements.text


def test_the_reader_of_a_page_is_told_nothing_of_the_notebook() -> None:
    for path in NOTEBOOKS.glob("*.ipynb"):
        if path.stem != "update_log":
            text = Elements(page(nbformat.read(path, as_version=4), day="today")).text
            assert re.findall(r"next cell|Run All|parameters|pictures|save_charts", text) == [], (
                path.name
            )


def test_an_earlier_report_gives_way_and_nothing_else_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def ran(*arguments: object, **options: object) -> object:
        return notebook(v4.new_markdown_cell("# New"))

    monkeypatch.setattr("jobsearch.report.run.run_notebook", ran)
    monkeypatch.chdir(tmp_path)
    log = shutil.copy(sample_path(), "applications.xlsx")
    for _ in range(2):
        assert main(["report", log]) == 0
    written = "Written to report.html. Open it in a browser, or print it from there.\n"
    assert capsys.readouterr() == (written * 2, "")
    first = Path("report.html").read_text(encoding="utf-8")
    Path("report.html").write_text("<html>my own page</html>", encoding="utf-8")
    assert main(["report", log]) == 2
    assert capsys.readouterr() == (
        "",
        "jobsearch: report.html exists and was not made by jobsearch, so it is left alone. Name "
        "another file with --out.\n",
    )
    assert Path("report.html").read_text(encoding="utf-8") == "<html>my own page</html>"
    assert main(["report", log, "--notebook", "review.ipynb", "--out", "Other.HTML"]) == 0
    assert Path("Other.HTML").read_text(encoding="utf-8") == first
    assert sorted(p.name for p in tmp_path.iterdir()) == [
        "Other.HTML", "applications.xlsx", "report.html",
    ]  # fmt: skip


def names() -> str:
    return listing(sorted(p.stem for p in NOTEBOOKS.glob("*.ipynb") if p.stem != "update_log"))


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ["--notebook", "reveiw"],
            f'"reveiw" is not a notebook. The notebooks are {names()}.',
        ),
        (
            ["--notebook", "update_log"],
            f'"update_log" is not a notebook. The notebooks are {names()}.',
        ),
        (
            ["--out", "report.pdf"],
            'The name of the page has to end in .html, and "report.pdf" does not. '
            "Try --out report.html",
        ),
        (["--out", "folder.html"], "folder.html is a folder. Name a file in it with --out."),
        (
            ["--out", "none/report.html"],
            "There is no folder none. Make it, or name another with --out.",
        ),
        (
            ["--as-of", "tomorrow"],
            '"tomorrow" is not a day. Write it like 2026-03-14 or 2026-03-14 15:30.',
        ),
    ],
)
def test_a_wrong_call_is_told_in_one_sentence(
    arguments: list[str],
    message: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("folder.html").mkdir()
    assert main(["report", str(sample_path()), *arguments]) == 2
    assert capsys.readouterr() == ("", f"jobsearch: {message}\n")


def test_a_folder_that_takes_no_file_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(*arguments: object, **options: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("jobsearch.report.run.run_notebook", lambda *a, **o: notebook())
    monkeypatch.setattr("jobsearch.writing.file_safety.write_new", refuse)
    out = tmp_path / "report.html"
    assert main(["report", str(sample_path()), "--out", str(out)]) == 2
    assert capsys.readouterr().err == (
        f"jobsearch: {out} cannot be written: Permission denied. Name another file with --out.\n"
    )


def test_without_jupyter_the_extra_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "nbclient", None)
    assert main(["report", str(sample_path()), "--out", str(tmp_path / "report.html")]) == 2
    assert capsys.readouterr().err == (
        'jobsearch: The report needs Jupyter. Install it: pip install "jobsearch[notebook]"\n'
    )


@pytest.mark.kernel
def test_a_cell_that_fails_is_told_in_one_sentence(tmp_path: Path) -> None:
    cells = [
        v4.new_code_cell("path = ''", metadata={"tags": ["parameters"]}),
        v4.new_code_cell("print(path)"),
        v4.new_code_cell("import sys; print(sys.executable)"),
        v4.new_code_cell("raise ValueError('The log has no rows.')"),
    ]
    nbformat.write(v4.new_notebook(cells=cells), tmp_path / "broken.ipynb")
    done: list[tuple[int, int]] = []

    def count(n: int, of: int) -> None:
        done.append((n, of))

    with pytest.raises(LogError) as error:
        run_notebook(tmp_path / "broken.ipynb", {"path": "mine"}, done=count)
    assert str(error.value) == "The notebook broken stopped: ValueError: The log has no rows."
    assert done[-1] == (4, 5)

    nbformat.write(v4.new_notebook(cells=cells[:3]), tmp_path / "whole.ipynb")
    ran = run_notebook(tmp_path / "whole.ipynb", {"path": "mine"}, done=count)
    assert [cell.outputs[0].text for cell in ran.cells[1:]] == ["mine\n", f"{sys.executable}\n"]
    assert done[-1] == (4, 4)


@pytest.mark.kernel
def test_a_python_that_cannot_start_is_told_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "ipykernel_launcher.py").write_text("raise SystemExit(1)", encoding="utf-8")
    paths = [str(NOTEBOOKS.parent), str(tmp_path)]
    call = [sys.executable, "-m", "jobsearch", "report", str(sample_path()), "--out", "new.html"]
    ended = subprocess.run(
        call, cwd=tmp_path, env=os.environ | {"PYTHONPATH": os.pathsep.join(paths)},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (ended.returncode, ended.stdout, ended.stderr) == (
        2,
        "",
        "jobsearch: The notebook review could not be run: its Python ended. Try it in "
        "JupyterLab.\n",
    )
    assert not (tmp_path / "new.html").exists()


@pytest.mark.skipif(os.name == "nt", reason="Windows says it in other words")
def test_a_system_that_starts_nothing_is_told_in_one_sentence(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "executable", str(NOTEBOOKS / "no python"))
    with pytest.raises(LogError) as error:
        run_notebook(NOTEBOOKS / "review.ipynb", {}, done=lambda n, of: None)
    assert str(error.value) == (
        "The notebook review could not be run: No such file or directory. Try it in JupyterLab."
    )
