"""A path as parts: each part is one table's worth of rows that the engine can read, with a sample.

Text is brought to UTF-8 first, Excel and lines separated by blanks to comma-separated text; Parquet and
JSON are read by the engine as they are.
"""

from __future__ import annotations

import csv
import datetime as dt
import re
import zipfile
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import duckdb

from data._sniff import BLANKS, SAMPLE_ROWS, Decoded, Dialect, blank_fields, decoded, dialect
from data._totals import Row, name_of, total_rows, without
from data.engine.duckdb import Engine, literal
from data.errors import LoadError, nearest
from data.work import Work

EXCEL = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
JSON = (".json", ".jsonl", ".ndjson")
KINDS = "CSV (also .gz and .zip), Excel, Parquet and JSON lines can be read."


@dataclass(frozen=True)
class Part:
    """Rows of one file. `relation` is SQL whose columns are c0, c1, ...; `types` are their SQL types.

    `head`, `foot`: its first and last rows; `totals`: those of them that add up the others and are left out.
    """

    file: str
    stem: str
    names: tuple[str, ...]
    types: tuple[str, ...]
    relation: str
    sample: tuple[tuple[str | None, ...], ...]
    complete: bool
    decisions: tuple[str, ...]
    named: bool = True
    text: Path | None = None
    split: Dialect | None = None
    head: tuple[Row, ...] = ()
    foot: tuple[Row, ...] = ()
    totals: tuple[Row, ...] = ()

    @property
    def rows(self) -> str:
        """SQL of the rows that count."""
        return without(self.relation, self.totals)

    def without_totals(self, engine: Engine) -> Part:
        """The same part without the rows at its foot that add up the others; what was left out is said."""
        found = total_rows(self.head, self.foot, self.sample, self.relation, engine)
        if not found:
            return self
        named = " and ".join(f"“{name_of(row)}”" for row in found)
        which = "The row" if len(found) == 1 else "The rows"
        said = (
            f"{which} {named} of “{self.file}” {'sums' if len(found) == 1 else 'sum'} up the others and "
            f"{'is' if len(found) == 1 else 'are'} left out, so that nothing counts twice. Set keep_totals to keep "
            "such rows."
        )
        return replace(
            self,
            totals=tuple(found),
            sample=tuple(row for row in self.sample if row not in found),
            decisions=(*self.decisions, said),
        )

    def repaired(self, target: Path, work: Work) -> Part:
        """The same part with every line brought to the same number of fields."""
        if self.text is None or self.split is None:
            raise ValueError(f"{self.file} has no lines to mend")
        said = _mend(self.text, target, self.split, self.file, work)
        clean = replace(self.split, delimiter=",", header=False)
        return replace(
            self,
            text=None,
            relation=_csv(target, clean, _length(target)),
            decisions=self.decisions + tuple(said),
        )


def parts(path: Path, folder: Path, engine: Engine, work: Work, settings: Mapping[str, object]) -> list[Part]:
    """The tables in a file; LoadError names what is wrong with it."""
    _check(path)
    suffix = path.suffix.lower()
    with path.open("rb") as source:
        head = source.read(8)
    if head[:4] == b"PAR1":
        return [
            _engine_part(path, f"read_parquet({literal(str(path))})", engine, path.name, "a Parquet file")
        ]
    if head[:4] == b"PK\x03\x04" or head[:4] == b"\xd0\xcf\x11\xe0":
        return _archive(path, folder, engine, work, settings, old=head[:2] == b"\xd0\xcf")
    encoding = settings.get("encoding")
    text = decoded(path, folder / f"{path.name}.utf8", path.name, work, str(encoding) if encoding else None)
    stem = path.name[: -len(suffix)] if suffix == ".gz" else path.name
    if Path(stem).suffix.lower() in JSON or _is_json(text.path):
        return [_json_part(path, text.path, engine)]
    return [_text_part(path.name, stem, text, folder, work, settings)]


def _check(path: Path) -> None:
    if path.is_dir():
        inside = sorted(p.name for p in path.iterdir() if p.is_file())[:5]
        raise LoadError(
            f"“{path}” is a folder.", f"Name the files in it: {', '.join(inside) or 'it is empty'}."
        )
    if path.exists():
        return
    known = [p.name for p in path.parent.iterdir() if p.is_file()] if path.parent.is_dir() else []
    close = ", ".join(f"“{n}”" for n in nearest(path.name, known))
    hint = f"Did you mean {close}?" if close else "Check the folder and the spelling."
    raise LoadError(f"There is no file “{path}”.", hint)


