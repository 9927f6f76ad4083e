"""
A zip file as its parts, and parts as a zip file.

What a zip file says of its parts is never believed: where two readers could take it for different
files, where it unpacks to more than it declares or than a log needs, it is refused.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import NamedTuple

from jobsearch.reading.files.grid import Unusable

# An honest workbook of 100,000 applications has 70 to 220 MB of XML, packed about 10 : 1.
MOST_UNPACKED = 600_000_000
_MOST_PACKED = 200
_RATIO_COUNTS_FROM = 10_000_000
_PIECE = 1 << 16

DAMAGED = (
    "is damaged and cannot be read. Open it in a spreadsheet program, which may repair it, and "
    "save a copy."
)
_CUT_OFF = "is not complete: its end is missing. Copy or download it again."
PASSWORD = (
    "is protected with a password. Remove the password in your spreadsheet program and save a copy."
)


class Part(NamedTuple):
    """One part of a zip file: how it is packed, checksum and size of its content, its bytes."""

    method: int
    checksum: int
    size: int
    packed: bytes

    def pieces(self) -> Iterator[bytes]:
        """Its content, piece by piece; at the end size and checksum must be as declared."""
        size = checksum = 0
        for piece in self._unpacked():
            size += len(piece)
            if size > self.size:
                raise Unusable(DAMAGED)
            checksum = zlib.crc32(piece, checksum)
            yield piece
        if size != self.size or checksum != self.checksum:
            raise Unusable(DAMAGED)

    def _unpacked(self) -> Iterator[bytes]:
        slices = (self.packed[a : a + _PIECE] for a in range(0, len(self.packed), _PIECE))
        if self.method == zipfile.ZIP_STORED:
            yield from slices
            return
        if self.method != zipfile.ZIP_DEFLATED:
            raise Unusable(DAMAGED)
        stream = zlib.decompressobj(-zlib.MAX_WBITS)
        most = 16 * _PIECE
        for rest in slices:
            while True:
                try:
                    piece = stream.decompress(rest, most)
                except zlib.error as error:
                    raise Unusable(DAMAGED) from error
                rest = stream.unconsumed_tail
                if piece:
                    yield piece
                if not rest and len(piece) < most:
                    break
        if not stream.eof:
            raise Unusable(DAMAGED)


def stored(text: str) -> Part:
    """A part that holds this text, not compressed."""
    content = text.encode()
    return Part(zipfile.ZIP_STORED, zlib.crc32(content), len(content), content)


class Archive:
    """The parts of a zip file by name, in the spelling of `part_name`."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        infos = _directory(data)
        _check_sizes(infos)
        self._infos = {part_name(info.filename): info for info in infos}
        is_twice = len(self._infos) < len(infos)
        if is_twice or _overlap(infos) or not all(self._is_in_place(info) for info in infos):
            raise Unusable(DAMAGED)

    def __contains__(self, name: str) -> bool:
        return name in self._infos

    def _is_in_place(self, info: zipfile.ZipInfo) -> bool:
        """Whether the part stands where the directory says, under the same name."""
        coding = "utf-8" if info.flag_bits & 0x800 else "cp437"
        name = info.orig_filename.encode(coding, errors="replace")
        at = info.header_offset
        return self._data.startswith(b"PK\3\4", at) and self._data.startswith(name, at + 30)

    def __iter__(self) -> Iterator[str]:
        return iter(self._infos)

    def spelled(self, name: str) -> str:
        """A part's name as the file spells it."""
        return self._info(name).filename.replace("\\", "/")

    def size(self, name: str) -> int:
        """What a part declares to unpack to, in bytes."""
        return self._info(name).file_size

    def part(self, name: str) -> Part:
        """A part as it is packed; what it unpacks to is not checked yet."""
        info = self._info(name)
        lengths = struct.unpack_from("<HH", self._data, info.header_offset + 26)
        start = info.header_offset + 30 + sum(lengths)
        packed = self._data[start : start + info.compress_size]
        return Part(info.compress_type, info.CRC, info.file_size, packed)

    def _info(self, name: str) -> zipfile.ZipInfo:
        if name not in self._infos:
            raise Unusable(DAMAGED)
        return self._infos[name]


def part_name(spelled: str) -> str:
    """The one spelling of a part's name: neither case nor the kind of slash counts."""
    return spelled.replace("\\", "/").lower()


def _directory(data: bytes) -> list[zipfile.ZipInfo]:
    """What the zip file says it holds, folders left out."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = [info for info in archive.infolist() if not info.is_dir()]
    except zipfile.BadZipFile as error:
        has_end = b"PK\5\6" in data[-(1 << 16) - 22 :]
        raise Unusable(DAMAGED if has_end else _CUT_OFF) from error
    except (struct.error, ValueError, OverflowError, NotImplementedError) as error:
        raise Unusable(DAMAGED) from error
    if any(info.flag_bits & 1 for info in infos):
        raise Unusable(PASSWORD)
    return infos


def _check_sizes(infos: list[zipfile.ZipInfo]) -> None:
    unpacked = sum(info.file_size for info in infos)
    if unpacked > MOST_UNPACKED:
        raise Unusable(
            f"unpacks to {unpacked / 1e6:,.0f} MB, more than any log needs. Save a copy that "
            "holds the log alone."
        )
    for info in infos:
        size = info.file_size
        if size > _RATIO_COUNTS_FROM and size > _MOST_PACKED * info.compress_size:
            raise Unusable(
                f"unpacks to more than {_MOST_PACKED} times its size, which no honest workbook "
                "does. Save a copy that holds the log alone."
            )


def _overlap(infos: list[zipfile.ZipInfo]) -> bool:
    """Whether any two parts share bytes."""
    in_order = sorted(infos, key=lambda info: info.header_offset)
    ends = [info.header_offset + 30 + info.compress_size for info in in_order]
    return any(end > after.header_offset for end, after in zip(ends, in_order[1:], strict=False))


def zipped(parts: dict[str, Part]) -> bytes:
    """A zip file of parts that are packed already, which zipfile cannot write."""
    out, directory = io.BytesIO(), b""
    for name, part in parts.items():
        at = out.tell()
        # Version, flags, method, time, date; checksum and sizes; lengths of name and extra field.
        entry = struct.pack(
            "<5H3I2H", 20, 0, part.method, 0, 33,
            part.checksum, len(part.packed), part.size, len(name), 0,
        )  # fmt: skip
        out.write(b"PK\3\4" + entry + name.encode() + part.packed)
        directory += b"PK\1\2\x14\0" + entry + struct.pack("<3H2I", 0, 0, 0, 0, at) + name.encode()
    at, n = out.tell(), len(parts)
    out.write(directory + struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, n, n, len(directory), at, 0))
    return out.getvalue()
