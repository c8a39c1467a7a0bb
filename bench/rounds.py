"""Short rounds, interleaved: each server in turn, over and over, so that what disturbs the machine
meets all alike and ratios can be paired.
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from statistics import median

from bench.load import Request, run_load
from bench.servers import Running
from bench.wrk import available, run_wrk

_MICRO = 1e6
_FEWEST = 4  # answers in a round
_PATIENCE = 5.0  # seconds for requests beforehand
# Requests of each cell sent once beforehand, so that nothing is measured that happens only once
_WARMED = 64


@dataclass(frozen=True)
class Pace:
    """How long and how often."""

    seconds: float  # of one round of one server
    rounds: int
    export_rounds: int
    starts: int  # cold starts of each server


QUICK = Pace(seconds=0.25, rounds=3, export_rounds=1, starts=1)
FULL = Pace(seconds=1.2, rounds=7, export_rounds=3, starts=5)


@dataclass(frozen=True)
class Cell:
    """One server answering one set of requests, by the name it is reported under."""

    name: str
    server: Running
    requests: Sequence[Request]


@dataclass
class Measured:
    """What the rounds of one cell came to; one entry a round."""

    cpu: list[float] = field(
        default_factory=list
    )  # microseconds of processor time a request, of the process tree
    rate: list[float] = field(default_factory=list)  # requests a second
    half: list[float] = field(
        default_factory=list
    )  # milliseconds within which half of the answers came
    most: list[float] = field(default_factory=list)  # milliseconds within which 99 % came

    def over(self, other: "Measured") -> float:
        """How many times the processor time of the other, round by round, in the median."""
        return median(mine / theirs for mine, theirs in zip(self.cpu, other.cpu, strict=True))


Results = dict[str, Measured]


def interleave(cells: Sequence[Cell], pace: Pace, connections: int) -> Results:
    """Measure the cells in turn, each as often as the pace says."""
    found: Results = {cell.name: Measured() for cell in cells}
    slow = {cell.name for cell in cells if _is_slow(cell, pace.seconds)}
    for number in range(pace.rounds):
        first = number % len(cells)
        for cell in (*cells[first:], *cells[:first]):
            if cell.name in slow:
                _round(
                    replace(cell, requests=cell.requests[number % len(cell.requests) :][:1]),
                    found[cell.name],
                    0.0,
                    1,
                )
            else:
                _round(cell, found[cell.name], pace.seconds, connections)
    return found


def _is_slow(cell: Cell, seconds: float) -> bool:
    """Send requests beforehand; whether an answer then still takes so long that few would come in a
    round. One request is a round then.
    """
    begun = time.monotonic()
    for request in cell.requests[:_WARMED]:
        run_load(cell.server.port, [request], 0.0, 1)
        if time.monotonic() - begun > _PATIENCE:
            break
    return run_load(cell.server.port, cell.requests[:1], 0.0, 1).most > seconds / _FEWEST


def _round(cell: Cell, measured: Measured, seconds: float, connections: int) -> None:
    before = cell.server.processor_seconds()
    load = (run_wrk if available(seconds) else run_load)(
        cell.server.port, cell.requests, seconds, connections
    )
    used = cell.server.processor_seconds() - before
    measured.cpu.append(max(used, 1e-9) / load.requests * _MICRO)
    measured.rate.append(load.requests / load.seconds)
    measured.half.append(load.half * 1000)
    measured.most.append(load.most * 1000)