def stem_of(name: str) -> str:
    """The table name that a file name gives: without endings, signs other than letters and digits as "_"."""
    endings = (
        r"\.(gz|zip|csv|tsv|txt|tab|dat|json|jsonl|ndjson|parquet|pq|xlsx|xlsm|xlsb|xls|ods|utf8)(?=\.|$)"
    )
    base = re.sub(endings,
                  "", Path(name).name, flags=re.IGNORECASE)  # fmt: skip
    return re.sub(r"\W+", "_", base).strip("_") or "table"


def _text_part(
    file: str, stem: str, text: Decoded, folder: Path, work: Work, settings: Mapping[str, object]
) -> Part:
    cut = dialect(text.path, file, dict(settings))
    said = [
        f"The text is {text.encoding}" + (f", packed with {text.packed}." if text.packed else "."),
        *cut.decisions,
    ]
    path, split, longest = text.path, cut, text.longest
    if cut.delimiter in BLANKS:
        path = folder / f"{file}.tab"
        _cut_blanks(text.path, path, cut.delimiter, work)
        split, longest = replace(cut, delimiter=","), text.longest * 2
    part = Part(
        file, stem_of(stem), cut.names, ("VARCHAR",) * len(cut.names), _csv(path, split, longest), cut.sample,
        cut.complete, tuple(said), cut.header, path, split, cut.head, cut.foot,
    )  # fmt: skip
    return part.repaired(folder / f"{file}.mended", work) if _starts_blank(path) else part


def _starts_blank(path: Path) -> bool:
    with path.open("rb") as source:
        return not source.readline().strip(b" \t\r\n\xef\xbb\xbf")


def _csv(path: Path, split: Dialect, longest: int) -> str:
    """The reader's call: all columns as text, by position. Small buffers keep memory down."""
    line = max(1 << 20, 2 * longest)
    columns = ", ".join(f"'c{i}': 'VARCHAR'" for i in range(len(split.names)))
    return (
        f"read_csv({literal(str(path))}, delim = {literal(split.delimiter)}, "
        f"header = {str(split.header).lower()}, quote = '\"', escape = '\"', auto_detect = false, "
        f"nullstr = '', compression = 'none', "
        f"max_line_size = {line}, buffer_size = {max(8 << 20, 2 * line)}, columns = {{{columns}}})"
    )


def _length(path: Path) -> int:
    with path.open("rb") as source:
        return max((len(line) for line in source), default=0)


def _cut_blanks(source: Path, target: Path, delimiter: str, work: Work) -> None:
    with (
        source.open(encoding="utf-8-sig", errors="replace") as lines,
        target.open("w", encoding="utf-8", newline="") as out,
    ):
        writer = csv.writer(out)
        for number, line in enumerate(lines):
            if number % 10_000 == 0:
                work.check()
            if line.strip():
                writer.writerow(blank_fields(line.strip(), delimiter))


def _mend(source: Path, target: Path, split: Dialect, file: str, work: Work) -> list[str]:
    """Rewrite with the same number of fields in every line: short ones are filled up, long ones cut."""
    width = len(split.names)
    with source.open(encoding="utf-8-sig", errors="replace", newline="") as probe:
        quotes = _quotes_close(probe, split.delimiter)
    short: list[int] = []
    long: list[int] = []
    csv.field_size_limit(1 << 27)
    with (
        source.open(encoding="utf-8-sig", errors="replace", newline="") as lines,
        target.open("w", encoding="utf-8", newline="") as out,
    ):
        reader = csv.reader((line.replace("\0", "") for line in lines), delimiter=split.delimiter,
                            quoting=csv.QUOTE_MINIMAL if quotes else csv.QUOTE_NONE)  # fmt: skip
        writer = csv.writer(out)
        header = split.header
        for number, row in enumerate(reader):
            if number % 10_000 == 0:
                work.check()
            if not row or (len(row) == 1 and not row[0].strip()):
                continue
            if header:
                header = False
                continue
            if len(row) != width:
                extra = any(cell.strip() for cell in row[width:])
                (short if len(row) < width else long).append(reader.line_num) if len(
                    row
                ) < width or extra else None
                row = (row + [""] * width)[:width]
            writer.writerow(row)
    said = (
        []
        if quotes
        else ["A quotation mark opens and never closes, so quotation marks were taken as ordinary signs."]
    )
    if short:
        said.append(
            f"{_lines(short)} of “{file}” {_has(short)} fewer than {width} fields; "
            f"the missing ones are empty."
        )
    if long:
        said.append(
            f"{_lines(long)} of “{file}” {_has(long)} more than {width} fields; "
            f"those past the last were left out."
        )
    return said


