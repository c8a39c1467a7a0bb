"""What readers stumbled on in filters, over the real dataset: ids on every list, parties of any
kind, values with commas, and errors that say what is meant.
"""

import json
import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from urllib.parse import quote

import openpyxl
import pytest

from api.collections import ALL, BY_NAME, DERIVED
from tests.asking import Asking, asking

ROOT = Path(__file__).resolve().parents[2]
WITH_PARTIES = [one.name for one in ALL if "parties" in one.model.model_fields]


@pytest.fixture
def api(seeded_sqlite_url: str) -> Iterator[Asking]:
    """The real dataset on SQLite."""
    with asking(seeded_sqlite_url) as found:
        yield found


@pytest.fixture(params=["seeded_sqlite_url", "seeded_postgres_url"], scope="module")
def either(request: pytest.FixtureRequest) -> Iterator[Asking]:
    """The same on each database."""
    with asking(request.getfixturevalue(request.param)) as found:
        yield found


@pytest.mark.parametrize("name", [one.name for one in (*ALL, *DERIVED)])
def test_every_list_can_be_asked_for_ids(api: Asking, name: str) -> None:
    few = [one["id"] for one in api.get(f"/v1/{name}?limit=3&sort=-id").json()["items"]]
    address = f"/v1/{name}?id={quote(','.join(few))}&sort=-id"
    assert [one["id"] for one in api.get(address).json()["items"]] == few
    assert api.get(f"/v1/{name}?id=nothing").json()["page"]["total"] == 0


@pytest.mark.parametrize("name", WITH_PARTIES)
def test_a_party_of_any_kind_finds_its_records(api: Asking, name: str) -> None:
    records = list(api.walk(f"/v1/{name}?limit=500"))
    ids = {party["party_id"] for one in records for party in one["parties"]}
    for party in sorted(ids)[:5]:
        found = {one["id"] for one in api.walk(f"/v1/{name}?party_id={party}&limit=500")}
        takes_part = (
            one["id"] for one in records if party in {each["party_id"] for each in one["parties"]}
        )
        assert found == set(takes_part)


def test_a_value_with_a_comma_stands_in_quotes(api: Asking) -> None:
    offices = {one["office"] for one in api.walk("/v1/people?limit=500")} - {None}
    with_comma = [office for office in offices if "," in office]
    assert with_comma
    for office in with_comma:
        items = api.get(f"/v1/people?office={quote(chr(34) + office + chr(34))}").json()["items"]
        assert {one["office"] for one in items} == {office}
        both = f'Nobody,"{office}",No one'
        answer = api.get(f"/v1/people?office={quote(both)}").json()
        assert answer["items"] == items
        assert api.get(answer["links"]["self"]).json()["items"] == items
        (warned,) = [
            one["message"] for one in answer["meta"]["warnings"] if one["code"] == "unmatched_value"
        ]
        assert "'Nobody'" in warned
        assert "'No one'" in warned
        assert office not in warned
        lines = api.get(f"/v1/people.jsonl?office={quote(both)}").text.splitlines()
        assert [json.loads(line)["id"] for line in lines] == [one["id"] for one in items]


@pytest.mark.parametrize(
    ("plain", "quoted"),
    [
        ("/v1/changes.atom?subject_type=people,projects", '"people","projects"'),
        ("/v1/changes.feed.json?subject_type=people,projects&limit=3", '"people","projects"'),
        ("/v1/projects.csv?fields=id,name", '"id",name'),
        ("/v1/totals?basis=pledged", '"pledged"'),
        ("/v1/search?q=japan&collection=people,events", 'people,"events"'),
        ("/v1/projects?include=claims,companies&limit=2", '"claims","companies"'),
    ],
)
def test_quotes_are_understood_wherever_values_are_parted_by_commas(
    api: Asking, plain: str, quoted: str
) -> None:
    """Every list of values is read alike; what differs is the address that an answer names."""
    name, _, values = next(
        part.partition("=") for part in re.split("[?&]", plain) if "," in part or "basis" in part
    )
    address = plain.replace(f"{name}={values}", f"{name}={quote(quoted)}")
    found = [api.get(one) for one in (plain, address)]
    assert [one.status_code for one in found] == [200, 200], found[1].text
    shown = [re.split("<entry>", one.text)[1:] or one.text for one in found]
    if "json" in found[0].headers["content-type"]:
        shown = [one.json()["items"] for one in found]
    assert shown[0] == shown[1]


