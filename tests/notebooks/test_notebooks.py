"""Every notebook: how it is built, what it shows of the sample, and that it runs on other logs."""

from __future__ import annotations

import ast
import csv
import json
import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import matplotlib as mpl
import nbformat
import openpyxl
import pandas as pd
import papermill
import pytest

import jobsearch as js
from checkout import NOTEBOOKS
from jobsearch.charts.registry import CHARTS
from jobsearch.schema import SHEETS

NAMES = ("review", "response_times", "follow_ups", "pipeline", "stale")
AS_OF = "2026-05-01"
PARAMETERS = """\
path = ""  # your log, such as "applications.xlsx"; empty: the made-up sample
as_of = ""  # a day, such as "2026-10-30"; empty: the day in the log's Settings, else today
reading = {}  # how to read the log, such as {"sheet": "2026"}; see help(js.read_log)
pictures = ""  # a folder for the charts, such as "pictures"; empty: they are not saved"""
# A folder of a person's own machine.
PATHS = re.compile(r"/home/|/Users/|/tmp/|/root/|[A-Z]:\\|site-packages|\.venv")

Cells = list[Any]


def read(name: str) -> Any:
    return nbformat.read(NOTEBOOKS / f"{name}.ipynb", as_version=4)


def code_of(notebook: Any) -> Cells:
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def pictures_of(cells: Cells) -> Iterator[Any]:
    for cell in cells:
        yield from (out for out in cell.outputs if "image/png" in out.get("data", {}))


# How a notebook is built.


def test_these_are_the_notebooks_of_questions() -> None:
    assert {path.stem for path in NOTEBOOKS.glob("*.ipynb")} >= {*NAMES}


@pytest.mark.parametrize("name", NAMES)
def test_its_title_is_a_question_and_its_end_what_to_do(name: str) -> None:
    first, last = read(name).cells[0], read(name).cells[-1]
    assert first.source.splitlines()[0].startswith("# ")
    assert first.source.splitlines()[0].endswith("?")
    assert last.cell_type == "markdown"
    assert last.source.startswith("## What to do next\n\n1. ")


@pytest.mark.parametrize("name", NAMES)
def test_it_has_one_cell_of_parameters(name: str) -> None:
    notebook = read(name)
    tagged = [cell for cell in notebook.cells if "parameters" in cell.metadata.get("tags", [])]
    assert [cell.source for cell in tagged] == [PARAMETERS]
    assert tagged[0] is code_of(notebook)[0]


@pytest.mark.parametrize("name", NAMES)
def test_it_shows_the_problems_of_the_log(name: str) -> None:
    assert "js.readable(log.problems, rows=10)" in [cell.source for cell in code_of(read(name))]


@pytest.mark.parametrize("name", NAMES)
def test_its_cells_are_short_and_plain(name: str) -> None:
    for cell in code_of(read(name)):
        assert len(cell.source.splitlines()) <= 10, cell.source
        kinds = {type(node) for node in ast.walk(ast.parse(cell.source))}
        assert not kinds & {ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda}


@pytest.mark.parametrize("name", NAMES)
def test_it_was_run_from_top_to_bottom(name: str) -> None:
    cells = code_of(read(name))
    assert [cell.execution_count for cell in cells] == [*range(1, len(cells) + 1)]
    assert all(cell.outputs for cell in cells[1:])
    for cell in cells:
        assert {output.output_type for output in cell.outputs} <= {
            "stream", "execute_result", "display_data",
        }  # fmt: skip
        assert {output.get("name", "stdout") for output in cell.outputs} <= {"stdout"}


@pytest.mark.parametrize("name", NAMES)
def test_it_names_no_folder_of_a_machine(name: str) -> None:
    text = (NOTEBOOKS / f"{name}.ipynb").read_text(encoding="utf-8")
    without_pictures = re.sub(r'"image/png": "[^"]*"', "", text)
    assert PATHS.findall(without_pictures) == []


@pytest.mark.parametrize("name", NAMES)
def test_nothing_in_it_changes_from_run_to_run(name: str) -> None:
    notebook = read(name)
    assert notebook.metadata == {
        "kernelspec": {
            "display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"
        },
        "language_info": {"name": "python"},
    }  # fmt: skip
    assert [cell.id for cell in notebook.cells] == [
        f"cell-{n:02}" for n in range(len(notebook.cells))
    ]
    for cell in notebook.cells:
        assert set(cell.metadata) <= {"tags"}
        assert not re.search(r"0x[0-9a-f]{6,}", json.dumps(cell.get("outputs", [])))


