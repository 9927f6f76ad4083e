"""
Run the notebooks on the sample, and store what they show.

With jobsearch and its notebook extra installed, ``python data/run_notebooks.py`` runs each notebook
in the folder ``notebooks`` anew: after a change of what they print or draw, and of their cells.
"""

from __future__ import annotations

import os
from pathlib import Path

import nbformat
from nbclient import NotebookClient

ROOT = Path(__file__).parents[1]
METADATA = {
    "kernelspec": {
        "display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"
    },
    "language_info": {"name": "python"},
}  # fmt: skip


def run(path: Path) -> None:
    """Run one notebook; nothing that differs from run to run stays in it."""
    notebook = nbformat.read(path, as_version=4)
    NotebookClient(notebook, kernel_name="python3", record_timing=False).execute(cwd=str(ROOT))
    notebook.metadata = nbformat.from_dict(METADATA)
    for n, cell in enumerate(notebook.cells):
        cell.id = f"cell-{n:02}"
        tags = cell.metadata.get("tags", [])
        cell.metadata = nbformat.from_dict({"tags": tags} if tags else {})
        if "nbval-ignore-output" in tags:
            cell.outputs = []
    nbformat.write(notebook, path)


if __name__ == "__main__":
    os.environ["PYTHONPATH"] = str(ROOT)
    os.environ.pop("JOBSEARCH_LOG", None)
    for notebook_path in sorted((ROOT / "notebooks").glob("*.ipynb")):
        run(notebook_path)
        print(notebook_path.relative_to(ROOT))
