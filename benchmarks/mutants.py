"""
Do the tests notice a change? Mutate lines of the package, one at a time, and run what reaches them.

``python -m benchmarks.mutants`` copies the checkout, records which of the quick tests enter which
function, then changes seeded lines in the copy (a comparison, a constant, `and` and `or`, a value
that is returned), and runs the tests that enter the changed function, the quickest first. What
follows ``--`` goes to pytest.
"""

from __future__ import annotations

import argparse
import ast
import json
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from benchmarks.quick_tests import QUICK, ROOT

COMPARED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq, ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
}  # fmt: skip
# Which tests enter which function, written when the tests have ended.
RECORDER = """
import json, sys, time
from collections import defaultdict

PACKAGE = "/copy/jobsearch/"
entered, seconds, met, failed = defaultdict(set), {}, set(), set()

def call(frame, event, argument):
    met.add(frame.f_code)

def pytest_runtest_logstart(nodeid, location):
    met.clear()
    seconds[nodeid] = time.perf_counter()
    sys.settrace(call)

def pytest_runtest_logreport(report):
    if report.failed:
        failed.add(report.nodeid)

def pytest_runtest_logfinish(nodeid, location):
    sys.settrace(None)
    seconds[nodeid] = time.perf_counter() - seconds[nodeid]
    for code in met:
        if PACKAGE in code.co_filename:
            name = code.co_filename.rpartition(PACKAGE)[2]
            entered[f"{name}:{code.co_firstlineno}"].add(nodeid)

def pytest_sessionfinish():
    tests = {name: sorted(found - failed) for name, found in entered.items()}
    with open("entered.json", "w", encoding="utf-8") as file:
        record = {"tests": tests, "seconds": seconds, "failed": sorted(failed)}
        json.dump(record, file)
"""


class Mutant(NamedTuple):
    """One change: where, in which function, and the text of the file with it."""

    path: Path
    line: int
    function: int
    change: str
    text: str


def other(node: ast.AST) -> ast.expr | None:
    """What the node is changed to."""
    match node:
        case ast.Compare(left, [op, *ops], comparators) if type(op) in COMPARED:
            return ast.Compare(left, [COMPARED[type(op)](), *ops], comparators)
        case ast.BoolOp(ast.And(), values):
            return ast.BoolOp(ast.Or(), values)
        case ast.BoolOp(ast.Or(), values):
            return ast.BoolOp(ast.And(), values)
        case ast.UnaryOp(ast.Not(), operand):
            return operand
        case ast.Constant(bool() as value):
            return ast.Constant(not value)
        case ast.Constant(int() | float() as value):
            return ast.Constant(value + 1)
    return None


def sites(tree: ast.Module) -> Iterator[tuple[ast.expr, ast.expr, int]]:
    """The nodes of a module that can be changed, each with its change and its function's line."""

    def walk(node: ast.AST, function: int) -> Iterator[tuple[ast.expr, ast.expr, int]]:
        if isinstance(node, ast.FunctionDef):
            function = min([node.lineno, *(d.lineno for d in node.decorator_list)])
        new = other(node)
        if new is not None and isinstance(node, ast.expr):
            yield node, new, function
        if isinstance(node, ast.Return) and node.value is not None:
            value = node.value
            if not (isinstance(value, ast.Constant) and value.value is None):
                yield value, ast.Constant(None), function
        for name, child in ast.iter_fields(node):
            if name in {"annotation", "returns", "type_params"}:
                continue
            for each in child if isinstance(child, list) else [child]:
                if isinstance(each, ast.AST):
                    yield from walk(each, function)

    yield from walk(tree, 0)


def changed(text: str, node: ast.expr, new: ast.expr) -> str:
    """The text with the node replaced, and every other byte as it was."""
    lines = text.encode().splitlines(keepends=True)
    assert node.end_lineno is not None and node.end_col_offset is not None
    before = b"".join(lines[: node.lineno - 1]) + lines[node.lineno - 1][: node.col_offset]
    after = lines[node.end_lineno - 1][node.end_col_offset :] + b"".join(lines[node.end_lineno :])
    return (before + f"({ast.unparse(new)})".encode() + after).decode()


