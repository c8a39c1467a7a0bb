"""A firm or body that belongs to another: the pointer upward, its checks, and the way down."""

from pathlib import Path

import pytest

from api.base.database import parse_target
from api.publish.publish import publish
from api.publish.store.migrate import migrate
from tests.asking import asking
from tests.databases import sqlite_url
from tests.unit.publish.seeds import SeedFolder, claim
from tests.unit.publish.test_check import codes

KINDS = [("companies", "subsidiaries"), ("institutions", "parts")]


def family(seed: SeedFolder, collection: str) -> None:
    for name, above in (("top", None), ("middle", "top"), ("bottom", "middle")):
        pointer = [claim("parent_id", value=above)] if above else []
        seed.record(collection, name, claim("country", value="JP"), *pointer, name=name.title())


@pytest.mark.parametrize(("collection", "downward"), KINDS)
def test_each_names_what_is_above_it_and_shows_what_is_below(
    seed: SeedFolder, tmp_path: Path, collection: str, downward: str
) -> None:
    family(seed, collection)
    url = sqlite_url(tmp_path / "family.sqlite")
    migrate(parse_target(url))
    publish(parse_target(url), seed.folder)
    with asking(url) as api:
        found = api.get(f"/v1/{collection}?parent_id=top").json()["items"]
        assert [(one["id"], one["parent_id"]) for one in found] == [("middle", "top")]
        middle = api.get(f"/v1/{collection}/middle?include={downward}").json()["item"]
        assert [one["id"] for one in middle[downward]] == ["bottom"]


@pytest.mark.parametrize(("collection", "downward"), KINDS)
@pytest.mark.parametrize(
    ("above", "code"), [("bottom", "circular"), ("nobody", "dangling_reference")]
)
def test_a_circle_and_an_unknown_one_are_faults(
    seed: SeedFolder, collection: str, downward: str, above: str, code: str
) -> None:
    family(seed, collection)
    seed.record(
        collection,
        "top",
        claim("country", value="JP"),
        claim("parent_id", value=above),
        name="Top",
    )
    assert code in codes(seed)
