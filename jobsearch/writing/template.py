"""The kit's own workbook: made new for a person who starts a log, and for the sample."""

from __future__ import annotations

import datetime as dt
import io
import math
import re
from collections.abc import Mapping, Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.comments import Comment
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table, TableStyleInfo
from openpyxl.worksheet.worksheet import Worksheet

from jobsearch.schema import APPLICATIONS, RULES, SETTINGS_SHEET, SHEETS, Column, Sheet
from jobsearch.settings import setting_fields, sheet_name
from jobsearch.writing.workbook.conditional_formats import rules_of

Row = Mapping[str, Any]

FONT = "Calibri"
INK, GREY, BLUE = "1F2933", "75808C", "3E5C76"
# Not every program draws a table's own style.
LINE = Border(bottom=Side("hair", color="B8C4D0"))
DAY, MOMENT = "yyyy-mm-dd", "yyyy-mm-dd hh:mm"
# Rows that a drop-down, a color and a format cover, so that they are there for new rows, too.
ROOM = 1000


def make_workbook(
    rows: Mapping[str, Sequence[Row]],
    *,
    creator: str = "jobsearch",
    made: dt.datetime | None = None,
) -> Workbook:
    """
    The workbook with these rows.

    Parameters
    ----------
    rows : mapping
        Sheet → its rows, header → value; headers that are not ours come on the right. A sheet
        without rows is ready for the first one.
    creator : str
        Who made it, in its properties.
    made : datetime, optional
        When; else now.

    Returns
    -------
    Workbook
        Of openpyxl, not saved yet.

    Examples
    --------
    >>> make_workbook({}).sheetnames
    ['Applications', 'Interviews', 'Follow-ups', 'History', 'Settings']
    """
    book = Workbook()
    book.remove(book.worksheets[0])
    has_ids = any(row.get("ID") for row in rows.get(APPLICATIONS.name, ()))
    for sheet in (*SHEETS, SETTINGS_SHEET):
        rows_given = rows.get(sheet.name, ())
        if sheet is SETTINGS_SHEET and not rows_given:
            rows_given = setting_rows({})
        _fill(book.create_sheet(sheet.name), sheet, rows_given, has_ids=has_ids)
    book.properties.creator = creator
    book.properties.title = "Job applications"
    if made is not None:
        book.properties.created = made
    return book


def empty_workbook() -> bytes:
    """
    The file that `jobsearch init` makes.

    Examples
    --------
    >>> empty_workbook()[:2]
    b'PK'
    """
    saved = io.BytesIO()
    make_workbook({}).save(saved)
    return saved.getvalue()


def setting_rows(values: Mapping[str, Any]) -> list[Row]:
    """Every setting with its value, by its Python name, and what it means."""
    setting, value, meaning = (c.header for c in SETTINGS_SHEET.columns)
    rows: list[Row] = []
    for name, setting_field in setting_fields().items():
        sentence, default = setting_field.metadata["sentence"], setting_field.default
        if isinstance(default, bool):
            sentence += f" Default: {'yes' if default else 'no'}."
        elif isinstance(default, (int, float)):
            sentence += f" Default: {default:g}."
        row = {setting: sheet_name(setting_field), value: values.get(name), meaning: sentence}
        rows.append(row)
    return rows


def _fill(page: Worksheet, sheet: Sheet, rows: Sequence[Row], *, has_ids: bool) -> None:
    columns = {column.header: column for column in sheet.columns}
    headers = list(rows[0]) if rows else list(columns)
    n = max(len(rows), 1)  # a table has one row at least
    for position, header in enumerate(headers, start=1):
        column = columns.get(header, Column(header, "text", "A column of your own."))
        page.cell(1, position, header).comment = _comment(column)
        for number in range(2, n + 2):
            value = rows[number - 2][header] if rows else None
            _write(page.cell(number, position), column, value)
        _prepare_column(page, sheet, position, column, n, has_ids=has_ids)
    _style(page, sheet, n, len(headers))
    for area, formula, fill in rules_of(sheet, ROOM):
        rule = FormulaRule([formula], fill=PatternFill("solid", bgColor=fill), stopIfTrue=True)
        page.conditional_formatting.add(area, rule)


def _comment(column: Column) -> Comment:
    words = " One of: " + ", ".join(_said(column)) + "." if column.words else ""
    shape = {"day": " Like 2026-03-14.", "moment": " Like 2026-03-14 15:30."}.get(column.kind, "")
    uses = ", ".join(RULES[use].label if use in RULES else use for use in column.feeds)
    text = column.note + words + shape + (f" Used for: {uses}." if uses else "")
    return Comment(text, "jobsearch", width=260, height=24 + 16 * math.ceil(len(text) / 34))


