"""What one row of a table is called, in singular and plural, and by which column it is known.

From the surest to the weakest: a unique key and its name ("emp_id"), the name of the file where it is a plural or
known noun ("employees.csv"), the first column of names where each is there once ("state"). A file name such as
"204_169" or "final_export2" names nothing, and rows without a noun are rows.
"""

from __future__ import annotations

import re
from dataclasses import replace

from data import _names as names
from data._draft import Draft
from data._names import Name, Noun, hints, says, singular, split
from data.catalog import Column, Role

_LINES = frozenset(("line", "item", "detail", "row"))
_BOUGHT = frozenset(
    ("order", "invoice", "transaction", "receipt", "purchase", "sale", "bill", "booking", "basket")
)
"""What is bought at once, of whatever many pieces."""
_PEOPLE = ("person", "customer", "household")
_EARLIER = frozenset(("previous", "prior", "past", "earlier", "last", "next", "other", "total", "prev", "no"))
"""Words of a column that counts what there is beside the row itself."""


def find_row_entity(draft: Draft) -> None:
    """What one row is, and its key."""
    key = draft.key or _unique_key(draft)
    people = _about_people(draft, key)
    if key and _is_line_key(draft, key):
        draft.key = key
        draft.noun = Noun("order line", "order lines", "line", ("line", "lines", "line item", "line items"))
        return
    lines = key is None and not people and _line_word(draft)
    named = None if lines else _named_once(draft)
    draft.key = key or (named.name if named is not None else None)
    if lines:
        return
    draft.noun = _noun(draft, key, named, people)
    if draft.noun is None and key is None:
        draft.key = None


def _noun(draft: Draft, key: str | None, named: Column | None, people: bool) -> Noun | None:
    """The noun of a row whose `key` is unique; `named`: the first column of names, where each is there once."""
    by_key = _word_of_key(key) if key else None
    by_file = _word_of_file(draft.name)
    several = bool(words := _file_words(draft.name)) and singular(words[-1]) != words[-1]
    by_people = _word_of_people(draft, by_file) if people else None
    by_names = _nouns_of_header(named.name) if named is not None else ()
    if by_key:
        return _also(_of_key(by_key, by_file, several), _answering(by_key, words))
    known = key is not None or people or named is not None
    for word in (by_people, by_file):
        if word == by_file and word and _is_counted(draft, word):
            continue
        if word and (known or names.is_noun(word)) and (key or people or not _has_many_rows(draft, word)):
            more = [w for n in by_names for w in (n, names.plural(n))]
            return _also(names.noun(word), more)
    if by_names:
        first, *others = by_names
        return _also(names.noun(first), [w for n in others for w in (n, names.plural(n))])
    return None


def _of_key(by_key: str, by_file: str | None, several: bool) -> Noun:
    """The thing that the key names; the file's word where it is closer: a table of professors with an
    employee number, airlines (the file's word is a plural: `several`) with an "alid"."""
    own = names.noun(by_key)
    if by_file is None or by_file == by_key:
        return own
    theirs = names.noun(by_file)
    closer = several and " " not in by_key
    if names.is_noun(by_key):
        closer = own.kind == theirs.kind and own.kind in _PEOPLE
    said = closer and theirs.name != own.name and by_file not in by_key.split()
    return _also(theirs, [own.name, own.plural]) if said else own


def _answering(by_key: str, words: list[str]) -> list[str]:
    """The people who answered, by the file's name: "shopper_survey" holds what shoppers said."""
    if names.noun(by_key).name not in ("response", "respondent"):
        return []
    people = (singular(w) for w in words if names.noun(singular(w)).kind in _PEOPLE)
    return [w for one in people for w in (one, names.plural(one))]


def _also(noun: Noun, words: list[str]) -> Noun:
    """The noun with more words for the same thing."""
    own = {noun.name, noun.plural, *noun.synonyms}
    return replace(noun, synonyms=(*noun.synonyms, *(w for w in dict.fromkeys(words) if w not in own)))


def _has_many_rows(draft: Draft, word: str) -> bool:
    """A column names the same thing and repeats: rows are its days or weeks, not the thing itself."""
    thing = names.noun(word).name
    return any(
        repeats(draft, c)
        and (_is_name_of(n, word) or ((said := word_of(n, c)) is not None and names.noun(said).name == thing))
        for n, c in draft.raw()
    )


def _is_counted(draft: Draft, word: str) -> bool:
    """A number of the same thing in each row ("md_visits" of a file of visits): a row has some, and is not one. What
    went before is no number of its own ("previous visits")."""
    return any(
        c.type == "integer"
        and c.role == "quantity"
        and n.stems[-1:] == (word,) != n.words[-1:]
        and not _EARLIER & set(n.stems)
        for n, c in draft.raw()
    )


