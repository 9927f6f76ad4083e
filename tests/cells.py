"""Addresses of cells by sheet, row and header, so that a new column of the schema moves no test."""

from __future__ import annotations

import re

from openpyxl.utils import get_column_letter

from jobsearch.schema import SHEETS

HEADERS = {sheet.name: [column.header for column in sheet.columns] for sheet in SHEETS}


def cell(sheet: str, row: int, header: str) -> str:
    """A cell of the kit's own workbook; a header that the sheet has not is right of its last."""
    headers = [*HEADERS[sheet], header]
    return f"{get_column_letter(headers.index(header) + 1)}{row}"


def at(text: str) -> str:
    """The text with its cells' addresses: "Applications![Status]3" becomes "Applications!M3"."""
    sheet = ""

    def address(found: re.Match[str]) -> str:
        nonlocal sheet
        sheet = found["sheet"] or sheet
        if found["sheet"] or not sheet:
            return found[0]
        return cell(sheet, int(found["row"]), found["header"])

    pattern = rf"(?P<sheet>{'|'.join(HEADERS)})|\[(?P<header>[A-Z][^\]\n]*)\](?P<row>\d+)"
    return re.sub(pattern, address, text)
