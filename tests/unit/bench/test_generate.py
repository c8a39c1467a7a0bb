"""The synthetic datasets: the same arguments give the same files, in the seed's own form and
without faults.
"""

import json
from pathlib import Path

from api.publish.publish import check_seed
from bench.generate import generate
from bench.vocabulary import COMMON_NOUN, RARE_WORD

PROJECTS = 300


def files(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def records(folder: Path, collection: str) -> list[dict[str, object]]:
    return [
        json.loads(line)
        for line in (folder / collection / "synthetic.jsonl").read_bytes().splitlines()
    ]


def test_the_same_arguments_give_the_same_files(tmp_path: Path) -> None:
    for name in ("one", "other"):
        generate(tmp_path / name, PROJECTS, seed=7)
    generate(tmp_path / "different", PROJECTS, seed=8)
    assert files(tmp_path / "one") == files(tmp_path / "other")
    assert files(tmp_path / "one") != files(tmp_path / "different")


def test_a_generated_seed_has_no_faults(tmp_path: Path) -> None:
    generate(tmp_path / "seed", PROJECTS)
    assert not check_seed(tmp_path / "seed").warnings


def test_there_is_as_much_of_everything_as_is_said(tmp_path: Path) -> None:
    generate(tmp_path / "seed", PROJECTS)
    projects = records(tmp_path / "seed", "projects")
    assert (len(projects), len({one["id"] for one in projects})) == (PROJECTS, PROJECTS)
    assert (
        len(records(tmp_path / "seed", "companies")),
        len(records(tmp_path / "seed", "documents")),
    ) == (20, 20)
    names = [str(one["names"]) for one in projects]
    assert sum(RARE_WORD in name for name in names) == 5
    assert PROJECTS / 10 < sum(COMMON_NOUN in name for name in names) < PROJECTS / 3
    assert any(not name.isascii() for name in names)
