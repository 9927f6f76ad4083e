"""
Workbooks made byte by byte: honest ones in every spelling, and files that bite.

Run as a program it reads every file of a folder and prints what came of each: tests that could
kill the process are run there.
"""

from __future__ import annotations

import datetime as dt
import io
import json
import random
import struct
import sys
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_MAIN = "http://purl.oclc.org/ooxml/spreadsheetml/main"
STRICT_OFFICE = "http://purl.oclc.org/ooxml/officeDocument/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

# Style 1 is a date, 2 a date with a time, 3 a duration.
STYLES = (
    f'<styleSheet xmlns="{MAIN}"><numFmts count="1">'
    '<numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd\\ hh:mm"/></numFmts><cellXfs count="4">'
    '<xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="46"/>'
    "</cellXfs></styleSheet>"
)


# Honest workbooks.


def cell(name: str, value: object, kind: str = "", style: int | None = None) -> str:
    """One cell in the usual spelling."""
    style_is = "" if style is None else f' s="{style}"'
    kind_is = f' t="{kind}"' if kind else ""
    if kind == "inlineStr":
        text = f'<is><t xml:space="preserve">{value}</t></is>'
        return f'<c r="{name}"{style_is}{kind_is}>{text}</c>'
    return f'<c r="{name}"{style_is}{kind_is}><v>{value}</v></c>'


def sheet(cells: str, *, before: str = "", after: str = "") -> str:
    """A worksheet part with these cells, in one row element: their names say where they are."""
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="{MAIN}">'
        f'{before}<sheetData><row r="1">{cells}</row></sheetData>{after}</worksheet>'
    )


def texts(*items: str, count: str = "1") -> str:
    """The table of shared texts."""
    listed = "".join(f"<si><t>{item}</t></si>" for item in items)
    return f'<sst xmlns="{MAIN}" count="{count}" uniqueCount="{count}">{listed}</sst>'


def relations(*targets: tuple[str, str], office: str = OFFICE) -> str:
    listed = "".join(
        f'<Relationship Id="rId{n}" Type="{office}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{PACKAGE}">{listed}</Relationships>'


def members(
    *sheets: str | bytes,
    names: tuple[str, ...] = ("Applications", "Interviews", "Settings"),
    shared: str | None = None,
    properties: str = "",
) -> dict[str, str | bytes]:
    """The parts of a workbook with these sheets."""
    listed = "".join(
        f'<sheet name="{name}" sheetId="{n}" r:id="rId{n}"/>'
        for n, name in enumerate(names[: len(sheets)], 1)
    )
    targets = [("worksheet", f"worksheets/sheet{n}.xml") for n in range(1, len(sheets) + 1)]
    targets += [("styles", "styles.xml"), ("sharedStrings", "sharedStrings.xml")]
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": relations(("officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">{properties}'
        f"<sheets>{listed}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": relations(*targets),
        "xl/styles.xml": STYLES,
    }
    parts |= {f"xl/worksheets/sheet{n}.xml": part for n, part in enumerate(sheets, 1)}
    if shared is not None:
        parts["xl/sharedStrings.xml"] = shared
    return parts


def zipped(parts: dict[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return out.getvalue()


def workbook(*sheets: str | bytes, **how: object) -> bytes:
    return zipped(members(*sheets, **how))  # type: ignore[arg-type]


def retargeted(old: str, new: str) -> Callable[[dict[str, str | bytes]], dict[str, str | bytes]]:
    def layout(parts: dict[str, str | bytes]) -> dict[str, str | bytes]:
        return {
            name: str(part).replace(f'Target="{old}', f'Target="{new}')
            for name, part in parts.items()
        }

    return layout


def as_prefixed(part: str) -> str:
    for name in ("worksheet", "sheetData", "row", "c", "v", "is", "t", "f"):
        for end in (" ", ">", "/"):
            part = part.replace(f"<{name}{end}", f"<x:{name}{end}")
        part = part.replace(f"</{name}>", f"</x:{name}>")
    return part.replace("xmlns=", "xmlns:x=")


def serial(moment: dt.datetime) -> float:
    """A moment as Excel stores it."""
    return (moment - dt.datetime(1899, 12, 30)) / dt.timedelta(days=1)


# Files that bite.


def stray(name: str) -> bytes:
    return workbook(sheet(cell("A1", 1) + cell(name, 1)))


def gigabyte(declared: int = 1 << 30) -> bytes:
    """A workbook whose sheet unpacks to a gigabyte of blanks, whatever it declares."""
    block = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    blanks = block.compress(b" " * (1 << 24)) + block.flush(zlib.Z_FULL_FLUSH)
    last = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    start = f'<worksheet xmlns="{MAIN}"><sheetData>'.encode()
    first = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    packed = first.compress(start) + first.flush(zlib.Z_FULL_FLUSH) + blanks * 64 + last.flush()
    return replaced(workbook(""), "xl/worksheets/sheet1.xml", packed, declared)


def replaced(data: bytes, name: str, packed: bytes, declared: int, checksum: int = 0) -> bytes:
    """The same zip file with a part of packed bytes that declares any size and checksum."""
    archive = zipfile.ZipFile(io.BytesIO(data))
    out, directory = io.BytesIO(), b""
    for info in archive.infolist():
        part, sizes = archive.read(info), (info.CRC, info.file_size)
        deflate = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
        content = deflate.compress(part) + deflate.flush()
        if info.filename == name:
            content, sizes = packed, (checksum, declared)
        title = info.filename.encode()
        entry = struct.pack(
            "<5H3I2H", 20, 0, 8, 0, 33, sizes[0], len(content), sizes[1], len(title), 0
        )
        directory += b"PK\1\2\x14\0" + entry + struct.pack("<3H2I", 0, 0, 0, 0, out.tell()) + title
        out.write(b"PK\3\4" + entry + title + content)
    n, at = len(archive.infolist()), out.tell()
    end = struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, n, n, len(directory), at, 0)
    return out.getvalue() + directory + end


def billion_laughs() -> bytes:
    laughs = '<!ENTITY l0 "ha">' + "".join(
        f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10)
    )
    return workbook(
        f'<!DOCTYPE worksheet [{laughs}]><worksheet xmlns="{MAIN}"><sheetData><row r="1">'
        '<c r="A1" t="str"><v>&l9;</v></c></row></sheetData></worksheet>'
    )


