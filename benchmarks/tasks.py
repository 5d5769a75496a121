"""The tasks that are measured, one a process: python benchmarks/tasks.py TASK FILE prints a line of JSON.

What is timed is the task itself, after the data are loaded, except where that is the point. `first` is the
first question of a process (what is imported on first use included), `seconds` a later one. `checksum` holds
the figures that both sides must agree on, `loss` what the smaller the better is (inertia by number of groups),
`parts` the time of our steps.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

FIRST_CHART = "average recency by marital status"
CHART = "average income by education"
FIRST_GROUP = "number of orders by country"
GROUP = "revenue by country"
SALES = "NOT starts_with(InvoiceNo, 'C') AND Quantity > 0 AND UnitPrice > 0"
"""The rule that the sales measures obey on this file, for the bare query."""

Done = dict[str, Any]


def chart_ours(file: Path) -> Done:
    """Two chart questions, from their text to the charts' JSON; the data are loaded before."""
    from assistant import Assistant

    assistant = Assistant.open(file)
    first, _ = _timed(lambda: _chart(assistant.ask(FIRST_CHART).to_dict()))
    second, answer = _timed(lambda: _chart(assistant.ask(CHART).to_dict()))
    return {
        "first": first,
        "seconds": second,
        "checksum": bars(answer["chart"]["plotly"]),
        "parts": parts(answer),
    }


def chart_theirs(file: Path) -> Done:
    """The same two charts by hand; the data are loaded before."""
    import pandas
    import plotly.express as express

    people = pandas.read_csv(file, sep="\t")

    def draw(group: str, value: str) -> dict[str, Any]:
        means = people.groupby(group)[value].mean().sort_values(ascending=False).reset_index()
        figure = express.bar(means, x=group, y=value, title=f"Average {value} by {group}").to_json()
        return {"figure": figure, "means": {str(n): round(v, 6) for n, v in means.itertuples(index=False)}}

    first, _ = _timed(lambda: draw("Marital_Status", "Recency"))
    second, drawn = _timed(lambda: draw("Education", "Income"))
    return {"first": first, "seconds": second, "checksum": drawn["means"]}


def load_ours(file: Path) -> Done:
    """Read the file, find out what its columns mean, and check its health."""
    from data.dataset import Dataset
    from data.query import Agg, Col, Out, Query

    started = time.perf_counter()
    dataset = Dataset.open(file)
    opened = time.perf_counter()
    report = dataset.health
    seconds = time.perf_counter() - started
    table = next(iter(report.tables))
    total = Out(name="q", expr=Agg(agg="sum", of=Col(col="Quantity")))
    pieces = dataset.view().fetch(Query(source=table, measures=(total,))).rows[0][0]
    spent = {"open": opened - started, "health": time.perf_counter() - opened}
    return {"seconds": seconds, "checksum": [report.tables[table].rows, pieces], "parts": spent}


def load_theirs(file: Path) -> Done:
    """pandas.read_csv with the right encoding; dates stay text."""
    import pandas

    started = time.perf_counter()
    lines = pandas.read_csv(file, encoding="latin-1", low_memory=False)
    seconds = time.perf_counter() - started
    return {"seconds": seconds, "checksum": [len(lines), int(lines["Quantity"].sum())]}


def group_ours(file: Path) -> Done:
    """Two group-by questions, text to answer; the data are loaded before."""
    from assistant import Assistant

    assistant = Assistant.open(file)
    first, _ = _timed(lambda: assistant.ask(FIRST_GROUP).to_dict())
    second, answer = _timed(lambda: assistant.ask(GROUP).to_dict())
    rows = {row[0]: row[1] for row in answer["table"]["rows"]}
    return {"first": first, "seconds": second, "checksum": cents(rows), "parts": parts(answer)}


def group_theirs(file: Path) -> Done:
    """The two bare queries in DuckDB on a native table."""
    import duckdb

    connection = duckdb.connect()
    reading = "read_csv(?, encoding = 'latin-1', types = {'InvoiceNo': 'VARCHAR'})"
    connection.execute(f"CREATE TABLE lines AS SELECT * FROM {reading}", [str(file)])
    count = "SELECT Country, count(DISTINCT InvoiceNo) v FROM lines GROUP BY 1 ORDER BY v DESC"
    total = f"SELECT Country, sum(Quantity * UnitPrice) v FROM lines WHERE {SALES} GROUP BY 1 ORDER BY v DESC"
    first, _ = _timed(lambda: connection.execute(count).fetchall())
    second, rows = _timed(lambda: connection.execute(total).fetchall())
    return {"first": first, "seconds": second, "checksum": cents(dict(rows))}


def clusters_ours(file: Path) -> Done:
    """A number of segments by our rule, their centres and everybody's label; the scaled table is there before."""
    from tools._models import FIT_ROWS, choose_k, nearest, threads_for

    people = made_people()
    looks = [time.perf_counter()]

    def choose() -> Any:
        features = [slice(at, at + 1) for at in range(people.shape[1])]
        with threads_for(FIT_ROWS):
            choice = choose_k(people, features, seed=0, check=lambda _: looks.append(time.perf_counter()))
        with threads_for(len(people)):
            return choice, nearest(people, choice.solutions[choice.recommended].centres)

    seconds, (choice, labels) = _timed(choose)
    loss = {str(k): _inertia(people, found.centres) for k, found in choice.solutions.items()}
    longest = max(later - earlier for earlier, later in pairwise(looks))
    spent = {"longest without a look at Stop": longest}
    return {"seconds": seconds, "checksum": len(labels), "loss": loss, "parts": spent}


