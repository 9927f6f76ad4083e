"""
Run as a program: the sheets of a workbook on standard input, pickled to standard output.

It imports nothing of the kit, which keeps its start as short as Python's own.
"""

from __future__ import annotations

import io
import pickle
import sys


def main() -> None:
    """Read, within as many bytes of memory as the first argument says where that can be set."""
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
            found = [
                (sheet.name, opened.get_sheet_by_index(index).to_python(skip_empty_area=False))
                for index, sheet in enumerate(opened.sheets_metadata)
                if sheet.typ == SheetTypeEnum.WorkSheet
            ]
    except PasswordError:
        found = "password"
    except (CalamineError, OSError, ValueError):
        found = "damaged"
    pickle.dump(found, sys.stdout.buffer, protocol=5)


if __name__ == "__main__":
    main()
