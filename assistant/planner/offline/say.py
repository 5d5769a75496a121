"""A plan in plain words: what was understood, so that a person can see a misreading at once."""

from __future__ import annotations

from collections.abc import Iterable

from pydantic import TypeAdapter

from assistant.planner.offline.scope import Intent
from data.catalog import Catalog, Column, Source
from data.query import (
    Agg,
    Bin,
    Call,
    Col,
    Expr,
    Lit,
    MeasureRef,
    Member,
    Out,
    Over,
    Query,
    Scalar,
    columns_of,
    walk,
)
from tools._facts import PLACES
from tools._telling import listed
from tools.significance import NAMES as TESTS

_OPS = {
    "eq": "is", "ne": "is not", "gt": "over", "ge": "at least", "lt": "under", "le": "at most",
    "contains": "contains", "starts_with": "starts with", "ends_with": "ends with",
}  # fmt: skip
_ARITHMETIC = {"add": "plus", "sub": "minus", "mul": "times", "div": "divided by"}
_DATE_OPS = {"ge": "from", "gt": "after", "lt": "before", "le": "until"}
_TOOL = {
    "segment": "Segments of {plural}", "profile": "Profile of {subject}", "compare": "Comparison of {subject}",
    "predict": "Prediction of {target}", "campaign": "Campaign brief for {subject}", "overview": "Overview of {plural}",
    "drivers": "What goes along with {target}", "forecast": "Forecast of {target}", "correlate": "Correlation of {subject}",
    "concentration": "Concentration of {target} among {plural}", "calc": "Arithmetic on the last answers",
    "target": "{plural} ranked by their chance of {target}",
    "lookalike": "{plural}", "define": "Definition of {subject}", "policy": "Change of what is left out",
}  # fmt: skip


def say_intent(intent: Intent, catalog: Catalog) -> str:
    """One line, such as "Average income by education, customers with income over 50,000"."""
    source = catalog.sources.get(intent.source)
    if source is None:
        return intent.tool
    text = _query(intent, source) if intent.tool == "query" else _tool(intent, source)
    text += _compared(intent, catalog) if intent.tool == "compare" else ""
    text += _alike(intent, catalog) if intent.tool == "lookalike" else ""
    conditions = [said for e in (*intent.where, *intent.within) if (said := _condition(intent, e, source))]
    if conditions:
        text += f", {_rows_of(intent, source)} with " + " and ".join(conditions)
    if _without_weights(intent, source):
        text += ", without the weights"
    if intent.having:
        text += ", only groups with " + " and ".join(condition(e, source) for e in intent.having)
    return text[:1].upper() + text[1:]


def _without_weights(intent: Intent, source: Source) -> bool:
    """Whether figures that the weights would change are taken without them."""
    aggs = (n for m in intent.metrics for n in walk(m.expr) if isinstance(n, Agg))
    return source.weight is not None and any(
        not a.weighted and a.agg not in ("count", "distinct") for a in aggs
    )


def _condition(intent: Intent, expr: Expr, source: Source) -> str:
    """A condition in words; customers who are followed through time are chosen by their first purchase."""
    said = condition(expr, source)
    dated = [c for n in columns_of(expr) if (c := source.columns.get(n)) and c.type in ("date", "datetime")]
    if intent.tool in ("cohort", "value") and len(dated) == 1:
        return said.replace(dated[0].label, "first purchase")
    return said


def _rows_of(intent: Intent, source: Source) -> str:
    """What a condition restricts: members where rows are such, else purchases where these are followed."""
    followed = intent.tool in ("cohort", "basket", "value") and source.entity is None
    return "purchases" if followed else _noun(source)


def _noun(source: Source) -> str:
    return source.entity.plural if source.entity is not None else source.plural or "rows"


