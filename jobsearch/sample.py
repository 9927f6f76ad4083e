"""The sample log that comes with the kit."""

from __future__ import annotations

from pathlib import Path

from jobsearch.errors import LogError

_PACKAGE = Path(__file__).parent
_NAME = "applications.xlsx"


def sample_path() -> Path:
    """
    Where the sample log is: a made-up search, to try the kit on.

    Returns
    -------
    Path
        The workbook inside an installed package; in a checkout, and for an editable install of
        one, the workbook in its ``data`` folder.

    Raises
    ------
    LogError
        If it is in neither place.

    Examples
    --------
    >>> sample_path().name
    'applications.xlsx'
    """
    places = [_PACKAGE / "_data" / _NAME, _PACKAGE.parent / "data" / _NAME]
    for path in places:
        if path.is_file():
            return path
    raise LogError(
        f"The sample log is neither {places[0]} nor {places[1]}. "
        "Install jobsearch again, or name a log of your own."
    )
