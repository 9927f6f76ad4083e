"""Changes to a log: each function plans one, and `apply` alone writes."""

from __future__ import annotations

from jobsearch.reading.files import read_content
from jobsearch.writing.acts import applied, followed_up, interviewed, thanked
from jobsearch.writing.answers import ANSWERS, ENDINGS, closed, heard
from jobsearch.writing.places import MissingColumn, changed_meanwhile
from jobsearch.writing.plan import Change, Plan
from jobsearch.writing.safely import back_up, check_free, check_own, digest_of, locked, refusals
from jobsearch.writing.safely import replace as _replace
from jobsearch.writing.undo import entry_of, forget, made, read_journal, undo, write_journal


def apply(plan: Plan) -> None:
    """
    Make a planned change: back up, write beside, read back, and put it in place in one step.

    Parameters
    ----------
    plan : Plan
        From `applied`, `interviewed`, `thanked`, `followed_up`, `heard`, `closed` or `undo`.

        Its ``log`` is then the log as it is.

    Raises
    ------
    LogError
        If the file is the sample, changed since it was read, is open elsewhere, is read-only, does
        not fit on the disk, or reads otherwise than planned; it is as it was then.

    Examples
    --------
    >>> import shutil, tempfile
    >>> import jobsearch as js
    >>> from jobsearch.writing import changes
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     log = js.read_log(shutil.copy(js.sample_path(), folder))
    ...     plan = changes.closed(log, "A-015", on="2026-10-30")
    ...     print(plan.table.to_string(index=False))
    ...     changes.apply(plan)
           sheet cell    column  before       after
    Applications  M16    Status applied no response
    Applications  N16 Closed on          2026-10-30
    """
    check_own(plan.path)
    with locked(plan.path), refusals(plan.path):
        check_free(plan.path)
        if digest_of(read_content(plan.path)) != plan.digest:
            raise changed_meanwhile(plan.path)
        if plan.is_checked and plan.edited.data != plan.old:
            backup = back_up(plan.path, plan.old)
            if not plan.is_undo:
                entries = made(read_journal(plan.path), plan.digest)
                write_journal(plan.path, [*entries, entry_of(plan, backup)])
            _replace(plan.path, plan.edited.data)
        if plan.is_undo:
            forget(plan)


__all__ = [
    "ANSWERS",
    "ENDINGS",
    "Change",
    "MissingColumn",
    "Plan",
    "applied",
    "apply",
    "closed",
    "followed_up",
    "heard",
    "interviewed",
    "locked",
    "thanked",
    "undo",
]
