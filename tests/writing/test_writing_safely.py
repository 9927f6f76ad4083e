"""Whatever happens while a log is written: the file is the old one or the new one, whole."""

from __future__ import annotations

import os
import random
import shutil
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

import jobsearch as js
from cells import at
from jobsearch.writing import file_safety as safely

changes = js.changes
posix = pytest.mark.skipif(os.name == "nt", reason="Windows has no fork and no modes")
PLACE = "applications.xlsx"


@pytest.fixture
def path(new_log: Path) -> Path:
    changes.apply(changes.applied(js.read_log(new_log), "Acme", "Analyst", on="2026-10-01"))
    return new_log


def in_child(work: Callable[[], str]) -> tuple[int, str]:
    """Run this in a process of its own: its end, and what it returned."""
    read, write = os.pipe()
    child = os.fork()
    if not child:
        try:
            os.write(write, work().encode())
            os._exit(0)
        except BaseException as error:
            os.write(write, f"{type(error).__name__}: {error}".encode())
            os._exit(1)
    os.close(write)
    with os.fdopen(read) as pipe:
        text = pipe.read()
    return os.waitpid(child, 0)[1], text


def refusal(path: Path) -> str:
    """What a change of this log is refused with; the file stays as it is."""
    before = path.read_bytes()
    log = js.read_log(path)
    plan = changes.applied(log, "Bolt", "Cook", on="2026-10-02")
    with pytest.raises(js.LogError) as error:
        changes.apply(plan)
    assert path.read_bytes() == before
    assert not [p for p in path.parent.iterdir() if "jobsearch-new" in p.name]
    return str(error.value)


def test_the_sample_is_never_written_into(tmp_path: Path) -> None:
    sample = js.sample_path()
    paths = [sample]
    if os.name != "nt":
        paths.append(tmp_path / "mirror.xlsx")
        paths[-1].symlink_to(sample)
    for path in paths:
        assert refusal(path) == (
            f"{path} is the made-up sample, which stays as it is. Nothing was written. Start a "
            "log of your own with `jobsearch init`."
        )
    assert not (sample.parent / "jobsearch-backups").exists()
    assert list(tmp_path.iterdir()) == paths[1:]


# Killed.


@posix
@pytest.mark.slow
def test_killed_at_300_moments_the_file_is_whole_and_the_next_change_works(path: Path) -> None:
    moments = random.Random(4)
    outcomes = {"old": 0, "new": 0}
    taken = 0.05
    for number in range(300):
        before = path.read_bytes()
        log = js.read_log(path)
        plan = changes.closed(  # the same row again and again: the log stays small
            log, "Acme", "withdrawn", on="2026-10-30", values={"Notes": f"note {number}"}
        )
        assert plan.is_checked  # read back before, so that the moments are those of writing
        read, write = os.pipe()
        child = os.fork()
        if not child:
            os.write(write, b"x")
            try:
                changes.apply(plan)
            finally:
                os._exit(0)
        os.read(read, 1)
        start = time.perf_counter()
        time.sleep(moments.random() * taken)
        os.kill(child, signal.SIGKILL)
        killed = os.waitpid(child, 0)[1] == signal.SIGKILL
        if not killed:  # it was done: the next one gets less time
            taken = max(time.perf_counter() - start, 0.01)
        os.close(read), os.close(write)
        after = path.read_bytes()
        assert after in (before, plan.result.data)
        outcomes["old" if after == before else "new"] += 1
        changes.apply(
            changes.closed(
                js.read_log(path), "Acme", "no_response", on="2026-11-30",
                values={"Notes": f"then {number}"},
            )
        )  # fmt: skip
        now = js.read_log(path)
        assert now.applications["status"].tolist() == ["no_response"]
        assert len(safely.backups(path)) <= safely.KEPT
        if number % 10 == 0:
            changes.apply(changes.undo(path))
            assert path.read_bytes() == after
    assert min(outcomes.values()) > 10  # both happened, so the moments were the right ones
    assert sorted(p.name for p in path.parent.iterdir()) == [PLACE, safely.FOLDER]


# Two at once.


HUNDRED = """
import sys
from jobsearch.cli import main
for number in range(100):
    words = ["applied", f"{sys.argv[1]} {number}", "Role", "--on", "2026-10-02"]
    assert main([*words, "--log", sys.argv[2]]) == 0
"""


@pytest.mark.slow
def test_two_processes_with_100_changes_each_lose_none(path: Path) -> None:
    running = [
        subprocess.Popen(
            [sys.executable, "-c", HUNDRED, name, str(path)],
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
            env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
        )
        for name in ("One", "Two")
    ]  # fmt: skip
    assert [(process.communicate()[1], process.returncode) for process in running] == [("", 0)] * 2
    companies = js.read_log(path).applications["company"].tolist()
    assert sorted(companies) == sorted(
        ["Acme", *(f"{name} {n}" for name in ("One", "Two") for n in range(100))]
    )


def test_a_change_waits_for_another_process(path: Path) -> None:
    with changes.locked(path), changes.locked(path):  # once more in the same process
        changes.apply(changes.applied(js.read_log(path), "Bolt", "Cook", on="2026-10-02"))
    assert js.read_log(path).applications["company"].tolist() == ["Acme", "Bolt"]


# No room, no permission.


