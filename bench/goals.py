"""The goals, row by row: what was to be reached, what was measured, and whether it was. Ratios are
of processor time a request, of the server's process tree, paired round by round; exports and builds
are measured by the clock.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from statistics import median

from bench.findings import Findings

_MIB = 2**20


@dataclass(frozen=True)
class Row:
    """One row; `met` is None where it could not be measured."""

    what: str
    measured: str
    goal: str
    met: bool | None


def _at_least(what: str, found: float | None, goal: float, unit: str = "×") -> Row:
    shown = (
        "not measured"
        if found is None
        else f"{found:,.2f}{unit}"
        if found < 10
        else f"{found:,.0f}{unit}"
    )
    return Row(what, shown, f"≥ {goal:,g}{unit}", None if found is None else found >= goal)


def _at_most(what: str, found: float | None, goal: float, unit: str = "×") -> Row:
    shown = (
        "not measured"
        if found is None
        else f"{found:,.2f}{unit}"
        if found < 10
        else f"{found:,.0f}{unit}"
    )
    return Row(what, shown, f"≤ {goal:,g}{unit}", None if found is None else found <= goal)


def rows(findings: Findings) -> list[Row]:
    """Every row of the table of goals."""
    parts = (_finished, _anew, _wide, _exports, _start, _publishing, _real, _postgresql)
    return [row for part in parts for row in part(findings)]


def _finished(found: Findings) -> Iterator[Row]:
    for scenario in (
        "cached single",
        "cached list",
        "cached compressed list",
        "cached CSV of the real dataset",
        "cached page of the site",
        "304",
    ):
        yield _at_least(
            f"{scenario}: bare application ÷ API", found.times(scenario, "bare", "the API"), 0.85
        )
    for kind, textbook, datasette in (("single", 36, 30), ("list", 90, 90)):
        for peer, goal in (("textbook", textbook), ("Datasette", datasette)):
            yield _at_least(
                f"cached {kind}: {peer} ÷ API",
                found.times(f"finished {kind}", peer, "finished"),
                goal,
            )


def _anew(found: Findings) -> Iterator[Row]:
    for scenario, textbook, datasette in (("single", 10, 10), ("list", 20, 12)):
        yield _at_least(
            f"uncached {scenario}: textbook ÷ API",
            found.times(scenario, "textbook", "made anew"),
            textbook,
        )
        yield _at_least(
            f"uncached {scenario}: Datasette ÷ API",
            found.times(scenario, "Datasette", "made anew"),
            datasette,
        )
    for scenario in ("single", "list"):
        yield _at_most(
            f"uncached {scenario} on a past day ÷ now",
            found.times(scenario, "made anew, past day", "made anew"),
            1.5,
        )


def _wide(found: Findings) -> Iterator[Row]:
    for scenario in ("single", "list"):
        yield _at_most(
            f"{scenario} at {found.projects:,} ÷ at 50",
            found.times(f"growth, {scenario}", "at many", "at fifty"),
            1.25,
        )
    yield _at_most(
        f"page at depth {found.projects // 2:,} ÷ first page",
        found.times("depth", "deep page", "first page"),
        1.1,
    )
    yield from _releases(found)
    yield _at_least(
        "totals by sector: Datasette ÷ API", found.times("totals", "Datasette", "made anew"), 30
    )
    for scenario in (name for name in found.results if name.startswith("search")):
        yield _at_most(
            f"{scenario} ÷ list page", found.times(scenario, "made anew", "list page"), 2
        )
        yield _at_least(
            f"{scenario}: Datasette ÷ API", found.times(scenario, "Datasette", "made anew"), 15
        )


def _releases(found: Findings) -> Iterator[Row]:
    for kind in ("single", "list"):
        one = f"releases, {kind}"
        yield _at_most(
            f"uncached {kind} at an older release ÷ now",
            found.times(one, "older release", "now"),
            1.5,
        )
        yield _at_most(
            f"uncached {kind} with 50 releases ÷ with 2",
            found.times(one, "fifty kept", "now"),
            1.25,
        )
    yield _at_most(
        "explain of one field ÷ single", found.times("explain", "one field", "single"), 3
    )


def _exports(found: Findings) -> Iterator[Row]:
    for kind, goal in (("filtered CSV", 3.5), ("whole CSV", 15)):
        yield _at_least(
            f"{kind}, rows a second: API ÷ Datasette",
            found.faster(kind, "the API", "Datasette"),
            goal,
        )
        downloads = found.downloads.get(f"{kind}, the API")
        yield _at_most(
            f"{kind}: memory growth",
            max(one.growth for one in downloads) / _MIB if downloads else None,
            16,
            " MiB",
        )
        yield _at_most(
            f"{kind}: first byte",
            median(one.first_byte for one in downloads) * 1000 if downloads else None,
            100,
            " ms",
        )
    for other, (quiet, beside) in found.beside.items():
        said = f"small request beside {other} ÷ quiet"
        yield _at_most(f"{said}, p50", beside.half / quiet.half, 1.5)
        yield _at_most(f"{said}, p99", beside.most / quiet.most, 3)


def _start(found: Findings) -> Iterator[Row]:
    ours, textbook = found.starts.get("the API"), found.starts.get("the textbook application")
    ratio = (
        median(one / other for one, other in zip(ours, textbook, strict=True))
        if ours and textbook
        else None
    )
    yield _at_most("cold start to the first 200 ÷ textbook", ratio, 1.5)


def _publishing(found: Findings) -> Iterator[Row]:
    by_size = sorted(found.publications, key=lambda one: one.projects)
    if not by_size:
        return
    largest = by_size[-1]
    what = f"publishing {largest.projects:,} projects with {largest.claims:,} claims"
    yield _at_most(f"{what}: memory", largest.resident_bytes / _MIB, 1024, " MiB")
    yield _at_least(f"{what}: claims a second", largest.claims_a_second, 7_000, "/s")
    if len(by_size) > 1:
        times, more = largest.seconds / by_size[-2].seconds, largest.claims / by_size[-2].claims
        yield _at_most(f"publishing: time of {more:.1f} times the claims", times, 12)


def _real(found: Findings) -> Iterator[Row]:
    for command, goal in (("check", 2), ("diff", 3), ("seed", 5)):
        seconds = found.real_seconds.get(command)
        yield _at_most(
            f"the real dataset: {command}", min(seconds) if seconds else None, goal, " s"
        )
    if len(found.kept_seconds) == 2:
        (few, less), (many, more) = sorted(found.kept_seconds.items())
        yield _at_most(
            "the real dataset: seed, for each older release not yet loaded",
            (more - less) / (many - few),
            1,
            " s",
        )
    for address, size in found.wire_bytes.items():
        goal = 40 if address == "/openapi.json" else 150
        yield _at_most(f"{address} on the wire", size / 1000, goal, " kB")


def _postgresql(found: Findings) -> Iterator[Row]:
    for scenario, goal in (("single", 8), ("list", 15)):
        ratio = found.times(f"PostgreSQL, {scenario}", "textbook", "made anew")
        yield _at_least(f"PostgreSQL, uncached {scenario}: textbook ÷ API", ratio, goal)