def _quotes_close(lines: Iterable[str], delimiter: str) -> bool:
    """Whether no quoted field runs on for hundreds of lines or to the end of the file."""
    csv.field_size_limit(1 << 20)
    try:
        reader = csv.reader((line.replace("\0", "") for line in lines), delimiter=delimiter, strict=True)
        before = 0
        for _ in reader:
            if reader.line_num - before > 500:
                return False
            before = reader.line_num
    except csv.Error as error:
        return "unexpected end" not in str(error) and "field larger" not in str(error)
    return True


def _lines(numbers: list[int]) -> str:
    shown = ", ".join(map(str, numbers[:3]))
    if len(numbers) == 1:
        return f"Line {shown}"
    return f"Lines {shown}" + (f" and {len(numbers) - 3:,} more" if len(numbers) > 3 else "")


def _has(numbers: list[int]) -> str:
    return "has" if len(numbers) == 1 else "have"


def _is_json(path: Path) -> bool:
    with path.open("rb") as source:
        head = source.read(4096).removeprefix(b"\xef\xbb\xbf").lstrip()
    if head.startswith(b"{"):
        return bool(re.match(rb'\{\s*"(?:[^"\\]|\\.)*"\s*:', head))
    return bool(re.match(rb'\[\s*\{\s*"', head))


def _json_part(path: Path, text: Path, engine: Engine) -> Part:
    with text.open("rb") as source:
        array = source.read(4096).removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"[")
    kind = "array" if array else "newline_delimited"
    size = f"compression = 'none', sample_size = -1, maximum_object_size = {1 << 26}"
    call = f"read_json({literal(str(text))}, format = '{kind}', {size})"
    return _engine_part(path, call, engine, path.name, "a JSON array" if array else "JSON lines")


def _engine_part(path: Path, call: str, engine: Engine, file: str, words: str) -> Part:
    """A part that the engine reads and types by itself; nested values become text."""
    try:
        described = engine.fetch(f"DESCRIBE SELECT * FROM {call}")[1]
        names, kinds = tuple(str(r[0]) for r in described), tuple(str(r[1]) for r in described)
        types = tuple(_flat(kind) for kind in kinds)
        places = [f"c{i}" for i in range(len(names))]
        fields = ", ".join(f"CAST({c} AS {t}) AS {c}" for c, t in zip(places, types, strict=True))
        relation = f"(SELECT {fields} FROM (SELECT * FROM {call}) AS t({', '.join(places)}))"
        shown = ", ".join(f"CAST(c{i} AS VARCHAR)" for i in range(len(names)))
        sample = engine.fetch(f"SELECT {shown} FROM {relation} LIMIT {SAMPLE_ROWS}")[1]
    except duckdb.Error as error:
        reason = re.sub(r' in file "[^"]*"', "", str(error).splitlines()[0])[:200]
        raise LoadError(
            f"“{file}” cannot be read as {words}: {reason}", "Check that the file is complete."
        ) from error
    if not sample:
        raise LoadError(f"“{file}” has columns and no rows.", "Choose a file with rows.")
    return Part(
        file, stem_of(path.name), names, types, relation, tuple(sample), False, (f"Read as {words}.",)
    )


def _flat(kind: str) -> str:
    """The native type for a type of the engine: few kinds, no surprises for what comes later."""
    if kind in ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER"):
        return "BIGINT"
    if kind in ("FLOAT", "DOUBLE", "UBIGINT", "HUGEINT", "UHUGEINT") or kind.startswith("DECIMAL"):
        return "DOUBLE"
    if kind.startswith("TIMESTAMP"):
        return "TIMESTAMP"
    return kind if kind in ("DATE", "BOOLEAN") else "VARCHAR"