def _query(intent: Intent, source: Source) -> str:
    if intent.columns:
        drawn = intent.chart == "box" and len(intent.columns) == 2
        names = " by ".join(o.name for o in intent.columns) if drawn else join(o.name for o in intent.columns)
        head = {"histogram": "Distribution of ", "box": "Spread of ", "scatter": "Scatter of "}.get(
            intent.chart or "", f"List of {_noun(source)}: "
        )
        side = (
            f"{'highest' if intent.desc is not False else 'lowest'} {intent.order} first"
            if intent.order
            else ""
        )
        top = (
            f", {'top' if intent.desc is not False else 'bottom'} {intent.limit}"
            if intent.order and intent.limit
            else ""
        )
        at = (
            f", the {PLACES[intent.place - 1]} of them"
            if intent.place > 1 and intent.answer == "name"
            else ""
        )
        return head + names + (f", {side}" if side else "") + (at or top)
    what = (
        join(o.name for o in intent.metrics)
        if intent.melt is None
        else f"{intent.melt} (" + join(o.name for o in intent.metrics) + ")"
    )
    if intent.share:
        what += " with " + " and ".join(condition(e, source) for e in intent.share)
    if intent.groups:
        by = " and ".join(o.name for o in intent.groups)
        what += f" by {by}"
    if intent.limit is not None:
        per = f" in each {intent.best[0]}" if intent.best else ""
        side = "top" if intent.desc or intent.desc is None else "bottom"
        what = f"{side} {intent.limit}{per}: {what}" if intent.limit > 1 or intent.best else f"{side}: {what}"
        if intent.rest:
            what += f", the rest as {intent.rest}"
    elif intent.order is not None:
        what += _in_order(intent)
    if intent.place > 1 and intent.answer == "name":
        what += f", the {PLACES[intent.place - 1]} of them"
    if intent.chart not in (None, "auto", "table"):
        what += (
            f" as a {intent.chart.replace('_', ' ')} chart"
            if intent.chart not in ("histogram", "heatmap")
            else f" as a {intent.chart}"
        )
    return what


def _in_order(intent: Intent) -> str:
    """In which order the groups stand: along the time, or by a figure."""
    group = next((g.expr for g in intent.groups if g.name == intent.order), None)
    if isinstance(group, Call) and group.op.startswith("trunc_"):
        return ", latest first" if intent.desc else ", earliest first"
    return ", highest first" if intent.desc else ", lowest first"


def _tool(intent: Intent, source: Source) -> str:
    args = intent.args
    subject = args.get("subject") or _segment_words(args) or _noun(source)
    columns = args.get("columns")
    if intent.tool == "correlate" and isinstance(columns, (list, tuple)) and columns:
        subject = join(_label(source, str(c)) for c in columns)
        per = args.get("per")
        subject += f" per {per['name']}" if isinstance(per, dict) else ""
    target = args.get("target") or args.get("measure")
    label = (
        _label(source, str(target))
        if isinstance(target, str)
        else target.get("name", "it")
        if isinstance(target, dict)
        else "the main measure"
    )
    if intent.tool == "drivers" and args.get("period"):
        measure, days, other = args.get("measure"), args.get("period"), args.get("against")
        name = measure["name"] if isinstance(measure, dict) else "the main measure"
        text = f"What the change in {name} is made of, {_days(days)}"
        text += f" against {_days(other)}" if other else " against the period before"
        by = args.get("by")
        return text + (
            f", by {by['name']}" if isinstance(by, dict) else _SPLITS[str(args.get("split", "bridge"))]
        )
    if intent.tool == "calc" and intent.before:
        return _set_against(intent, source)
    if intent.tool == "significance":
        return _tested(args, source)
    if intent.tool == "cohort":
        return _cohort(args)
    if intent.tool == "regression":
        return _regressed(args)
    if intent.tool == "basket":
        return _basket(args, source)
    if intent.tool == "value":
        return _value(args)
    text = _TOOL.get(intent.tool, intent.tool).format(plural=_noun(source), subject=subject, target=label)
    if intent.tool == "campaign" and args.get("form") in _COPY:
        text = text.replace("Campaign brief", _COPY[str(args["form"])])
    if intent.tool == "campaign" and args.get("idea") in _PLACE:
        text += f", by the {_PLACE[int(str(args['idea']))]} idea"
    if intent.tool == "segment":
        text += _segmented(args, source)
    if intent.tool == "audience":
        text = _list(args, source, intent.before)
    if intent.tool == "experiment":
        text = _test(args, source)
    if intent.tool == "target" and isinstance(person := args.get("person"), dict) and person:
        text = f"Chance of {label} for " + join(f"{_label(source, k)} {number(v)}" for k, v in person.items())
    elif intent.tool == "target":
        text = "Break-even rate" if args.get("view") == "break-even" and "target" not in args else text
        text += _ranking(args, source)
    if intent.tool == "forecast":
        text = _foretold(args, label)
    if intent.tool == "predict":
        person = args.get("person")
        if isinstance(person, dict) and person:
            text += " for " + join(f"{_label(source, k)} {number(v)}" for k, v in person.items())
        if args.get("view") in ("predicted vs actual", "residuals"):
            text = f"What a model misses of {label}, predicted against actual"
            text += ", as residuals" if args["view"] == "residuals" else ""
        if args.get("view") in ("quality", "compare models"):
            text = f"How well {label} can be predicted"
            text += ", with tuned models" if args.get("tune") else ""
        if isinstance(columns, (list, tuple)) and columns:
            text += " from " + join(_label(source, str(c)) for c in columns)
    return text


