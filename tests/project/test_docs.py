"""What docs/ and CONTRIBUTING.md name is there: files, functions, rules, settings."""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import jobsearch as js
from jobsearch import schema
from jobsearch.settings import setting_fields, sheet_name

ROOT = Path(__file__).parents[2]
PAGES = [*sorted((ROOT / "docs").glob("*.md")), ROOT / "CONTRIBUTING.md"]
FILE = re.compile(r"[\w./-]+(?:/|\.(?:csv|ipynb|md|pyi?|toml|xlsx))")
NAME = re.compile(r"(?:jobsearch|js)(?:\.\w+)+")
LINK = re.compile(r"\]\(([^)#]+)(?:#[^)]*)?\)")


def missing(text: str, folder: Path) -> Iterator[str]:
    """The files and names in backticks, and the files that links lead to, that are not there."""
    prose = re.sub(r"^```.*?^```$", "", text, flags=re.M | re.S)
    for code in re.findall(r"`([^`\n]+)`", prose):
        if (
            (FILE.fullmatch(code) and not (ROOT / code).exists())
            or (NAME.fullmatch(code) and not is_there(code))
        ):  # fmt: skip
            yield code
    for target in LINK.findall(prose):
        if "://" not in target and not (folder / target).exists():
            yield target


def is_there(name: str) -> bool:
    """Whether a dotted name is a module, or a name in one."""
    module, *rest = re.sub(r"^js\b", "jobsearch", name).split(".")
    thing = importlib.import_module(module)
    for part in rest:
        if not hasattr(thing, part):
            try:
                importlib.import_module(f"{thing.__name__}.{part}")
            except (ImportError, AttributeError):
                return False
        thing = getattr(thing, part)
    return True


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_file_and_name_in_the_docs_is_there(page: Path) -> None:
    assert list(missing(page.read_text(encoding="utf-8"), page.parent)) == []


def test_what_is_not_there_is_named() -> None:
    text = (
        "`jobsearch/log.py` `jobsearch/gone.py` `docs/` `gone/` `js.funnel` `js.gone` "
        "`jobsearch.log.Log.gone` `jobsearch.reading.files` [a](gone.md) [b](measures.md#x) "
        "[c](https://gone.example)\n```\n`js.gone_too`\n```\n"
    )
    assert list(missing(text, ROOT / "docs")) == [
        "jobsearch/gone.py", "gone/", "js.gone", "jobsearch.log.Log.gone", "gone.md",
    ]  # fmt: skip


MEASURES = (ROOT / "docs" / "measures.md").read_text(encoding="utf-8")


def test_every_public_measure_is_defined() -> None:
    measures = {name for name, module in js._PUBLIC.items() if module.startswith("measures.")}
    assert measures - set(re.findall(r"`js\.(\w+)`", MEASURES)) == set()


@pytest.mark.parametrize(
    ("heading", "names"),
    [
        ("rule", schema.RULES),
        ("errand", schema.ERRANDS),
        ("setting", [sheet_name(f) for f in setting_fields().values()]),
    ],
)
def test_the_tables_of_words_have_all(heading: str, names: list[str]) -> None:
    table = re.search(rf"^\| {heading} \|.*\n\|[-|]+\n((?:\|.*\n)+)", MEASURES, re.M)
    assert table is not None
    assert re.findall(r"^\| `(.*?)` \|", table[1], re.M) == list(names)


def test_the_verdicts_are_defined() -> None:
    table = MEASURES.partition("| verdict |")[2].partition("\n\n")[0]
    assert re.findall(r"`(\w+)`", table) == list(schema.VERDICTS)


def test_the_defaults_are_those_of_the_settings() -> None:
    written = dict(re.findall(r"^\| `([\w -]+)` \| ([\d.]+|no) \|$", MEASURES, re.M))
    defaults = {sheet_name(f): f.default for f in setting_fields().values() if f.default}
    shown = {name: f"{value:g}" for name, value in defaults.items()}
    assert written == shown | {"count business days": "no"}
