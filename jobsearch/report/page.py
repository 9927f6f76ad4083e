"""A notebook that was run → one HTML page: no code, pictures inside, nothing from elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from jobsearch import __version__
from jobsearch.readable_tables import HTML_START

if TYPE_CHECKING:
    from nbformat import NotebookNode

MARK = '<meta name="generator" content="jobsearch'
_TITLE = re.compile(r"^# +(.*?) *$", re.M)
# The tag of cells that are for those who have the notebook open.
NOT_IN_REPORT = "not-in-report"
# Text of a log that slipped through as markup could still load nothing and run nothing.
_POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"


def page(notebook: NotebookNode, *, day: str) -> str:
    """
    The page.

    Parameters
    ----------
    notebook : NotebookNode
        From `run_notebook`.
    day : str
        The day as of which the log was read, in words.

    Returns
    -------
    str
        HTML.
    """
    cells = [c for c in notebook.cells if NOT_IN_REPORT not in c.metadata.get("tags", [])]
    texts = [c.source for c in cells if c.cell_type == "markdown"]
    title = next((m[1] for text in texts if (m := _TITLE.search(text))), "Report")
    body = "\n".join(part for cell in cells for part in _parts(cell))
    css = Path(__file__).with_name("page.css").read_text(encoding="utf-8")
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
{MARK} {__version__}">
<meta http-equiv="Content-Security-Policy" content="{_POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(f"{title} – {day}")}</title>
<style>
{css}</style>
</head>
<body>
<header>
<h1>{escape(title)}</h1>
<p>{escape(day)}</p>
</header>
<main>
{body}
</main>
</body>
</html>
"""


def _parts(cell: NotebookNode) -> Iterator[str]:
    if cell.cell_type == "markdown":
        yield _markdown(_TITLE.sub("", cell.source, count=1))
    elif cell.cell_type == "code":
        for output in cell.outputs:
            if output.output_type == "stream":
                if output.name == "stdout":
                    yield f'<p class="printed">{escape(output.text.strip())}</p>'
            elif output.output_type != "error":
                yield _shown(output)


def _shown(output: NotebookNode) -> str:
    """One output in the form that a page can show best."""
    data = output.data
    if "image/png" in data:
        about = output.metadata.get("image/png", {})
        alt = escape(about.get("alt", "Chart"))
        return f'<figure><img alt="{alt}" src="data:image/png;base64,{data["image/png"].strip()}">'\
            "</figure>"  # fmt: skip
    html: str = data.get("text/html", "")
    if html.startswith(HTML_START):
        return html
    if "text/markdown" in data:
        return _markdown(data["text/markdown"])
    return f'<p class="printed">{escape(data.get("text/plain", ""))}</p>'


def _markdown(text: str) -> str:
    import mistune

    return str(mistune.create_markdown(escape=True, plugins=["table", "strikethrough"])(text))
