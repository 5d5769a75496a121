"""Make the sample shop: customers.csv, orders.csv and campaigns.csv, the same bytes each time.

    python -m data.samples.make [folder]

One invented shop for house and garden, two years of trade. The truth that an analysis should find again:
  - the yearly number of orders rises with income (power 0.55) and with the loyalty card (x 1.5), and differs
    between customers by a gamma factor (few heavy buyers, many who buy once);
  - the size of a basket rises with income (power 0.35) and with age up to 60;
  - a third of the customers leave for good, at a constant rate from the day they signed up;
  - November and December sell 1.7 times an ordinary month, garden goods sell from March to June;
  - young customers like electronics, older ones garden and books.
And the quirks of real files, on purpose: gaps in income (6 %) and one absurd income, two impossible birth
years,
day-month-year dates as text, a coded gender, lines without a customer (3 %), cancelled orders (id with a C in
front, negative quantity), one huge order reversed minutes later, a few repeated lines, prices of zero, and
a last
month that ends on the 18th.
"""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np

SEED = 20260214
CUSTOMERS = 2_000
LINES = 19_600
HOUSEHOLDS = 1_500
FIRST, LAST = dt.date(2023, 1, 2), dt.date(2024, 11, 18)
DAYS = (LAST - FIRST).days + 1

GIVEN = (
    "Ada",
    "Bruno",
    "Carla",
    "David",
    "Elena",
    "Farid",
    "Greta",
    "Hugo",
    "Ines",
    "Jonas",
    "Katja",
    "Liam",
    "Mara",
    "Nils",
    "Olga",
    "Pavel",
    "Quinn",
    "Rosa",
    "Sven",
    "Tara",
    "Uwe",
    "Vera",
    "Wanda",
    "Yusuf",
    "Zoe",
)
FAMILY = (
    "Adler",
    "Berg",
    "Conti",
    "Dahl",
    "Evans",
    "Fischer",
    "Garcia",
    "Holm",
    "Ivers",
    "Jansen",
    "Keller",
    "Lopez",
    "Meyer",
    "Novak",
    "Olsen",
    "Petit",
    "Rossi",
    "Schmid",
    "Torres",
    "Urban",
    "Vogel",
    "Weber",
    "Young",
)
CITIES = (
    ("Hamburg", "Germany", 0.16),
    ("Berlin", "Germany", 0.18),
    ("Munich", "Germany", 0.12),
    ("Vienna", "Austria", 0.10),
    ("Graz", "Austria", 0.04),
    ("Zurich", "Switzerland", 0.08),
    ("Rotterdam", "Netherlands", 0.10),
    ("Utrecht", "Netherlands", 0.06),
    ("Lyon", "France", 0.08),
    ("Lille", "France", 0.05),
    ("Aarhus", "Denmark", 0.03),
)
CHANNELS = (("search", 0.34), ("social", 0.24), ("friend", 0.18), ("newsletter", 0.14), ("shop window", 0.10))
CATEGORIES: dict[str, tuple[tuple[str, float], ...]] = {
    "Garden": (
        ("Rose shears", 24.9),
        ("Clay pot", 7.5),
        ("Watering can", 18.9),
        ("Herb seeds", 2.95),
        ("Garden bench", 189.0),
    ),
    "Kitchen": (
        ("Chef's knife", 59.0),
        ("Cutting board", 22.5),
        ("Espresso cups, set of 4", 27.9),
        ("Iron pan", 44.9),
        ("Tea towel", 6.5),
    ),
    "Living": (
        ("Wool blanket", 79.0),
        ("Table lamp", 49.9),
        ("Candle", 8.9),
        ("Linen cushion", 29.9),
        ("Wall clock", 39.0),
    ),
    "Electronics": (("Radio", 89.0), ("Headphones", 119.0), ("Charging cable", 12.9), ("Air sensor", 64.9)),
    "Books": (("Cookbook", 28.0), ("Garden almanac", 19.9), ("Notebook", 9.5), ("Travel guide", 17.9)),
}
SEASON = np.array([0.8, 0.8, 1.0, 1.05, 1.1, 1.0, 0.85, 0.85, 0.95, 1.0, 1.7, 1.7])
DISCOUNTS = ((0.0, 0.72), (0.05, 0.12), (0.1, 0.1), (0.2, 0.06))