_SPLITS = {
    "bridge": "",
    "price": ", in price, volume and mix",
    "people": ", in customers who came, left and stayed",
}


def _compared(intent: Intent, catalog: Catalog) -> str:
    """What is compared, with whom, and by what."""
    args = intent.args
    measure, dimension = args.get("measure"), args.get("dimension")
    columns, segments = args.get("columns"), args.get("segments")
    other = catalog.sources.get(str(args.get("against")))
    text = f" with {_noun(other)}" if other is not None else ""
    versus = args.get("versus")
    if isinstance(versus, dict):
        label = str(versus.get("label"))
        text += f" with segment {label}" if label.isdigit() else f" with “{label}”"
    if segments is not None and other is not None:
        text += f" by {segments} shared segments" if segments else " by shared segments"
        named = [_label(catalog.sources[intent.source], str(c)) for c in columns] if isinstance(columns, (list, tuple)) else []  # fmt: skip
        return text + (f" of {join(named)}" if named else "")
    text += f" in {measure['name']}" if isinstance(measure, dict) else ""
    return text + (f" by {dimension['name']}" if isinstance(dimension, dict) else "")


def _alike(intent: Intent, catalog: Catalog) -> str:
    """ "Households like customers with age over 40, in age and income, by their segments"."""
    args, like = intent.args, catalog.sources.get(str(intent.args.get("like")))
    if like is None:
        return " like the customers"
    segment = args.get("segment")
    label = segment.get("label") if isinstance(segment, dict) else None
    text = f" like {_noun(like)}" + (f" of segment {label}" if label else "")
    among = [TypeAdapter(Expr).validate_python(e) for e in args.get("among", ())]  # type: ignore[attr-defined]  # a list
    if among:
        text += " with " + " and ".join(condition(e, like) for e in among)
    columns = args.get("traits")
    if isinstance(columns, (list, tuple)) and columns:
        text += " in " + join(_label(like, str(c)) for c in columns)
    if args.get("middle") is not None:
        text += f", within the middle {number(100 * float(str(args['middle'])))} % of them"
    return text + (", by the segments of these" if segment is not None and not label else "")


_COPY = {"email": "Text of an e-mail", "ad": "Text of an ad", "ideas": "Ideas for a campaign"}
_PLACE = {1: "first", 2: "second", 3: "third"}
_WAYS = {"rfm": " (RFM)", "hierarchical": " (hierarchical)", "mixture": " (Gaussian mixture)"}
_SCALED = {"min-max": "each scaled from 0 to 1", "standard": "each with mean 0 and sd 1"}


