"""
What the kit decides, with every sentence of its code in another language or as it is.

As a program, ``python tests/translated.py FOLDER plain|translated`` prints the figures, verdicts,
errands and exit statuses of some logs as JSON. Translated, each module is compiled from a tree in
which every text that people read has other vowels, in each place of the code others: what is
decided on a sentence, or on a part of one, is decided otherwise.
"""

from __future__ import annotations

import ast
import contextlib
import io
import json
import random
import re
import shutil
import sys
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from pathlib import Path
from types import CodeType
from typing import Any

if __name__ == "__main__":
    sys.path[:0] = [str(Path(__file__).parents[1]), str(Path(__file__).parent)]

# Modules whose texts are data, and why. All others are translated.
DATA = {
    "jobsearch.schema": "headers and words of the log; its labels and notes are translated below",
    "jobsearch.settings": "names of settings, as a person writes them on the sheet",
    "jobsearch.reading.vocabulary": "words that people write into their logs",
    "jobsearch.reading.layout": "headers that people write, and patterns of them",
    "jobsearch.reading.tables.wide_to_long": "headers that people write",
    "jobsearch.reading.tables.acknowledgements": "words of automatic receipts",
    "jobsearch.measures.following_up.contacts": "names of mailboxes that nobody owns",
    "jobsearch.measures.following_up.note_quality": "words that make no note personal",
    "jobsearch.charts.text_fit": "names of fonts",
    "jobsearch.writing.workbook.formulas": "the grammar of formulas",
    "jobsearch.writing.workbook.styles": "markup",
    "jobsearch.writing.workbook.conditional_formats": "formulas and markup",
    "jobsearch.writing.template": "the workbook itself; what is written there is read again",
}
VOWELS = {"a": "áàâãäå", "e": "éèêë", "i": "íìîï", "o": "óòôõö", "u": "úùûü"}
# Two words, and no sign of a pattern, of markup or of a format.
SENTENCE = re.compile(r"[^<>=\\|\[\]^$*%_@]*[A-Za-z]{2}[^<>=\\|\[\]^$*%_@]*", re.S)


# Headers and words with a fixed meaning, wherever they are written: filled by `translate`.
KEPT: set[str] = set()


def translated(text: str, where: str = "") -> str:
    """
    The text with other vowels, which no second place in the code has.

    What stands in braces is filled in later and stays.
    """
    chance = random.Random(f"{where} {text}")
    vowels = {vowel: chance.choice(others) for vowel, others in VOWELS.items()}
    other = str.maketrans(vowels | {a.upper(): b.upper() for a, b in vowels.items()})
    parts = re.split(r"(\{[^{}]*\})", text)
    return "".join(p if p.startswith("{") else p.translate(other) for p in parts)


def is_sentence(text: str) -> bool:
    return bool(" " in text and SENTENCE.fullmatch(text) and text not in KEPT)


class Translation(ast.NodeTransformer):
    """Every sentence of a module but its docstrings."""

    def __init__(self, module: str) -> None:
        self.module = module

    def other(self, node: ast.Constant) -> str:
        return translated(node.value, f"{self.module} {node.lineno} {node.col_offset}")

    def visit_Expr(self, node: ast.Expr) -> ast.AST:
        return node if isinstance(node.value, ast.Constant) else self.generic_visit(node)

    def visit_JoinedStr(self, node: ast.JoinedStr) -> ast.AST:
        for part in node.values:
            if isinstance(part, ast.FormattedValue):
                part.value = self.visit(part.value)
            elif isinstance(part, ast.Constant) and SENTENCE.fullmatch(part.value):
                part.value = self.other(part) if " " in part.value else part.value
        return node

    def visit_Constant(self, node: ast.Constant) -> ast.AST:
        if isinstance(node.value, str) and is_sentence(node.value):
            return ast.copy_location(ast.Constant(self.other(node)), node)
        return node


class Loader(SourceFileLoader):
    """Compiles a module of the kit from its translation, and never from a cache."""

    def get_code(self, fullname: str) -> CodeType:
        path = Path(self.get_filename(fullname))
        tree = ast.parse(path.read_text(encoding="utf-8"))
        if not any(fullname == name or fullname.startswith(f"{name}.") for name in DATA):
            tree = ast.fix_missing_locations(Translation(fullname).visit(tree))
        return compile(tree, str(path), "exec")


class Finder(MetaPathFinder):
    def find_spec(self, fullname: str, path: Any = None, target: Any = None) -> ModuleSpec | None:
        spec = PathFinder.find_spec(fullname, path) if fullname.startswith("jobsearch") else None
        if spec is not None and isinstance(spec.loader, SourceFileLoader):
            spec.loader = Loader(fullname, spec.loader.path)
        return spec