def _write(cell: Cell, column: Column, value: object) -> None:
    cell.value = value
    cell.font = Font(name=FONT, size=11, color=INK)
    cell.border = LINE
    cell.alignment = _alignment(column)
    if isinstance(value, dt.datetime):
        cell.number_format = MOMENT
    elif isinstance(value, dt.date) or column.kind == "day":
        cell.number_format = DAY
    elif column.kind == "moment":
        cell.number_format = MOMENT


def _alignment(column: Column) -> Alignment:
    is_date = column.kind in {"day", "moment"} or column.header == "Value"
    return Alignment(
        horizontal="left" if is_date else None,
        vertical="top" if column.header == "Thank-you note" else "center",
        wrap_text=column.is_long or None,
    )


def _prepare_column(
    page: Worksheet, sheet: Sheet, position: int, column: Column, n: int, *, has_ids: bool
) -> None:
    """Width, the look of rows still to come, and the drop-down of what can stand there."""
    letter = get_column_letter(position)
    below = page.column_dimensions[letter]
    below.width = column.width
    below.font = Font(name=FONT, size=11, color=INK)
    below.alignment = _alignment(column)
    if column.kind in {"day", "moment"}:
        below.number_format = DAY if column.kind == "day" else MOMENT
    choice = _choice(sheet, column, has_ids=has_ids)
    if choice is not None:
        page.add_data_validation(choice)
        choice.add(f"{letter}2:{letter}{max(ROOM, n + 1)}")


def _choice(sheet: Sheet, column: Column, *, has_ids: bool) -> DataValidation | None:
    if column.words:
        choice = DataValidation("list", formula1=f'"{",".join(_said(column))}"', allow_blank=True)
        choice.errorStyle = "warning"  # a word of one's own is allowed
        choice.error = "This word is not in the list. Keep it if you mean it."
        choice.showErrorMessage = True
        return choice
    used = {"Application": "A" if has_ids else "B", "Source": "D"}.get(column.header)
    if used is None or sheet is SETTINGS_SHEET:
        return None
    # What the sheet Applications has; anything else may be typed.
    names = f"{APPLICATIONS.name}!${used}$2:${used}${ROOM}"
    choice = DataValidation("list", formula1=names, allow_blank=True)
    choice.showErrorMessage = False
    return choice


def _said(column: Column) -> tuple[str, ...]:
    """The words as a person writes them."""
    return tuple(word.replace("_", " ") for word in column.words)


def _style(page: Worksheet, sheet: Sheet, n_rows: int, n_columns: int) -> None:
    last = f"{get_column_letter(n_columns)}{n_rows + 1}"
    table = Table(displayName=re.sub(r"\W", "", sheet.name), ref=f"A1:{last}")
    table.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=True)
    page.add_table(table)
    for cell in page[1]:
        cell.font = Font(name=FONT, size=11, bold=True, color="FFFFFF")
        cell.fill = PatternFill("solid", fgColor=BLUE)
        cell.alignment = Alignment(vertical="center")
    page.row_dimensions[1].height = 21
    for number in range(2, n_rows + 2):
        page.row_dimensions[number].height = 16.5 * sheet.row_lines
    page.freeze_panes = "C2" if sheet is APPLICATIONS else "A2"
    page.sheet_view.zoomScale = 100
    if sheet is APPLICATIONS:
        _grey_out_what_ended(page, n_columns)
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = page.PAPERSIZE_A4
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.page_margins.left = page.page_margins.right = 0.4
    page.page_margins.top, page.page_margins.bottom, page.page_margins.footer = 0.5, 0.8, 0.4
    page.oddFooter.left.text, page.oddFooter.right.text = "&A", "&P of &N"
    page.print_title_rows = "1:1"


def _grey_out_what_ended(page: Worksheet, n_columns: int) -> None:
    status = next(i for i, c in enumerate(APPLICATIONS.columns, start=1) if c.name == "status")
    words = ("rejected", "withdrawn", "position closed", "no response")
    letter = get_column_letter(status)
    ended = ",".join(f'${letter}2="{word}"' for word in words)
    page.conditional_formatting.add(
        f"A2:{get_column_letter(n_columns)}{ROOM}",
        FormulaRule([f"OR({ended})"], font=Font(color=GREY)),
    )
