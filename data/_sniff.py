"""What a text file is before it is read: its encoding, delimiter, header and a sample of its rows.

`decoded` copies any text (plain, gz, UTF-8, UTF-16, Latin-1, cp1252) to a UTF-8 file, or leaves a file
as it is where nothing has to change; `dialect` then looks at that file.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from data._dates import looks_like_date
from data._numbers import looks_like_number
from data._totals import FOOT
from data.errors import LoadError
from data.work import Work

CHUNK = 1 << 20
HEAD_BYTES = 1 << 18
SAMPLE_ROWS = 200
SAMPLE_CELLS = 80_000
SPREAD = 8
DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "pipe"}
BLANKS = {"  ": r" {2,}|\t+[ \t]*| +\t[ \t]*", " ": r"[ \t]+"}
SINGLE = "\x1f"
"""Delimiter of a file that has one column: a sign that no text holds."""

_MAGIC = {
    b"%PDF": "a PDF", b"\x89PNG": "a PNG picture", b"\xff\xd8\xff": "a JPEG picture",
    b"GIF8": "a GIF picture",
    b"SQLite format 3": "an SQLite database", b"\x7fELF": "a program", b"BZh": "a bzip2 archive",
    b"\xfd7zXZ": "an xz archive", b"7z\xbc\xaf": "a 7z archive", b"\x28\xb5\x2f\xfd": "a zstd archive",
    b"Rar!": "a RAR archive", b"ARROW1": "an Arrow file", b"\x89HDF": "an HDF5 file", b"MZ": "a program",
}  # fmt: skip


@dataclass(frozen=True)
class Decoded:
    """A UTF-8 text file, what it was before, and how much it holds."""

    path: Path
    encoding: str
    longest: int
    packed: str = ""


@dataclass(frozen=True)
class Dialect:
    """How a text file is split into fields; `sample` holds rows below the header, `head` the first of them, `foot` the
    last ones of the file."""

    delimiter: str
    header: bool
    names: tuple[str, ...]
    sample: tuple[tuple[str, ...], ...]
    complete: bool
    decisions: tuple[str, ...] = field(default=())
    head: tuple[tuple[str, ...], ...] = field(default=())
    foot: tuple[tuple[str, ...], ...] = field(default=())


def binary_kind(head: bytes) -> str:
    """What a file that is no table is, by its first bytes; empty for what may be text."""
    for magic, words in _MAGIC.items():
        if head.startswith(magic) and (len(magic) > 2 or b"\0" in head):
            return words
    return ""


def decoded(path: Path, target: Path, name: str, work: Work, encoding: str | None = None) -> Decoded:
    """The file as UTF-8 (at `target` if it had to be rewritten). Raises LoadError on what is no text."""
    with path.open("rb") as raw:
        packed = raw.read(2) == b"\x1f\x8b"
    head = next(_chunks(path, packed, name), b"")[:65536]
    if not head.strip(b"\0 \r\n\t\xef\xbb\xbf"):
        raise LoadError(f"“{name}” is empty.", "Choose a file with a header line and rows below it.")
    kind = encoding or _wide(head)
    if kind is None and (found := binary_kind(head) or ("a binary file" if b"\0" in head else "")):
        raise LoadError(
            f"“{name}” is {found}, not a table.", "CSV, Excel, Parquet and JSON lines can be read."
        )
    if kind is None and not packed and (longest := _utf8(path, name, work)) is not None:
        return Decoded(path, "UTF-8 with BOM" if head.startswith(codecs.BOM_UTF8) else "UTF-8", longest)
    found, longest = _rewrite(path, target, packed, kind, name, work)
    return Decoded(target, found, longest, "gzip" if packed else "")


def _wide(head: bytes) -> str | None:
    """UTF-16 by its mark, or by every second byte being zero."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if len(head) < 4 or b"\0" not in head:
        return None
    even, odd = head[0::2].count(0) / len(head[0::2]), head[1::2].count(0) / max(1, len(head[1::2]))
    if odd > 0.7 and even < 0.1:
        return "utf-16-le"
    return "utf-16-be" if even > 0.7 and odd < 0.1 else None


def _chunks(path: Path, packed: bool, name: str) -> Iterator[bytes]:
    """The bytes of a file, unpacked, in pieces of about a megabyte at most."""
    with path.open("rb") as source:
        if not packed:
            while chunk := source.read(CHUNK):
                yield chunk
            return
        try:
            yield from _unpacked(source)
        except (EOFError, zlib.error) as error:
            raise LoadError(
                f"“{name}” is a damaged or incomplete gzip file ({error}).",
                "Copy or download the file again.",
            ) from error