@pytest.mark.parametrize("sort", ["id", "occurred_on", "-occurred_on"])
@pytest.mark.parametrize("day", ["2026-02-17", "2025-10-01", "1900-01-01"])
def test_events_on_a_day_are_those_whose_date_can_mean_it(
    either: Asking, day: str, sort: str
) -> None:
    can_mean = {
        one["id"]
        for one in either.walk("/v1/events?limit=500")
        if (one["occurred_on_earliest"] or "9") <= day <= (one["occurred_on_latest"] or "")
    }
    address = f"/v1/events?on={day}&sort={sort}"
    assert {one["id"] for one in either.walk(f"{address}&limit=2")} == can_mean
    assert bool(can_mean) == (day > "2000")
    lines = either.get(address.replace("events?", "events.jsonl?")).text.splitlines()
    assert len(lines) == len(can_mean)


def warned(api: Asking, address: str) -> list[str]:
    body = api.get(address).json()
    warnings = body["meta"]["warnings"]
    return [one["message"] for one in warnings if one["code"] == "unmatched_value"]


@pytest.mark.parametrize(
    ("address", "value"),
    [
        ("/v1/agreements?currency=JPY", "JPY"),
        ("/v1/agreements?currency=USD,JPY", "JPY"),
        ("/v1/projects?country=CN", "CN"),
        ("/v1/projects?q=plant&country=CN", "CN"),
        ("/v1/projects?id=nothing", "nothing"),
        ("/v1/projects?party_id=us-japan-investment", "us-japan-investment"),
        ("/v1/agreements?currency=USD&as_of=2025-10-31", ""),
        ("/v1/projects?status=announced&sector=energy", ""),
    ],
)
def test_a_value_that_no_record_has_is_warned_of(either: Asking, address: str, value: str) -> None:
    told = warned(either, address)
    assert len(told) == bool(value)
    assert all(f"has '{value}'." in one for one in told)
    pinned = f"{address}&release=2026-11-27"
    assert warned(either, pinned) == []  # as it was before there was the warning


SAID_IN_FILES = [
    "agreements.{}?currency=JPY",
    "agreements.{}?currency=USD,JPY",
    "projects.{}?document_kind=official",
    "claims.{}?unit=furlongs&sort=-id",
    "projects.{}?status=announced",
    "agreements.{}?currency=JPY&release=2026-11-27",
]


def test_files_warn_of_values_as_lists_do(either: Asking) -> None:
    codes = {"unmatched_value", "no_such_source"}
    for address in SAID_IN_FILES:
        listed = either.get(f"/v1/{address.replace('.{}', '')}").json()["meta"]["warnings"]
        expected = [one for one in listed if one["code"] in codes]
        assert bool(expected) == ("announced" not in address and "release" not in address)
        for suffix in ("csv", "jsonl", "xlsx", "parquet"):
            answer = either.get(f"/v1/{address.format(suffix)}")
            found = json.loads(answer.headers["x-data-warnings"])
            assert [one for one in found if one["code"] in codes] == expected, (address, suffix)
    book = openpyxl.load_workbook(BytesIO(either.get("/v1/agreements.xlsx?currency=JPY").content))
    notes = [str(row[1].value) for row in book["notes"].iter_rows(min_row=2)]
    assert len([note for note in notes if "has 'JPY'" in note]) == 1
    for suffix in ("csv", "xlsx"):
        assert either.get(f"/v1/claims.{suffix}?subject_id=us-japan-investmnt").status_code == 422


def test_claims_on_a_record_warn_of_values(either: Asking) -> None:
    on = "/v1/agreements/us-japan-investment/claims"
    assert len(warned(either, f"{on}?unit=furlongs")) == 1
    assert len(warned(either, f"{on}?unit=USD,furlongs")) == 1
    assert warned(either, f"{on}?unit=USD") == []
    assert warned(either, f"{on}?field=capacity_value") == []  # another record has such claims
    assert warned(either, f"{on}?unit=furlongs&release=2026-11-27") == []


