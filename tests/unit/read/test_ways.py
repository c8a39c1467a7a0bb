"""Whatever filters meet, and whichever way is taken to the rows: a walk gives what a look at every
record gives, in the same order.
"""

import asyncio
from collections.abc import Iterator
from random import Random
from typing import Any

import orjson
import pytest

from api.base.database import parse_target
from api.collections import ALL, BY_NAME, DERIVED
from api.collections.codelists import CODELISTS
from api.collections.declare import Collection, Filter
from api.read.answers.lists import read_list
from api.read.database.base import Source
from api.read.database.sources import open_source
from api.read.release import Release
from api.read.request.given import Items
from api.read.request.plan import list_spec, make_plan
from api.read.sql.access_path import AccessPath, access_path
from api.read.sql.filters import filter_shape
from tests.unit.read.crowd import crowd, probes
from tests.unit.read.synthetic import DAYS, serve, serve_postgres

EVERY = (*ALL, *DERIVED)
WAYS: tuple[AccessPath, ...] = ("index", "sort", "scan")
ORDINARY = 60
QUESTIONS = 12  # of each collection: by chance, but always the same
_MEMBERS = {"company_id": "companies", "institution_id": "institutions", "person_id": "people"}


@pytest.fixture(scope="module")
def sqlite_url(tmp_path_factory: pytest.TempPathFactory) -> str:
    rows = (one for resource in EVERY for one in crowd(resource, ORDINARY))
    return f"sqlite:///{serve(tmp_path_factory.mktemp('ways') / 'served.sqlite', rows)}"


# Of these no record says anything: they follow from the releases that a build compares.
BY_RELEASE = ("changed_in_releases", "since_releases")


def members(one: Filter, body: dict[str, Any]) -> list[str]:
    """What a list that a filter tests holds, read off the public record."""
    if one.column in _MEMBERS:
        return [
            party["party_id"]
            for party in body["parties"]
            if party["party_type"] == _MEMBERS[one.column]
        ]
    if one.column == "party_id":
        return [party["party_id"] for party in body["parties"]]
    if one.column == "subjects":
        return [subject["subject_id"] for subject in body["subjects"]]
    if one.column == "role":
        return [part["role"] for part in body["participations"]]
    if one.column == "days":
        return [body["occurred_on_earliest"]]  # dates are whole days here
    return list(body[one.column])


def keeps(one: Filter, text: str, body: dict[str, Any]) -> bool:
    """Whether a filter keeps a record, by the words of its description alone."""
    if one.listed:
        none = set(text.split(",")).isdisjoint(members(one, body))
        return none == (one.operator == "none_of")
    value = body[one.column]
    if one.operator == "is_null":
        return (value is None) == (text == "true")
    if one.operator == "none_of":
        return value not in text.split(",")
    if value is None:
        return False
    if one.operator == "any_of":
        return value in text.split(",")
    if one.operator == "equals":
        return bool(value) == (text == "true")
    asked = text if one.kind == "date" else float(text)
    return bool(value >= asked if one.operator == "at_least" else value <= asked)


def questions(
    resource: Collection, number: int
) -> Iterator[tuple[list[tuple[Filter, str]], dict[str, str]]]:
    """Filters with values, two to four at once, and a sort, where possible by what one of them
    tests; a page length and a day.
    """
    dice = Random(resource.name)
    for _ in range(number):
        known = [one for one in resource.filters if one.column not in BY_RELEASE]
        chosen = dice.sample(known, min(len(known), dice.randint(2, 4)))
        asked = [(one, dice.choice(list(probes(one).values()))) for one in chosen]
        near = [
            sort
            for sort in resource.sorts
            if any(one.name.startswith(f"{sort.name}_") for one in chosen)
        ]
        sort = dice.choice(["", "-"]) + dice.choice(near or resource.sorts).name
        yield asked, {"sort": sort, "limit": str(dice.randint(1, 30)), "as_of": dice.choice(DAYS)}


