"""Tables with a column for each month or weekday and a row for each year or place: "the temperature in July 1997" is
the cell of July in the row of 1997.

What the cells hold stands in no column: the name of the file tells it ("sea_surface_temp.csv"). Such a noun is said with
the periods and restricts nothing; any other noun stays what it is, and is asked about.
"""

from __future__ import annotations

import re

from assistant.planner.offline import events
from assistant.planner.offline.derived.desk import Desk
from assistant.planner.offline.derived.wide import DAYS, MONTHS, Family, families, period_of
from data.catalog import Column
from data.query import Call, Expr, call, col

_UP = re.compile(r"\b(?:warmest|hottest|wettest|rainiest|sunniest|windiest|busiest|strongest)\b", re.I)
_DOWN = re.compile(r"\b(?:coldest|coolest|driest|quietest|weakest)\b", re.I)
_MORE = re.compile(r"\b(?:warmer|hotter|wetter|busier|sunnier)\b", re.I)
_LESS = re.compile(r"\b(?:colder|cooler|drier|quieter)\b", re.I)
_DEGREES = re.compile(r"(?<=\d)\s*(?:°\s?[CF]?|degrees?(?:\s+(?:celsius|fahrenheit|c|f))?)\b|(?<=\d)°", re.I)
_HOW_MANY_DEGREES = re.compile(r"\bhow\s+many\s+degrees\b", re.I)
_YEARLY = re.compile(r"\b(?:annual|yearly|year-?round|whole-?year)\s+", re.I)
_ROW = re.compile(
    r"\b(?:which|what)\s+(?P<noun>\w+)\s+(?:was|is|did|had|saw|has)\s+(?:the\s+)?(?P<name>qq[a-z])\s+(?:the\s+|its\s+|at\s+its\s+)?(?P<way>highest|lowest)\b",
    re.I,
)

_TOP = re.compile(
    r"\b(?:the\s+)?(?P<n>\d+|two|three|four|five|six|seven|eight|nine|ten)\s+(?P<noun>[a-z]+s)\s+(?:with|that\s+had|which\s+had|having)\s+the\s+(?P<way>highest|lowest)\s+(?P<name>qq[a-z])\b",
    re.I,
)
_ALL = re.compile(r"\s+from\s+(?P<a>[a-z]+)\s+(?:to|until|through)\s+(?P<b>[a-z]+)\b", re.I)


def read(desk: Desk) -> None:
    """Put the columns in the place of the periods that are said, with the noun for what their cells hold."""
    for family in families(desk.scope):
        if family.kind in ("month", "weekday"):
            _ways(desk)
            nouns = _nouns(desk)
            if _all_of_them(desk, family):
                _forget(desk, nouns)
                return
            named = _named(desk, family)
            if named:
                _dated(desk, named)
                _without_nouns(desk, nouns, named)
                _joined(desk, family)
                desk.text = _TOP.sub(_ranked, desk.text)
                desk.text = _ROW.sub(r"which \g<noun> has the \g<way> \g<name>", desk.text)
            else:
                _of_rows(desk, family, nouns)
            return


def _ways(desk: Desk) -> None:
    """Words for high and low that bring their own quantity, which all cells hold."""
    for pattern, said in ((_UP, "highest"), (_DOWN, "lowest"), (_MORE, "higher"), (_LESS, "lower")):
        desk.text = pattern.sub(said, desk.text)
    desk.text = _HOW_MANY_DEGREES.sub("how much", _DEGREES.sub("", desk.text))


def _ranked(m: re.Match[str]) -> str:
    """ "the five years with the highest July" are the top five."""
    return f"{'top' if m['way'].lower() == 'highest' else 'bottom'} {m['n']} {m['noun']} by {m['name']}"


def _nouns(desk: Desk) -> list[str]:
    """What the cells may be called: the words of the file's name, and those that people use for the same."""
    words = desk.tagger.words
    own = [words.stems.of(w) for n in desk.scope.names for w in re.findall(r"[a-z]{3,}", n.lower())]
    alike = {s for stem in own for s in words.alike["columns"].get(stem, ())}
    known = {*own, *alike}
    done = events.kinds_of(" ".join(n.replace("_", " ") for n in desk.scope.names), words)
    said = re.findall(r"[A-Za-z]{3,}", desk.text)
    desk.text = " ".join(
        "had" if w.lower().endswith(("d", "t")) and done & events.kinds_of(w, words) else w
        for w in desk.text.split(" ")
    )
    return [w for w in dict.fromkeys(said) if words.stems.of(w.lower()) in known and not _is_data(desk, w)]


def _is_data(desk: Desk, word: str) -> bool:
    """A word that names a column or a stored value."""
    return any(
        e.kind in ("column", "value") and e.quality >= 0.75 for s in desk.tag(word).cover for e in s.entries
    )