def clusters_theirs(file: Path) -> Done:
    """scikit-learn's elbow over two to twelve with its defaults, the fit of the chosen number among them."""
    from sklearn.cluster import KMeans

    people = made_people()

    def elbow() -> dict[int, Any]:
        return {k: KMeans(k, random_state=0).fit(people) for k in range(2, 13)}

    seconds, fits = _timed(elbow)
    loss = {str(k): float(fit.inertia_) for k, fit in fits.items()}
    return {"seconds": seconds, "checksum": len(fits[2].labels_), "loss": loss}


def made_people(count: int = 1_000_000, columns: int = 8, kinds: int = 7) -> Any:
    """Scaled customers of seven kinds that overlap, one column skewed; the same each time."""
    import numpy

    rng = numpy.random.default_rng(0)
    centres = rng.normal(0, 2.2, (kinds, columns))
    people = centres[rng.integers(kinds, size=count)] + rng.normal(0, 1, (count, columns))
    people[:, 0] = numpy.exp(people[:, 0] / 2)
    return (people - people.mean(axis=0)) / people.std(axis=0)


def _inertia(people: Any, centres: Any) -> float:
    from tools._models import nearest

    return float(((people - centres[nearest(people, centres)]) ** 2).sum())


def segment_ours(file: Path) -> Done:
    """The whole answer to the first question of a conversation; the data are loaded before."""
    from assistant import Assistant

    assistant = Assistant.open(file)
    seconds, answer = _timed(lambda: assistant.ask("segment the customers").to_dict())
    rows = sum(answer["evidence"][0][name] for name in ("rows_used", "rows_excluded"))
    return {"seconds": seconds, "checksum": rows, "parts": parts(answer)}


def segment_theirs(file: Path) -> Done:
    """The elbow with ten starts and the full silhouette of each number; the data are loaded and scaled before."""
    import pandas
    from sklearn.cluster import KMeans
    from sklearn.metrics import silhouette_score
    from sklearn.preprocessing import StandardScaler

    people = pandas.read_csv(file, sep="\t")
    scaled = StandardScaler().fit_transform(people.select_dtypes("number").dropna().iloc[:, 1:9])

    def elbow() -> list[tuple[float, float]]:
        fits = [KMeans(k, n_init=10, random_state=0).fit(scaled) for k in range(2, 13)]
        return [(fit.inertia_, silhouette_score(scaled, fit.labels_)) for fit in fits]

    seconds, _ = _timed(elbow)
    return {"seconds": seconds, "checksum": len(people)}


def page_ours(file: Path) -> Done:
    """From starting the program to the first page that is served."""
    port = "7899"
    started = time.perf_counter()
    command = [sys.executable, "app.py", "--data", str(file), "--port", port]
    program = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        while not _is_up(f"http://127.0.0.1:{port}/"):
            time.sleep(0.02)
        return {"seconds": time.perf_counter() - started, "checksum": "up"}
    finally:
        program.terminate()
        program.wait()


def page_theirs(file: Path) -> Done:
    """What importing gradio costs, from starting a Python to its end."""
    started = time.perf_counter()
    subprocess.run([sys.executable, "-c", "import gradio"], check=True)
    return {"seconds": time.perf_counter() - started, "checksum": "up"}


def memory_ours(file: Path) -> Done:
    """The largest that the process was while it loaded the file and answered a question."""
    from assistant import Assistant

    answer = Assistant.open(file).ask(GROUP)
    assert answer.table is not None
    return {"bytes": _peak(), "checksum": len(answer.table.rows)}


def memory_theirs(file: Path) -> Done:
    """The largest that a process was that read the file with pandas and grouped it."""
    import pandas

    lines = pandas.read_csv(file, encoding="latin-1", low_memory=False)
    countries = (lines["Quantity"] * lines["UnitPrice"]).groupby(lines["Country"]).sum()
    return {"bytes": _peak(), "checksum": len(countries)}


def bars(figure: dict[str, Any]) -> dict[str, float]:
    """Names and heights of a bar chart, lying or standing."""
    trace = figure["data"][0]
    names, values = (trace["y"], trace["x"]) if trace.get("orientation") == "h" else (trace["x"], trace["y"])
    pairs = sorted(zip(names, values, strict=True), key=lambda pair: -pair[1])
    return {str(name): round(value, 6) for name, value in pairs}


def parts(answer: dict[str, Any]) -> dict[str, float]:
    """The answer's own timings, in seconds."""
    return {name: spent / 1000 for name, spent in answer["timings_ms"].items()}


def cents(rows: dict[Any, Any]) -> dict[str, int]:
    """Amounts as whole cents, by name."""
    return {str(name): round(float(value) * 100) for name, value in sorted(rows.items(), key=str)}


def _timed(task: Callable[[], Any]) -> tuple[float, Any]:
    started = time.perf_counter()
    done = task()
    return time.perf_counter() - started, done


def _chart(answer: dict[str, Any]) -> dict[str, Any]:
    """The answer, with its chart written as JSON once, as the page does."""
    json.dumps(answer["chart"]["plotly"])
    return answer


def _is_up(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=1) as page:
            return bool(page.status == 200)
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return False


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


TASKS: dict[str, Callable[[Path], Done]] = {
    task.__name__: task
    for task in (
        chart_ours, chart_theirs, load_ours, load_theirs, group_ours, group_theirs, page_ours, page_theirs,
        memory_ours, memory_theirs, clusters_ours, clusters_theirs, segment_ours, segment_theirs,
    )
}  # fmt: skip

if __name__ == "__main__":
    print(json.dumps(TASKS[sys.argv[1]](Path(sys.argv[2]))))
