"""How a file was understood, in words: in a line or two for every command, in full for `check`."""

from __future__ import annotations

from typing import Any

from jobsearch.schema import STATUSES
from jobsearch.terminal.page import Page, clean

WIDTH = 80
_SHOWN = 4  # columns' words that the short form lists
_CELLS = 8  # cells with the same problem that are named


def reading_lines(reading: dict[str, Any], same: str = "") -> list[str]:
    """
    The reading of a file for the head of another page, from ``dataclasses.asdict(log.reading)``.

    The kit's own workbook, where nothing had to be found out, is told in a few words. `same` is
    what another call says to look at the same log.
    """
    table = next((t for t in reading["tables"] if t["table"] == "applications"), None)
    if table is None:
        return []
    rows = f"{_count(table['n_rows'], 'row')}"
    said = f'Sheet "{clean(table["sheet"])}", header in row {table["header_row"]}, {rows}'
    renamed = any(_is_renamed(name, header) for name, header in table["columns"].items())
    if renamed:
        columns = [
            f"{name.replace('_', ' ')} ← {clean(header)}" + _words(table, name)
            for name, header in table["columns"].items()
        ]
        said += ": " + ", ".join(columns)
    for n, what in ((table["n_set_aside"], "set aside"), (table["n_in_error"], "in error")):
        if n:
            said += f"; {n} {what}"
    assumed = len(reading["assumed"])
    if assumed:
        said += f"; {_count(assumed, 'thing')} assumed"
    lines = [f"{said}."]
    if renamed or assumed:
        lines[0] += f" In full: jobsearch check{same}"
    if table["unknown"]:
        n = sum(table["counts"].get(word, 0) for word in table["unknown"])
        words = ", ".join(f'"{clean(w)}" {table["counts"].get(w, 0)}' for w in table["unknown"])
        lines.append(
            f"{_count(n, 'application')} with a status that is not known ({words}) "
            f"{'is' if n == 1 else 'are'} taken as open. Say what it means: --status WORD=MEANING."
        )
    return lines


def _words(table: dict[str, Any], name: str) -> str:
    """The most frequent words of the status, with what they were taken for."""
    if name != "status" or not table["words"]:
        return ""
    ordered = sorted(table["words"], key=lambda w: (-table["counts"].get(w, 0), w))
    told = [f"{clean(w)} {table['counts'].get(w, 0)} → {table['words'][w]}" for w in ordered]
    more = ", …" if len(told) > _SHOWN else ""
    return f" ({', '.join(told[:_SHOWN])}{more})"


def _is_renamed(name: str, header: str) -> bool:
    return name != header.lower().replace("-", "_").replace(" ", "_")


def _count(n: int, thing: str) -> str:
    return f"{n:,} {thing if n == 1 else thing + 's'}"


def check_text(
    found: dict[str, Any], *, width: int = WIDTH, styled: bool = False, encoding: str = "utf-8"
) -> str:
    """How the file was understood, and its problems."""
    page = Page(width, styled, encoding)
    reading = found["reading"]
    name = clean(reading["path"].replace("\\", "/").rsplit("/", 1)[-1])
    page.line(f"{name}, as it was understood", bold=True)
    for table in reading["tables"]:
        if not table["made_from"]:
            _add_table(page, table)
    if reading["chosen"]:
        page.line()
        page.line(clean(reading["chosen"]))
    if reading["other_sheets"]:
        page.line()
        listed = (f"{clean(s)} ({_count(n, 'row')})" for s, n in reading["other_sheets"].items())
        page.line("Other sheets, not read: " + ", ".join(listed))
    for assumed in reading["assumed"]:
        page.line()
        page.line("Assumed: " + clean(assumed))
    if reading["given"]:
        page.heading("SETTINGS THAT ARE NO DEFAULTS")
        for setting, (value, where) in reading["given"].items():
            page.line(f"{clean(setting)} = {clean(value)}, from {clean(where)}", indent=2)
    page.heading(f"PROBLEMS: {len(found['problems'])}")
    if not found["problems"]:
        page.line("None.", indent=2)
    alike: dict[tuple[str, str], list[str]] = {}
    for problem in found["problems"]:
        alike.setdefault((problem["sheet"], problem["problem"]), []).append(problem["cell"])
    for (sheet, problem), cells in alike.items():
        more = f" and {len(cells) - _CELLS} more" if len(cells) > _CELLS else ""
        where = f"{clean(sheet)}!{', '.join(cells[:_CELLS])}{more}"
        page.line(f"{where}: {clean(problem)}", indent=2)
    return str(page)


def adopted_text(
    reading: dict[str, Any],
    out: str,
    counts: dict[str, int],
    n_problems: int,
    *,
    same: str = "",
    width: int = WIDTH,
    styled: bool = False,
    encoding: str = "utf-8",
) -> str:
    """What `adopt` made of a tracker."""
    page = Page(width, styled, encoding)
    name = clean(reading["path"].replace("\\", "/").rsplit("/", 1)[-1])
    page.line(f"{clean(out)} is made from {name}, which is as it was.", bold=True)
    for line in reading_lines(reading, same):
        page.line(line)
    page.line(", ".join(_count(n, thing) for thing, n in counts.items() if n) or "Nothing in it")
    if n_problems:
        page.line(f"{_count(n_problems, 'problem')}, on its sheet Problems.")
    page.line(f"How it is going: jobsearch review {clean(out)}")
    return str(page)


def _add_table(page: Page, table: dict[str, Any]) -> None:
    page.heading(clean(table["sheet"]))
    page.line(
        f"{table['table'].replace('_', '-')}: header in row {table['header_row']}, "
        f"{_count(table['n_rows'], 'row')} below it: {table['n_read']:,} read + "
        f"{table['n_set_aside']:,} set aside + {table['n_in_error']:,} in error = "
        f"{table['n_rows']:,}",
        indent=2,
    )
    columns = [
        f"{name.replace('_', ' ')} ← {clean(header)}" for name, header in table["columns"].items()
    ]
    if not any(_is_renamed(name, header) for name, header in table["columns"].items()):
        columns = []
    words = [
        f"{clean(w)} {table['counts'].get(w, 0)}"
        + ("" if w.casefold().replace(" ", "_") == meaning.replace(" ", "_") else f" → {meaning}")
        for w, meaning in sorted(
            table["words"].items(), key=lambda pair: -table["counts"].get(pair[0], 0)
        )
    ]
    also = [f"{clean(header)} → {what}" for header, what in table["also"].items()]
    for title, parts, between in (
        ("columns", columns, "; "),
        ("words", words, "; "),
        ("also read", also, "; "),
        ("not used, carried along", [clean(h) for h in table["not_used"]], ", "),
    ):
        if parts:
            page.line(f"{title}: {between.join(parts)}", indent=2)
    for word, near in table["unknown"].items():
        options = [f'--status "{clean(word)}"={meaning}' for meaning in near or ("MEANING",)]
        page.line(
            f'not known: "{clean(word)}" {table["counts"].get(word, 0)}, taken as open; '
            f"{'nearest' if near else 'say'}: {' or '.join(options)}"
            + ("" if near else f", which is one of {', '.join(STATUSES)}"),
            indent=2,
        )
    for reason, rows in table["set_aside"].items():
        page.line(f"set aside, {reason}: {_rows(rows)}", indent=2)
    if table["in_error"]:
        page.line(f"in error: {_rows(table['in_error'])}", indent=2)


def _rows(rows: list[int]) -> str:
    listed = ", ".join(map(str, rows[:20]))
    return f"{'row' if len(rows) == 1 else 'rows'} {listed}" + (", …" if len(rows) > 20 else "")