def _is_name_of(name: Name, word: str) -> bool:
    """A column "team" or "Team name" for the word "team"."""
    return [s for s in name.stems if s != "name"] == [word]


def _is_line_key(draft: Draft, key: str) -> bool:
    """ "line_id", "order_item_id", or a bare id beside an order id that repeats: rows are lines of orders."""
    stems = split(key).stems
    if any(s in hints("order") for s in stems) and not any(s in _LINES for s in stems):
        return False
    orders = any(
        c.role == "id" and c.name != key and says(n, "order") and n.last != "date" and repeats(draft, c)
        for n, c in draft.raw()
    )
    return orders and (any(s in _LINES for s in stems) or _word_of_key(key) is None)


def _unique_key(draft: Draft) -> str | None:
    """The first unique id; else a unique e-mail; else a unique name."""
    unique = [(n, c) for n, c in draft.raw() if draft.shape(c.name).unique]
    first = next(
        (c.name for _, c in draft.raw() if c.type == "text" and c.role not in ("ordinal", "flag")), None
    )
    wanted: tuple[Role, ...] = ("id", "person", "code")
    for role in wanted:
        for name, column in unique:
            late = role == "person" and column.name != first and not says(name, "email", "person", "name")
            if column.role == role and not late and not says(name, "phone"):
                return column.name
    return None


def _named_once(draft: Draft) -> Column | None:
    """The first column of texts, where every row has one of its own and no date comes before: rows are known by it."""
    for _, column in draft.raw():
        if column.role == "date":
            return None
        if column.type != "text" or column.role in ("ordinal", "flag"):
            continue
        shape = draft.shape(column.name)
        brief = shape.wordy <= 6 and shape.width <= 60 and column.role in ("category", "id", "code")
        return column if shape.unique and brief and _nouns_of_header(column.name) else None
    return None


def _nouns_of_header(header: str) -> tuple[str, ...]:
    """The things that a column of names is about: "Ship Name" -> ship, "Town/Village" -> town, village; none for
    words such as "name" or "title" alone, which fit anything."""
    found = []
    for said in re.split(r"/", re.split(r"[(\[]", header)[0]):
        stems = [s for s in split(said).stems if s != "name"]
        told = bool(stems) and (
            stems[-1] not in hints("no_thing") or (len(stems) > 1 and stems[-1] in hints("sort"))
        )
        if told and stems[-1].isalpha() and len(stems[-1]) > 2:
            found.append(" ".join(stems))
    return tuple(dict.fromkeys(found))


def _word_of_key(key: str) -> str | None:
    """ "Singer_ID" -> "singer"; an "ID" alone says nothing."""
    marks = hints("id") | hints("number") | hints("code") | hints("email")
    stems = [s for s in split(key).stems if s not in marks or names.is_noun(s)]
    stems = [s for s in stems if len(s) > 1 and not s.isdigit() and s not in ("name", "code")]
    if len(stems) == 1 and stems[0] in hints("extreme") | hints("ordinal"):
        return None
    if stems and names.is_noun(stems[-1]):
        return stems[-1]
    return " ".join(stems) if len(stems) > 1 or (stems and stems[0] not in hints("no_thing")) else None


def _word_of_people(draft: Draft, by_file: str | None) -> str | None:
    """For tables about people: what the columns or the file call them; with purchases, customers."""
    for name, _ in draft.raw():
        if any(s in hints("customer") for s in name.stems):
            return next(s for s in name.stems if s in hints("customer"))
    if by_file is not None and names.noun(by_file).kind in _PEOPLE:
        return by_file
    if draft.weight:
        return "respondent"
    buys = any(says(n, "purchase", "revenue") or c.role == "amount" for n, c in draft.raw())
    return "customer" if buys else "person"


def _word_of_file(table: str) -> str | None:
    """The noun in a file's name: a known one, or a plural, or the last word of a database's table ("db__table")."""
    words = _file_words(table)
    stems = [singular(w) for w in words]
    known = [w for w in stems if names.is_noun(w)]
    if known:
        return known[-1]
    if words and (singular(words[-1]) != words[-1] or "__" in table) and stems[-1] not in hints("no_thing"):
        return stems[-1]
    return None


