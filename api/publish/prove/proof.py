"""What a proof found, and the claims it goes through: shared by the proofs of citations and of coverage. Never raises."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from api.publish.seed.index import COLLECTIONS
from api.publish.seed.read_seed import Seed


@dataclass
class Proof:
    """What holds and what does not, each in a sentence."""

    statements: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


def all_claims(folder: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every claim as written, with its file and line."""
    seed = Seed(folder)
    for collection in COLLECTIONS:
        for record in seed.records(collection):
            for number, claim in enumerate(record.data.get("claims") or ()):
                yield f"{record.file}:{record.claim_lines[number]}", claim