def _unpacked(source: BinaryIO) -> Iterator[bytes]:
    """All members of a gzip file; zlib checks their sums. The gzip module does the same at twice the cost."""
    member, rest = zlib.decompressobj(31), b""
    while piece := rest or source.read(CHUNK // 8):
        if member.eof:
            if not piece.strip(b"\0"):
                return
            member = zlib.decompressobj(31)
        chunk = member.decompress(piece)
        rest = member.unused_data
        if chunk:
            yield chunk
    if not member.eof:
        raise EOFError("its end is missing")


def _utf8(path: Path, name: str, work: Work) -> int | None:
    """The longest line's bytes if all of the file is UTF-8, else None."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    longest = _Longest()
    for chunk in _chunks(path, False, name):
        work.check()
        longest.see(chunk)
        if not (chunk.isascii() and decoder.getstate()[0] == b""):
            try:
                decoder.decode(chunk)
            except UnicodeDecodeError:
                return None
    return None if decoder.getstate()[0] else longest.most


def _rewrite(
    path: Path, target: Path, packed: bool, kind: str | None, name: str, work: Work
) -> tuple[str, int]:
    """Copy as UTF-8. Without a known encoding, UTF-8 is tried first, then those of the West."""
    if kind is None:
        return _guessed(path, target, packed, name, work)
    try:
        longest = _Longest()
        with target.open("wb") as out:
            for chunk in _recoded(_chunks(path, packed, name), kind):
                work.check()
                longest.see(chunk)
                out.write(chunk)
    except LookupError as error:
        raise LoadError(
            f"The encoding “{kind}” is not known.", "Common ones: utf-8, latin-1, cp1252."
        ) from error
    except UnicodeDecodeError as error:
        raise LoadError(
            f"“{name}” is not {kind} (byte {error.object[error.start]:#04x}).",
            "Leave the encoding out to have it found.",
        ) from error
    return kind.upper(), longest.most


def _recoded(chunks: Iterator[bytes], kind: str) -> Iterator[bytes]:
    """Pieces of text in UTF-8, without a mark in front."""
    known = codecs.lookup(kind).name
    decoder = codecs.getincrementaldecoder("utf-8-sig" if known == "utf-8" else known)()
    for chunk in chunks:
        yield decoder.decode(chunk).encode("utf-8", "replace")
    yield decoder.decode(b"", True).encode("utf-8", "replace")


def _guessed(path: Path, target: Path, packed: bool, name: str, work: Work) -> tuple[str, int]:
    """Copy in one pass: as UTF-8 until a byte says otherwise, from there on as one-byte text.

    Signs that were good UTF-8 before that byte are one-byte text too, so only then the copy starts again.
    """
    copy = _Copy(western=False)
    if not copy.fill(_chunks(path, packed, name), target, work):
        copy = _Copy(western=True)
        copy.fill(_chunks(path, packed, name), target, work)
    return copy.encoding, copy.longest.most


_TYPOGRAPHIC = bytes({*range(0x80, 0xA0)} - {0x81, 0x8D, 0x8F, 0x90, 0x9D})
"""Bytes that are signs in cp1252 and controls in Latin-1."""


class _Copy:
    """A copy under way: its bytes so far are UTF-8 or, with `western`, cp1252 or Latin-1 made UTF-8."""

    def __init__(self, western: bool) -> None:
        self.western = western
        self.longest = _Longest()
        self._marked = self._signs = self._typographic = False
        self._decoder = codecs.getincrementaldecoder("utf-8")()

    @property
    def encoding(self) -> str:
        if self.western:
            return "cp1252" if self._typographic else "Latin-1"
        return "UTF-8 with BOM" if self._marked else "UTF-8"

    def fill(self, chunks: Iterator[bytes], target: Path, work: Work) -> bool:
        """Copy all chunks; False where earlier ones turn out to have been read wrongly."""
        with target.open("wb") as out:
            for number, chunk in enumerate(chunks):
                work.check()
                if number == 0 and chunk.startswith(codecs.BOM_UTF8):
                    chunk, self._marked = chunk[3:], True
                if (written := self._utf8(chunk)) is None:
                    return False
                self.longest.see(written)
                out.write(written)
            return self.western or not self._decoder.getstate()[0]

    def _utf8(self, chunk: bytes) -> bytes | None:
        if self.western:
            return chunk if chunk.isascii() else self._from_west(chunk)
        if chunk.isascii() and not self._decoder.getstate()[0]:
            return chunk
        try:
            self._decoder.decode(chunk)
        except UnicodeDecodeError:
            if self._signs or self._marked:
                return None
            self.western = True
            return self._from_west(chunk)
        self._signs = True
        return chunk

    def _from_west(self, chunk: bytes) -> bytes:
        """cp1252, with the five bytes that it leaves undefined taken as in Latin-1."""
        if len(chunk.translate(None, _TYPOGRAPHIC)) == len(chunk):
            return chunk.decode("latin-1").encode()
        self._typographic = True
        try:
            return chunk.decode("cp1252").encode()
        except UnicodeDecodeError:
            return "".join(bytes([b]).decode("cp1252", "ignore") or chr(b) for b in chunk).encode()


class _Longest:
    """The length of the longest line so far; lines within a chunk of ordinary size are not measured."""

    def __init__(self) -> None:
        self.most = self._open = 0

    def see(self, chunk: bytes) -> None:
        first, last = chunk.find(b"\n"), chunk.rfind(b"\n")
        self._open += len(chunk) if first < 0 else first
        self.most = max(self.most, self._open)
        if first >= 0:
            self._open = len(chunk) - last
        if len(chunk) > CHUNK:
            self.most = max(self.most, *map(len, chunk.split(b"\n")))


def dialect(path: Path, name: str, settings: dict[str, object]) -> Dialect:
    """Delimiter, header, column names and a sample spread over the file."""
    with path.open("rb") as source:
        head = source.read(HEAD_BYTES)
        size = source.seek(0, 2)
    whole = size <= len(head)
    text = head.decode("utf-8-sig", "ignore")
    if not whole and "\n" in text and text.count("\n") < 3:
        text, whole = path.read_text("utf-8-sig", "ignore"), True
    elif not whole:
        text = text[: text.rfind("\n") + 1] or text
    delimiter = _chosen_delimiter(settings) or best_delimiter(text)
    looked = None if whole else 5 * SAMPLE_ROWS
    rows = [row for row in split(text, delimiter, looked) if any(map(str.strip, row))]
    if not rows:
        raise LoadError(f"“{name}” is empty.", "Choose a file with a header line and rows below it.")
    width = _width(rows)
    header = settings.get("header")
    said = [] if delimiter == SINGLE else [f"Columns are separated by {_in_words(delimiter)}."]
    if not isinstance(header, bool):
        header = has_header(rows, width)
    if header and len(rows) == 1 and whole:
        raise LoadError(
            f"“{name}” has a header line and no rows below it.", "Add the rows, or say header: false."
        )
    names = list(rows[0]) if header else [f"column_{i + 1}" for i in range(width)]
    if not header:
        said.append("There is no header line, so the columns are numbered.")
    if len(names) == width - 1:
        names = ["", *names]
    names += [""] * (width - len(names))
    body = [row for row in rows[1 if header else 0 :] if len(row) == len(names)]
    limit = max(20, min(SAMPLE_ROWS, SAMPLE_CELLS // max(1, len(names))))
    complete = whole and len(body) <= limit
    sample = body[:limit]
    if not complete:
        sample += (
            _spread(path, size, delimiter, len(names), limit)
            if not whole
            else body[:: max(1, len(body) // limit)]
        )
    foot = body[-FOOT:] if whole else _last(path, size, delimiter, len(names))
    return Dialect(
        delimiter,
        header,
        tuple(names),
        tuple(map(tuple, sample)),
        complete,
        tuple(said),
        tuple(map(tuple, body[:1])),
        tuple(map(tuple, foot)),
    )


def _in_words(delimiter: str) -> str:
    if delimiter in DELIMITERS:
        return f"a {DELIMITERS[delimiter]}"
    return "runs of blanks" if delimiter in BLANKS else f"“{delimiter}”"


def _chosen_delimiter(settings: dict[str, object]) -> str | None:
    chosen = settings.get("delimiter")
    if chosen is None:
        return None
    words = {word: sign for sign, word in DELIMITERS.items()} | {
        "blanks": " ",
        "blank": " ",
        "space": " ",
        "\\t": "\t",
    }
    sign = words.get(str(chosen), str(chosen))
    if len(sign) != 1 and sign not in BLANKS:
        raise LoadError(
            f"The delimiter “{chosen}” is not one sign.", "Use comma, semicolon, tab, pipe or blanks."
        )
    return sign


def _width(rows: list[list[str]]) -> int:
    """Fields a row: the header's number, or one more (a nameless first column) if nearly all rows agree."""
    below = Counter(len(row) for row in rows[1:])
    if not below:
        return len(rows[0])
    common, times = below.most_common(1)[0]
    first = len(rows[0])
    return common if common == first + 1 and times >= 0.9 * (len(rows) - 1) else max(first, 1)


def best_delimiter(text: str) -> str:
    """The sign that cuts nearly all lines into the same number (over one) of fields; most fields win."""
    scores: dict[str, tuple[float, int]] = {}
    for sign in (*DELIMITERS, *BLANKS):
        if sign.strip(" ") and sign not in text:
            continue
        counts = Counter(len(row) for row in split(text, sign, 300) if row)
        if not counts:
            continue
        fields, times = max(counts.items(), key=lambda pair: (pair[1] * (pair[0] > 1), pair[0]))
        share = times / sum(counts.values())
        if fields > 1 and share >= (0.9 if sign in BLANKS else 0.6):
            scores[sign] = (round(share, 1) - (0.25 if sign in BLANKS else 0), fields)
    strong = {sign: s for sign, s in scores.items() if sign not in BLANKS}
    candidates = strong or scores
    return max(candidates, key=lambda sign: candidates[sign]) if candidates else SINGLE


def split(text: str, delimiter: str, most: int | None = None) -> Iterator[list[str]]:
    """Rows of fields, quotes respected; `most` rows at most."""
    if delimiter in BLANKS:
        lines = (line.strip() for line in io.StringIO(text))
        rows: Iterator[list[str]] = (blank_fields(line, delimiter) for line in lines if line)
    else:
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        for number, row in enumerate(rows):
            if most is not None and number >= most:
                return
            yield row
    except csv.Error:
        return


def blank_fields(line: str, delimiter: str) -> list[str]:
    """Fields of a line cut at runs of blanks; a quoted field may hold blanks."""
    if '"' not in line:
        return re.split(BLANKS[delimiter], line)
    found = re.findall(r'"((?:[^"]|"")*)"|(\S+)', line)
    return [plain or quoted.replace('""', '"') for quoted, plain in found]


def has_header(rows: list[list[str]], width: int) -> bool:
    """Whether the first line names the columns.

    Texts over numbers say yes, numbers over numbers say no, and a first line whose texts occur again below
    is a row like the others.
    """
    first, body = rows[0], rows[1:101]
    typed = [looks_like_number(cell) or looks_like_date(cell) for cell in first]
    if not body:
        return not any(typed)
    score = 0
    for index, cell in enumerate(first):
        below = [row[index] for row in body if len(row) > index and row[index].strip()]
        numbers = bool(below) and sum(looks_like_number(v) or looks_like_date(v) for v in below) >= 0.8 * len(
            below
        )
        if not cell.strip():
            continue
        if _dates_a_number(cell, below):
            score += 1
        elif typed[index]:
            score -= 1 if numbers and not _is_year(cell, below) else 0
        elif numbers:
            score += 1
        elif cell in below:
            score -= 1
    if score:
        return score > 0
    return not any(typed) or all(_is_year(c, []) or not t for c, t in zip(first, typed, strict=True))


def _dates_a_number(cell: str, below: list[str]) -> bool:
    """A column of plain numbers named by its day: "3/22/20" over 53, 59, 59."""
    plain = [v for v in below if looks_like_number(v) and not looks_like_date(v)]
    return looks_like_date(cell) and not looks_like_number(cell) and bool(below) and len(plain) == len(below)


def _is_year(cell: str, below: list[str]) -> bool:
    """A column may be named by its year, if the values below are not years themselves."""
    if not re.fullmatch(r"(19|20)\d\d", cell.strip()):
        return False
    return not below or sum(bool(re.fullmatch(r"(19|20)\d\d", v.strip())) for v in below) < 0.5 * len(below)


def _last(path: Path, size: int, delimiter: str, width: int) -> list[list[str]]:
    """The last rows of a large file."""
    with path.open("rb") as source:
        source.seek(max(0, size - HEAD_BYTES // 4))
        text = source.read().decode("utf-8", "ignore")
    rows = split(text[text.find("\n") + 1 :], delimiter)
    return [row for row in rows if len(row) == width][-FOOT:]


def _spread(path: Path, size: int, delimiter: str, width: int, limit: int) -> list[list[str]]:
    """Rows from places all over the file; those that a cut through a quoted field made are left out."""
    rows: list[list[str]] = []
    with path.open("rb") as source:
        for part in range(1, SPREAD + 1):
            source.seek(max(0, part * size // SPREAD - HEAD_BYTES // 4))
            text = source.read(HEAD_BYTES // 4).decode("utf-8", "ignore")
            start, stop = text.find("\n"), text.rfind("\n")
            piece = split(text[start + 1 : stop + 1], delimiter, 10 * limit // SPREAD)
            whole = [row for row in piece if len(row) == width]
            rows += whole[:: max(1, len(whole) * SPREAD // limit)]
    return rows
