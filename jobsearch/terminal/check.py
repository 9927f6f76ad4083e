"""How a file was read, in words: in a line or two for every command, in full for `check`."""

from __future__ import annotations

from typing import Any

from jobsearch.schema import STATUSES
from jobsearch.terminal.page import PLAIN, Page, Screen
from jobsearch.wording import clean, count, file_name, listing

_WORDS = 4  # words of the status that the short form lists
_CELLS = 8  # cells with the same problem that are named
_ROWS = 20  # rows that are named


def reading_lines(reading: dict[str, Any], repeat: str = "") -> list[str]:
    """
    The reading of a file for the head of another page, from ``dataclasses.asdict(log.reading)``.

    The kit's own workbook, where nothing had to be found out, takes a few words. `repeat` is what
    another call says to look at the same log.
    """
    table = next((t for t in reading["tables"] if t["table"] == "applications"), None)
    if table is None:
        return []
    line = f'Sheet "{clean(table["sheet"])}", header in row {table["header_row"]}, '
    line += count(table["n_rows"], "row")
    columns = _columns(table)
    if columns:
        line += ": " + ", ".join(
            column + _most_frequent(table) * (name == "status") for name, column in columns.items()
        )
    for n, what in ((table["n_set_aside"], "set aside"), (table["n_in_error"], "in error")):
        if n:
            line += f"; {n} {what}"
    if assumed := len(reading["assumed"]):
        line += f"; {count(assumed, 'assumption')}"
    line += "."
    if columns or assumed:
        line += f" In full: jobsearch check{repeat}"
    lines = [line]
    if table["unknown"]:
        n = sum(table["counts"].get(word, 0) for word in table["unknown"])
        words = ", ".join(f'"{clean(w)}" {table["counts"].get(w, 0)}' for w in table["unknown"])
        lines.append(
            f"{count(n, 'application has', 'applications have')} a status I do not know ({words}) "
            f"and {'counts' if n == 1 else 'count'} as open. Say what it means with "
            "--status WORD=MEANING."
        )
    return lines


def _columns(table: dict[str, Any]) -> dict[str, str]:
    """Our columns with the headers of the file; none where all have our own headers."""
    if all(name == _as_name(header) for name, header in table["columns"].items()):
        return {}
    return {n: f"{n.replace('_', ' ')} ← {clean(header)}" for n, header in table["columns"].items()}


def _as_name(header: str) -> str:
    return header.lower().replace("-", "_").replace(" ", "_")


def _most_frequent(table: dict[str, Any]) -> str:
    """The most frequent words of the status, with what they were taken for."""
    counts = table["counts"]
    ordered = sorted(table["words"], key=lambda word: (-counts.get(word, 0), word))
    words = [f"{clean(w)} {counts.get(w, 0)} → {table['words'][w]}" for w in ordered]
    more = ", …" if len(words) > _WORDS else ""
    return f" ({', '.join(words[:_WORDS])}{more})" if words else ""


def check_text(found: dict[str, Any], screen: Screen = PLAIN) -> str:
    """How the file was read, and its problems."""
    page = Page(screen)
    reading = found["reading"]
    page.line(f"How {file_name(reading['path'])} was read", bold=True)
    for table in reading["tables"]:
        if not table["made_from"]:
            _add_table(page, table)
    if reading["chosen"]:
        page.line()
        page.line(clean(reading["chosen"]))
    if reading["other_sheets"]:
        page.line()
        listed = (f"{clean(s)} ({count(n, 'row')})" for s, n in reading["other_sheets"].items())
        page.line("Other sheets, not read: " + ", ".join(listed))
    for assumed in reading["assumed"]:
        page.line()
        page.line("Assumed: " + clean(assumed))
    if reading["given"]:
        page.heading("SETTINGS YOU CHANGED")
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
    screen: Screen = PLAIN,
    *,
    repeat: str = "",
) -> str:
    """What `adopt` made of a tracker; `counts` are its things, the problems last."""
    page = Page(screen)
    name = file_name(reading["path"])
    page.line(f"{clean(out)} is made from {name}, which stays as it was.", bold=True)
    for line in reading_lines(reading, repeat):
        page.line(line)
    *things, (problem, n_problems) = counts.items()
    listed = listing(count(n, thing) for thing, n in things if n)
    page.line(f"It has {listed or 'no rows yet'}.")
    if n_problems:
        page.line(f"{count(n_problems, problem)}: see the sheet Problems.")
    page.line(f"How is it going? Run jobsearch review {clean(out)}")
    return str(page)


def _add_table(page: Page, table: dict[str, Any]) -> None:
    page.heading(clean(table["sheet"]))
    n, read = table["n_rows"], table["n_read"]
    rows = f"all {count(n, 'row')} were read" if n == read > 1 else f"{count(n, 'row')}"
    if n != read:
        parts = {"read": read, "set aside": table["n_set_aside"], "in error": table["n_in_error"]}
        rows += ": " + listing(f"{k:,} {what}" for what, k in parts.items() if k)
    kind = table["table"].replace("_", "-")
    page.line(f"{kind}: header in row {table['header_row']}, {rows}.", indent=2)
    words = [
        f"{clean(w)} {table['counts'].get(w, 0)}"
        + ("" if _as_name(w.casefold()) == _as_name(meaning) else f" → {meaning}")
        for w, meaning in sorted(
            table["words"].items(), key=lambda pair: -table["counts"].get(pair[0], 0)
        )
    ]
    also = [f"{clean(header)} → {what}" for header, what in table["also"].items()]
    for title, parts_of, between in (
        ("columns", [*_columns(table).values()], "; "),
        ("words", words, "; "),
        ("also read", also, "; "),
        ("your own columns, kept as they are", [clean(h) for h in table["not_used"]], ", "),
    ):
        if parts_of:
            page.line(f"{title}: {between.join(parts_of)}", indent=2)
    for word, near in table["unknown"].items():
        options = [f'--status "{clean(word)}"={meaning}' for meaning in near or ("MEANING",)]
        n_cells = table["counts"].get(word, 0)
        line = f'not known: "{clean(word)}" {n_cells}, counted as open; '
        line += f"{'nearest' if near else 'say what it means'}: {listing(options, last='or')}"
        if not near:
            line += f", where MEANING is {listing(STATUSES, last='or')}"
        page.line(line, indent=2)
    for reason, rows_aside in table["set_aside"].items():
        page.line(f"set aside, {reason}: {_rows(rows_aside)}", indent=2)
    if table["in_error"]:
        page.line(f"in error: {_rows(table['in_error'])}", indent=2)


def _rows(rows: list[int]) -> str:
    listed = ", ".join(map(str, rows[:_ROWS]))
    return f"{'row' if len(rows) == 1 else 'rows'} {listed}" + (", …" if len(rows) > _ROWS else "")
