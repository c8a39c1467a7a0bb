"""What each server is asked, in its own words, for the same records: addresses of single records,
lists, totals and searches.
"""

import json
import sqlite3
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from bench.load import Request, fetch
from bench.vocabulary import COMMON_NOUN, RARE_WORD

SECTORS = (
    "energy",
    "semiconductors",
    "metals",
    "shipbuilding",
    "critical_minerals",
    "electronics",
    "pharmaceuticals",
    "chemicals",
)
STATUSES = ("announced", "agreed", "launched", "under_evaluation", "proposed", "completed")
WORDS = {"a rare word": RARE_WORD, "a word in 20 % of rows": COMMON_NOUN}
OLDER = "2026-11-21"  # a release of the real dataset before the newest
_SINGLES = 1000  # different records asked for, so that each is new to an answer just being made
_PEERS_TABLE = "/peers/projects"


@dataclass(frozen=True)
class Sample:
    """Records of a published dataset to ask for, and its knowledge days."""

    ids: tuple[str, ...]
    early_ids: tuple[str, ...]  # known on the past day
    past_day: str


def sample(published: Path) -> Sample:
    """Evenly spread over the ids."""
    connection = sqlite3.connect(f"file:{published}?mode=ro", uri=True)
    days: list[str] = json.loads(connection.execute("SELECT days FROM dataset").fetchone()[0])
    past = days[len(days) // 2]
    versions = "SELECT id FROM projects_versions WHERE valid_from <= ? AND valid_to > ? ORDER BY id"
    now, early = (
        [row[0] for row in connection.execute(versions, (day, day))] for day in (days[-1], past)
    )
    connection.close()
    return Sample(_spread(now), _spread(early), past)


def _spread(ids: list[str]) -> tuple[str, ...]:
    return tuple(ids[:: max(1, len(ids) // _SINGLES)][:_SINGLES])


def _requests(addresses: list[str]) -> list[Request]:
    return [Request(address) for address in addresses]


def singles(ids: tuple[str, ...], as_of: str = "", release: str = "") -> list[Request]:
    """Single records of the API."""
    asked = f"?as_of={as_of}" if as_of else f"?release={release}" if release else ""
    return _requests([f"/v1/projects/{one}{asked}" for one in ids])


def explanations(ids: tuple[str, ...]) -> list[Request]:
    """Why one field of each record has its value."""
    return _requests([f"/v1/projects/{one}/explain?field=amount" for one in ids])


def ids_of(port: int, release: str) -> tuple[str, ...]:
    """The projects of a release."""
    answer = json.loads(fetch(port, f"/v1/projects?limit=500&release={release}")[2])
    return tuple(item["id"] for item in answer["items"])


def lists(as_of: str = "") -> list[Request]:
    """Lists of fifty by sector and status, largest amount first, of the API."""
    ending = f"&as_of={as_of}" if as_of else ""
    return _requests(
        [
            f"/v1/projects?sector={sector}&status={status}&sort=-amount_usd{ending}"
            for sector in SECTORS
            for status in STATUSES
        ]
    )


def short_lists(release: str = "") -> list[Request]:
    """Lists of twenty without a filter: as long at fifty projects as at a million."""
    keys = ("name", "amount_usd", "known_from", "changed_on", "announced_on")
    ending = f"&release={release}" if release else ""
    return _requests(
        [f"/v1/projects?sort={sign}{key}&limit=20{ending}" for key in keys for sign in ("", "-")]
    )


def deep_page(port: int, depth: int) -> str:
    """Address of the page of fifty after that many records in order of amount; it is reached by
    walking there.
    """
    cursor = ""
    for _ in range(max(1, depth // 500)):
        answer = json.loads(fetch(port, f"/v1/projects?sort=-amount_usd&limit=500{cursor}")[2])
        if not answer["page"]["next_cursor"]:
            break
        cursor = f"&cursor={quote(answer['page']['next_cursor'])}"
    return f"/v1/projects?sort=-amount_usd&limit=50{cursor}"


def searches(word: str) -> list[Request]:
    """Search among projects of the API: whole records, as the peers send them."""
    return _requests([f"/v1/projects?q={word}"])


def search_pages(word: str) -> list[Request]:
    """The page of hits, with the words found marked, that no peer has."""
    return _requests([f"/v1/search?q={word}&collection=projects"])


def totals() -> list[Request]:
    """Sums by sector of the API."""
    return _requests(["/v1/totals?basis=announced&group_by=sector"])


def textbook_singles(ids: tuple[str, ...]) -> list[Request]:
    """Single records of the textbook application."""
    return _requests([f"/projects/{one}" for one in ids])


def textbook_lists() -> list[Request]:
    """Its lists of fifty."""
    return _requests(
        [f"/projects/?sector={sector}&status={status}" for sector in SECTORS for status in STATUSES]
    )


def datasette_singles(ids: tuple[str, ...]) -> list[Request]:
    """Single records of Datasette."""
    return _requests([f"{_PEERS_TABLE}/{one}.json?_shape=objects" for one in ids])


def datasette_lists() -> list[Request]:
    """Its lists of fifty."""
    ending = "_sort_desc=amount_usd&_size=50&_shape=objects&_nofacet=1"
    return _requests(
        [
            f"{_PEERS_TABLE}.json?sector={sector}&status={status}&{ending}"
            for sector in SECTORS
            for status in STATUSES
        ]
    )


def datasette_searches(word: str) -> list[Request]:
    """Its full-text search."""
    return _requests([f"{_PEERS_TABLE}.json?_search={word}&_size=50&_shape=objects&_nofacet=1"])


def datasette_totals() -> list[Request]:
    """Sums by sector in its SQL."""
    words = (
        "select sector, count(*), sum(amount_usd_counted) from projects where amount_basis = "
        "'announced' group by sector"
    )
    return _requests([f"/peers.json?sql={quote(words)}&_shape=objects"])


def datasette_csv(condition: str = "") -> str:
    """Its stream of all matching rows."""
    return f"{_PEERS_TABLE}.csv?_stream=on&_size=max{condition}"


def json_server_singles(ids: tuple[str, ...]) -> list[Request]:
    """Single records of json-server."""
    return _requests([f"/projects/{one}" for one in ids])


def json_server_lists() -> list[Request]:
    """Its lists of fifty."""
    ending = "_sort=amount_usd&_order=desc&_limit=50"
    return _requests(
        [
            f"/projects?sector={sector}&status={status}&{ending}"
            for sector in SECTORS
            for status in STATUSES
        ]
    )