def translate() -> None:
    """Let the kit be loaded in translation from here on."""
    from jobsearch import schema, settings

    for sheet in (*schema.SHEETS, schema.SETTINGS_SHEET):
        KEPT.update(word for c in sheet.columns for word in (c.header, *c.words))
    KEPT.update(schema.TIERS, map(settings.sheet_name, settings.setting_fields().values()))
    for name in [name for name in sys.modules if name.partition(".")[0] == "jobsearch"]:
        if name != "jobsearch.schema":
            del sys.modules[name]
    rules, errands = schema.RULES, schema.ERRANDS
    for name, rule in rules.items():
        rules[name] = rule._replace(label=translated(rule.label), doubt=translated(rule.doubt))
    for name, errand in errands.items():
        errands[name] = errand._replace(label=translated(errand.label))
    for sheet in schema.SHEETS:
        sheet.columns = tuple(c._replace(note=translated(c.note)) for c in sheet.columns)
    sys.meta_path.insert(0, Finder())


def records(table: Any, *columns: str) -> list[list[str]]:
    return [[str(value) for value in row] for row in table[[*columns]].itertuples(index=False)]


def figures(value: Any) -> Any:
    """What is no text: keys, numbers, dates; of a text only that there is one."""
    if isinstance(value, dict):
        return {key: figures(entry) for key, entry in value.items()}
    if isinstance(value, list):
        return [figures(entry) for entry in value]
    return "text" if isinstance(value, str) and " " in value else value


def decisions(path: Path) -> dict[str, Any]:
    """All that is decided on a log, as of the last day that it knows of."""
    import jobsearch as js

    log = js.read_log(path)
    as_of = str(log.last_logged_on.date())
    owed = js.obligations(log, as_of=as_of)
    owed["tier"] = owed["tier"].map(figures)
    stale = js.stale_applications(log, as_of=as_of)
    times = js.response_times(log, as_of=as_of)
    errand = "do application role interviewer opens_at due_by verdict"
    rule = "rule application interviewer opens_at due_by done_at verdict tier is_open"
    silent = "application stage silent_days threshold_days chance stale_since"
    return {
        "as_of": as_of,
        "events": records(log.events, *"application at what by sheet row".split()),
        "problems": records(log.problems, *"sheet cell column value".split()),
        "obligations": records(owed, *rule.split()),
        "agenda": records(js.agenda(owed, stale=stale), *errand.split()),
        "stale": records(stale, *silent.split()),
        "times": records(times, *"application duration_days event".split()),
        "left out": (times["left_out"] == "").tolist(),
        "scorecard": figures(json.loads(json.dumps(js.scorecard(log, as_of=as_of), default=str))),
    }


def run(*words: str) -> tuple[int, str]:
    from jobsearch.cli import main

    out = io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
        try:
            status = main([*words])
        except SystemExit as end:
            status = int(end.code or 0)
    return status, out.getvalue()


# On the same file, one after the other: what is written, what is doubted, what is refused.
UPDATES = """
    applied|Acme|Cook|--on|2026-10-01
    applied|Acme|Cook|--on|2026-10-01
    applied|Bolt|Cook|--on|2026-12-24
    interviewed|Acme|--with|Dana Lee|--ended|2026-10-05 10:00|--decision-by|2026-10-12
    thanked|Acme|Dana|--at|2026-10-05 11:00|--by|e-mail|--note|Dear Dana, thank you.
    followed-up|Acme|--at|2026-10-06 09:00
    followed-up|Acme|--at|2026-10-06 09:00|--yes
    followed-up|Acme|--at|2026-10-07 09:00
    heard|Acme|maybe
    heard|Acme|reply|--on|2026-10-20|--decision-by|2026-10-30
    heard|Acme|rejection|--on|2026-10-01
    closed|Acme|--as|withdrawn|--on|2026-10-25
    closed|Nobody
    undo
    undo|--yes
    closed|Acme|--as|accepted|--set|Salary=10|--add-column
"""


def everything(folder: Path) -> dict[str, Any]:
    """The decisions on the logs of a folder, and what commands do to a copy of the first."""
    found: dict[str, Any] = {}
    pages: dict[str, str] = {}
    for path in sorted(folder.iterdir()):
        found[path.name] = decided = decisions(path)
        for command in ("review", "today", "stale", "check"):
            arguments = [] if command == "check" else ["--as-of", decided["as_of"]]
            status, pages[f"{path.name} {command}"] = run(command, str(path), *arguments)
            found[f"{path.name} {command}"] = status
            if command != "check":
                status, text = run(command, str(path), *arguments, "--json")
                found[f"{path.name} {command} --json"] = [status, figures(json.loads(text))]
    work = folder.parent / "work"
    work.mkdir()
    run("init", str(work))
    log = str(work / "applications.xlsx")
    for line in UPDATES.split("\n"):
        if line.strip():
            command, *words = line.strip().split("|")
            status, pages[line] = run(command, *words, "--log", log)
            found[f"{line.strip()}: {len(found)}"] = status
    found["written"] = decisions(Path(log))
    shutil.rmtree(work)
    return {"found": found, "pages": pages}


if __name__ == "__main__":
    if sys.argv[2] == "translated":
        translate()
    json.dump(everything(Path(sys.argv[1])), sys.stdout)
