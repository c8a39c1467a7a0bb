"""Lists at a million projects, now and as of a past day, where a build of a million would take too long: `python -m bench.million`.

The served rows of a published synthetic dataset are copied under new ids until there are enough. What is read beside them (claims, search,
totals) is not widened and not measured here.
"""

import argparse
import json
import sqlite3
from pathlib import Path
from statistics import median

from bench import questions
from bench.load import Request
from bench.machine import describe
from bench.rounds import FULL, Cell, Results, interleave
from bench.servers import ours, running
from bench.widen import hurried, widen

_HERE = Path(__file__).resolve().parent
_CONNECTIONS = 2


def widened(published: Path, target: Path, projects: int) -> Path:
    """A copy of a published dataset with that many projects, made once."""
    if target.exists():
        return target
    connection = sqlite3.connect(published)
    connection.execute("VACUUM INTO ?", (str(target),))
    connection.close()
    connection = hurried(str(target))
    there = connection.execute("SELECT count(DISTINCT id) FROM projects_versions").fetchone()[0]
    widen(connection, "projects", projects // there - 1)
    counts = json.loads(connection.execute("SELECT counts FROM dataset").fetchone()[0])
    connection.execute("UPDATE dataset SET counts = ?", (json.dumps(counts | {"projects": there * (projects // there)}),))
    connection.execute("ANALYZE projects_versions")
    connection.close()
    return target


def measure(few: Path, many: Path, folder: Path) -> tuple[Results, str]:
    """Lists of fifty and single records, now and then, at both sizes, in turn; and the past day that was asked for."""
    day = questions.sample(few).past_day
    log = folder / "million.log"
    small = ours("the API at few", f"sqlite:///{few}", "/readyz", PLEDGEBOOK_CACHE_BYTES="0")
    large = ours("the API at many", f"sqlite:///{many}", "/readyz", PLEDGEBOOK_CACHE_BYTES="0")
    with running(small, log) as at_few, running(large, log) as at_many:
        deep = questions.deep_page(at_many.port, 500_000)
        cells = [
            Cell("list", at_many, questions.lists()),
            Cell("list, past day", at_many, questions.lists(day)),
            Cell("list at few", at_few, questions.lists()),
            Cell("deep page", at_many, [Request(deep)]),
            Cell("first page", at_many, [Request("/v1/projects?sort=-amount_usd&limit=50")]),
        ]
        return interleave(cells, FULL, _CONNECTIONS), day


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m bench.million", description=__doc__)
    parser.add_argument("published", type=Path, help="SQLite file of a published synthetic dataset")
    parser.add_argument("--projects", type=int, default=1_000_000)
    parser.add_argument("--data", type=Path, default=_HERE / "data", help="folder for the widened copy")
    options = parser.parse_args()
    options.data.mkdir(parents=True, exist_ok=True)
    many = widened(options.published.resolve(), options.data.resolve() / f"widened-{options.projects}.sqlite", options.projects)
    found, day = measure(options.published.resolve(), many, options.data)
    machine = "\n".join(f"* {line}" for line in describe(None))
    rows = [
        ("list as of a past day ÷ now", found["list, past day"].over(found["list"]), "≤ 1.5"),
        ("list at many ÷ at few", found["list"].over(found["list at few"]), "≤ 1.25"),
        ("page at depth 500,000 ÷ first page", found["deep page"].over(found["first page"]), "≤ 1.1"),
    ]
    table = "\n".join(f"| {what} | {ratio:.2f}× | {goal} |" for what, ratio, goal in rows)
    costs = "\n".join(f"| {name} | {median(one.cpu):,.0f} | {median(one.half):.2f} | {median(one.most):.2f} |" for name, one in found.items())
    text = f"""# At a million projects

`python -m bench.million PUBLISHED.sqlite`: the served rows of {options.published.name} copied under new ids to {options.projects:,} projects, not
built from a seed of that size; answers made anew (no cache), totals counted once; past day {day}.

{machine}

| what | ratio of processor time | goal |
|---|--:|--:|
{table}

| answer | processor µs | p50 ms | p99 ms |
|---|--:|--:|--:|
{costs}
"""
    (_HERE / "MILLION.md").write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
