"""The report against its notebook, run by Jupyter's own command."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from benchmarks.taken import Result, in_turn, process
from jobsearch.sample import sample_path
from jobsearch.writing.notebooks import notebooks_folder


def report(runs: int, folder: Path) -> Iterator[Result]:
    """The page of the sample's review against running the same notebook."""
    page, notebook = folder / "report.html", notebooks_folder() / "review.ipynb"
    execute = ("nbconvert", "--to", "notebook", "--execute", "--output-dir", str(folder))
    taken, alone = in_turn(
        process("-m", "jobsearch", "report", str(sample_path()), "--out", str(page)),
        process("-m", "jupyter", *execute, str(notebook)),
        runs,
    )
    yield Result(
        "jobsearch report / jupyter nbconvert --execute of its notebook",
        taken / alone, 2.5, f"medians of {runs} processes each",
    )  # fmt: skip