@posix
@pytest.mark.parametrize("room", ["none", "for the backup"])
def test_a_full_disk_leaves_the_file_as_it_was(path: Path, room: str) -> None:
    import resource

    before = path.read_bytes()
    plan = changes.applied(
        js.read_log(path), "Bolt", "Cook", on="2026-10-02",
        values={"Notes": "".join(random.Random(1).choices("abcdefghijklmnop ", k=20_000))},
    )  # fmt: skip
    limit = 2_000 if room == "none" else len(before) + 10

    def work() -> str:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
        try:
            changes.apply(plan)
        except js.LogError as error:
            return str(error)
        return "written"

    assert in_child(work) == (
        0,
        "There is no room on the disk for a new applications.xlsx and its backup. Nothing was "
        "written: the file is as it was. Make room and repeat.",
    )
    assert path.read_bytes() == before
    assert sorted(p.name for p in path.parent.iterdir()) == [PLACE, safely.FOLDER]
    changes.apply(plan)
    assert len(js.read_log(path).applications) == 2


@posix
def test_a_read_only_file_is_refused(path: Path) -> None:
    path.chmod(0o444)
    assert refusal(path) == (
        "applications.xlsx is read-only. Nothing was written. Allow writing to it and repeat."
    )


@posix
def test_a_read_only_folder_is_refused(path: Path) -> None:
    path.parent.chmod(0o555)
    try:
        assert refusal(path) == (
            "The folder of applications.xlsx is read-only, so no backup can be kept there. Nothing "
            "was written. Allow writing to the folder, or work on a copy elsewhere."
        )
    finally:
        path.parent.chmod(0o755)


@posix
def test_mode_bits_stay(path: Path) -> None:
    path.chmod(0o640)
    changes.apply(changes.applied(js.read_log(path), "Bolt", "Cook", on="2026-10-02"))
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert stat.S_IMODE(safely.backups(path)[-1].stat().st_mode) == 0o640


@posix
def test_a_symbolic_link_keeps_pointing(path: Path, tmp_path: Path) -> None:
    (tmp_path / "links").mkdir()
    link = tmp_path / "links" / "log.xlsx"
    link.symlink_to(path)
    changes.apply(changes.applied(js.read_log(link), "Bolt", "Cook", on="2026-10-02"))
    assert link.is_symlink() and link.resolve() == path
    assert js.read_log(path).applications["company"].tolist() == ["Acme", "Bolt"]
    assert [p.name for p in link.parent.iterdir()] == ["log.xlsx"]
    changes.apply(changes.undo(link))
    assert link.is_symlink() and len(js.read_log(path).applications) == 1


# Somebody else has it.


def test_a_file_that_changed_meanwhile_is_refused(path: Path) -> None:
    message = (
        "applications.xlsx changed after it was read. Nothing was written. Read it again and "
        "repeat the change."
    )
    log = js.read_log(path)
    plan = changes.applied(log, "Bolt", "Cook", on="2026-10-02")
    changes.apply(changes.applied(log, "Cobalt", "Cook", on="2026-10-02"))
    for planned in (lambda: plan, lambda: changes.applied(log, "Bolt", "Cook")):
        with pytest.raises(js.LogError) as error:
            changes.apply(planned())
        assert str(error.value) == message
    assert js.read_log(path).applications["company"].tolist() == ["Acme", "Cobalt"]


@pytest.mark.parametrize(
    ("mark", "content", "who"),
    [
        (".~lock.applications.xlsx#", ",dana,desk,20.11.2026 15:30,file:///home/dana;",
         "LibreOffice, by dana on desk"),
        (".~lock.applications.xlsx#", "Dana Lee,dana,desk,20.11.2026 15:30,file:///x;",
         "LibreOffice, by Dana Lee on desk"),
        (".~lock.applications.xlsx#", "", "LibreOffice"),
        ("~$applications.xlsx", "\x08Dana Lee" + " " * 46, "Excel, by Dana Lee"),
        ("~$applications.xlsx", "", "Excel"),
    ],
)  # fmt: skip
def test_a_file_that_is_open_is_refused_naming_who(
    path: Path, mark: str, content: str, who: str
) -> None:
    (path.parent / mark).write_text(content, encoding="utf-8")
    assert refusal(path) == (
        f"applications.xlsx is open in {who} ({mark} exists). Nothing was written. Close it and "
        "repeat; if nobody has it open, delete that file."
    )


# Backups.


def test_the_last_20_backups_are_kept_each_as_the_file_was(path: Path) -> None:
    shutil.rmtree(safely.backups_of(path))
    before = []
    for number in range(25):
        before.append(path.read_bytes())
        log = js.read_log(path)
        changes.apply(changes.closed(log, "Acme", "withdrawn", on=f"2026-10-{number + 2:02}"))
    assert [b.read_bytes() for b in safely.backups(path)] == before[-20:]
    assert all(b.parent == path.parent / "jobsearch-backups" for b in safely.backups(path))
    assert safely.backups(path)[0].name.startswith("applications 20")


def test_what_reads_otherwise_than_planned_is_not_put_in_place(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from jobsearch.writing.workbook import cells

    before = path.read_bytes()
    log = js.read_log(path)
    honest = cells.serial
    with monkeypatch.context() as patch:
        patch.setattr(cells, "serial", lambda value, *, is_1904: honest(value, is_1904=is_1904) + 1)
        plan = changes.applied(log, "Bolt", "Cook", on="2026-10-02")
    with pytest.raises(js.LogError) as error:
        changes.apply(plan)
    assert str(error.value) == (
        at(
            'The new file was read back, and Applications![Applied on]3 reads "2026-10-03", which '
            "was not planned. Nothing was written: the file is as it was. Please report this, and "
            "make the change in your spreadsheet program."
        )
    )
    assert path.read_bytes() == before
