"""Dates: their order, their spellings, what is not one date, impossible ones."""

from __future__ import annotations

from corpus.cases import Case

_HEAD = ["Company", "Role", "Date Applied", "Response Date"]


def _days(name: str, *pairs: tuple[object, object], told: str, **more: object) -> Case:
    rows = [["Acme", f"Job {n}", *pair] for n, pair in enumerate(pairs, 1)]
    more.setdefault("sums", (len(pairs), 0, 0))
    return Case(name, [_HEAD, *rows], told, **more)  # type: ignore[arg-type]


_SAME = """
    Acme / Job 1: applied 2026-01-12, response 2026-02-13
    Acme / Job 2: applied 2026-02-01, response 2026-02-03
"""
DAYS = [
    _days("month first", ("1/12/2026", "2/13/2026"), ("2/1/2026", "2/3/2026"), told=_SAME,
          assumes='"Date Applied" is read month first, like the other dates of the sheet'),
    _days("day first", ("12/01/2026", "13/02/2026"), ("01/02/2026", "03/02/2026"), told=_SAME,
          assumes='"Date Applied" is read day first, like the other dates of the sheet'),
    _days("dots", ("12.01.2026", "13.02.2026"), ("1.2.2026", "3.2.26"), told=_SAME),
    _days("names of months", ("12 Jan 2026", "Feb 13, 2026"), ("1-Feb-26", "February 3rd 2026"),
          told=_SAME),
    _days("iso", ("2026-01-12T09:30:00Z", "2026-02-13"), ("2026/02/01", "20260203"), told=_SAME),
    _days("weekdays", ("Mon 12 Jan 2026", "Friday, February 13, 2026"),
          ("Sun, 1 Feb 2026", "Tue 3 Feb 2026"), told=_SAME),
    _days("clock times", ("1/12/26, 8:15 AM", "2/13/2026 14:00"),
          ("2/1/26, 11:59 PM", "2/3/2026 0:10"), told=_SAME,
          assumes='"Date Applied" is read month first, like the other dates of the sheet'),
    _days("nothing decides", ("1/2/2026", ""), told="Acme / Job 1: applied 2026-01-02",
          assumes='"Date Applied" is read month first: no cell settles what "1/2/2026" means'),
    _days("nothing decides but we say", ("1/2/2026", ""), told="Acme / Job 1: applied 2026-02-01",
          options={"day_first": True}),
    _days("epoch", ("1768176000", ""), told="Acme / Job 1: applied 2026-01-12",
          assumes="numbers are read as seconds since 1970"),
    _days("a spreadsheet's numbers", ("46034", "46066"),
          told="Acme / Job 1: applied 2026-01-12, response 2026-02-13",
          assumes="numbers are read as a spreadsheet's dates"),
    _days("not one date", ("8-Jul", ""), ("8/3/2025 and 8/13/2025", ""), ("Before 2025-01-24", ""),
          ("last week", ""), ("2026-01-12", "soon"), told="""
          Acme / Job 1: applied
          Acme / Job 2: applied
          Acme / Job 3: applied
          Acme / Job 4: applied
          Acme / Job 5: applied 2026-01-12, response
          """, cells="C2 C3 C4 C5 D6"),
    _days("impossible", ("2026-01-12", "2025-12-30"), ("0205-01-12", ""), ("2062-01-12", ""),
          told="""
          Acme / Job 1: applied 2026-01-12, response 2025-12-30
          Acme / Job 2: applied
          Acme / Job 3: applied 2062-01-12
          """, cells="D2 C3 C4"),
    _days("mixed evidence", ("1/25/2026", ""), ("2/13/2026", ""), ("25/1/2026", ""), told="""
          Acme / Job 1: applied 2026-01-25
          Acme / Job 2: applied 2026-02-13
          Acme / Job 3: applied
          """, cells="C4"),
]  # fmt: skip
