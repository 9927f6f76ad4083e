"""The roads run one way, file → reading → Log → measures → commands, and loading stays light."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from checkout import PACKAGE

# Each part of the package, and the parts that it may import. A new part finds its place here; a
# part of a part is named with a point, and only it has the narrower way.
MAY_IMPORT: dict[str, set[str]] = {
    "errors": set(),
    "schema": set(),
    "spelling": set(),
    "settings": {"errors", "schema", "spelling", "wording"},
    "log": {"settings", "wording"},
    "clock": {"schema", "log"},
    "sample": {"errors"},
    "finding": {"errors", "log", "spelling", "wording"},
    "wording": {"schema"},
    "reading.files.grid": set(),
    "reading.problems": {"reading.files.grid", "wording"},
    "reading.files": {"errors", "schema", "wording"},
    "reading.vocabulary": {"schema", "spelling", "wording"},
    "reading.layout": {
        *("errors", "schema", "settings", "spelling", "wording"),
        *("reading.files.grid", "reading.vocabulary"),
    },
    "reading.tables": {
        *("schema", "settings", "log", "spelling", "wording"),
        *("reading.files.grid", "reading.problems", "reading.vocabulary", "reading.layout"),
    },
    "reading": {"errors", "schema", "settings", "clock", "log", "spelling", "wording"},
    "published": {"schema"},
    "measures": {"schema", "settings", "clock", "log", "published", "wording"},
    "terminal": {"schema", "wording"},
    "charts": {"jobsearch", "schema", "wording"},  # the registry gives each chart its measure
    "readable_tables": {"schema", "terminal", "wording"},
    "notebook": {"clock", "log", "measures", "charts", "readable_tables", "wording"},
    "application_story": {
        *("clock", "finding", "log", "measures", "charts", "readable_tables", "terminal"),
        *("wording",),
    },
    "report": {"jobsearch", "errors", "readable_tables"},
    "writing": {"errors", "schema", "settings", "clock", "log", "sample", "reading", "wording"},
    "changes": {
        *(
            "errors",
            "schema",
            "clock",
            "finding",
            "log",
            "reading",
            "measures",
            "spelling",
            "writing",
            "wording",
        ),
    },
    "form": {
        *("errors", "schema", "clock", "log", "sample", "reading", "measures", "readable_tables"),
        *("changes", "wording"),
    },
    "commands": {
        *("jobsearch", "errors", "schema", "clock", "log", "sample", "reading", "measures"),
        *("application_story", "changes", "terminal", "charts", "report", "writing"),
        *("wording",),
    },
    "cli": {"jobsearch", "errors", "commands", "wording"},
    "__main__": {"cli"},
    "__init__": set(),
}

DRAWS = {"IPython", "ipykernel", "jupyter", "jupyterlab", "matplotlib", "nbformat"}
WRITES = {"openpyxl"}
PRINTS = {"rich"}
# Modules that reach files, other programs, the terminal or the clock.
REACHES_OUT = (
    "csv fileinput glob io json os pathlib pickle python_calamine shelve shutil socket sqlite3 "
    "subprocess sys tempfile time urllib zipfile"
)
LOADS_NEVER = {
    "schema": DRAWS | WRITES | PRINTS | {*REACHES_OUT.split()},
    "clock": DRAWS | WRITES | PRINTS | {*REACHES_OUT.split()},
    "log": DRAWS | WRITES | PRINTS | {*REACHES_OUT.split()},
    "measures": DRAWS | WRITES | PRINTS | {*REACHES_OUT.split()},
    "wording": DRAWS | WRITES | PRINTS | {*REACHES_OUT.split()},
    "reading": DRAWS | WRITES | PRINTS,
    "sample": DRAWS | WRITES | PRINTS,
    "terminal": DRAWS | WRITES | {"pandas"},
}
# A command may come to need these; it does not need them to start.
LOADS_LATE = {
    "cli": DRAWS | WRITES | PRINTS | {"scipy"},
    "commands": DRAWS | WRITES | PRINTS | {"scipy"},
    "charts": {"matplotlib"},
    "notebook": DRAWS,
    "measures": {"scipy"},
    "reading": {"python_calamine"},
}
# Calls that open a file, print, or ask what day it is.
OPENS = (
    "open read_bytes read_csv read_excel read_json read_parquet read_pickle read_table read_text "
    "savefig to_csv to_excel to_json to_parquet to_pickle write_bytes write_text"
)
CALLS_NEVER = {*OPENS.split(), "input", "print", "now", "today", "utcnow"}
PURE = ("schema", "settings", "log", "measures", "wording")


def crossings(package: Path) -> Iterator[str]:
    """Every crossed road in the modules of a package."""
    for path in sorted(package.rglob("*.py")):
        module = path.relative_to(package).with_suffix("").parts
        tree = ast.parse(path.read_text(encoding="utf-8"))
        part, where = part_of(".".join(module)), path.relative_to(package).as_posix()
        if not part:
            yield f"{where} belongs to no part of the package: give it its place."
            continue
        for line, name, late in imports(tree, module):
            if fault := crossed(part, name, late):
                yield f"{where}:{line} imports {name}: {fault}."
        for line, call in clock_calls(tree):
            if part not in ("clock", *PURE):  # those are told of it below
                yield f"{where}:{line} calls {call}: the clock is asked as clock.now()."
        if part in PURE:
            for line, call in forbidden_calls(tree):
                yield f"{where}:{line} calls {call}: {part} may not."


def part_of(name: str) -> str:
    """The narrowest part that a module or a name of one belongs to."""
    words = name.split(".")
    prefixes = (".".join(words[:n]) for n in range(len(words), 0, -1))
    return next((prefix for prefix in prefixes if prefix in MAY_IMPORT), "")


def crossed(part: str, name: str, late: bool) -> str:
    """What is wrong with a part's importing this name, else nothing."""
    top, _, rest = name.partition(".")
    house = part.partition(".")[0]
    if top != "jobsearch":
        if top in LOADS_NEVER.get(house, set()):
            return f"{part} may not"
        if top in LOADS_LATE.get(house, set()) and not late:
            return f"{part} may, but only inside a function"
        return ""
    target = part_of(rest) or "jobsearch"
    if any(target == free or target.startswith(f"{free}.") for free in {part, *MAY_IMPORT[part]}):
        return ""
    return f"{part} may import {', '.join(sorted(MAY_IMPORT[part])) or 'no other part'}"


