"""The zip file of a workbook: what is not changed keeps its bytes, still compressed."""

from __future__ import annotations

import io
import itertools
import struct
import zipfile
import zlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from jobsearch.reading.files.archive import DAMAGED, Archive, part_name
from jobsearch.reading.files.grid import Unusable

_CENTRAL, _LOCAL, _END = b"PK\1\2", b"PK\3\4", b"PK\5\6"
_UTF8_NAME = 0x800
_TOO_LARGE = 0xFFFFFFFF
# Beyond this size a tighter packing costs more time than it is worth.
_LARGE = 500_000


@dataclass(frozen=True)
class _Member:
    """One entry: its name, its record in the directory, where it starts and ends in the file."""

    name: str
    record: bytes
    start: int
    end: int


class Package:
    """
    The parts of a zip file by name, and the same file with some of them changed.

    Raises
    ------
    Unusable
        If it is damaged, protected, or far too large.
    """

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.archive = Archive(data)
        self.members = {part_name(m.name): m for m in _members(data)}

    def __contains__(self, name: str) -> bool:
        return name in self.archive

    def read(self, name: str) -> bytes:
        """What a part holds."""
        return b"".join(self.archive.part(name).pieces())

    def packed(self, name: str) -> bytes:
        """An entry as it stands in the file: header, name and packed bytes."""
        member = self.members[name]
        return self.data[member.start : member.end]

    def with_parts(self, changed: Mapping[str, bytes], *, without: Collection[str] = ()) -> bytes:
        """
        The same file with other or further parts.

        Parameters
        ----------
        changed : mapping
            Part → its new content; a part that is not there yet comes last.
        without : collection
            Parts to leave out.
        """
        out, directory, count = io.BytesIO(), [], 0
        left = dict(changed)
        for key, member in self.members.items():
            if key in without:
                continue
            at, count = out.tell(), count + 1
            if key in left:
                record = _packed(out, member.record, member.name, left.pop(key))
            else:
                out.write(self.data[member.start : member.end])
                record = member.record
            directory.append(record[:42] + struct.pack("<L", at) + record[46:])
        for name, content in left.items():
            at, count = out.tell(), count + 1
            record = _packed(out, _new_record(name), name, content)
            directory.append(record[:42] + struct.pack("<L", at) + record[46:])
        at, records = out.tell(), b"".join(directory)
        out.write(records)
        out.write(struct.pack("<4s4H2LH", _END, 0, 0, count, count, len(records), at, 0))
        return out.getvalue()


def _members(data: bytes) -> list[_Member]:
    """The entries in the order of the directory."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        infos, at = archive.infolist(), archive.start_dir
    starts = sorted({info.header_offset for info in infos} | {at})
    end_of = dict(itertools.pairwise(starts))
    members = []
    for info in infos:
        lengths = struct.unpack_from("<3H", data, at + 28)
        record = data[at : at + 46 + sum(lengths)]
        if not record.startswith(_CENTRAL) or _TOO_LARGE in struct.unpack_from("<2L", record, 20):
            raise Unusable(DAMAGED)
        at += len(record)
        start = info.header_offset
        members.append(_Member(info.orig_filename, record, start, end_of[start]))
    return members


def _packed(out: io.BytesIO, record: bytes, name: str, content: bytes) -> bytes:
    """Write an entry; return its record, the offset still open."""
    level = 6 if len(content) < _LARGE else 1
    stream = zlib.compressobj(level, zlib.DEFLATED, -zlib.MAX_WBITS)
    packed = stream.compress(content) + stream.flush()
    flags = struct.unpack_from("<H", record, 8)[0] & _UTF8_NAME
    (stamp,) = struct.unpack_from("<L", record, 12)
    (size,) = struct.unpack_from("<H", record, 28)
    sizes = struct.pack("<3L", zlib.crc32(content), len(packed), len(content))
    spelled = record[46 : 46 + size]
    head = struct.pack("<HHHL", 20, flags, zipfile.ZIP_DEFLATED, stamp) + sizes
    out.write(_LOCAL + head + struct.pack("<2H", len(spelled), 0) + spelled + packed)
    # No extra field and no comment: they may speak of the sizes that it had.
    return (
        record[:4] + record[4:6] + head + struct.pack("<3H", len(spelled), 0, 0)
        + record[34:46] + spelled
    )  # fmt: skip


def _new_record(name: str) -> bytes:
    spelled = name.encode()
    flags = 0 if name.isascii() else _UTF8_NAME
    stamp = (1 << 5) | 1  # 1 January 1980, as spreadsheet programs write
    return (
        struct.pack("<4s4HHH3L", _CENTRAL, 20, 20, flags, 8, 0, stamp, 0, 0, 0)
        + struct.pack("<5H2L", len(spelled), 0, 0, 0, 0, 0, 0)
        + spelled
    )
