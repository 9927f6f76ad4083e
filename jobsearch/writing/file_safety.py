"""A file replaced without harm: who has it open, a backup, a temporary file, one step."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path

from jobsearch import clock
from jobsearch.errors import LogError
from jobsearch.sample import sample_path

KEPT = 20
FOLDER = "jobsearch-backups"
_PATIENCE = 120  # seconds until a lock of another of our processes counts as stuck
_FULL = {errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)}


def target_of(path: str | os.PathLike[str]) -> Path:
    """The file itself: a symbolic link keeps pointing to it."""
    return Path(path).resolve()


def backups_of(path: str | os.PathLike[str]) -> Path:
    """The folder beside a log that holds its backups."""
    return target_of(path).parent / FOLDER


def digest_of(data: bytes) -> str:
    """The SHA-256 of some bytes."""
    return hashlib.sha256(data).hexdigest()


def check_own(path: str | os.PathLike[str]) -> None:
    """LogError if the file is the sample that comes with the kit."""
    sample = sample_path()
    if Path(path).exists() and sample.samefile(path):
        raise LogError(
            f"{path} is the made-up sample, which stays as it is. Nothing was written. Start a "
            "log of your own with `jobsearch init`."
        )


@contextlib.contextmanager
def locked(path: str | os.PathLike[str]) -> Iterator[None]:
    """
    Keep our other processes out: they wait, and then see what was written.

    Raises
    ------
    LogError
        If the folder cannot be written to, or another process never lets go.
    """
    from filelock import FileLock, Timeout

    target = target_of(path)
    _check_permissions(target)
    folder = backups_of(path)
    try:
        folder.mkdir(exist_ok=True)
        lock = FileLock(folder / f"{target.name}.lock", timeout=_PATIENCE, is_singleton=True)
        lock.acquire(poll_interval=0.01)
    except Timeout:
        raise LogError(
            f"Another jobsearch command is still writing to {target.name}. Nothing was written. "
            "Wait for it to end, or close it, and repeat."
        ) from None
    except OSError as error:
        raise _refusal(error, target) from error
    try:
        yield
    finally:
        lock.release()


def check_free(path: str | os.PathLike[str]) -> None:
    """
    LogError if a spreadsheet program has the file open, naming who.

    Excel and LibreOffice leave a small file beside it that names the owner.
    """
    given = Path(os.path.abspath(path))  # noqa: PTH100 - the link itself, not what it points to
    for file in dict.fromkeys((given, target_of(path))):
        for mark, program, owner in (
            (file.with_name(f".~lock.{file.name}#"), "LibreOffice", _libreoffice_owner),
            (file.with_name(f"~${file.name}"), "Excel", _excel_owner),
        ):
            if mark.exists():
                by = owner(mark)
                raise LogError(
                    f"{file.name} is open in {program}{by and f', by {by}'} ({mark.name} "
                    "exists). Nothing was written. Close it and repeat; if nobody has it open, "
                    "delete that file."
                )


def _libreoffice_owner(mark: Path) -> str:
    """`,login,machine,date,profile;`, a full name first where there is one."""
    with contextlib.suppress(OSError):
        fields = mark.read_text(encoding="utf-8", errors="replace").split(",")
        name, login, machine = (*fields, "", "", "")[:3]
        who = name.strip() or login.strip()
        return _plain(f"{who} on {machine.strip()}" if who and machine.strip() else who)
    return ""


def _excel_owner(mark: Path) -> str:
    """A length, then a name of one byte a character, then the same in UTF-16."""
    with contextlib.suppress(OSError):
        data = mark.read_bytes()
        if data:
            return _plain(data[1 : 1 + data[0]].decode("cp1252", "replace"))
    return ""  # Excel keeps its mark from being read while it is open


def _plain(text: str) -> str:
    return "".join(c for c in text if c.isprintable()).strip()[:60]


def _check_permissions(target: Path) -> None:
    try:
        mode = target.stat().st_mode
        folder = target.parent.stat().st_mode
    except OSError as error:
        raise LogError(f"{target} does not exist. Check the name and the folder.") from error
    if not mode & 0o222 or not os.access(target, os.W_OK):
        raise LogError(
            f"{target.name} is read-only. Nothing was written. Allow writing to it and repeat."
        )
    if os.name != "nt" and (not folder & 0o222 or not os.access(target.parent, os.W_OK)):
        raise LogError(
            f"The folder of {target.name} is read-only, so no backup can be kept there. Nothing "
            "was written. Allow writing to the folder, or work on a copy elsewhere."
        )


def _refusal(error: OSError, target: Path) -> LogError:
    """One sentence for what the system refused; the file is as it was."""
    if error.errno in _FULL:
        return LogError(
            f"There is no room on the disk for a new {target.name} and its backup. Nothing was "
            "written: the file is as it was. Make room and repeat."
        )
    if isinstance(error, PermissionError):
        return LogError(
            f"{target.name} cannot be written: you may not write to it, or another program has it "
            "open. Nothing was written: the file is as it was. Close that program and repeat."
        )
    return LogError(
        f"{target.name} cannot be written: {error.strerror or error}. Nothing was written: the "
        "file is as it was."
    )


def changed_meanwhile(path: Path) -> LogError:
    """The file is not the one that was read."""
    return LogError(
        f"{path.name} changed after it was read. Nothing was written. Read it again and repeat "
        "the change."
    )


@contextlib.contextmanager
def refusals(path: str | os.PathLike[str]) -> Iterator[None]:
    """What the system refuses, in a sentence."""
    try:
        yield
    except OSError as error:
        raise _refusal(error, target_of(path)) from error


def back_up(path: str | os.PathLike[str], data: bytes) -> Path:
    """
    Keep the bytes of a log, dated, in the folder beside it; the oldest beyond 20 go.

    Returns
    -------
    Path
        The backup.
    """
    target, folder = target_of(path), backups_of(path)
    folder.mkdir(exist_ok=True)
    backup = folder / f"{target.stem} {clock.now():%Y-%m-%d %H%M%S-%f}{target.suffix}"
    write_new(backup, data)
    with contextlib.suppress(OSError):
        shutil.copymode(target, backup)
    for old in backups(path)[:-KEPT]:
        old.unlink(missing_ok=True)
    return backup


def backups(path: str | os.PathLike[str]) -> list[Path]:
    """The backups of a log, the oldest first."""
    target = target_of(path)
    pattern = f"{_globbed(target.stem)} ????-??-?? ??????-??????{_globbed(target.suffix)}"
    return sorted(backups_of(path).glob(pattern))


def _globbed(text: str) -> str:
    return "".join(f"[{c}]" if c in "*?[" else c for c in text)


def replace(path: str | os.PathLike[str], data: bytes) -> None:
    """
    Put these bytes in the place of a file in one step: it is the old one or the new one, whole.

    The mode and the owner are kept, and a symbolic link keeps pointing. A file that is not there
    yet is made in the same way.
    """
    target = target_of(path)
    temporary = target.with_name(f".{target.name}.jobsearch-new")
    try:
        write_new(temporary, data)
        if target.exists():
            _take_over(target.stat(), temporary)
        if temporary.read_bytes() != data:
            raise OSError(errno.EIO, "the new file reads back differently")
        temporary.replace(target)
    except OSError:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise
    _sync_folder(target.parent)


def _take_over(status: os.stat_result, path: Path) -> None:
    """Give a file the owner and the mode of another."""
    with contextlib.suppress(OSError):
        if os.name != "nt":
            os.chown(path, status.st_uid, status.st_gid)
    path.chmod(stat.S_IMODE(status.st_mode))


def write_new(path: Path, data: bytes) -> None:
    """Write a file that is not there, down to the disk; what lies there from a crash goes."""
    path.unlink(missing_ok=True)
    try:
        with path.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)
        raise


def create(path: Path, data: bytes) -> None:
    """Write a new file; FileExistsError where there is one."""
    with path.open("xb") as file:
        file.write(data)


def _sync_folder(folder: Path) -> None:
    """Make a rename last through a power cut, where the system can."""
    if os.name == "nt":
        return
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
