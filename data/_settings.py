"""What a person (or a published code book) says about a table, in YAML, overrides and extends what was read.

    columns:
      UnitPrice: {label: unit price, unit: GBP, synonyms: [price]}
      HHSEX: {role: code, values: {1: male, 2: {name: female, synonyms: [women]}}}
      PAY*: {role: amount, unit: USD}
      margin: {expr: "Price - Cost", unit: money}
    entity: {name: household, plural: households, key: YY1, synonyms: [family]}
    weight: WGT
    hide: [Z_CostContact]
    merge_spellings: false
    keep_totals: true
    keep_wide: true
    measures:
      profit rate: {expr: "sum(margin) / sum(Price)", unit: share, synonyms: [profitability]}
    joins: [{from: orders.customer, to: customers.id}]

With several tables, `tables: {orders: {columns: ...}}` says whose columns are meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, get_args

import yaml

from data import _names as names
from data._draft import Draft
from data._formula import parse
from data._names import MODELS, Noun
from data._values import listed
from data.catalog import Column, Join, Measure, Role, Value
from data.errors import InvalidQuery, LoadError, UnknownName, nearest

_TABLE_KEYS = (
    "columns",
    "entity",
    "weight",
    "implicates",
    "hide",
    "label",
    "plural",
    "merge_spellings",
    "keep_totals",
    "keep_wide",
)
_TOP_KEYS = (*_TABLE_KEYS, "tables", "measures", "joins", "main", "match", "title")
_COLUMN_KEYS = (
    "label",
    "role",
    "unit",
    "synonyms",
    "values",
    "hide",
    "description",
    "valid",
    "expr",
    "type",
    "additive",
    "personal",
    "merge_spellings",
)
_ENTITY_KEYS = ("name", "plural", "key", "synonyms")
_MEASURE_KEYS = ("expr", "label", "unit", "synonyms", "description", "source", "higher_is_better", "policy")
_JOIN_KEYS = ("from", "to")


def settings_for(paths: Iterable[str | Path]) -> dict[str, Any]:
    """What the YAML files beside the data say: "sales.segue.yaml" for sales.csv, "segue.yaml" for the folder.

    A file of one table is put under that table's name when several files are given. Raises LoadError
    naming the file and the line.
    """
    files = [Path(p) for p in paths]
    found: dict[str, Any] = {}
    for folder in dict.fromkeys(f.parent for f in files):
        if (folder / "segue.yaml").is_file():
            _merge(found, read_settings(folder / "segue.yaml"))
    for file in files:
        stem = _stem(file)
        beside = file.parent / f"{stem}.segue.yaml"
        if beside.is_file():
            said = read_settings(beside)
            _merge(found, said if len(files) == 1 else _under(stem, said))
    return found


def _stem(file: Path) -> str:
    """ "sales.csv.gz" -> "sales"."""
    return re.sub(
        r"(?i)\.(csv|tsv|txt|json|jsonl|ndjson|parquet|xlsx|xls)?(\.(gz|zip|bz2|xz|zst))?$", "", file.name
    )


def _under(table: str, said: dict[str, Any]) -> dict[str, Any]:
    own = {k: v for k, v in said.items() if k in _TABLE_KEYS}
    rest = {k: v for k, v in said.items() if k not in _TABLE_KEYS}
    if own:
        rest.setdefault("tables", {}).setdefault(table, {}).update(own)
    return rest


def _merge(into: dict[str, Any], more: dict[str, Any]) -> None:
    for key, value in more.items():
        if isinstance(value, dict) and isinstance(into.get(key), dict):
            _merge(into[key], value)
        elif isinstance(value, list) and isinstance(into.get(key), list):
            into[key] = [*into[key], *value]
        else:
            into[key] = value


def read_settings(file: Path) -> dict[str, Any]:
    """One settings file, checked key by key. Raises LoadError with the line of the first mistake."""
    try:
        text = file.read_text(encoding="utf-8-sig")
        tree = yaml.compose(text, Loader=yaml.SafeLoader)
        said = yaml.safe_load(text)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        raise _wrong(
            file, (mark.line + 1) if mark else 1, f"{error.problem or 'this is not YAML'}"
        ) from error
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise LoadError(
            f"The settings file {file.name} could not be read: {error}.", "Save it as UTF-8 text."
        ) from error
    if tree is None:
        return {}
    _check(file, tree)
    return dict(said)


def _wrong(file: Path, line: int, text: str, hint: str = "") -> LoadError:
    return LoadError(f"{file.name}, line {line}: {text}.", hint or "Correct that line, or remove the file.")


def _check(file: Path, tree: Any) -> None:
    top = _map(file, tree, _TOP_KEYS, "the settings")
    tables = [top] if top else []
    if "tables" in top:
        tables += [
            _map(file, v, _TABLE_KEYS, f"table {k}")
            for k, v in _map(file, top["tables"], None, "tables").items()
        ]
    for table in tables:
        if "columns" in table:
            for name, spec in _map(file, table["columns"], None, "columns").items():
                _check_column(file, name, spec)
        if "entity" in table:
            _map(file, table["entity"], _ENTITY_KEYS, "entity")
    if "measures" in top:
        for name, spec in _map(file, top["measures"], None, "measures").items():
            if "expr" not in _map(file, spec, _MEASURE_KEYS, f"measure {name}"):
                raise _wrong(file, spec.start_mark.line + 1, f"the measure {name} has no expr")
    if "joins" in top:
        if not isinstance(top["joins"], yaml.SequenceNode):
            raise _wrong(file, top["joins"].start_mark.line + 1, "joins must be a list")
        for node in top["joins"].value:
            _map(file, node, _JOIN_KEYS, "a join")


def _check_column(file: Path, name: str, spec: Any) -> None:
    said = _map(file, spec, _COLUMN_KEYS, f"column {name}")
    role = said.get("role")
    if role is not None and role.value not in get_args(Role):
        offered = nearest(str(role.value), get_args(Role)) or get_args(Role)
        raise _wrong(
            file,
            role.start_mark.line + 1,
            f"there is no role “{role.value}”",
            f"Roles are {', '.join(offered)}.",
        )
    for key, kind, text in (
        ("synonyms", yaml.SequenceNode, "a list"),
        ("values", yaml.MappingNode, "value: name"),
    ):
        if key in said and not isinstance(said[key], kind):
            raise _wrong(file, said[key].start_mark.line + 1, f"{key} of {name} must be {text}")


def _map(file: Path, node: Any, keys: Sequence[str] | None, what: str) -> dict[str, Any]:
    if not isinstance(node, yaml.MappingNode):
        raise _wrong(file, node.start_mark.line + 1, f"{what} must be written as key: value")
    found: dict[str, Any] = {}
    for key, value in node.value:
        if keys is not None and key.value not in keys:
            offered = nearest(str(key.value), keys) or tuple(keys)
            raise _wrong(
                file,
                key.start_mark.line + 1,
                f"{what} cannot have “{key.value}”",
                f"Did you mean {', '.join(offered)}?",
            )
        found[str(key.value)] = value
    return found


def code_books(draft: Draft) -> list[dict[str, Any]]:
    """Code books shipped in models/ whose columns the table has. A book's first line names them, so that
    books
    of other data cost one line to read."""
    have = {n.lower() for n in draft.columns}
    books = []
    for file in sorted(MODELS.glob("book_*.yaml")):
        with file.open(encoding="utf-8") as lines:
            wanted = re.findall(r'"([^"]+)"', lines.readline())
        if wanted and all(w.lower() in have for w in wanted):
            books.append(names.model(file.stem))
    return books


def table_part(settings: dict[str, Any], table: str, alone: bool) -> dict[str, Any]:
    """What the settings say of one table: under its name, or at the top where there is one table only."""
    part: dict[str, Any] = {k: settings[k] for k in _TABLE_KEYS if k in settings} if alone else {}
    for name, said in (settings.get("tables") or {}).items():
        if name.lower() == table.lower():
            part = {**part, **said}
    return part


def apply_columns(draft: Draft, said: dict[str, Any]) -> None:
    """Override columns of the file; before anything is derived from them."""
    by_name = {n.lower(): n for n in draft.columns}
    given = said.get("columns") or {}
    for name, spec in _spelt_out(given, draft.columns).items():
        if "expr" in spec:
            continue
        if str(name).lower() not in by_name:
            raise UnknownName("column", str(name), draft.columns)
        column = draft.columns[by_name[str(name).lower()]]
        draft.columns[column.name] = _overridden(draft, column, spec)
    if said.get("weight"):
        draft.weight = _known(draft, str(said["weight"]))
        draft.change(draft.weight, "weight")
    if said.get("implicates"):
        draft.implicates = int(said["implicates"])
    entity = said.get("entity")
    if entity:
        noun = names.noun(str(entity.get("name", "row")))
        synonyms = tuple(dict.fromkeys([*map(str, entity.get("synonyms") or ()), *noun.synonyms]))
        draft.noun = Noun(noun.name, str(entity.get("plural", noun.plural)), noun.kind, synonyms)
        if entity.get("key"):
            draft.key = _known(draft, str(entity["key"]))
    if said.get("label"):
        label = str(said["label"])
        draft.label = (label, str(said.get("plural", names.plural(label))))


def _spelt_out(given: dict[Any, dict[str, Any]], columns: Iterable[str]) -> dict[str, dict[str, Any]]:
    """ "PAY*" stands for every column that begins so and is not named itself."""
    own = {str(n).lower() for n in given}
    found: dict[str, dict[str, Any]] = {}
    for name, spec in given.items():
        if str(name).endswith("*"):
            head = str(name)[:-1].lower()
            found |= {c: spec for c in columns if c.lower().startswith(head) and c.lower() not in own}
        else:
            found[str(name)] = spec
    return found


def _known(draft: Draft, name: str) -> str:
    found = next((n for n in draft.columns if n.lower() == name.lower()), None)
    if found is None:
        raise UnknownName("column", name, draft.columns)
    return found


def _overridden(draft: Draft, column: Column, spec: dict[str, Any]) -> Column:
    role: Role = spec.get("role", column.role)
    additive = bool(
        spec.get("additive", role in ("amount", "quantity") if "role" in spec else column.additive)
    )
    label = str(spec.get("label", column.label))
    synonyms = tuple(
        dict.fromkeys(
            [*map(str, spec.get("synonyms") or ()), *(column.synonyms if "label" not in spec else ())]
        )
    )
    changed = replace(
        column,
        role=role,
        additive=additive,
        label=label,
        synonyms=synonyms,
        unit=spec.get("unit", column.unit if "role" not in spec else _unit_kept(column, role)),
        description=str(spec.get("description", column.description)),
        personal=bool(spec.get("personal", column.personal)),
        valid=parse(str(spec["valid"]), draft.columns) if spec.get("valid") else column.valid,
    )
    return replace(changed, values=_named_values(draft, changed, spec.get("values") or {}))


def _unit_kept(column: Column, role: Role) -> str | None:
    return column.unit if role in ("amount", "rate", "score", "quantity", "ordinal") else None


def _named_values(draft: Draft, column: Column, said: dict[Any, Any]) -> tuple[Value, ...]:
    """Value names as `1: male` or `1: {name: male, synonyms: [men, man]}`; listed afresh for a new role."""
    values = column.values
    if (
        not values
        and column.role in ("category", "code", "ordinal", "flag")
        and column.name in draft.profile.shapes
    ):
        shape = draft.shape(column.name)
        counts = shape.counts
        if counts is None and shape.low == 0 and shape.high == 1 and shape.mean is not None:
            ones = round(shape.mean * shape.present)
            counts = ((0, shape.present - ones), (1, ones))
        values = listed(counts or (), names.split(column.name), column.role)
    by_text = {str(k).lower(): v for k, v in said.items()}
    made = []
    for value in values:
        text = (
            str(int(value.value))
            if isinstance(value.value, float) and value.value.is_integer()
            else str(value.value)
        )
        spec = by_text.get(text.lower())
        if isinstance(spec, dict):
            value = replace(
                value,
                name=str(spec.get("name", value.name)),
                synonyms=tuple(dict.fromkeys([*map(str, spec.get("synonyms") or ()), *value.synonyms])),
            )
        elif isinstance(spec, list) and spec:
            value = replace(
                value,
                name=str(spec[0]),
                synonyms=tuple(dict.fromkeys([*map(str, spec[1:]), *value.synonyms])),
            )
        elif spec is not None:
            value = replace(value, name=str(spec))
        made.append(value)
    return tuple(made)


def apply_new_columns(draft: Draft, said: dict[str, Any]) -> None:
    """Columns by formula, overrides of derived columns, and what is hidden; after deriving."""
    for name, spec in (said.get("columns") or {}).items():
        if "expr" in spec:
            known = draft.columns.get(str(name))
            role: Role = spec.get("role", known.role if known else "amount")
            draft.columns[str(name)] = Column(
                name=str(name),
                source=draft.name,
                type=spec.get("type", "number"),
                role=role,
                label=str(spec.get("label", names.label(names.split(str(name))))),
                unit=spec.get("unit"),
                additive=bool(spec.get("additive", role in ("amount", "quantity"))),
                synonyms=tuple(map(str, spec.get("synonyms") or ())),
                description=str(spec.get("description", "")),
                expr=parse(str(spec["expr"]), draft.columns),
                valid=parse(str(spec["valid"]), [*draft.columns, str(name)]) if spec.get("valid") else None,
            )
    hidden = {str(h).lower() for h in said.get("hide") or ()}
    hidden |= {str(n).lower() for n, spec in (said.get("columns") or {}).items() if spec.get("hide")}
    for name in list(draft.columns):
        if name.lower() in hidden:
            del draft.columns[name]


def said_measures(settings: dict[str, Any], drafts: Sequence[Draft], made: dict[str, Measure]) -> None:
    """Measures by formula; their names may be used in later formulas of the same file only as columns are."""
    for name, spec in (settings.get("measures") or {}).items():
        draft = _table_of(spec, drafts)
        expr = parse(str(spec["expr"]), draft.columns)
        label = str(spec.get("label", name))
        key = re.sub(r"\W+", "_", str(name).strip()).lower()
        made[key] = Measure(
            name=key,
            source=draft.name,
            label=label,
            expr=expr,
            unit=spec.get("unit"),
            synonyms=tuple(map(str, spec.get("synonyms") or ())),
            policy=draft.policy if spec.get("policy", True) else None,
            description=str(spec.get("description", f"{spec['expr']}")),
            higher_is_better=spec.get("higher_is_better"),
        )


def _table_of(spec: dict[str, Any], drafts: Sequence[Draft]) -> Draft:
    """The table that a measure names, or the first that has its columns."""
    if spec.get("source"):
        wanted = str(spec["source"])
        for draft in drafts:
            if draft.name.lower() == wanted.lower():
                return draft
        raise UnknownName("table", wanted, [d.name for d in drafts])
    for draft in drafts:
        try:
            parse(str(spec["expr"]), draft.columns)
        except UnknownName:
            continue
        return draft
    return drafts[0]


def said_joins(settings: dict[str, Any], drafts: Sequence[Draft]) -> tuple[Join, ...]:
    """Joins by name, "orders.customer" to "customers.id"."""
    tables = {d.name.lower(): d for d in drafts}
    found = []
    for said in settings.get("joins") or ():
        ends = []
        for end in (str(said.get("from", "")), str(said.get("to", ""))):
            table, _, column = end.partition(".")
            if table.lower() not in tables:
                raise UnknownName("table", table, [d.name for d in drafts])
            draft = tables[table.lower()]
            ends.append((draft, _known(draft, column)))
        (draft, key), (other, to_key) = ends
        if not other.shape(to_key).unique:
            raise InvalidQuery(
                f"“{other.name}.{to_key}” repeats, so many rows cannot point to one row of it.",
                "Turn the join round.",
            )
        found.append(Join(draft.name, key, other.name, to_key))
    return tuple(found)
