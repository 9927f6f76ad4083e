"""A report in a real browser: nothing runs in it, nothing leaves it, and it fits any width."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import browser
from jobsearch.cli import main

COMPANY = "<script>fetch('http://evil.example/a')</script> $x_$"
ROLE = "<img src='http://evil.example/b' onerror='document.title=1'>"
WIDTHS = (1280, 390)


pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The review of a log whose texts are markup."""
    folder = tmp_path_factory.mktemp("report")
    rows = [f'"{COMPANY} {n}","{ROLE}",applied,2026-03-{n + 1:02}' for n in range(12)]
    text = "\n".join(["Company,Role,Status,Applied on", *rows])
    (folder / "log.csv").write_text(text, encoding="utf-8")
    out = folder / "report.html"
    assert main(["report", str(folder / "log.csv"), "--as-of=2026-06-01", f"--out={out}"]) == 0
    return out


@pytest.fixture(scope="module")
def chromium(report: Path) -> Iterator[Any]:
    with browser.chromium() as found:
        yield found


@pytest.mark.parametrize("width", WIDTHS)
def test_a_report_runs_nothing_asks_for_nothing_and_fits_its_window(
    chromium: Any, report: Path, width: int, tmp_path: Path
) -> None:
    page = chromium.new_page(viewport={"width": width, "height": 900})
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(report.as_uri())
    page.screenshot(path=browser.artefacts(tmp_path) / f"report-{width}.png", full_page=True)
    assert [url for url in asked if not url.startswith("data:")] == [report.as_uri()]
    assert said == []
    assert page.title().endswith(" – Mon 1 Jun 2026")
    assert page.locator("script").count() == 0
    text = page.inner_text("body")
    assert COMPANY in text and ROLE in text
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    pictures = page.evaluate("[...document.images].map(i => [i.complete, i.naturalWidth > 0])")
    assert pictures and all(is_there for picture in pictures for is_there in picture)
    page.close()


def test_a_report_prints_on_a4(chromium: Any, report: Path, tmp_path: Path) -> None:
    page = chromium.new_page()
    page.goto(report.as_uri())
    printed = page.pdf(
        path=browser.artefacts(tmp_path) / "report.pdf", prefer_css_page_size=True
    )  # fmt: skip
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 680, "height": 1000})  # A4 between its margins
    wide = page.evaluate(
        "[...document.querySelectorAll('table, img')].filter("
        "e => e.getBoundingClientRect().right > 681).length"
    )
    assert b"/MediaBox [0 0 594" in printed or b"/MediaBox [0 0 595" in printed
    assert wide == 0
    page.close()
