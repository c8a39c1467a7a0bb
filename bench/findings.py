"""Everything one run of the measurements found out, by name; filled by the scenarios, read by the
goals and the report.
"""

from dataclasses import dataclass, field
from statistics import median

from bench.datasets import Publication
from bench.exports import Download
from bench.load import Load
from bench.rounds import Measured, Results


@dataclass
class Findings:
    """What was measured; a scenario that could not be run is absent, with the reason in `notes`."""

    projects: int
    results: dict[str, Results] = field(default_factory=dict)
    downloads: dict[str, list[Download]] = field(default_factory=dict)
    beside: dict[str, tuple[Load, Load]] = field(default_factory=dict)  # small requests
    starts: dict[str, list[float]] = field(default_factory=dict)
    memory: dict[str, int] = field(default_factory=dict)
    publications: list[Publication] = field(default_factory=list)
    real_seconds: dict[str, list[float]] = field(
        default_factory=dict
    )  # of commands on the real seed
    # Seconds of publishing into a new database, by how many releases the seed has.
    kept_seconds: dict[int, float] = field(default_factory=dict)
    wire_bytes: dict[str, int] = field(default_factory=dict)  # compressed, by address
    notes: list[str] = field(default_factory=list)

    def measured(self, scenario: str, name: str) -> Measured | None:
        """One cell of a scenario, or None where it was not measured."""
        return self.results.get(scenario, {}).get(name)

    def times(self, scenario: str, more: str, less: str) -> float | None:
        """How many times the processor time of `less` a request of `more` takes."""
        one, other = self.measured(scenario, more), self.measured(scenario, less)
        return one.over(other) if one and other else None

    def faster(self, kind: str, one: str, other: str) -> float | None:
        """How many times the rows a second of another download."""
        ours, theirs = self.downloads.get(f"{kind}, {one}"), self.downloads.get(f"{kind}, {other}")
        if not ours or not theirs:
            return None
        return median(
            first.rows_a_second / second.rows_a_second
            for first, second in zip(ours, theirs, strict=True)
        )
