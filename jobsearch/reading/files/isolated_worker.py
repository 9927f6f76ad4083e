"""
Run as a program: the sheets of a workbook on standard input, pickled to standard output.

It imports nothing of the kit, which keeps its start as short as Python's own.
"""

from __future__ import annotations

import io
import pickle
import sys


def main() -> None:
    """Read; the arguments are the most bytes of memory, where that can be set, and of cells."""
    try:
        import resource

        most = int(sys.argv[1])
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    except (ImportError, ValueError, OSError):
        pass  # not on Windows; there the time alone is limited
    from python_calamine import CalamineError, PasswordError, SheetTypeEnum, load_workbook

    found: object
    try:
        with load_workbook(io.BytesIO(sys.stdin.buffer.read())) as opened:
            sheets, room = [], int(sys.argv[2])
            for index, listed in enumerate(opened.sheets_metadata):
                if listed.typ != SheetTypeEnum.WorkSheet:
                    continue
                sheet = opened.get_sheet_by_index(index)
                last_row, last_column = sheet.end or (-1, -1)
                room -= (last_row + 1) * (last_column + 1)
                if room < 0:
                    break
                sheets.append((listed.name, sheet.to_python(skip_empty_area=False)))
            found = sheets if room >= 0 else "large"
    except PasswordError:
        found = "password"
    except (CalamineError, OSError, ValueError):
        found = "damaged"
    pickle.dump(found, sys.stdout.buffer, protocol=5)


if __name__ == "__main__":
    main()
