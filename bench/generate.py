"""Writes a synthetic seed of any size, for measuring: the same arguments always give the same
files.

`<collection>/*.jsonl`, one record a line, and `releases.yaml`, in memory that does not grow with
the size.
"""

import argparse
import shutil
from collections.abc import Iterable
from pathlib import Path

import orjson

from bench import vocabulary as words
from bench.synthetic import (
    Dice,
    Record,
    make_agreement,
    make_company,
    make_document,
    make_government,
    make_tranche,
    size_of,
)
from bench.synthetic_projects import make_project

_RELEASES = (
    '- {id: synthetic, published_at: "2026-06-01T12:00:00Z", notes: Synthetic deals for '
    "measuring.}\n"
)


def generate(folder: Path, projects: int, seed: int = 1) -> None:
    """A seed of that many projects, with companies, tranches, agreements and documents in
    proportion. The folder is replaced.
    """
    shutil.rmtree(folder, ignore_errors=True)
    size, dice = size_of(projects), Dice(seed)
    _write(
        folder, "documents", (make_document(dice, number, size) for number in range(size.documents))
    )
    _write(
        folder, "agreements", (make_agreement(dice, number) for number in range(size.agreements))
    )
    _write(
        folder, "tranches", (make_tranche(dice, number, size) for number in range(size.tranches))
    )
    _write(
        folder,
        "institutions",
        (make_government(dice, number) for number in range(len(words.GOVERNMENTS))),
    )
    _write(
        folder, "companies", (make_company(dice, number, size) for number in range(size.companies))
    )
    _write(
        folder, "projects", (make_project(dice, number, size) for number in range(size.projects))
    )
    (folder / "releases.yaml").write_text(_RELEASES, encoding="utf-8")


def _write(folder: Path, collection: str, records: Iterable[Record]) -> None:
    path = folder / collection / "synthetic.jsonl"
    path.parent.mkdir(parents=True)
    with path.open("wb") as file:
        for record in records:
            file.write(orjson.dumps(record, option=orjson.OPT_APPEND_NEWLINE))


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(
        prog="python -m bench.generate", description="Write a synthetic seed of any size."
    )
    parser.add_argument(
        "--projects",
        type=int,
        required=True,
        help="number of projects; companies are a twentieth, at least 20",
    )
    parser.add_argument(
        "--seed", type=int, default=1, help="of chance: an equal one gives equal files"
    )
    parser.add_argument(
        "--out", type=Path, required=True, help="folder to write; what stands there is replaced"
    )
    options = parser.parse_args()
    generate(options.out, options.projects, options.seed)
    print(f"Wrote {options.projects:,} projects to {options.out}.")


if __name__ == "__main__":
    main()