def ole(*streams: str) -> bytes:
    """An OLE container, as far as its directory of streams goes."""
    header = OLE + b"\0" * 16 + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
    entries = [stream.encode("utf-16-le").ljust(128, b"\0") for stream in ("Root Entry", *streams)]
    return header.ljust(512, b"\0") + b"".join(entries).ljust(512, b"\0")


def flagged(data: bytes) -> bytes:
    """The same zip file with every entry marked as encrypted."""
    changed = bytearray(data)
    for signature, offset in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        at = data.find(signature)
        while at >= 0:
            changed[at + offset] |= 1
            at = data.find(signature, at + 4)
    return bytes(changed)


def good() -> bytes:
    """A workbook with a little of everything, to be damaged."""
    rows = "".join(
        cell(f"A{row}", row % 5, "s")
        + cell(f"B{row}", 46000 + row, style=1)
        + cell(f"C{row}", 46000.645833333336 + row, style=2)
        + cell(f"D{row}", f"Note {row} &amp; more", "inlineStr")
        + f'<c r="E{row}"><f>B{row}+1</f><v>{46001 + row}</v></c>'
        for row in range(2, 30)
    )
    shared = texts("Acme", "Söhne &amp; Co", "=1+1", "&lt;script&gt;", "$x_$")
    errors = cell("A1", "#N/A", "e") + '<c r="B2"><f>NOW()</f></c>'
    return workbook(sheet(rows), sheet(errors), sheet(""), shared=shared)


def mutations(n: int, seed: int) -> Iterator[bytes]:
    """The good workbook, damaged in n ways: the bytes of the file, its parts, or their text."""
    chance = random.Random(seed)
    whole = good()
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    ways = (_flip, _cut, _repeat, _swap_parts, _drop_part, _edit_part, _edit_part, _edit_part)
    for _ in range(n):
        yield chance.choice(ways)(whole, parts, chance)


def _flip(whole: bytes, parts: dict[str, bytes], chance: random.Random) -> bytes:
    changed = bytearray(whole)
    for _ in range(chance.choice((1, 1, 3, 20))):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def _cut(whole: bytes, parts: dict[str, bytes], chance: random.Random) -> bytes:
    at = chance.randrange(len(whole))
    return whole[:at] if chance.random() < 0.5 else whole[:at] + whole[at + chance.randrange(99) :]


def _repeat(whole: bytes, parts: dict[str, bytes], chance: random.Random) -> bytes:
    at = chance.randrange(len(whole))
    return whole[:at] + whole[max(0, at - chance.randrange(999)) :]


def _swap_parts(whole: bytes, parts: dict[str, bytes], chance: random.Random) -> bytes:
    one, other = chance.sample(sorted(parts), 2)
    return zipped({**parts, one: parts[other], other: parts[one]})


def _drop_part(whole: bytes, parts: dict[str, bytes], chance: random.Random) -> bytes:
    dropped = chance.choice(sorted(parts))
    return zipped({name: part for name, part in parts.items() if name != dropped})


_WORDS = (
    b"99999999999", b"-1", b"0", b"", b"1048576", b"XFD1048576", b"ZZZZZZ9", b"NaN", b"1e999",
    b"<c ", b"</c>", b"<c/>", b"<f>", b"<!--", b"-->", b"<![CDATA[", b"]]>", b"&", b"\0", b"\xff",
    b"\xff", b'"', b">", b"<", b"<x:c ", b"</sheetData>", b"<?x?>", b"../", b"<!DOCTYPE a>",
    b' r="XFD9"',
)  # fmt: skip


def _edit_part(whole: bytes, parts: dict[str, bytes], chance: random.Random) -> bytes:
    name = chance.choice([n for n in sorted(parts) if n != "[Content_Types].xml"])
    part = parts[name]
    for _ in range(chance.choice((1, 1, 2, 5))):
        at = chance.randrange(len(part))
        part = part[:at] + chance.choice(_WORDS) + part[at + chance.choice((0, 0, 1, 5, 30)) :]
    return zipped({**parts, name: part})


def main(folder: str) -> None:
    """Read every file of a folder, with no more than 3 GB of memory where that can be set."""
    from jobsearch.errors import LogError
    from jobsearch.reading.files import read_grids

    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (3 << 30, 3 << 30))
    except ImportError:  # Windows
        pass
    outcomes = {}
    for path in sorted(Path(folder).iterdir()):
        try:
            outcomes[path.name] = f"{len(read_grids(path))} sheets"
        except LogError as error:
            outcomes[path.name] = str(error)
        except BaseException as error:
            outcomes[path.name] = f"{type(error).__name__}: {error}"
    json.dump(outcomes, sys.stdout)


if __name__ == "__main__":
    main(sys.argv[1])
