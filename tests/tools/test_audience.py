from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import pytest

from data.countries import country_of
from data.dataset import Dataset
from data.errors import Unsupported
from data.query import call, col
from data.work import Work
from tools import _contacts
from tools.audience import AudienceArgs, audience

PEOPLE = """customer_id,email,phone,first_name,last_name,country,zip,city,age,consent,unsubscribed,complained
1,Ada@Example.com ,+49 151 1234567,Ada,Lovelace,Germany,10115,Berlin,36,1,0,0
2,bob@example.com,0151 7654321,Bob,O'Neil,Germany,10117,Berlin,51,1,0,0
3,carla@example.com,,Carla,Diaz,Spain,28001,Madrid,44,0,0,0
4,dan@example.com,,Dan,Roe,USA,94105-1420,San Francisco,62,1,1,0
5,no address,,Eve,Poe,France,75001,Paris,29,1,0,0
6,,,Finn,Lee,,,Oslo,33,1,0,0
7,gil@example.com,,Gil,May,Italy,00118,Rome,70,1,0,1
8,bob@example.com,0151 7654321,Bob,O'Neil,Germany,10117,Berlin,51,1,0,0
"""


def sha(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def opened(folder: Path, text: str = PEOPLE) -> Any:
    path = folder / "customers.csv"
    path.write_text(text, encoding="utf-8")
    return Dataset.open(path).view()


@pytest.fixture(scope="module")
def crm(tmp_path_factory: pytest.TempPathFactory) -> Any:
    return opened(tmp_path_factory.mktemp("crm"))


def listed(view: Any, **args: Any) -> Any:
    source = "customer" if "customer" in view.catalog.sources else view.catalog.main
    return audience(AudienceArgs(source=source, **args), view, Work())


def ids(result: Any) -> list[str]:
    return [str(row[0]) for row in result.table.rows] if result.table else []


def facts(result: Any) -> dict[str, Any]:
    return {f.id: f.value for f in result.facts}


def reasons(result: Any) -> dict[str, int]:
    return {f.row: f.value for f in result.facts if f.id.startswith("out.")}


def codes(result: Any) -> set[str]:
    return {c.code for c in result.caveats}


# ---------------------------------------------------------------- normal forms
@pytest.mark.parametrize(
    ("raw", "normal"),
    [
        (" Ada@Example.COM ", "ada@example.com"),
        ("a.b@gmail.com", "a.b@gmail.com"),
        ("nobody", None),
        ("", None),
        (None, None),
    ],
)
def test_an_email_is_trimmed_and_in_lower_case(raw: Any, normal: str | None) -> None:
    assert _contacts.email(raw) == normal


@pytest.mark.parametrize(
    ("raw", "country", "normal"),
    [
        ("+49 (0151) 123-4567", "Germany", "+4901511234567"),
        ("0151 1234567", "Germany", "+491511234567"),
        ("0049 151 1234567", None, "+491511234567"),
        ("06 1234 5678", "Italy", "+390612345678"),
        ("(415) 555-0100", "USA", "+14155550100"),
        ("1 415 555 0100", "us", "+14155550100"),
        ("0151 1234567", None, None),
        ("12", "Germany", None),
        ("", "Germany", None),
    ],
)
def test_a_phone_number_is_written_as_e164(raw: str, country: str | None, normal: str | None) -> None:
    assert _contacts.phone(raw, country_of(country)) == normal


def test_countries_are_known_by_name_and_code() -> None:
    found = [
        country_of(n) for n in ("Germany", "DE", "deutschland", "Norway", "no", "UK", "Eire", "Atlantis")
    ]
    assert [c.code if c else None for c in found] == ["DE", "DE", "DE", "NO", "NO", "GB", "IE", None]


def test_a_hash_is_the_sha256_that_googles_help_shows() -> None:
    # The example of the platforms' own documents: the hash of test@example.com.
    assert _contacts.hashed("test@example.com") == (
        "973dfe463ec85785f5f95af5ba3906eedb2d931c24e69824a89ea65dba4e813b"
    )
    assert _contacts.hashed(None) is None


# ---------------------------------------------------------------- who is in, who is not
def test_the_list_holds_ids_and_nothing_of_the_person(crm: Any) -> None:
    result = listed(crm)
    assert ids(result) == ["1", "2", "5", "6", "8"]
    assert result.table.columns == ("customer_id", "audience", "data up to", "consent")
    assert not any("@" in str(cell) for row in result.table.rows for cell in row)


def test_those_left_out_are_counted_by_reason_and_add_up(crm: Any) -> None:
    result = listed(crm)
    assert reasons(result) == {"no “consent”": 1, "“unsubscribed”": 1, "“complained”": 1}
    assert facts(result)["matched"] - sum(reasons(result).values()) == facts(result)["kept"]


def test_the_conditions_are_written_beside_each_id(crm: Any) -> None:
    result = listed(crm, where=(call("gt", col("age"), 50),))
    assert ids(result) == ["2", "8"]
    assert "age" in str(result.table.rows[0][1]) and "50" in str(result.table.rows[0][1])


def test_those_who_complained_come_back_only_where_that_is_asked(crm: Any) -> None:
    assert ids(listed(crm, complaints=True)) == ["1", "2", "5", "6", "7", "8"]


def test_those_who_have_not_agreed_are_listed_only_for_ones_own_analysis(crm: Any) -> None:
    result = listed(crm, everybody=True)
    assert "3" in ids(result) and "not_all_agreed" in codes(result)
    assert {row[3] for row in result.table.rows} == {"not recorded"}
    with pytest.raises(Unsupported, match="not agreed"):
        listed(crm, everybody=True, form="google")


def test_without_a_column_of_consent_that_is_said(customers: Any) -> None:
    result = listed(customers.view())
    assert len(ids(result)) == 60 and "consent_unknown" in codes(result)


def test_a_segment_is_listed_with_its_members_only(customers: Any) -> None:
    from tools._result import Labelling
    from tools._tool import discover

    segment = discover()["segment"]
    made = segment.run(
        segment.args.model_validate({"source": "customers", "k": 3}), customers.view(), Work()
    ).artifacts[0]
    assert isinstance(made, Labelling)
    view = customers.view().with_artifacts(made)
    result = listed(view, segment={"step": made.name, "label": "1"})
    assert len(ids(result)) == made.sizes[0]
    assert len(ids(listed(view, label=made.name))) == 60


def test_personal_columns_do_not_stand_beside_the_ids(crm: Any) -> None:
    with pytest.raises(Unsupported, match="personal"):
        listed(crm, label="email")


def test_nobody_left_is_said_and_no_table_is_given(crm: Any) -> None:
    result = listed(crm, where=(call("eq", col("customer_id"), 3),))
    assert result.table is None and "empty" in result.flags


def test_a_group_of_nobody_is_refused(crm: Any) -> None:
    with pytest.raises(Unsupported):
        listed(crm, where=(call("gt", col("age"), 99),))


def test_choosing_by_a_protected_trait_is_said(tmp_path: Path) -> None:
    view = opened(
        tmp_path, "customer_id,gender\n" + "\n".join(f"{i},{'mf'[i % 2]}" for i in range(30)) + "\n"
    )
    assert "protected_traits" in codes(listed(view, where=(call("eq", col("gender"), "f"),)))


def test_rows_without_an_id_make_no_list(tmp_path: Path) -> None:
    view = opened(tmp_path, "age,city\n" + "\n".join(f"{20 + i},Leeds" for i in range(20)) + "\n")
    with pytest.raises(Unsupported, match="no id"):
        audience(AudienceArgs(source=view.catalog.main), view, Work())


def test_buyers_of_a_period_are_listed_by_their_lines(orders: Any) -> None:
    view = orders.view()
    whole = listed(view)
    from data.query import date

    early = listed(view, within=(call("lt", col("OrderDate"), date("2023-02-01")),))
    assert 0 < len(ids(early)) < len(ids(whole))


# ---------------------------------------------------------------- uploads
def test_the_google_list_has_its_headers_and_hashes_of_the_normal_form(crm: Any) -> None:
    result = listed(crm, form="google")
    assert result.table.columns == ("Email", "Phone", "First Name", "Last Name", "Country", "Zip")
    first = result.table.rows[0]
    assert first == (
        sha("ada@example.com"), sha("+491511234567"), sha("ada"), sha("lovelace"), "DE", "10115",
    )  # fmt: skip


def test_the_meta_list_has_its_headers_and_hashes_every_field(crm: Any) -> None:
    result = listed(crm, form="meta")
    assert result.table.columns == ("email", "phone", "fn", "ln", "zip", "ct", "country")
    second = result.table.rows[1]
    assert second == (
        sha("bob@example.com"), sha("491517654321"), sha("bob"), sha("oneil"), sha("10117"), sha("berlin"),
        sha("de"),
    )  # fmt: skip
    assert all(cell == "" or len(cell) == 64 for row in result.table.rows for cell in row)


def test_those_who_cannot_be_matched_and_repeats_are_left_out_of_an_upload(crm: Any) -> None:
    result = listed(crm, form="google")
    assert reasons(result)["the same contact data as another"] == 1
    assert reasons(result)["no usable contact data"] == 1
    assert facts(result)["matched"] - sum(reasons(result).values()) == facts(result)["kept"] == 3


def test_no_plain_address_leaves_in_any_part_of_an_answer(crm: Any) -> None:
    for form in ("ids", "google", "meta"):
        result = listed(crm, form=form)
        shown = repr((result.table, result.facts, result.words, result.caveats, result.chart))
        assert "@example" not in shown.lower() and "Lovelace" not in shown and "151" not in shown


def test_short_uploads_and_their_legal_ground_are_warned_of(crm: Any) -> None:
    assert {"small_list", "still_personal"} <= codes(listed(crm, form="meta"))


def test_an_upload_without_addresses_is_refused_with_what_to_do(customers: Any) -> None:
    with pytest.raises(Unsupported) as caught:
        listed(customers.view(), form="google", agreed=True)
    assert "ids" in caught.value.hint


def test_an_upload_needs_consent_or_the_word_that_there_is_some(tmp_path: Path) -> None:
    view = opened(
        tmp_path, "customer_id,email\n" + "\n".join(f"{i},p{i}@example.com" for i in range(120)) + "\n"
    )
    with pytest.raises(Unsupported, match="agreed"):
        listed(view, form="meta")
    assert len(ids(listed(view, form="meta", agreed=True))) == 120


def test_words_of_email_statistics_are_no_contact_data(tmp_path: Path) -> None:
    view = opened(
        tmp_path,
        "customer_id,email_opens,phone_calls_count\n"
        + "\n".join(f"{i},{i % 5},{i % 3}" for i in range(40))
        + "\n",
    )
    assert _contacts.contact_columns(view.source(view.catalog.main)) == {}


@pytest.mark.parametrize(("said", "kept"), [("1", 20), ("yes", 20), ("0", 0), ("no", 0)])
def test_where_all_have_agreed_or_none_the_column_still_counts(tmp_path: Path, said: str, kept: int) -> None:
    view = opened(tmp_path, "customer_id,opt_in\n" + "\n".join(f"{i},{said}" for i in range(20)) + "\n")
    result = listed(view)
    assert len(ids(result)) == kept and "consent_unknown" not in codes(result)


def test_names_that_people_were_chosen_by_do_not_go_into_the_list(crm: Any) -> None:
    result = listed(crm, where=(call("eq", col("email"), "bob@example.com"),))
    assert ids(result) == ["2", "8"]
    assert "bob" not in repr((result.table, result.facts, result.words, result.evidence[0].filters))