@pytest.mark.parametrize(
    ("address", "nearest"),
    [
        ("/v1/claims?subject_id=us-japan-investmnt", "us-japan-investment"),
        ("/v1/changes?subject_id=us-japan-investmnt", "us-japan-investment"),
        ("/v1/conflicts?subject_id=us-japan-investmnt", "us-japan-investment"),
        ("/v1/events?subject_id=us-japan-investmnt", "us-japan-investment"),
        ("/v1/positions?holder_id=christopher-smrt", "christopher-smart"),
        ("/v1/people?affiliation_id=us-departmnt-of-commerce", "us-department-of-commerce"),
        ("/v1/projects?party_id=korea-zink", "korea-zinc"),
        ("/v1/projects?party_id=korea-zinc,korea-zink", "korea-zinc"),
        ("/v1/projects?company_id=korea-zink", "korea-zinc"),
        ("/v1/projects?agreement_id=us-japan-investmnt", "us-japan-investment"),
    ],
)
def test_an_id_of_no_record_is_refused_with_the_nearest(
    either: Asking, address: str, nearest: str
) -> None:
    answer = either.get(address)
    assert answer.status_code == 422
    (error,) = answer.json()["errors"]
    assert (error["code"], error["suggestions"][0]) == ("unknown_id", nearest)


NEGATED = [
    "commitments?host_country=US",
    "commitments?investor_country=JP",
    "terms?obliged_country=JP",
    "events?country=US",
    "events?subdivision=US-GA",
    "tariffs?imposed_by=US",
    "claims?rank_reason=no_winner",
    "companies?role=supplier",
    "institutions?role=publisher",
    "people?role=speaker",
    "claims?field=amount",
    "claims?unit=USD",
    "terms?unit=percent",
    "indicators?unit=percent",
    "positions?subject_type=agreements",
    "positions?holder_type=people",
    "conflicts?field=amount",
    "changes?field=summary",
]


@pytest.mark.parametrize("address", NEGATED)
def test_not_a_code_keeps_what_the_code_leaves_out(either: Asking, address: str) -> None:
    collection = address.partition("?")[0]
    parts = (collection, address, address.replace("=", "_not="))
    every, some, others = (either.get(f"/v1/{part}").json()["page"]["total"] for part in parts)
    assert every == some + others > others


def test_a_month_is_no_day_to_be_on(api: Asking) -> None:
    (error,) = api.get("/v1/events?on=2026-02").json()["errors"]
    assert error["code"] == "not_a_day"


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/v1/agreements?country=US", "did you mean 'host_country'"),
        ("/v1/projects.csv/", "/v1/projects.csv"),
        ("/v1/projects.xlsx/", "/v1/projects.xlsx"),
        ("/v1/projects/?status=announced&limit=2", "end: /v1/projects?status=announced&limit=2"),
        ("/v1/projects?format=csv", "suffix"),
        ("/v1/search?q=a&format=csv", "suffix"),
        ("/v1/projects/OHIO-GAS-POWER-PLANT", "did you mean 'ohio-gas-power-plant'"),
        ("/v1/projects.cvs", "there is no format"),
    ],
)
def test_errors_say_what_is_meant(api: Asking, address: str, words: str) -> None:
    answer = api.get(address)
    assert answer.status_code in (404, 422)
    assert words in str(answer.json()).replace('"', "'").replace("Did", "did").replace(
        "There", "there"
    )


def test_the_filters_without_a_negation_are_listed_with_the_reason() -> None:
    page = (ROOT / "docs" / "stability.md").read_text(encoding="utf-8")
    for one in BY_NAME.values():
        names = {filter_.name for filter_ in one.filters}
        lacking = [
            f"`{filter_.name}`"
            for filter_ in one.filters
            if filter_.operator == "any_of" and f"{filter_.name}_not" not in names
        ]
        assert not lacking or f"| `{one.name}` | {', '.join(lacking)} |" in page, one.name


def test_no_list_takes_more_than_forty_parameters() -> None:
    assert all(len(one.filters) + 8 <= 40 for one in BY_NAME.values())
