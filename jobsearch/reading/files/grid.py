"""`Grid`: one sheet of a file as plain values, which everything else reads."""

from __future__ import annotations

from dataclasses import dataclass, field


class Unusable(Exception):
    """Why a file cannot be used: the sentence that follows the file's name."""


@dataclass(frozen=True)
class Grid:
    """
    One sheet as values: ``rows[0]`` is row 1, ``rows[r][0]`` is column A.

    Attributes
    ----------
    sheet : str
        The sheet's name; for a .csv file the file's name.
    rows : list of list
        "" for a blank cell, else str, float, int, bool, date, datetime, time or timedelta. Rows of
        a .csv file keep their own lengths.
    broken : dict
        ``"H14"`` → why that cell has no value: "holds the error #N/A", "holds a formula without a
        stored value". The cell is "" in ``rows``.
    notes : tuple of str
        What was unusual in getting at the values, and has to be said: another encoding, a web page.
    """

    sheet: str
    rows: list[list[object]]
    broken: dict[str, str]
    notes: tuple[str, ...] = field(default=(), compare=False, repr=False)

    @property
    def is_blank(self) -> bool:
        """Whether no cell holds anything."""
        return all(cell == "" for row in self.rows for cell in row)


def is_blank_row(row: list[object]) -> bool:
    """
    Whether a row holds nothing but blanks.

    Examples
    --------
    >>> is_blank_row(["", " "]), is_blank_row(["", 0.0])
    (True, False)
    """
    first = next(filter(None, row), "")
    # Nearly every row shows by its first cell that it is none.
    if not isinstance(first, str) or (first and not first.isspace()):
        return False
    return all(isinstance(cell, str) and not cell.strip() for cell in row)


def cell_name(row: int, column: int) -> str:
    """
    A cell's name, as a spreadsheet program shows it.

    Parameters
    ----------
    row : int
        The sheet's row. [from 1]
    column : int
        Place in the row: 0 is column A. [from 0]

    Returns
    -------
    str

    Examples
    --------
    >>> cell_name(14, 7), cell_name(1, 26), cell_name(1048576, 16383)
    ('H14', 'AA1', 'XFD1048576')
    """
    letters = ""
    place = column + 1
    while place:
        place, letter = divmod(place - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return f"{letters}{row}"
