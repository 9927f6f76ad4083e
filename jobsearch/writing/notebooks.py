"""The notebooks that come along, copied beside a log and pointed at it."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from jobsearch.errors import LogError

_PACKAGE = Path(__file__).parent.parent
_PATH = re.compile(r"^path = .*$", re.M)


@dataclass(frozen=True)
class Copy:
    """A notebook beside the log: where, whether it is new, and if not why it was kept."""

    path: Path
    is_new: bool
    why: str = ""


def notebooks_folder() -> Path:
    """
    Where the notebooks of the kit are: inside an installed package, else beside it in a checkout.

    Examples
    --------
    >>> notebooks_folder().name in ("_notebooks", "notebooks")
    True
    """
    folders = [_PACKAGE / "_notebooks", _PACKAGE.parent / "notebooks"]
    for folder in folders:
        if folder.is_dir():
            return folder
    raise LogError(
        f"The notebooks are neither in {folders[0]} nor in {folders[1]}. Install jobsearch again."
    )


def copy_notebooks(folder: Path, log: Path) -> Iterator[Copy]:
    """Copy each notebook into a folder, pointed at a log; one that is there is kept."""
    for source in sorted(notebooks_folder().glob("*.ipynb")):
        target = folder / source.name
        text = pointed(source.read_text(encoding="utf-8"), _relative(log, folder))
        if target.exists():
            is_same = target.read_text(encoding="utf-8", errors="replace") == text
            yield Copy(target, False, "which is the same" if is_same else "which was there")
            continue
        with target.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
        yield Copy(target, True)


def pointed(notebook: str, log: str) -> str:
    r"""
    A notebook whose parameters name this log; what it showed of another one is taken out.

    Parameters
    ----------
    notebook : str
        Its text, a cell with the tag ``parameters`` in it.
    log : str
        The log, as seen from the notebook's folder.

    Examples
    --------
    >>> cell = {
    ...     "cell_type": "code",
    ...     "metadata": {"tags": ["parameters"]},
    ...     "outputs": [1],
    ...     "execution_count": 1,
    ...     "source": ['path = ""\n', 'as_of = ""'],
    ... }
    >>> json.loads(pointed(json.dumps({"cells": [cell]}), "mine.xlsx"))["cells"][0]["source"]
    ['path = "mine.xlsx"\n', 'as_of = ""']
    """
    content = json.loads(notebook)
    for cell in content["cells"]:
        if cell["cell_type"] != "code":
            continue
        cell["outputs"], cell["execution_count"] = [], None
        if "parameters" in cell.get("metadata", {}).get("tags", []):
            text = "".join(cell["source"])
            text = _PATH.sub(lambda m: f"path = {json.dumps(log, ensure_ascii=False)}", text)
            cell["source"] = text.splitlines(keepends=True)
    return json.dumps(content, indent=1, ensure_ascii=False) + "\n"


def _relative(log: Path, folder: Path) -> str:
    """The log as seen from a folder; its whole path where they are on different drives."""
    try:
        return Path(os.path.relpath(log.resolve(), folder.resolve())).as_posix()
    except ValueError:
        return str(log.resolve())
