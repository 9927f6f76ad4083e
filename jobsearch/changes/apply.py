"""The only function that writes: a planned change is entries_in_file, in one step."""

from __future__ import annotations

from jobsearch.changes.journal import (
    entries_in_file,
    entry_for,
    forget,
    read_journal,
    write_journal,
)
from jobsearch.changes.plan import Plan
from jobsearch.reading.files import read_content
from jobsearch.writing.file_safety import (
    back_up,
    changed_meanwhile,
    check_free,
    check_own,
    digest_of,
    locked,
    refusals,
    replace,
)


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
    >>> from jobsearch import changes
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
        if plan.is_checked and plan.result.data != plan.old:
            backup = back_up(plan.path, plan.old)
            if not plan.is_undo:
                entries = entries_in_file(read_journal(plan.path), plan.digest)
                write_journal(plan.path, [*entries, entry_for(plan, backup)])
            replace(plan.path, plan.result.data)
        if plan.is_undo:
            forget(plan)