Row = Sequence[object]


def main(folder: Path) -> None:
    """Write the three files of the shop into `folder`, and a survey of the country into `survey` in it."""
    random = np.random.default_rng(SEED)
    people = customers(random)
    write(folder / "customers.csv", people[0], people[1])
    write(folder / "orders.csv", *orders(random, people[2]))
    write(folder / "campaigns.csv", *campaigns(random))
    (folder / "survey").mkdir(exist_ok=True)
    write(folder / "survey" / "households.csv", *households(np.random.default_rng(SEED + 1)))


def write(path: Path, header: Row, rows: Iterable[Row]) -> None:
    """Comma-separated UTF-8 with plain line ends; quotes only where a comma asks for them."""
    lines = [",".join(_cell(value) for value in row) for row in (header, *rows)]
    path.write_bytes(("\n".join(lines) + "\n").encode())


def _cell(value: object) -> str:
    text = "" if value is None else str(value)
    return f'"{text}"' if "," in text else text


def customers(random: np.random.Generator) -> tuple[Row, list[Row], dict[str, np.ndarray]]:
    """Header, rows, and what the orders need to know about each customer."""
    n = CUSTOMERS
    age = np.clip(random.normal(44, 14, n), 18, 88).round().astype(int)
    income = np.exp(random.normal(10.62, 0.42, n) + 0.012 * np.minimum(age - 44, 15)).round(-2)
    loyal = random.random(n) < 0.2 + 0.2 * (age > 45)
    joined = np.sort(random.integers(-700, DAYS - 30, n))
    city = random.choice(len(CITIES), n, p=[c[2] for c in CITIES])
    channel = random.choice(len(CHANNELS), n, p=[c[1] for c in CHANNELS])
    gender = random.choice([1, 2, 9], n, p=[0.46, 0.51, 0.03])
    consent = random.random(n) < 0.58
    given, family = random.integers(0, len(GIVEN), n), random.integers(0, len(FAMILY), n)
    gap = random.random(n) < 0.06
    born = LAST.year - age
    born[[311, 1404]] = 1890, 1899
    shown: list[int | None] = [
        None if missing else int(value) for missing, value in zip(gap, income, strict=True)
    ]
    shown[877] = 7_777_777
    rows: list[Row] = []
    for i in range(n):
        name = f"{GIVEN[given[i]]} {FAMILY[family[i]]}"
        mail = f"{name.lower().replace(' ', '.')}{i % 97}@example.{('com', 'org', 'net')[i % 3]}"
        rows.append(
            (
                f"K{10001 + i}",
                name,
                mail,
                born[i],
                gender[i],
                CITIES[city[i]][0],
                CITIES[city[i]][1],
                shown[i],
                (FIRST + dt.timedelta(days=int(joined[i]))).strftime("%d-%m-%Y"),
                "yes" if loyal[i] else "no",
                int(consent[i]),
                CHANNELS[channel[i]][0],
            )
        )
    header = (
        "customer_id",
        "name",
        "email",
        "birth_year",
        "gender",
        "city",
        "country",
        "income",
        "signup_date",
        "loyalty_card",
        "newsletter_consent",
        "channel",
    )
    return header, rows, {"age": age, "income": income, "loyal": loyal, "joined": joined}


def orders(random: np.random.Generator, people: dict[str, np.ndarray]) -> tuple[Row, list[Row]]:
    """Order lines in the order of time."""
    when, who = _visits(random, people)
    lines: list[tuple[dt.datetime, int, list[object]]] = []
    number = 500_100
    for day, customer in zip(when, who, strict=True):
        number += 1
        moment = dt.datetime.combine(FIRST, dt.time()) + dt.timedelta(
            days=int(day), minutes=int(random.integers(480, 1320))
        )
        lines += _order(random, people, moment, int(customer), number)
    lines += _quirks(random, lines)
    lines.sort(key=lambda line: (line[0], line[1]))
    nameless = random.random(len(lines)) < 0.03
    rows: list[Row] = []
    for (_, _, row), empty in zip(lines, nameless, strict=True):
        if empty and not str(row[0]).startswith("C") and int(str(row[5])) < 100:
            row[1] = None
        rows.append(row)
    repeated = set(random.choice(len(rows), 25, replace=False).tolist())
    rows = [row for i, row in enumerate(rows) for _ in range(2 if i in repeated else 1)]
    return (
        "order_id",
        "customer_id",
        "order_date",
        "product",
        "category",
        "quantity",
        "unit_price",
        "discount",
    ), rows