def imports(tree: ast.Module, module: tuple[str, ...]) -> Iterator[tuple[int, str, bool]]:
    """Line, full name, and whether it is loaded only when a function runs, or for types alone."""
    inside = {
        inner
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        or (isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING")
        for inner in ast.walk(node)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            above = ("jobsearch", *module)[: -node.level] if node.level else ()
            start = ".".join([*above, *([node.module] if node.module else [])])
            names = [f"{start}.{alias.name}" for alias in node.names]
        else:
            continue
        for name in names:
            yield node.lineno, name, node in inside


def forbidden_calls(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Line and name of the calls that open, print or ask for the day."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        called = node.func.attr if isinstance(node.func, ast.Attribute) else ""
        called = node.func.id if isinstance(node.func, ast.Name) else called
        words = [a.value for a in node.args if isinstance(a, ast.Constant)]
        if called in CALLS_NEVER | {"import_module", "__import__"}:
            yield node.lineno, f"{called}()"
        elif called in {"Timestamp", "to_datetime", "datetime64"} and {"now", "today"} & {*words}:
            yield node.lineno, f"{called}({words[0]!r})"


def clock_calls(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Line and name of the calls that ask a clock, other than by `clock.now`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            called = ast.unparse(node.func)
            if node.func.attr in {"now", "today", "utcnow"} and called != "clock.now":
                yield node.lineno, f"{called}()"


# The measures in the order in which they build on each other: a folder may use those before it.
MEASURES_IN_ORDER = ("", "responses", "following_up", "pipeline", "scorecard", "story")


def measure_imports(package: Path) -> dict[str, set[str]]:
    """Each module of the measures, and the modules of the measures that it imports."""
    found: dict[str, set[str]] = {}
    for path in sorted((package / "measures").rglob("*.py")):
        module = path.relative_to(package).with_suffix("").parts
        name = ".".join(part for part in module[1:] if part != "__init__")
        tree = ast.parse(path.read_text(encoding="utf-8"))
        targets = (target.split(".measures.") for _, target, _ in imports(tree, module))
        found[name] = {target[1] for target in targets if len(target) == 2}
    return {
        name: {
            next(other for other in (target, target.rpartition(".")[0]) if other in found)
            for target in targets
        }
        for name, targets in found.items()
    }


def measure_faults(package: Path) -> list[str]:
    """The imports that run back to a later folder, and the circles."""
    graph = measure_imports(package)

    def layer(name: str) -> int:
        top = name.partition(".")[0]
        return MEASURES_IN_ORDER.index(top if top in MEASURES_IN_ORDER else "")

    back = [
        f"{name} imports {target}, which builds on it"
        for name, targets in graph.items()
        for target in sorted(targets)
        if layer(target) > layer(name)
    ]
    while free := [name for name, targets in graph.items() if not targets & graph.keys()]:
        for name in free:
            del graph[name]
    return [*back, *(f"{name} is in a circle, or builds on one" for name in graph)]


def test_the_measures_build_on_each_other_in_one_direction(tmp_path: Path) -> None:
    assert measure_faults(PACKAGE) == []
    (tmp_path / "measures/pipeline").mkdir(parents=True)
    (tmp_path / "measures/a.py").write_text("from jobsearch.measures.pipeline.b import c\n")
    late = "def f():\n    from jobsearch.measures.a import x\n"
    (tmp_path / "measures/pipeline/b.py").write_text(late)
    assert measure_faults(tmp_path) == [
        "a imports pipeline.b, which builds on it",
        "a is in a circle, or builds on one",
        "pipeline.b is in a circle, or builds on one",
    ]


def test_no_road_is_crossed() -> None:
    assert list(crossings(PACKAGE)) == []


@pytest.mark.parametrize("part", ["reading", "measures", "charts", "terminal"])
@pytest.mark.slow
def test_no_module_imports_itself_by_way_of_others(part: str) -> None:
    graph: dict[str, set[str]] = {}
    for path in PACKAGE.rglob("*.py"):
        module = path.relative_to(PACKAGE).with_suffix("").parts
        names = [name for _, name, _ in imports(ast.parse(path.read_text("utf-8")), module)]
        graph[name_of(path)] = {found for name in names if (found := module_of(name)) is not None}
    done: set[str] = set()

    def walk(module: str, above: tuple[str, ...]) -> None:
        assert module not in above, " > ".join([*above[above.index(module) :], module])
        if module not in done:
            for target in sorted(graph[module]):
                walk(target, (*above, module))
            done.add(module)

    for module in sorted(graph):
        if module.startswith(f"jobsearch.{part}."):
            walk(module, ())


def name_of(path: Path) -> str:
    return ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts)


def module_of(name: str) -> str | None:
    """The module that has this name, or is it; the package itself only says what there is."""
    words = name.split(".")
    for n in range(len(words), 1, -1):
        file = PACKAGE.parent.joinpath(*words[:n])
        if file.with_suffix(".py").is_file():
            return ".".join(words[:n])
        if (file / "__init__.py").is_file():
            return ".".join([*words[:n], "__init__"])
    return None


SCHEMA = "schema may import no other part"
LOG = "log may import settings, wording"
FILES = "reading.files may import errors, schema, wording"
READING = "reading may import clock, errors, log, schema, settings, spelling, wording"
MEASURES = "measures may import clock, log, published, schema, settings, wording"
MEASURE = "measures/a.py"
READER = "reading/a.py"
IN_FUNCTION = "may, but only inside a function"


@pytest.mark.parametrize(
    ("path", "code", "said"),
    [
        ("schema.py", "import jobsearch.log", f"jobsearch.log: {SCHEMA}"),
        ("schema.py", "from . import log", f"jobsearch.log: {SCHEMA}"),
        (MEASURE, "import jobsearch", f"jobsearch: {MEASURES}"),
        (MEASURE, "from jobsearch import read_log", f"jobsearch.read_log: {MEASURES}"),
        (
            MEASURE,
            "from jobsearch.reading import grid",
            f"jobsearch.reading.grid: {MEASURES}",
        ),
        (MEASURE, "from ..reading import grid", f"jobsearch.reading.grid: {MEASURES}"),
        (MEASURE, "def f():\n    import jobsearch.cli", f"jobsearch.cli: {MEASURES}"),
        ("measures/b/__init__.py", "from ...cli import x", f"jobsearch.cli.x: {MEASURES}"),
        (MEASURE, "import matplotlib.pyplot as plt", "matplotlib.pyplot: measures may not"),
        (MEASURE, "from rich.table import Table", "rich.table.Table: measures may not"),
        (MEASURE, "from pathlib import Path", "pathlib.Path: measures may not"),
        (MEASURE, "def f():\n    import zipfile", "zipfile: measures may not"),
        (MEASURE, "from scipy import special", f"scipy.special: measures {IN_FUNCTION}"),
        (
            READER,
            "import jobsearch.measures.pipeline.stale",
            f"jobsearch.measures.pipeline.stale: {READING}",
        ),
        (READER, "def f():\n    from jobsearch import cli", f"jobsearch.cli: {READING}"),
        (READER, "import rich", "rich: reading may not"),
        (
            "reading/files/a.py",
            "def f():\n    from jobsearch.reading.vocabulary import dates",
            f"jobsearch.reading.vocabulary.dates: {FILES}",
        ),
        ("reading/files/a.py", "import rich", "rich: reading.files may not"),
        (READER, "import python_calamine", f"python_calamine: reading {IN_FUNCTION}"),
        (
            "log.py",
            "import jobsearch.reading.settings_sheet",
            f"jobsearch.reading.settings_sheet: {LOG}",
        ),
        ("log.py", "def f():\n    from jobsearch import reading", f"jobsearch.reading: {LOG}"),
        ("cli.py", "import matplotlib", f"matplotlib: cli {IN_FUNCTION}"),
        ("cli.py", "from IPython import display", f"IPython.display: cli {IN_FUNCTION}"),
        ("__init__.py", "from . import log", "jobsearch.log: __init__ may import no other part"),
    ],
)
def test_a_crossed_road_is_named(tmp_path: Path, path: str, code: str, said: str) -> None:
    assert faults(tmp_path, path, code) == [f"imports {said}."]


@pytest.mark.parametrize(
    ("path", "code", "said"),
    [
        (MEASURE, "def f():\n    return open('x')", "open(): measures may not"),
        (MEASURE, "x = dt.datetime.now()", "now(): measures may not"),
        (MEASURE, "x = pd.Timestamp.now()", "now(): measures may not"),
        (MEASURE, "x = pd.Timestamp('now')", "Timestamp('now'): measures may not"),
        (MEASURE, "x = dt.date.today()", "today(): measures may not"),
        (MEASURE, "x = pd.read_excel('x')", "read_excel(): measures may not"),
        (MEASURE, "print(1)", "print(): measures may not"),
        (MEASURE, "m = import_module('rich')", "import_module(): measures may not"),
        ("wording.py", "x = dt.date.today()", "today(): wording may not"),
    ],
)
def test_a_forbidden_call_is_named(tmp_path: Path, path: str, code: str, said: str) -> None:
    assert faults(tmp_path, path, code) == [f"calls {said}."]


def test_a_second_clock_is_named(tmp_path: Path) -> None:
    for call in ("dt.datetime.now()", "dt.date.today()", "pd.Timestamp.today()"):
        said = f"calls {call}: the clock is asked as clock.now()."
        assert faults(tmp_path, "changes/a.py", f"x = {call}") == [said]
    assert faults(tmp_path, "changes/a.py", "from jobsearch import clock\nx = clock.now()") == []


def faults(folder: Path, path: str, code: str) -> list[str]:
    """What is found in a package of one module, whose last line is at fault."""
    file = folder / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(code, encoding="utf-8")
    start = f"{path}:{len(code.splitlines())} "
    found = list(crossings(folder))
    assert all(fault.startswith(start) for fault in found)
    return [fault.removeprefix(start) for fault in found]


def test_a_module_without_a_place_is_named(tmp_path: Path) -> None:
    (tmp_path / "utils.py").write_text("", encoding="utf-8")
    assert list(crossings(tmp_path)) == [
        "utils.py belongs to no part of the package: give it its place."
    ]


def test_roads_that_run_the_right_way_are_free(tmp_path: Path) -> None:
    (tmp_path / "measures").mkdir()
    (tmp_path / "measures/a.py").write_text(
        "import pandas as pd\n"
        "from jobsearch.log import Log\n"
        "from jobsearch.measures.b import c\n"
        "def f():\n    from scipy.special import chdtrc\n"
    )
    (tmp_path / "cli.py").write_text(
        "import jobsearch\nfrom jobsearch.errors import LogError\ndef f():\n    import rich\n"
    )
    (tmp_path / "reading" / "tables").mkdir(parents=True)
    (tmp_path / "reading" / "tables" / "a.py").write_text(
        "from jobsearch.reading.layout.headers import Header\n"
    )
    assert list(crossings(tmp_path)) == []


def loaded(code: str, package: Path) -> set[str]:
    """The modules that a fresh Python has loaded after this code."""
    run = subprocess.run(
        [sys.executable, "-c", f"{code}\nimport sys; print(*sys.modules, sep='\\n', end='')"],
        cwd=package.parent,
        capture_output=True,
        text=True,
    )
    assert run.returncode == 0, run.stderr
    return set(run.stdout.split("\n"))


HEAVY = DRAWS | WRITES | PRINTS | {"scipy", "statsmodels", "python_calamine"}


def test_importing_the_package_loads_nothing_but_itself() -> None:
    modules = loaded("import jobsearch", PACKAGE)
    assert {m for m in modules if m.startswith("jobsearch")} == {"jobsearch"}
    assert modules & (HEAVY | {"pandas", "numpy"}) == set()


EVERY_NAME = "import jobsearch as js\nfor name in dir(js): getattr(js, name)"


@pytest.mark.parametrize("code", [EVERY_NAME, "import jobsearch.cli"])
def test_readers_measures_and_commands_load_nothing_heavy(code: str) -> None:
    assert loaded(code, PACKAGE) & HEAVY == set()


def test_the_agenda_loads_neither_a_table_printer_nor_special_functions() -> None:
    agenda = """
import contextlib, io
from jobsearch.cli import main
from jobsearch.sample import sample_path
with contextlib.redirect_stdout(io.StringIO()):
    assert main(["today", "--json", str(sample_path())]) == 0
"""
    assert loaded(agenda, PACKAGE) & HEAVY == {"python_calamine"}


def test_what_is_loaded_is_seen(tmp_path: Path) -> None:
    package = tmp_path / "jobsearch"
    package.mkdir()
    (package / "__init__.py").write_text("import rich\n")
    assert loaded("import jobsearch", package) & HEAVY == {"rich"}


def test_the_kits_own_workbook_loads_nothing_of_other_peoples_trackers() -> None:
    read = "import jobsearch as js\njs.read_log(js.sample_path())"
    assert not {
        m
        for m in loaded(read, PACKAGE)
        if m.endswith(("status_meaning", "header_words", "matching", "wide_columns"))
    }