def pieces(draft: Draft) -> tuple[str, str] | None:
    """What the quantity of a row counts, in singular and plural, where the file is named by it: tickets of which an
    order has several. Orders, lines, items and people are no pieces."""
    words = _file_words(draft.name)
    last = singular(words[-1]) if words else ""
    sold = singular(words[-2]) if last in _BOUGHT and len(words) > 1 else ""
    if sold and any(sold in n.stems and c.role != "id" for n, c in draft.raw()):
        last, words = (
            sold,
            [*words[:-2], names.plural(sold)],
        )  # "ticket_orders", whose orders tell of a ticket
    told = not words or last == words[-1] or last in _LINES | _BOUGHT | hints("no_thing")
    own = draft.noun is not None and last in (draft.noun.name, *draft.noun.synonyms)
    if told or own or names.noun(last).kind in (*_PEOPLE, "order", "place", "campaign"):
        return None
    return last, names.plural(last)


def _file_words(table: str) -> list[str]:
    """The words of a file's name that may name its rows: without figures, dates and words such as "export"."""
    own = table.rsplit("__", 1)[-1]
    parts = [p for p in re.split(r"[\W_]+", own) if p and not any(map(str.isdigit, p))]
    words = [w for p in parts for w in split(p).words]
    return [w for w in words if w not in hints("file_words") and (len(w) > 2 or w == "ad")]


def _about_people(draft: Draft, key: str | None) -> bool:
    """At least two columns of the kind that only people have."""
    kinds = {
        s for n, _ in draft.raw() if not says(n, "rate") for s in n.stems[: n.core] if s in hints("people")
    }
    own = key is not None and any(names.noun(s).kind in ("person", "customer") for s in split(key).stems)
    return own or len(kinds) >= 2 or any(c.role == "person" and says(n, "email") for n, c in draft.raw())


def _line_word(draft: Draft) -> bool:
    """A table of order lines or the like: an order id that repeats, or a quantity and a price."""
    return _repeated_orders(draft) or ("quantity" in draft.part and "price" in draft.part)


def _repeated_orders(draft: Draft) -> bool:
    """An order id that repeats by more than a few doubled rows."""
    return any(
        c.role == "id" and says(n, "order") and c.distinct <= 0.95 * (draft.profile.rows - c.missing)
        for n, c in draft.raw()
    )


def repeats(draft: Draft, column: Column) -> bool:
    """Whether a column names things that have several rows each."""
    present = draft.profile.rows - column.missing
    return column.role in ("id", "category", "code", "person") and 2 <= column.distinct <= 0.95 * present


def word_of(name: Name, column: Column) -> str | None:
    """The thing that a column's values name, if any."""
    if column.role == "id":
        said = None if name.last in ("to", "by", "from") else _word_of_key(name.raw)
        return said
    if column.role == "code":
        word = _word_of_key(name.raw)
        return word if word and names.noun(word).kind in ("product", "customer", "order") else None
    word = next((s for s in reversed(name.stems) if names.is_noun(s)), None)
    named = len(name.stems) == 1 or name.last in ("name",)
    if word is None or not named or column.distinct < 3:
        return None
    kind = names.noun(word).kind
    return (
        word
        if kind in ("customer", "product", "campaign", "place")
        and (kind != "customer" or column.role == "person")
        else None
    )


def grain(draft: Draft) -> tuple[str, str, str]:
    """What one row is, in words: label, plural, and a sentence."""
    if draft.noun is not None:
        text = f"One row is one {draft.noun.name}."
        if draft.implicates > 1:
            text = f"Each {draft.noun.name} has {draft.implicates} rows (implicates of one interview)."
        return draft.noun.name, draft.noun.plural, text
    if _repeated_orders(draft):
        return "order line", "order lines", "One row is one line of an order."
    campaign = any(says(n, "impressions") for n, _ in draft.raw()) and any(
        says(n, "clicks") for n, _ in draft.raw()
    )
    if campaign and draft.main_date() is not None:
        return "campaign day", "campaign days", "One row is one campaign on one day."
    words = _file_words(draft.name)
    last = singular(words[-1]) if words else ""
    if not _name_rows(words, "__" in draft.name) or _has_many_rows(draft, last) or _is_counted(draft, last):
        return "row", "rows", "One row is one record."
    if "place" in (names.noun(singular(w)).kind for w in words[:-1]):
        words = [singular(w) for w in words]  # "stores_week": a store week
    one = " ".join([*words[:-1], singular(words[-1])])
    more = " ".join([*words[:-1], names.plural(singular(words[-1]))])
    return one, more, f"One row is one {one}."


def _name_rows(words: list[str], of_database: bool) -> bool:
    """Whether the words of a file's name say what its rows are: a plural, a store's weeks, a database's table."""
    if not words:
        return False
    last = singular(words[-1])
    if of_database or last != words[-1]:
        return len(words) > 1 or last not in hints("no_thing")
    return len(words) > 1 and names.is_noun(singular(words[-2])) and last in ("day", "week", "month")