def _segmented(args: dict[str, object], source: Source) -> str:
    """By what the groups were found, what counts more, and on which scale."""
    columns, weights = args.get("columns"), args.get("weights")
    text = f" ({args['k']} groups)" if args.get("k") else ""
    if isinstance(columns, (list, tuple)) and columns:
        text += " by " + join(_label(source, str(c)) for c in columns)
    if isinstance(weights, dict) and weights:
        text += ", with " + join(
            f"{_label(source, k)} counting {number(w)} times" for k, w in weights.items()
        )
    if str(args.get("scale")) in _SCALED:
        text += f", {_SCALED[str(args['scale'])]}"
    text += _WAYS.get(str(args.get("method")), "")
    chart = args.get("chart", "shares")
    return text + (
        f", as a {chart} chart" if chart == "stability" else f", as a {chart}" if chart != "shares" else ""
    )


def _days(days: object) -> str:
    return " to ".join(str(day)[:10] for day in days) if isinstance(days, (list, tuple)) else str(days)


def _set_against(intent: Intent, source: Source) -> str:
    """ "Change in revenue, from order date in May to order date in June"."""
    op, sides, figures = intent.args.get("op"), [], []
    what = {"growth": "Change in", "ratio": "Ratio of"}.get(str(op), "Difference in")
    for step in intent.before:
        args = step.get("args")
        if not isinstance(args, dict) or "query" not in args:
            return f"{what} the last two answers"
        asked = Query.model_validate(args["query"])
        figures.append(join(out.name for out in asked.measures))
        sides.append(condition(Call(op="and", args=asked.where), source) if asked.where else "all")
    if op == "ratio":
        return f"{what} {' to '.join(dict.fromkeys(figures))}: " + " to ".join(dict.fromkeys(sides))
    return f"{what} {figures[0]}: " + " against ".join(reversed(sides))


def _tested(args: dict[str, object], source: Source) -> str:
    """ "Welch's t-test of income by gender"."""
    columns, control = args.get("columns"), args.get("control")
    names = [_label(source, str(c)) for c in columns] if isinstance(columns, list) else []
    dimension = args.get("dimension")
    by = f" by {dimension.get('name')}" if isinstance(dimension, dict) else ""
    name = TESTS.get(str(args.get("test")), "test of significance")
    text = f"{name} of {join(names)}{by}"
    if args.get("against") is not None:
        text += f" against {number(args['against'])}"
    if isinstance(control, list):
        text += " without what is explained by " + join(_label(source, str(c)) for c in control)
    return text


_COHORT = {
    "retention": "Retention by {grain} purchase",
    "repeat": "Customers who bought more than once",
    "return": "New customers who come back{days}",
    "newer": "Newer against older customers: who comes back{days}",
    "mix": "What new and returning customers bring{by}",
}


def _cohort(args: dict[str, object]) -> str:
    days = f" within {args['days']} days" if args.get("days") else ""
    grain = f"{args['grain']} of the first" if args.get("grain") else "first"
    text = _COHORT[str(args.get("view", "retention"))].format(
        grain=grain, days=days, by=f" by {args['grain']}" if args.get("grain") else ""
    )
    by = args.get("by")
    return text + (f", by {by['name']}" if isinstance(by, dict) else "")


def _regressed(args: dict[str, object]) -> str:
    """ "Regression of log of food on log of income"."""
    y, x = args.get("y"), args.get("x")
    names = [str(o.get("name")) for o in x if isinstance(o, dict)] if isinstance(x, list) else []
    of = str(y.get("name")) if isinstance(y, dict) else "it"
    origin = "" if args.get("intercept", True) else ", through the origin"
    places, step = args.get("at"), args.get("step")
    at = ""
    if isinstance(places, (list, tuple)) and places:
        at = ", at " + join([f"{n} {number(v)}" for n, v in zip(names, places, strict=True)])
    per = f", for each {number(step)} more" if isinstance(step, (int, float)) and step != 1 else ""
    return f"Linear regression of {of} on {join(names)}{origin}{at}{per}"


def _foretold(args: dict[str, object], label: str) -> str:
    """ "Forecast of revenue by week, 4 weeks ahead"; its test on the past."""
    grain, horizon = args.get("grain"), args.get("horizon")
    text = label + (f" by {grain}" if grain else "")
    text += f", {horizon} {grain or 'month'}s ahead" if isinstance(horizon, int) and horizon > 1 else ""
    tried = args.get("view") == "backtest"
    return f"Test on the past of a forecast of {text}" if tried else f"Forecast of {text}"