def _all_of_them(desk: Desk, family: Family) -> bool:
    """ "every month from January to December", "sales by month": each column is a figure, as the wide table tells it."""
    if (
        re.search(rf"\b(?:by|per|each|every|of\s+all)\s+(?:calendar\s+)?{family.kind}s?\b", desk.text, re.I)
        is None
    ):
        return False
    ends = [
        desk.scope.source.columns[c.name].name.lower()[:3] for c in (family.columns[0], family.columns[-1])
    ]
    m = _ALL.search(desk.text)
    if m is not None and [m["a"][:3].lower(), m["b"][:3].lower()] == ends:
        desk.text = desk.text[: m.start()] + desk.text[m.end() :]
    return True


def _forget(desk: Desk, nouns: list[str]) -> None:
    """The noun for what all cells hold tells nothing more."""
    for noun in nouns:
        desk.text = re.sub(
            rf"\b{re.escape(noun)}\s+(?=(?:of|by|per|in|for|each|every)\b)", "", desk.text, flags=re.I
        )


def _named(desk: Desk, family: Family) -> list[str]:
    """Put a word for the column of each period that is said; gives the words."""
    names = MONTHS if family.kind == "month" else DAYS
    made = []
    for column in family.columns:
        place = period_of(column.name)
        whole = names[place[1]] if place is not None else ""
        said = {whole, column.name.lower().rstrip("."), whole[:3]} - {
            "",
            "may" if column.name.lower() != "may" else "",
        }
        forms = "|".join(sorted((re.escape(s) for s in said), key=len, reverse=True))
        pattern = re.compile(
            rf"(?<![\w-])(?:{forms})\b\.?(?!\s+(?:i|we|you|be)\b)(?:\s+(?:columns?|values?))?", re.I
        )
        if pattern.search(desk.text):
            made.append(desk.name(column))
            desk.text = pattern.sub(made[-1], desk.text)
    return made


def _dated(desk: Desk, named: list[str]) -> None:
    """ "July 1997": July of the row of 1997."""
    words = "|".join(named)
    desk.text = re.sub(rf"\b({words})['’]?s?\s+(?=(?:19|20)\d\d\b)", r"\1 in ", desk.text)
    desk.text = re.sub(rf"\b((?:19|20)\d\d)\s+({words})\b", r"\2 in \1", desk.text)


def _without_nouns(desk: Desk, nouns: list[str], named: list[str]) -> None:
    """ "the sea temperature in July", "July temperatures": the noun says what the cell holds."""
    words = "|".join(named)
    if not nouns:
        return
    noun = (
        rf"(?:(?:{'|'.join(re.escape(n) for n in nouns)})\s*)+(?:(?:fell|fallen|had|recorded|measured)\s+)?"
    )
    before = (
        rf"\b(?:the\s+)?{noun}(?:(?:in|for|of|during|on)\s+(?:the\s+)?(?:month\s+of\s+)?)?(?=(?:{words})\b)"
    )
    desk.text = re.sub(before, "", desk.text, flags=re.I)
    desk.text = re.sub(rf"\b({words})(?:['’]s)?\s+{noun}(?=\W|$)", r"\1 ", desk.text, flags=re.I)
    desk.text = re.sub(r"\s{2,}", " ", desk.text)


def _joined(desk: Desk, family: Family) -> None:
    """ "the average of June, July and August": of the cells of each row."""
    listed = r"qq[a-z](?:(?:\s*,\s*|\s+)(?:and\s+)?(?:the\s+)?qq[a-z])+"
    m = re.search(
        rf"\b(?P<agg>averages?|avg|mean|total|sum)\s+(?:of|over|for|in|from|across)?\s*(?:the\s+)?(?P<list>{listed})",
        desk.text,
        re.I,
    )
    if m is None:
        return
    names = [desk.names[w.lower()] for w in re.findall(r"qq[a-z]", m["list"]) if w.lower() in desk.names]
    columns = [c for c in family.columns if c.name in names]
    if len(columns) < 2:
        return
    mean = not m["agg"].lower().startswith(("total", "sum"))
    label = f"{'average' if mean else 'total'} of {', '.join(c.label for c in columns)}"
    word = desk.column(label, _together(columns, mean), columns[0].unit, "score")
    desk.put(m.start(), m.end(), f"average {word}" if mean else f"total {word}")


def _together(columns: list[Column], mean: bool) -> Expr:
    total: Expr = Call(op="add", args=tuple(col(c.name) for c in columns))
    return call("div", total, len(columns)) if mean else total


def _of_rows(desk: Desk, family: Family, nouns: list[str]) -> None:
    """ "the average temperature in 1983", "the annual average temperature": over all months of a row."""
    desk.text = _YEARLY.sub(" ", desk.text) if nouns else desk.text
    if not nouns:
        return
    noun = rf"(?:(?:{'|'.join(re.escape(n) for n in nouns)})\s*)+"
    figure = re.search(
        rf"\b(?:averages?|avg|mean)\s+{noun}(?=(?:in|of|for|since|from|by|per|over\s+time|between|before|after)\b|\W|$)",
        desk.text,
        re.I,
    )
    if figure is None or re.search(r"\b(?:months?|days?|weekdays?|all|every|each)\b", desk.text, re.I):
        return
    word = desk.column(
        f"average over the {family.kind}s",
        _together(list(family.columns), True),
        family.columns[0].unit,
        "score",
    )
    desk.put(figure.start(), figure.end(), f"average {word} ")
