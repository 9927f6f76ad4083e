"""
The colors that appear by themselves where a thank-you or a follow-up is due or overdue.

The formulas ask the sheet Settings, by name, and the clock or the day in Settings. Other sheets are
reached by INDIRECT, which Excel, LibreOffice and Google Sheets all allow here.
"""

from __future__ import annotations

from collections.abc import Iterator

from jobsearch.reading.files.grid import cell_name
from jobsearch.schema import APPLICATIONS, FOLLOW_UPS, HISTORY, INTERVIEWS, Sheet
from jobsearch.settings import setting_fields, sheet_name

DUE, OVERDUE = "FFF1C2", "F8C9C4"
# As on the agenda: so long after its deadline a thank-you or a follow-up still beats none. [days]
_LATE_THANKS, _LATE_FOLLOW_UPS = 7, 14
_ENDED = ("rejected", "withdrawn", "position closed", "no response", "accepted")


def rules_of(sheet: Sheet, last_row: int) -> Iterator[tuple[str, str, str]]:
    """The color rules of a sheet: which cells, the formula for the first of them, the color."""
    if sheet is INTERVIEWS:
        yield from _thanks(last_row)
        yield from _follow_ups_of_waits(INTERVIEWS, "ended_at", last_row)
    elif sheet is HISTORY:
        yield from _follow_ups_of_waits(HISTORY, "on", last_row)
    elif sheet is APPLICATIONS:
        yield from _follow_ups_of_applications(last_row)


def _thanks(last_row: int) -> Iterator[tuple[str, str, str]]:
    """Thanked at: amber until the deadline, red for a week after it."""
    ended, person, at, by = (_cell(INTERVIEWS, n) for n in
                             ("ended_at", "interviewer", "thanked_at", "thanked_by"))  # fmt: skip
    owed = f'ISNUMBER({ended}),{person}<>"",{at}="",{by}="",{ended}<={_now()}'
    deadline = f"{ended}+{_setting('thank_you_within_hours')}/24"
    yield from _both(
        _area(INTERVIEWS, "thanked_at", last_row), owed, _now(), deadline,
        f"{deadline}+{_LATE_THANKS}",
    )  # fmt: skip


def _follow_ups_of_waits(sheet: Sheet, since: str, last_row: int) -> Iterator[tuple[str, str, str]]:
    """
    Decision expected on: amber in the window for a follow-up, red for two weeks after it.

    `since` is the column of the moment from which one waits: an interview's end, a reply's day. The
    next interview or word ends the wait, and so does a message or the application's end.
    """
    name, start, expected = (
        _cell(sheet, n) for n in ("application", since, "decision_expected_on")
    )
    day = f"IF(ISNUMBER({expected}),{expected},INT({start})+{_setting('expected_after_days')})"
    newer = ",".join(
        f'COUNTIFS({_column(other, "application")},{name},{_column(other, at)},">"&{start})=0'
        for other, at in ((INTERVIEWS, "ended_at"), (HISTORY, "on"))
    )
    status = _column(APPLICATIONS, "status")
    found = "&".join(
        f'IFERROR(INDEX({status},MATCH({name},{_column(APPLICATIONS, by)},0)),"")'
        for by in ("id", "company")
    )
    is_open = ",".join(f'ISERROR(SEARCH("{word}",{found}))' for word in _ENDED)
    is_said = f"ISNUMBER({expected})," if sheet is HISTORY else ""
    owed = (
        f'ISNUMBER({start}),{is_said}{name}<>"",{start}<={_now()},{newer},'
        f"{_unsent([name], start)},{is_open}"
    )
    yield from _window(_area(sheet, "decision_expected_on", last_row), owed, day)


def _follow_ups_of_applications(last_row: int) -> Iterator[tuple[str, str, str]]:
    """The same on the sheet Applications, where the day is written there."""
    expected, status = (_cell(APPLICATIONS, n) for n in ("decision_expected_on", "status"))
    ident, company, role = (_cell(APPLICATIONS, n) for n in ("id", "company", "role"))
    ended = ",".join(f'{status}<>"{word}"' for word in _ENDED)
    unsent = _unsent([f'IF({ident}="","-",{ident})', company, f'{company}&" / "&{role}'], expected)
    owed = f"ISNUMBER({expected}),{ended},{unsent}"
    yield from _window(_area(APPLICATIONS, "decision_expected_on", last_row), owed, expected)


def _window(area: str, owed: str, day: str) -> Iterator[tuple[str, str, str]]:
    today = f"INT({_now()})"
    opens = f"{day}+{_setting('follow_up_after_days')}"
    closes = f"{day}+{_setting('follow_up_until_days')}"
    yield from _both(
        area, f"{owed},{today}>={opens}", today, closes, f"{closes}+{_LATE_FOLLOW_UPS}"
    )


def _both(
    area: str, owed: str, now: str, deadline: str, end: str
) -> Iterator[tuple[str, str, str]]:
    yield area, f"AND({owed},{now}<={deadline})", DUE
    yield area, f"AND({owed},{now}>{deadline},{now}<={end})", OVERDUE


def _unsent(names: list[str], since: str) -> str:
    """No follow-up went out since a day, under any of the names."""
    to, at = _column(FOLLOW_UPS, "application"), _column(FOLLOW_UPS, "sent_at")
    return ",".join(f'COUNTIFS({to},{name},{at},">="&{since})=0' for name in names)


def _now() -> str:
    """The end of the day in Settings, else the clock."""
    value = _setting_cell("as_of")
    return f'IF({value}="",NOW(),{value}+0.99999)'


def _setting(name: str) -> str:
    """A setting's value, else its default."""
    value, default = _setting_cell(name), setting_fields()[name].default
    return f"IF(ISNUMBER({value}),{value},{default:g})"


def _setting_cell(name: str) -> str:
    label = sheet_name(setting_fields()[name])
    return (
        f'INDEX(INDIRECT("Settings!$B$1:$B$99"),MATCH("{label}",INDIRECT("Settings!$A$1:$A$99"),0))'
    )


def _letter(sheet: Sheet, name: str) -> str:
    return cell_name(1, [c.name for c in sheet.columns].index(name))[:-1]


def _cell(sheet: Sheet, name: str) -> str:
    """The cell of a column in the row of the formula."""
    return f"${_letter(sheet, name)}2"


def _column(sheet: Sheet, name: str) -> str:
    letter = _letter(sheet, name)
    return f"INDIRECT(\"'{sheet.name}'!${letter}$1:${letter}$1000\")"


def _area(sheet: Sheet, name: str, last_row: int) -> str:
    letter = _letter(sheet, name)
    return f"{letter}2:{letter}{last_row}"