@pytest.mark.parametrize("name", NAMES)
def test_every_picture_says_its_finding_in_words(name: str) -> None:
    cells = code_of(read(name))
    drawing = [cell for cell in cells if "js.plot_" in cell.source]
    pictures = list(pictures_of(cells))
    assert len(pictures) == len(drawing) >= 2
    for cell in drawing:
        assert cell.source.endswith("plt.show()")
        assert len(list(pictures_of([cell]))) == 1
    for picture in pictures:
        words = picture.metadata["image/png"]["alt"]
        assert picture.data["text/plain"] == words
        assert len(words) > 40 and re.search(r"\d", words)


@pytest.mark.parametrize("name", NAMES)
def test_every_picture_is_explained_and_saved(name: str) -> None:
    notebook = read(name)
    drawing = [cell.source for cell in code_of(notebook) if "js.plot_" in cell.source]
    drawn = [source.splitlines()[-2].split(" = ")[0] for source in drawing]
    text = "\n".join(cell.source for cell in notebook.cells)
    assert text.count("*How to read it*") == text.count("*When not to trust it*") > 0
    saving = code_of(notebook)[-1].source
    assert saving.splitlines()[-1] == "js.save_charts(charts, folder=pictures)"
    saved = re.findall(r'"([\w-]+)": (\w+)', saving)
    assert [variable for _, variable in saved] == drawn
    for source, (chart, _) in zip(drawing, saved, strict=True):
        assert f"js.{CHARTS[chart].plot.__name__}(" in source


@pytest.mark.parametrize("name", NAMES)
def test_the_answer_comes_first(name: str) -> None:
    cells = read(name).cells
    first, answer = code_of(read(name))[1:3]
    assert first.outputs[0].text.startswith("applications.xlsx as of 30 Oct 2026, from Settings")
    assert answer.source.endswith("\nprint(js.findings(log, as_of=day, charts=charts))")
    assert cells[cells.index(answer) - 1].source == "## In short"
    sentences = answer.outputs[0].text.splitlines()
    assert 2 <= len(sentences) <= 5
    assert all(re.fullmatch(r"[A-Z0-9].*\.", sentence) for sentence in sentences)


@pytest.mark.parametrize("name", NAMES)
def test_what_only_those_need_who_have_it_open_is_tagged(name: str) -> None:
    cells = read(name).cells
    tagged = {n for n, c in enumerate(cells) if "not-in-report" in c.metadata.get("tags", [])}
    assert tagged == {
        n for n, c in enumerate(cells) if re.search("Run All|as files|save_charts", c.source)
    }
    assert len(tagged) == 3


# On other logs.

HOSTILE = (
    "<script>alert(1)</script>", "$x_$", "=1+1", "_hidden", "{{x}}%s\\n", "株式会社サンプル",
    "\U0001f680 Lab", "A " + "very " * 60 + "long name", "\u202eevil", "'; DROP TABLE--",
)  # fmt: skip


def rows_of(n: int, names: tuple[str, ...], seed: int = 1) -> dict[str, list[dict[str, str]]]:
    """The sheets of a search of n applications, with everything that can happen to one."""
    rng = random.Random(seed)
    sheets: dict[str, list[dict[str, str]]] = {
        name: [] for name in ("Applications", "Interviews", "Follow-ups", "History")
    }

    def day(low: int, high: int) -> str:
        return f"2026-{rng.randint(low, high):02}-{rng.randint(1, 28):02}"

    for i in range(n):
        status = rng.choice(["", "", "rejected", "no_response", "interview", "withdrawn", "offer"])
        sheets["Applications"].append(
            {
                "ID": f"A{i}", "Company": rng.choice(names), "Role": rng.choice(names),
                "Source": rng.choice(names), "Industry": rng.choice(names),
                "Applied on": day(1, 3), "Status": status,
                "Response on": day(3, 4) if status in ("rejected", "interview", "offer") else "",
                "Closed on": day(4, 4) if status in ("rejected", "withdrawn") else "",
                "Contact email": "ana.ruiz@acme.example",
            }
        )  # fmt: skip
        if status in ("interview", "offer"):
            ended = day(3, 4)
            sheets["Interviews"].append(
                {
                    "Application": f"A{i}", "Round": "onsite", "Ended at": f"{ended} 15:00",
                    "Interviewer": rng.choice(names), "Contact": "bo@acme.example",
                    "Talked about": rng.choice(names), "Thanked at": f"{ended} 16:30",
                    "Thanked by": "e-mail", "Thank-you note": " ".join(names),
                }
            )  # fmt: skip
            sheets["Follow-ups"].append({"Application": f"A{i}", "Sent at": f"{day(4, 4)} 10:00"})
            sheets["History"].append({"Application": f"A{i}", "On": day(4, 4), "What": "reply"})
    return sheets