def _archive(
    path: Path, folder: Path, engine: Engine, work: Work, settings: Mapping[str, object], old: bool
) -> list[Part]:
    """Excel, or a zip with tables in it."""
    if old or path.suffix.lower() in EXCEL:
        return [_excel(path, folder, work, settings)]
    try:
        with zipfile.ZipFile(path) as packed:
            if "[Content_Types].xml" in packed.namelist():
                return [_excel(path, folder, work, settings)]
            inside = [i for i in packed.infolist() if not i.is_dir()
                      and not Path(i.filename).name.startswith((".", "__"))
                      and "__MACOSX" not in i.filename]  # fmt: skip
            if not inside:
                raise LoadError(f"“{path.name}” holds no file.", KINDS)
            found: list[Part] = []
            for number, info in enumerate(inside):
                target = folder / f"{path.name}.{number}" / Path(info.filename).name
                target.parent.mkdir(exist_ok=True)
                with packed.open(info) as source, target.open("wb") as out:
                    while chunk := source.read(1 << 20):
                        work.check()
                        out.write(chunk)
                found += [
                    replace(p, decisions=(f"Taken from “{path.name}”.", *p.decisions))
                    for p in parts(target, target.parent, engine, work, settings)
                ]
            return found
    except (zipfile.BadZipFile, EOFError, RuntimeError, NotImplementedError) as error:
        raise LoadError(
            f"“{path.name}” is a damaged or locked zip file ({error}).", "Pack or copy it again."
        ) from error


def _excel(path: Path, folder: Path, work: Work, settings: Mapping[str, object]) -> Part:
    """The first sheet that holds something, through comma-separated text so that one set of rules decides."""
    import python_calamine

    try:
        with python_calamine.CalamineWorkbook.from_path(str(path)) as book:
            sheets = book.sheet_names
            rows = book.get_sheet_by_index(0).to_python(skip_empty_area=True) if sheets else []
    except (python_calamine.CalamineError, OSError, ValueError) as error:
        raise LoadError(
            f"“{path.name}” cannot be read as Excel: {error}", "Save it again as .xlsx or CSV."
        ) from error
    rows = [row for row in rows if any(cell not in ("", None) for cell in row)]
    if not rows:
        raise LoadError(f"The first sheet of “{path.name}” is empty.", "Put the table on the first sheet.")
    target = folder / f"{path.name}.csv"
    with target.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        for number, row in enumerate(rows):
            if number % 10_000 == 0:
                work.check()
            writer.writerow([_cell(value) for value in row])
    own = {**settings, "delimiter": ",", "encoding": None}
    text = Decoded(target, "Excel", _length(target))
    part = _text_part(path.name, path.name, text, folder, work, own)
    said = f"Read the first sheet, “{sheets[0]}”" + (f", of {len(sheets)}." if len(sheets) > 1 else ".")
    return replace(part, decisions=(said, *part.decisions[2:]))


def _cell(value: Any) -> str:
    """A cell as the text that a careful export would hold."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, dt.datetime):
        midnight = value.time() == dt.time(0)
        return value.date().isoformat() if midnight else value.isoformat(sep=" ", timespec="seconds")
    return "" if value is None else str(value)


def unique_names(names: tuple[str, ...]) -> tuple[tuple[str, ...], list[str]]:
    """Names that the engine can tell apart (letter case does not count), and what was renamed."""
    taken: set[str] = set()
    found: list[str] = []
    said: list[str] = []
    known = Counter(name.strip().casefold() for name in names)
    for index, raw in enumerate(names):
        base = " ".join(raw.split()) or f"column_{index + 1}"
        kept = base.casefold() in ("rowid", "_row")
        base = f"{base}_" if kept else base
        name, number = base, 2
        while name.casefold() in taken or (name != base and name.casefold() in known):
            name, number = f"{base}_{number}", number + 1
        taken.add(name.casefold())
        found.append(name)
        if not raw.strip():
            said.append(f"Column {index + 1} has no name and is called “{name}”.")
        elif kept:
            said.append(
                f"Column {index + 1}, “{raw.strip()}”, is called “{name}”, since its name is kept for the rows' "
                f"own numbers."
            )
        elif name != base:
            said.append(f"Column {index + 1}, “{raw.strip()}”, is called “{name}”, as its name is taken.")
    return tuple(found), said if len(said) <= 8 else [
        *said[:7],
        f"{len(said) - 7:,} more columns were renamed likewise.",
    ]
