"""Edits at random, each published by changing what stood, against builds of the whole: on both databases the same rows."""

import json
from collections.abc import Callable, Iterator
from copy import deepcopy
from pathlib import Path
from random import Random
from typing import Any

import pytest

from api.base.database import Target, parse_target
from api.base.errors import BuildFaults
from api.build.publish import publish
from bench.generate import generate
from tests.unit.build.alike import contents
from tests.unit.build.edits import EditedSeed
from tests.unit.build.seeds import SeedFolder, claim


@pytest.fixture(scope="module")
def varied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A synthetic seed with all that a few deals can have, one file a collection."""
    folder = tmp_path_factory.mktemp("varied")
    generate(folder, 12)
    more = SeedFolder(tmp_path_factory.mktemp("more"))
    more.record(
        "commitments", "package", claim("agreement_id", "dispatch-01", value="accord-1"), claim("amount", "dispatch-02", number=5, unit="USD")
    )
    more.record("events", "talks", claim("subjects", "dispatch-01", value="agreements/accord-1"), claim("kind", "dispatch-03", value="meeting"))
    more.record("terms", "split", claim("agreement_id", "dispatch-01", value="accord-1"), claim("value", "dispatch-02", number=90, unit="percent"))
    more.record(
        "indicators",
        "share",
        claim("subject_id", "dispatch-01", value="agreements/accord-2"),
        claim("value", "dispatch-02", number=9, unit="percent"),
    )
    more.record(
        "positions", "doubt", claim("subject_id", "dispatch-01", value="agreements/accord-1"), claim("stance", "dispatch-02", value="criticises")
    )
    for path in sorted(more.folder.glob("*/*.yaml")):
        if path.parent.name != "documents":
            target = folder / path.parent.name / "more.jsonl"
            target.parent.mkdir(exist_ok=True)
            target.write_text(json.dumps(json.loads(path.read_text())) + "\n")
    return folder


def edited(varied: Path, folder: Path, chance: Random, target: Target, steps: int) -> Iterator[tuple[list[str], Path]]:
    """Edits at random, a few at a time, each published by changing what stood; those that are faults are taken back."""
    seed = EditedSeed(varied, folder, chance)
    seed.write()
    publish(target, seed.folder)
    for _ in range(steps):
        before = deepcopy((seed.records, seed.releases))
        done = [seed.edit() for _ in range(chance.choice((1, 2, 4)))]
        seed.write()
        try:
            found = publish(target, seed.folder)
        except BuildFaults:
            seed.records, seed.releases = before
            continue
        if found.built is not None:
            yield done, seed.folder


@pytest.mark.parametrize("number", range(3))
def test_edits_at_random_come_to_what_the_whole_comes_to(number: int, varied: Path, tmp_path: Path, whole: Callable[[Path], dict[str, Any]]) -> None:
    target = Target("sqlite", path=tmp_path / "amended.sqlite")
    published = 0
    for done, folder in edited(varied, tmp_path / "seed", Random(number), target, steps=5):
        assert contents(target) == whole(folder), done
        published += 1
    assert published > 0


def test_edits_at_random_on_postgresql(varied: Path, tmp_path: Path, postgres_url: str, whole: Callable[[Path], dict[str, Any]]) -> None:
    target = parse_target(postgres_url)
    published = 0
    for done, folder in edited(varied, tmp_path / "seed", Random(99), target, steps=4):
        assert contents(target) == whole(folder), done
        published += 1
    assert published > 0
