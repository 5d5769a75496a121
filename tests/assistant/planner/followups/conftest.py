"""Tiny tables of different fields, and a short way to hold a conversation on one of them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.answer import Answer
from assistant.ask import Assistant
from assistant.planner.offline import OfflinePlanner
from data.dataset import Dataset

ROWS = 90

DOCTORS = ("Dr Amin", "Dr Beck", "Dr Costa", "Dr Doyle")
WARDS = ("Cardiology", "Oncology", "Surgery")
CLASSES = ("7a", "7b", "8a", "8b")
SUBJECTS = ("Maths", "History", "Biology", "Music", "Art")
TEAMS = ("Rovers", "United", "Albion", "Harbour", "Athletic")
CHANNELS = ("newsletter", "search ads", "referral", "direct")
CITIES = ("Lisbon", "Porto", "Braga", "Faro")
GENRES = ("Drama", "Comedy", "Animation", "Documentary")
BRANDS = ("Volvo", "Skoda", "Fiat", "Honda", "Seat")
FARMS = ("Hilltop", "Riverside", "Oakley")
CROPS = ("wheat", "barley", "maize", "oats")
AGES = ("<18", "18-24", "25-34", "35-49", "50-64", "65+")
PLANS = ("Standard", "Premium", "Student")
LANGUAGES = ("Python", "Java", "Rust", "Go")


def _clinic(i: int) -> str:
    return (
        f"{3000 + i},{DOCTORS[i % 4]},{WARDS[i * 7 % 11 % 3]},{18 + 7 * i % 70},{1 + i % 2},{19 + i * 3 % 17}.{i % 10},"
        f"{1 + i * 7 % 13},{'yes' if i % 5 < 2 else 'no'},{2023 + i % 2}-{1 + i % 12:02d}-{1 + i % 28:02d},{200 + 37 * i % 900}"
    )


def _school(i: int) -> str:
    return (
        f"{'ABCDEFGHJKLM'[i % 12]}{'aeiou'[i % 5]}{'nrstl'[i * 3 % 5]} {i},{CLASSES[i % 4]},{SUBJECTS[i % 5]},"
        f"{40 + 11 * i % 59},{i % 9},{'girl' if i % 3 else 'boy'},{int(i % 4 == 0)},{int(i % 6 == 0)}"
    )


def _matches(i: int) -> str:
    return (
        f"{2021 + i % 3}-{1 + i % 12:02d}-{1 + i * 5 % 28:02d},{TEAMS[i % 5]},{('home', 'away')[i % 2]},"
        f"{i * 7 % 5},{i * 3 % 4},{8000 + 137 * i},{('League', 'Cup')[int(i % 4 == 3)]}"
    )


def _webshop(i: int) -> str:
    return (
        f"W{7000 + i},{500 + i % 31},{('mobile', 'desktop', 'tablet')[i % 3]},{CHANNELS[i % 4]},"
        f"{('Shoes', 'Coats', 'Hats')[i * 7 % 11 % 3]},{12 + 17 * i % 140}.50,{1 + i % 4},{('no', 'no', 'yes')[i % 3 - i % 2]},"
        f"{2023 + i % 3 // 2}-{1 + i % 12:02d}-{1 + i % 28:02d},{('F', 'M')[i % 31 % 2]}"
    )


def _flats(i: int) -> str:
    return (
        f"{9000 + i},{100 + i % 13},{CITIES[i * 3 % 4]},{('Entire home', 'Private room', 'Shared room')[i % 7 % 3]},"
        f"{25 + 13 * i % 210},{i * 5 % 120},{3 + i % 3}.{i % 10},{1 + i % 6}"
    )


def _films(i: int) -> str:
    return (
        f"{'The ' if i % 2 else ''}{('Silver', 'Last', 'Hidden', 'Broken', 'Open')[i % 5]} "
        f"{('Road', 'Night', 'River', 'Door', 'House', 'Song')[i % 6]} {i},{GENRES[i % 4]},{1990 + i % 30},"
        f"{80 + 7 * i % 70},{1 + i * 13 % 80}.5,{5 + i % 4}.{i % 10},{i % 6}"
    )


def _cars(i: int) -> str:
    return (
        f"D{100 + i},{BRANDS[i * 7 % 11 % 5]},{('North', 'South', 'East')[i % 3]},{('Ann Reed', 'Bo Lind', 'Cy Marsh')[i % 7 % 3]},"
        f"{4000 + 311 * i % 21000},{5000 + 1313 * i % 120000},{('yes', 'no')[i % 2]},{2022 + i % 3}-{1 + i % 12:02d}-{1 + i % 28:02d},"
        f"{20 + 3 * i % 60}"
    )


def _farms(i: int) -> str:
    return f"{FARMS[i % 3]},{CROPS[i % 4]},{2010 + i % 10},{20 + 3 * i % 50},{2 + i % 7}.{i % 10},{300 + 29 * i % 500},{int(i % 3 == 0)}"


def _staff(i: int) -> str:
    return (
        f"{('Ada', 'Ben', 'Cleo', 'Dan', 'Eva', 'Finn')[i % 6]} {('Moss', 'Hale', 'Frey', 'Lund', 'Nash')[i % 5]} {i},"
        f"{('Sales', 'Support', 'Engineering')[i % 3]},{('F', 'M')[i % 7 % 2]},{28000 + 917 * i},{20 + 11 * i % 45},"
        f"{2005 + i % 18}-{1 + i % 12:02d}-{1 + i % 28:02d},{1 + i % 5}"
    )


def _survey(i: int) -> str:
    return (
        f"{i + 1},{18 + 5 * i % 70},{('Green', 'Blue', 'Orange')[i % 3]},{1 + i % 7},{1 + i * 3 % 7},{('city', 'suburb', 'village')[i * 7 % 11 % 3]},"
        f"{LANGUAGES[i % 4]},{('never', 'weekly', 'daily')[i * 2 % 3]},{int(i % 4 == 1)},{int(i % 5 == 2)}"
    )


def _club(i: int) -> str:
    return (
        f"M{4000 + i},{PLANS[i * 7 % 11 % 3]},{('F', 'M')[i % 5 % 2]},{AGES[i * 5 % 6]},{i * 7 % 13},{(0, 0, 2, 1)[i % 4]},"
        f"{(0, 0, 1.5, 3)[i * 3 % 4]},{('yes', 'no', 'no')[i % 3]},{2022 + i % 3}-{1 + i % 12:02d}-{1 + i % 28:02d}"
    )


def _claims(i: int) -> str:
    return (
        f"CL{7000 + i},{100 + 37 * i % 900}.50,{('open', 'closed', 'declined')[i % 3]},{('TW', 'HB')[i % 5 % 2]},"
        f"{('yes', 'no')[i % 7 % 2]},{('yes', 'no')[i % 2]}"
    )


TABLES: dict[str, tuple[str, Callable[[int], str]]] = {
    "clinic": ("visit_id,doctor,ward,age,sex,bmi,days_stayed,insured,admitted,cost", _clinic),
    "school": ("pupil,class,subject,score,absences,gender,scholarship,choir", _school),
    "matches": ("date,opponent,venue,goals_for,goals_against,attendance,competition", _matches),
    "webshop": (
        "order_no,customer_id,device,channel,category,amount,items,returned,ordered,gender",
        _webshop,
    ),
    "flats": ("listing_id,host_id,city,room_type,price,reviews,rating,beds", _flats),
    "films": ("title,genre,year,running_time,gross_millions,rating,awards", _films),
    "cars": ("deal_no,brand,region,salesperson,price,mileage,financed,sale_date,customer_age", _cars),
    "farms": ("farm,crop,year,hectares,yield_tonnes,rainfall_mm,irrigated", _farms),
    "staff": ("name,department,sex,salary,age,hire_date,performance", _staff),
    "club": (
        "member_no,plan,gender,age_band,visits_last_30d,pt_sessions_30d,tip,cancelled,joined",
        _club,
    ),
    "home_claims": ("claim_ref,amt_claimed_eur,claim_status,handler,physical_damage,promo", _claims),
    "survey": (
        "respondent,age,party,trust_parliament,trust_press,area,language,reads_news,owns_car,owns_bike",
        _survey,
    ),
}


class Talks:
    """Conversations with the tables; each table is opened once."""

    def __init__(self, folder: Callable[[str], Dataset]) -> None:
        self._open = folder
        self._tables: dict[str, tuple[Dataset, OfflinePlanner]] = {}

    def hold(self, table: str, *turns: str) -> list[str]:
        """What each turn was read as; "asks" where the person is asked."""
        return [a.reading if a.status == "answered" else "asks" for a in self.answers(table, *turns)]

    def answers(self, table: str, *turns: str) -> list[Answer]:
        """The answer to each turn."""
        if table not in self._tables:
            dataset = self._open(table)
            self._tables[table] = dataset, OfflinePlanner(dataset)
        dataset, planner = self._tables[table]
        assistant = Assistant(dataset, planner=planner)
        return [assistant.ask(t) for t in turns]

    def rows(self, table: str) -> list[dict[str, str]]:
        """The rows of a table, to compute what is expected."""
        head, row = TABLES[table]
        return [dict(zip(head.split(","), row(i).split(","), strict=True)) for i in range(ROWS)]


@pytest.fixture(scope="session")
def talks(tmp_path_factory: pytest.TempPathFactory) -> Talks:
    """Conversations with tables of different fields."""

    def opened(table: str) -> Dataset:
        head, row = TABLES[table]
        path = tmp_path_factory.mktemp("talks") / f"{table}.csv"
        path.write_text("\n".join([head, *(row(i) for i in range(ROWS))]) + "\n", encoding="utf-8")
        return Dataset.open(path)

    return Talks(opened)