_SEEN = {"calibration": ", and how often their chances come true", "break-even": ", and where contacting them breaks even"}  # fmt: skip


def _ranking(args: dict[str, object], source: Source) -> str:
    """What a ranking by chance is cut at, and what it may read."""
    text = f" ({args['yes']})" if args.get("yes") else ""
    if args.get("cost") is not None or args.get("margin") is not None:
        said = [f"{what} {number(args[what])}" for what in ("cost", "margin") if args.get(what) is not None]
        text += f" at a {' and a '.join(said)}"
    top = args.get("top")
    if isinstance(top, (int, float)):
        text += f", the top {number(round(top * 100, 6))} %" if top < 1 else f", the top {number(top)}"
    for name, words in (("columns", "by"), ("without", "without")):
        chosen = args.get(name)
        if isinstance(chosen, (list, tuple)) and chosen:
            text += f" {words} " + join(_label(source, str(c)) for c in chosen)
    return text + (_SEEN.get(str(args.get("view")), "") if args.get("target") else "")


def _basket(args: dict[str, object], source: Source) -> str:
    anchor = args.get("anchor")
    if isinstance(anchor, (list, tuple)) and anchor:
        exprs = [e if isinstance(e, Call) else Call.model_validate(e) for e in anchor]
        text = "What is bought with " + " and ".join(_values(e, source) for e in exprs)
    elif args.get("item"):
        text = f"What is bought with “{args['item']}”"
    else:
        what = _label(source, str(args["by"])) if args.get("by") else "products"
        text = f"Pairs of {what} bought together"
    text += ", strongest first" if args.get("order") == "strength" else ""
    return text + (", different items only" if args.get("different") else "")


_VALUE = {
    "expected": "What customers have brought and will bring in the next {months} months",
    "historic": "What customers have brought so far",
    "customers": "Customers of the highest expected value in the next {months} months",
    "churn": "Customers who will most likely buy nothing in the next 90 days",
    "alive": "The chance that customers are still customers",
    "check": "How well the forecast of value did on held-out days",
}


def _value(args: dict[str, object]) -> str:
    text = _VALUE[str(args.get("view", "expected"))].format(months=args.get("months") or 12)
    margin, by = args.get("margin"), args.get("by")
    text += f" at a margin of {number(round(margin * 100, 4))} %" if isinstance(margin, float) else ""
    return text + (f", by {by['name']}" if isinstance(by, dict) else "")


def _values(expr: Call, source: Source) -> str:
    """The values that a condition asks for; the condition where it asks for something else."""
    if expr.op not in ("eq", "in"):
        return condition(expr, source)
    return " or ".join(f"“{a.lit}”" for a in expr.args[1:] if isinstance(a, Lit))


_FORMS = {"google": ", hashed for Google Customer Match", "meta": ", hashed for Meta custom audiences"}


def _list(args: dict[str, object], source: Source, before: tuple[dict[str, object], ...]) -> str:
    """ "List of customers in segment 2, hashed for Meta custom audiences"."""
    whose = f" in {words}" if (words := _segment_words(args)) else ""
    label = f" with their {_label(source, str(args['label']))}" if args.get("label") else ""
    text = f"List of {_noun(source)}{whose}{label}{_FORMS.get(str(args.get('form')), ', by id')}"
    text += ", everyone has agreed" if args.get("agreed") else ""
    text += ", also those who have not agreed" if args.get("everybody") else ""
    return text + (", also those who complained" if args.get("complaints") else "")