def mutants(package: Path, n: int, seed: int) -> list[Mutant]:
    """Change n lines, drawn from all lines that can be changed."""
    lines: dict[tuple[Path, int], list[tuple[ast.expr, ast.expr, int]]] = {}
    texts = {path: path.read_text(encoding="utf-8") for path in sorted(package.rglob("*.py"))}
    for path, text in texts.items():
        for site in sites(ast.parse(text)):
            lines.setdefault((path, site[0].lineno), []).append(site)
    chance = random.Random(seed)
    found = []
    for path, line in chance.sample(sorted(lines), min(n, len(lines))):
        node, new, function = chance.choice(lines[path, line])
        text = changed(texts[path], node, new)
        compile(text, str(path), "exec")
        change = f"{ast.unparse(node)} -> {ast.unparse(new)}"
        found.append(Mutant(path, line, function, change, text))
    return found


def pytest(copy: Path, *arguments: str, timeout: float) -> int | None:
    """The exit status of the tests; None if they did not end."""
    call = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *arguments]
    environment = {**os.environ, "PYTHONPATH": str(copy), "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        done = subprocess.run(
            call, cwd=copy, env=environment, timeout=timeout, check=False,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return None
    return done.returncode


def cpu_minutes() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (used.ru_utime + used.ru_stime) / 60


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.mutants", description=__doc__)
    parser.add_argument("-n", type=int, default=60, help="how many lines to change (60)")
    parser.add_argument("--seed", type=int, default=10)
    parser.add_argument("--minutes", type=float, default=25, help="of processor time, at most (25)")
    parser.add_argument("-m", dest="marks", default=QUICK, help="which tests (the quick ones)")
    parser.add_argument("--checkout", type=Path, default=ROOT, help="what to test (this one)")
    parser.add_argument("pytest", nargs="*", help="more arguments for pytest, after --")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "copy"
        shutil.copytree(asked.checkout, copy, ignore=shutil.ignore_patterns(".*", "__pycache__"))
        (copy / "recorder.py").write_text(RECORDER, encoding="utf-8")
        chosen = ["-m", asked.marks, *asked.pytest]
        started = time.perf_counter()
        status = pytest(copy, "-p", "recorder", *chosen, "tests", "jobsearch", timeout=3600)
        if status not in (0, 1):
            raise SystemExit(f"The tests did not run: pytest ended with {status}.")
        record = json.loads((copy / "entered.json").read_text(encoding="utf-8"))
        seconds: dict[str, float] = record["seconds"]
        took = time.perf_counter() - started
        print(
            f"{len(seconds)} tests, {len(record['failed'])} fail as it is, {took:.0f} s", flush=True
        )
        counts: Counter[str] = Counter()
        for mutant in mutants(copy / "jobsearch", asked.n, asked.seed):
            name = mutant.path.relative_to(copy / "jobsearch").as_posix()
            if cpu_minutes() > asked.minutes:
                counts["not run, for want of time"] += 1
                continue
            tests = record["tests"].get(f"{name}:{mutant.function}", [])
            if not mutant.function:  # read when the module is loaded: whatever enters the module
                of_module = [f for key, f in record["tests"].items() if key.startswith(f"{name}:")]
                tests = sorted({test for found in of_module for test in found})
            outcome = "survived" if tests else "entered by no test"
            if tests:
                tests = sorted(tests, key=seconds.__getitem__)[:200]
                (copy / "chosen.txt").write_text("\n".join(tests), encoding="utf-8")
                original = mutant.path.read_text(encoding="utf-8")
                mutant.path.write_text(mutant.text, encoding="utf-8")
                if pytest(copy, "-x", *asked.pytest, "@chosen.txt", timeout=300) != 0:
                    outcome = "killed"
                mutant.path.write_text(original, encoding="utf-8")
            counts[outcome] += 1
            print(f"{outcome}: {name}:{mutant.line}: {mutant.change[:90]}", flush=True)
        print(", ".join(f"{n} {outcome}" for outcome, n in counts.items()))


if __name__ == "__main__":
    main()