def _visits(random: np.random.Generator, people: dict[str, np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
    """Day and customer of each order: as many as give about LINES lines."""
    n = CUSTOMERS
    taste = random.gamma(0.9, 1.0, n)
    weight = taste * (people["income"] / 40_000) ** 0.55 * np.where(people["loyal"], 1.5, 1.0)
    stay = np.where(random.random(n) < 0.33, random.exponential(220, n), 10_000)
    begin = np.maximum(people["joined"], 0)
    end = np.minimum(people["joined"] + stay, DAYS)
    active = np.maximum(end - begin, 0)
    share = weight * active
    who = random.choice(n, int(LINES / 2.2), p=share / share.sum())
    months = np.array([(FIRST + dt.timedelta(days=d)).month for d in range(DAYS)])
    season = np.cumsum(np.concatenate([[0.0], SEASON[months - 1]]))
    first, last = season[begin.astype(int)], season[np.minimum(end, DAYS).astype(int)]
    place = first[who] + random.random(who.size) * (last - first)[who]
    day = np.minimum(np.searchsorted(season, place, side="right") - 1, DAYS - 1)
    order = np.lexsort((who, day))
    return day[order], who[order]


def _order(
    random: np.random.Generator,
    people: dict[str, np.ndarray],
    moment: dt.datetime,
    customer: int,
    number: int,
) -> list[tuple[dt.datetime, int, list[object]]]:
    age, income = int(people["age"][customer]), float(people["income"][customer])
    spring = 3 <= moment.month <= 6
    liking = np.array(
        [
            0.6 + 0.02 * (age - 30) * (age > 30) + 0.9 * spring,
            1.2,
            1.0,
            max(0.2, 1.6 - 0.03 * (age - 18)),
            0.4 + 0.012 * age,
        ]
    )
    size = (income / 40_000) ** 0.35 * (0.8 + 0.4 * min(age, 60) / 60)
    count = 1 + random.poisson(1.15 * size)
    names = list(CATEGORIES)
    discount = DISCOUNTS[int(random.choice(len(DISCOUNTS), p=[d[1] for d in DISCOUNTS]))][0]
    key = f"K{10001 + customer}"
    lines: list[tuple[dt.datetime, int, list[object]]] = []
    for category in random.choice(len(names), count, p=liking / liking.sum()):
        goods = CATEGORIES[names[category]]
        product, price = goods[int(random.integers(len(goods)))]
        pieces = 1 + random.poisson(0.5 * size + (1.8 if price < 10 else 0.0))
        price = price * (1.04 if moment.year == 2024 else 1.0)
        row: list[object] = [
            number,
            key,
            f"{moment:%Y-%m-%d %H:%M}",
            product,
            names[category],
            int(pieces),
            f"{price:.2f}",
            discount,
        ]
        lines.append((moment, number, row))
        if random.random() < 0.018:
            back = moment + dt.timedelta(
                days=int(random.integers(1, 21)), minutes=int(random.integers(0, 200))
            )
            if back.date() <= LAST:
                lines.append(
                    (
                        back,
                        number,
                        [
                            f"C{number}",
                            key,
                            f"{back:%Y-%m-%d %H:%M}",
                            product,
                            names[category],
                            -int(pieces),
                            f"{price:.2f}",
                            discount,
                        ],
                    )
                )
    return lines


def _quirks(
    random: np.random.Generator, lines: list[tuple[dt.datetime, int, list[object]]]
) -> list[tuple[dt.datetime, int, list[object]]]:
    """One huge order taken back 14 minutes later; some lines given away."""
    for place in random.choice(len(lines), 12, replace=False):
        lines[int(place)][2][6] = "0.00"
    moment = dt.datetime(2024, 3, 12, 10, 21)
    back = moment + dt.timedelta(minutes=14)
    huge: list[object] = [
        590_001,
        "K10420",
        f"{moment:%Y-%m-%d %H:%M}",
        "Candle",
        "Living",
        24_000,
        "9.26",
        0.0,
    ]
    gone: list[object] = [
        "C590001",
        "K10420",
        f"{back:%Y-%m-%d %H:%M}",
        "Candle",
        "Living",
        -24_000,
        "9.26",
        0.0,
    ]
    return [(moment, 590_001, huge), (back, 590_001, gone)]


CAMPAIGNS = (
    # name, channel, first day, weeks, impressions a week, click rate, conversion rate, cost a thousand,
    # order value
    ("Spring garden", "search", dt.date(2024, 3, 4), 14, 42_000, 0.031, 0.042, 14.0, 61.0),
    ("Spring garden", "social", dt.date(2024, 3, 4), 14, 130_000, 0.009, 0.021, 6.5, 54.0),
    ("Mother's day", "newsletter", dt.date(2024, 4, 22), 3, 24_000, 0.044, 0.051, 1.2, 58.0),
    ("Summer sale", "social", dt.date(2024, 6, 24), 8, 180_000, 0.012, 0.024, 6.0, 44.0),
    ("Summer sale", "display", dt.date(2024, 6, 24), 8, 400_000, 0.0021, 0.011, 2.8, 46.0),
    ("Back to books", "newsletter", dt.date(2024, 8, 26), 6, 26_000, 0.038, 0.03, 1.2, 37.0),
    ("Always on", "search", dt.date(2024, 1, 1), 46, 30_000, 0.036, 0.047, 15.0, 63.0),
    ("Always on", "newsletter", dt.date(2024, 1, 1), 46, 22_000, 0.033, 0.036, 1.2, 52.0),
    ("Warm nights", "display", dt.date(2024, 10, 7), 6, 350_000, 0.0019, 0.006, 2.9, 41.0),
    ("Early gifts", "social", dt.date(2024, 10, 28), 3, 210_000, 0.013, 0.029, 7.2, 66.0),
)


def campaigns(random: np.random.Generator) -> tuple[Row, list[Row]]:
    """One row a campaign, channel and week."""
    rows: list[Row] = []
    for name, channel, first, weeks, views, clicks, converts, cost, value in CAMPAIGNS:
        for week in range(weeks):
            day = first + dt.timedelta(weeks=week)
            tired = 0.985**week
            impressions = int(views * random.lognormal(0, 0.12) * SEASON[day.month - 1])
            clicked = int(random.binomial(impressions, clicks * tired))
            bought = int(random.binomial(clicked, converts))
            spend = impressions / 1000 * cost * random.lognormal(0, 0.05)
            revenue = float(random.gamma(4.0 * bought, value / 4.0)) if bought else 0.0
            rows.append(
                (
                    name,
                    channel,
                    day.isoformat(),
                    impressions,
                    clicked,
                    bought,
                    f"{spend:.2f}",
                    f"{revenue:.2f}",
                )
            )
    rows.sort(key=lambda row: (str(row[2]), str(row[0]), str(row[1])))
    return ("campaign", "channel", "week", "impressions", "clicks", "conversions", "spend", "revenue"), rows


def households(random: np.random.Generator) -> tuple[Row, list[Row]]:
    """An invented survey of a country: the well-off are asked more often than there are, which the weights undo."""
    n = HOUSEHOLDS
    age = random.integers(18, 90, n)
    income = np.round(random.lognormal(10.35 + 0.012 * np.minimum(age - 18, 40), 0.65, n), -2)
    asked = np.clip(income / 40_000, 0.4, 8.0) ** 0.8
    weight = np.round(4_000 / asked * random.lognormal(0, 0.15, n), 1)
    size = 1 + random.poisson(np.where(age < 30, 0.6, np.where(age < 60, 1.7, 0.7)))
    garden = (random.random(n) < np.clip(0.25 + 0.008 * (age - 18), 0, 0.8)).astype(int)
    header = ("household_id", "age", "income", "household_size", "has_garden", "survey_weight")
    columns = (age, income.astype(int), size, garden, weight)
    return header, [(f"H{10_001 + i}", *(c[i] for c in columns)) for i in range(n)]


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent)