def _test(args: dict[str, object], source: Source) -> str:
    """ "Size of a test of response from 5 % to 6 %, 90 % power"."""
    counts = args.get("counts")
    if args.get("view") in ("split", "peeking"):
        return _ran(args, source)
    if isinstance(counts, (list, tuple)) and counts:
        arms = [f"{c['name']} {number(c['yes'])} of {number(c['n'])}" for c in counts if isinstance(c, dict)]
        return "Result of a test: " + " against ".join(arms)
    outcome = f" of {_label(source, str(args['outcome']))}" if args.get("outcome") else ""
    if args.get("view") == "read":
        group = f" by {_label(source, str(args['group']))}" if args.get("group") else ""
        return f"Result of the test{outcome}{group}"
    text = f"Size of a test{outcome}"
    now, goal = args.get("baseline"), args.get("goal")
    text += f" from {_percent(now)}" if now is not None else ""
    text += f" to {_percent(goal)}" if goal is not None else ""
    if isinstance(relative := args.get("relative"), (int, float)):
        text += f", {_percent(abs(relative))} {'more' if relative > 0 else 'less'}"
    if isinstance(rise := args.get("rise"), (int, float)):
        text += f", a difference of {number(rise)}"
    for key, words in (("power", "power"), ("level", "confidence"), ("control", "held out")):
        text += f", {_percent(args[key])} {words}" if args.get(key) is not None else ""
    if args.get("people") is not None:
        text += f", {number(args['people'])} people"
    if isinstance(day := args.get("per_day"), (int, float)):
        text += f", {number(round(day, 1))} a day"
    return text


def _ran(args: dict[str, object], source: Source) -> str:
    """ "Split of a test: A 5,200 against B 4,800, planned 50 % in the first"."""
    arms = args.get("sizes") or args.get("counts")
    typed = [f"{c['name']} {number(c['n'])}" for c in arms if isinstance(c, dict)] if isinstance(arms, (list, tuple)) else []  # fmt: skip
    of = f": {' against '.join(typed)}" if typed else f" by {_label(source, str(args['group']))}" if args.get("group") else ""  # fmt: skip
    if args.get("view") == "split":
        planned = (
            f", planned {_percent(args['control'])} in the first" if args.get("control") is not None else ""
        )
        return f"Split of the test{of}{planned}"
    looks = args.get("looks")
    times = f"{number(looks)} times" if looks is not None else "again and again"
    return f"What looking at the test {times} does to its error{of}"


def _percent(share: object) -> str:
    return f"{number(round(float(share) * 100, 6))} %" if isinstance(share, (int, float)) else str(share)


def _segment_words(args: dict[str, object]) -> str | None:
    segment = args.get("segment")
    if isinstance(segment, dict):
        label = str(segment.get("label", ""))
        return f"segment {label}" if label.isdigit() else f"“{label}”"
    return None


def join(names: Iterable[str]) -> str:
    """a, b and c."""
    return listed(list(names))


def _label(source: Source, name: str) -> str:
    column = source.columns.get(name)
    if column is None and name.startswith("$"):
        return "segment"  # what an earlier step of the plan makes
    return column.label if column is not None else name


def _column(source: Source, expr: Expr) -> Column | None:
    return source.columns.get(expr.col) if isinstance(expr, Col) else None