def write(path: Path, rows: dict[str, list[dict[str, str]]]) -> Path:
    """A workbook with these rows; text stays text."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for sheet in SHEETS:
        page = book.create_sheet(sheet.name)
        headers = [column.header for column in sheet.columns]
        page.append(headers)
        for n, row in enumerate(rows[sheet.name], 2):
            for place, header in enumerate(headers, 1):
                cell = page.cell(n, place, row.get(header, ""))
                cell.data_type = "s"
    book.save(path)
    return path


def tracker(path: Path) -> Path:
    """Somebody's own list, in their own words."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["Firm", "Position", "Date applied", "Status", "My rating"])
        for n in range(30):
            status = ("Rejected", "Applied", "Interview", "Ghosted")[n % 4]
            writer.writerow([f"Firm {n}", "Analyst", f"2026-03-{n % 28 + 1:02}", status, n % 5])
    return path


def empty(path: Path) -> Path:
    return write(path, {sheet.name: [] for sheet in SHEETS})


@pytest.fixture(scope="module")
def logs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("logs")
    plain = tuple(f"Company {n}" for n in range(40))
    return {
        "tracker": tracker(folder / "tracker.csv"),
        "empty": empty(folder / "empty.xlsx"),
        "one": write(folder / "one.xlsx", rows_of(1, ("Acme",))),
        "hostile": write(folder / "hostile.xlsx", rows_of(120, HOSTILE)),
        "long": write(folder / "long.xlsx", rows_of(2000, plain)),
    }


def run(cells: Cells, given: dict[str, str]) -> tuple[dict[str, Any], list[str]]:
    """What is there after the cells ran in this process, and the pages that they showed."""
    names: dict[str, Any] = {}
    pages = []
    for cell in cells:
        if cell.source == PARAMETERS:
            names |= {"path": "", "as_of": "", "reading": {}, "pictures": "", **given}
            continue
        tree = ast.parse(cell.source)
        last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
        exec(compile(tree, "cell", "exec"), names)
        if last is not None:
            value = eval(compile(ast.Expression(last.value), "cell", "eval"), names)
            if hasattr(value, "_repr_html_"):
                pages.append(value._repr_html_())
    return names, pages


@pytest.mark.parametrize(
    "which",
    [
        "one",
        *(pytest.param(n, marks=pytest.mark.slow) for n in ("tracker", "empty", "hostile", "long")),
    ],
)
@pytest.mark.parametrize("name", NAMES)
def test_it_runs_on_another_log(
    name: str,
    which: str,
    logs: dict[str, Path],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> None:
    from matplotlib import pyplot as plt

    mpl.use("agg")
    monkeypatch.setattr(plt, "show", lambda: plt.close("all"))
    given = {"path": str(logs[which]), "as_of": AS_OF, "pictures": str(tmp_path / "pictures")}
    names, pages = run(code_of(read(name)), given)
    printed = capsys.readouterr()
    assert printed.err == ""
    assert printed.out.startswith(f"{logs[which].name} as of 1 May 2026, from the parameters: ")
    assert str(logs[which].parent) not in printed.out + "".join(pages)
    saved = sorted(path.name for path in (tmp_path / "pictures").iterdir())
    assert saved == sorted(f"{chart}.png" for chart in names["charts"])
    assert all(js.alt_text(ax) for ax in names["charts"].values())
    assert "<script" not in "".join(pages)
    assert "nan" not in re.sub(r"<[^>]*>", " ", "".join(pages)).split()
    if "todo" in names:  # the agenda that the commands show
        at = names["day"]
        stale = js.stale_applications(names["log"], as_of=at)
        owed = js.obligations(names["log"], as_of=at)
        pd.testing.assert_frame_equal(names["todo"], js.agenda(owed, stale=stale))


@pytest.mark.kernel
@pytest.mark.parametrize("name", NAMES)
def test_papermill_runs_it_on_another_log(
    name: str, logs: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The kernel takes this checkout, too.
    monkeypatch.setenv("PYTHONPATH", str(NOTEBOOKS.parent))
    done = papermill.execute_notebook(
        NOTEBOOKS / f"{name}.ipynb",
        tmp_path / "done.ipynb",
        parameters={"path": str(logs["hostile"]), "as_of": AS_OF},
        kernel_name="python3",
        progress_bar=False,
        cwd=str(tmp_path),
    )
    cells = code_of(done)
    printed = [out for cell in cells for out in cell.outputs if out.output_type == "stream"]
    assert [out.name for out in printed] == ["stdout", "stdout"]
    assert printed[0].text.startswith(
        "hostile.xlsx as of 1 May 2026, from the parameters: 120 rows"
    )
    pictures = list(pictures_of(cells))
    assert len(pictures) == sum("js.plot_" in cell.source for cell in cells)
    assert all(picture.metadata["image/png"]["alt"] for picture in pictures)
    # Nothing was saved, for no folder was named.
    assert [path.name for path in tmp_path.iterdir()] == ["done.ipynb"]