async def walk(
    source: Source, resource: Collection, items: Items
) -> tuple[list[dict[str, Any]], set[int]]:
    """Every record of a list, page by page, and the totals it told."""
    found, totals = [], set()
    answer = await read_list(source, list_spec(resource), items)
    while True:
        found += [orjson.loads(body) for body in answer.bodies]
        totals.add(answer.total)
        if answer.next_cursor is None:
            return found, totals
        answer = await read_list(
            source, list_spec(resource), [*items, ("cursor", answer.next_cursor)]
        )


async def compare(
    source: Source, resources: tuple[Collection, ...], number: int, patch: pytest.MonkeyPatch
) -> int:
    """Every question in each way against the whole list; answers how many kept some records and not
    all.
    """
    telling = 0
    for resource in resources:
        for asked, rest in questions(resource, number):
            whole, _ = await walk(source, resource, [*(rest | {"limit": "500"}).items()])
            expected = [
                body["id"] for body in whole if all(keeps(one, text, body) for one, text in asked)
            ]
            items = [*((one.name, text) for one, text in asked), *rest.items()]
            telling += 0 < len(expected) < len(whole)
            for way in WAYS:
                patch.setattr("api.read.answers.lists.access_path", lambda *_, way=way: way)
                found, totals = await walk(source, resource, items)
                assert [body["id"] for body in found] == expected, (resource.name, items, way)
                assert totals == {len(expected)}, (resource.name, items, way)
            patch.undo()
    await source.close()
    return telling


def test_any_filters_together_keep_the_right_records(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = open_source(
        parse_target(sqlite_url), check_seconds=60, timeout_seconds=60, pool_size=2
    )
    telling = asyncio.run(compare(source, EVERY, QUESTIONS, monkeypatch))
    assert telling > len(EVERY) * QUESTIONS / 5


def test_any_filters_together_keep_the_right_records_on_postgresql(
    postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen = tuple(
        BY_NAME[name] for name in ("projects", "events", "claims", "conflicts", "changes")
    )
    referred = [
        BY_NAME[name]
        for name in (
            "agreements",
            "tranches",
            "commitments",
            "companies",
            "institutions",
            "people",
            "documents",
            "releases",
        )
    ]
    serve_postgres(
        postgres_url,
        (one for resource in (*chosen, *referred) for one in crowd(resource, ORDINARY)),
    )
    source = open_source(
        parse_target(postgres_url), check_seconds=60, timeout_seconds=60, pool_size=2
    )
    telling = asyncio.run(compare(source, chosen, QUESTIONS, monkeypatch))
    assert telling > len(chosen) * QUESTIONS / 5


@pytest.mark.parametrize(
    ("query", "total", "way"),
    [
        ("sort=-name", 9_000, "index"),
        ("sector=energy", 9_000, "index"),
        ("sector=energy&status=announced", 9_000, "index"),
        ("sector=energy&sort=-amount_usd", 9_000, "index"),
        ("sector=energy&status=announced&sort=-amount_usd", 9_000, "index"),
        ("tranche_id_is_null=true", 9_000, "index"),
        ("company_id=a", 10, "sort"),
        ("company_id=a", 9_000, "scan"),
        ("sector=energy&sort=name", 10, "sort"),
        ("sector=energy&sort=name", 9_000, "scan"),
        ("sector=energy,metals", 10, "sort"),
        ("sector=energy&country=US", 10, "sort"),
        ("amount_usd_gte=5", 700, "sort"),
        ("amount_usd_gte=5", 730, "scan"),
        ("amount_usd_gte=5&limit=500", 730, "sort"),
        ("sector_not=energy", 10, "scan"),
    ],
)
def test_the_way_is_chosen_by_what_indexes_there_are_and_how_many_records_fit(
    query: str, total: int, way: AccessPath
) -> None:
    release = Release(
        "r1",
        "a" * 64,
        "a" * 64,
        "2026-11-21T12:00:00Z",
        DAYS,
        {"projects": 10_000},
        {},
        CODELISTS,
        {},
        (),
        "built",
    )
    items = [(name, value) for name, _, value in (part.partition("=") for part in query.split("&"))]
    plan = make_plan(list_spec(BY_NAME["projects"]), items, release)
    assert access_path(plan, filter_shape(plan.tests), release, total) == way