def condition(expr: Expr, source: Source) -> str:
    """A condition in words: "income over 50,000", "country is not France"."""
    if isinstance(expr, Member) and expr.within.limit and expr.within.order:
        first = expr.within.order[0]
        return f"a place among the {'top' if first.desc else 'bottom'} {expr.within.limit} by {first.by}"
    if isinstance(expr, Member) and expr.within.having:
        groups = join(g.name for g in expr.within.groups)
        said = " and ".join(condition(e, source) for e in (*expr.within.having, *expr.within.where))
        return f"{groups} with {said}"
    if isinstance(expr, Member):
        said = " and ".join(condition(e, source) for e in (*expr.within.where, *expr.within.within))
        return f"lines with {said}" if said else "any line"
    if not isinstance(expr, Call):
        return term(expr, source)
    left = expr.args[0] if expr.args else Lit(lit=None)
    column = _column(source, left)
    if expr.op == "and":
        period = _period(expr, source)
        return period or " and ".join(condition(a, source) for a in expr.args)
    if expr.op == "or":
        return " or ".join(condition(a, source) for a in expr.args)
    inner = expr.args[0].within if expr.op == "not" and isinstance(expr.args[0], Member) else None
    if inner is not None and isinstance(inner.source, str) and not inner.having:
        tested = [e for e in inner.where if not (isinstance(e, Call) and e.op == "not_null")]
        said = " and ".join(condition(e, source) for e in tested)
        return f"no {inner.source.replace('_', ' ')}" + (f" where {said}" if said else "")
    if expr.op == "not":
        return "not (" + condition(expr.args[0], source) + ")"
    name = term(left, source)
    if expr.op == "between":
        return f"{name} from {term(expr.args[1], source)} to {term(expr.args[2], source)}"
    if expr.op in ("in", "not_in"):
        values = [value(column, a) for a in expr.args[1:]]
        return f"{name} {'is' if expr.op == 'in' else 'is neither'} {' or '.join(values) if expr.op == 'in' else ' nor '.join(values)}"
    if expr.op in ("is_null", "not_null"):
        return f"{'no' if expr.op == 'is_null' else 'a'} known {name}"
    if expr.op in _OPS and len(expr.args) == 2:
        right = expr.args[1]
        if isinstance(right, Lit) and right.date:
            return f"{name} {_DATE_OPS.get(expr.op, _OPS[expr.op])} {right.lit}"
        return f"{name} {_OPS[expr.op]} {value(column, right) if isinstance(right, Lit) else term(right, source)}"
    if expr.op in _ARITHMETIC and len(expr.args) == 2:
        return f"{name} {_ARITHMETIC[expr.op]} {term(expr.args[1], source)}"
    return f"{expr.op.replace('_', ' ')} of " + join(term(a, source) for a in expr.args)


def _period(expr: Call, source: Source) -> str | None:
    low, high = (
        [a for a in expr.args if isinstance(a, Call) and a.op == "ge"],
        [a for a in expr.args if isinstance(a, Call) and a.op == "lt"],
    )
    if (
        len(expr.args) != 2
        or not low
        or not high
        or not all(isinstance(a.args[1], Lit) and a.args[1].date for a in low + high)
    ):
        return None
    import datetime as dt

    start, end = low[0].args[1], high[0].args[1]
    assert isinstance(start, Lit) and isinstance(end, Lit)
    last = dt.date.fromisoformat(str(end.lit)[:10]) - dt.timedelta(days=1)
    return f"{term(low[0].args[0], source)} from {start.lit} to {last.isoformat()}"


def value(column: Column | None, expr: Expr) -> str:
    """A constant as people call it: the value's own name where the column has one."""
    if not isinstance(expr, Lit):
        return str(expr)
    if column is not None and column.role != "flag":
        named = next(
            (
                v.name
                for v in column.values
                if v.value == expr.lit and isinstance(v.value, bool) == isinstance(expr.lit, bool)
            ),
            None,
        )
        if named is not None:
            return str(named)
    if column is not None and column.role == "flag" and expr.lit in (0, 1, True, False):
        return "yes" if expr.lit else "no"
    return number(expr.lit)


def number(raw: object) -> str:
    """Thousands marks for numbers; other things as they are."""
    if isinstance(raw, bool) or not isinstance(raw, (int, float)):
        return str(raw)
    return f"{raw:,.10g}" if abs(raw) >= 10_000 else f"{raw:g}"


def term(expr: Expr, source: Source) -> str:
    """Any expression in words."""
    if isinstance(expr, Col):
        return _label(source, expr.col)
    if isinstance(expr, Lit):
        return number(expr.lit)
    if isinstance(expr, Bin):
        return f"{term(expr.bin, source)} group"
    if isinstance(expr, Agg):
        return f"{expr.agg} of {term(expr.of, source)}" if expr.of is not None else "count"
    if isinstance(expr, MeasureRef):
        return expr.measure
    if isinstance(expr, Over):
        return f"{expr.over} of {expr.of}"
    if isinstance(expr, Scalar):
        inner: Query = expr.scalar
        out: Out = inner.outputs[0]
        whose = "all" if inner.base == source.name else inner.base
        return f"the {out.name} of {whose}"
    if isinstance(expr, Call):
        return condition(expr, source)
    return "a condition"
