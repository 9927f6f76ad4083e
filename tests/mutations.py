"""
Files of the corpus, damaged at random: each has to load, or be refused with our own error.

As a program: ``python tests/mutations.py 20000`` from the checkout damages that many and reports.
"""

from __future__ import annotations

import io
import random
import shutil
import subprocess
import sys
import tempfile
import time
import traceback
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

if __name__ == "__main__":
    sys.path[:0] = [str(Path(__file__).parents[1]), str(Path(__file__).parent)]

import hostile
import jobsearch as js
from corpus import CASES, write

# Texts that bite where they stand in a file.
_BITS = (
    b"\0", b"\xff\xfe", b'"', b",,,,", b"\n\n", b";", b"99999999999999999999", b"-1", b"NaN",
    b"=1+1", b"31/31/2026", b"<table>", b"</", b"&#x0;", b"\xf0\x9f\x99\x82", b"Status", b"Date",
    b"0000-00-00", b"1e999", b"\xe2\x80\xae", b"A" * 5000, b"(" * 500, b"1/2/2026 " * 200,
)  # fmt: skip


def originals(folder: Path) -> list[tuple[str, bytes]]:
    """The files of the corpus, each also as the workbook that its rows make."""
    files = []
    for case in CASES.values():
        path = write(case, folder)
        files.append((path.suffix, path.read_bytes()))
    files.append((".xlsx", hostile.good()))
    if (office := shutil.which("soffice")) is not None:
        source = folder / "good.xlsx"
        source.write_bytes(hostile.good())
        workbooks = [source, *sorted(folder.glob("*.xlsx"))[:4]]
        for suffix in ("ods", "xls"):
            call = [office, "--headless", "--convert-to", suffix, "--outdir", folder / suffix]
            profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
            subprocess.run([*call, profile, *workbooks], check=True, capture_output=True)
            files += [(f".{suffix}", p.read_bytes()) for p in (folder / suffix).iterdir()] * 2
    return files


def damaged(n: int, seed: int, files: list[tuple[str, bytes]]) -> Iterator[tuple[str, bytes]]:
    """`n` of the files with bytes flipped, cut, repeated or put in, or members swapped."""
    chance = random.Random(seed)
    for _ in range(n):
        suffix, whole = chance.choice(files)
        if not whole:
            continue
        if whole.startswith(b"PK") and chance.random() < 0.7:
            yield suffix, _in_zip(whole, files, chance)
        else:
            yield suffix, _in_bytes(whole, chance)


def _in_bytes(whole: bytes, chance: random.Random) -> bytes:
    way = chance.randrange(4)
    at = chance.randrange(len(whole))
    if way == 0:
        changed = bytearray(whole)
        for _ in range(chance.choice((1, 1, 3, 20))):
            changed[chance.randrange(len(changed))] = chance.randrange(256)
        return bytes(changed)
    if way == 1:
        return whole[:at] if chance.random() < 0.5 else whole[:at] + whole[at + 30 :]
    if way == 2:
        return whole[:at] + whole[max(0, at - chance.randrange(999)) :]
    for _ in range(chance.choice((1, 2, 5))):
        at = chance.randrange(len(whole))
        whole = whole[:at] + chance.choice(_BITS) + whole[at + chance.choice((0, 0, 1, 5)) :]
    return whole


def _in_zip(whole: bytes, files: list[tuple[str, bytes]], chance: random.Random) -> bytes:
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    way = chance.randrange(4)
    names = sorted(parts)
    name = chance.choice(names)
    if way == 0 and len(names) > 1:
        other = chance.choice([n for n in names if n != name])
        parts[name], parts[other] = parts[other], parts[name]
    elif way == 1:
        del parts[name]
    elif way == 2:
        parts[name] = chance.choice(files)[1]
    else:
        parts[name] = _in_bytes(parts[name] or b" ", chance)
    return hostile.zipped(dict(parts))


def outcome(suffix: str, data: bytes, folder: Path, *, measured: bool = True) -> tuple[str, float]:
    """What came of a file: read, refused, or the fault that it showed; and how long it took [s]."""
    path = folder / f"mutated{suffix}"
    path.write_bytes(data)
    start = time.perf_counter()
    try:
        log = js.read_log(path)
        if measured:
            js.scorecard(log, as_of="2026-03-01")
        result = "read"
    except js.LogError as error:
        text = str(error)
        result = "refused" if "\n" not in text and text else f"a message of lines: {text}"
    except Exception:
        result = traceback.format_exc()
    return result, time.perf_counter() - start


def main(n: int, seed: int) -> int:
    """Damage `n` files and say what came of them."""
    came: Counter[str] = Counter()
    slowest = 0.0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        files = originals(folder)
        for number, (suffix, data) in enumerate(damaged(n, seed, files)):
            # Measuring takes longest and is about logs that were read.
            result, taken = outcome(suffix, data, folder, measured=number % 5 == 0)
            slowest = max(slowest, taken)
            if result not in {"read", "refused"}:
                keep = Path(tempfile.gettempdir()) / f"fault-{len(came)}{suffix}"
                keep.write_bytes(data)
                print(keep, result, flush=True)
                result = result.strip().splitlines()[-1]
            came[result] += 1
    print(f"{sum(came.values()):,} files, the slowest took {slowest:.2f} s: {dict(came)}")
    return 0 if came.keys() <= {"read", "refused"} else 1


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1))
