"""Asks the API for what the real dataset comes to, as lines of JSON: `python -m
tests.golden.record` renews the files.

What is written: the hash of the release; totals by basis and day; conflicts and changes with their
sides; every version of every record, with its codes, dates, amounts and statuses but without our
wordings. Raises AssertionError for an answer that is not 200.
"""

import json
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.asking import Asking, asking
from tests.databases import sqlite_url
from tests.golden.freeze import freeze_missing
from tests.servers import pledgebook

FOLDER = Path(__file__).resolve().parent
DERIVED = ("claims", "releases", "conflicts", "changes")
# Sentences of ours, which change without a truth changing.
WORDINGS = {"summary", "known_from_basis", "obligation", "condition"}


def golden(api: Asking) -> dict[str, str]:
    """Each file by its name: one JSON object a line, in the order of the API."""
    (release,) = (one for one in api.walk("/v1/releases") if one["current"])
    kinds = [one["value"] for one in _get(api, "/v1/codelists/amount_bases")["items"]]
    counts = {one["collection"]: one["records"] for one in release["counts"]}
    days = sorted({one["known_from"] for one in api.walk("/v1/documents")})
    return {
        "release.jsonl": _lines([{"id": release["id"], "hash": release["hash"], "counts": counts}]),
        "totals.jsonl": _lines(_totals(api, kinds, days)),
        "conflicts.jsonl": _lines(_conflicts(api, days)),
        "changes.jsonl": _lines(_plain(one) for one in api.walk("/v1/changes?sort=id&limit=500")),
        "records.jsonl": _lines(_versions(api, list(counts))),
        "claims.jsonl": _lines(_ranks(api, days)),
    }


def _get(api: Asking, address: str) -> dict[str, Any]:
    answer = api.get(address)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def _lines(items: Any) -> str:
    return "".join(json.dumps(item, ensure_ascii=False) + "\n" for item in items)


def _plain(item: dict[str, Any]) -> dict[str, Any]:
    """A record without our wordings and without what is empty."""
    return {
        key: value for key, value in item.items() if key not in WORDINGS and value not in (None, [])
    }


def _totals(api: Asking, bases: list[str], days: list[str]) -> Iterator[dict[str, Any]]:
    for basis in bases:
        for day in days:
            answer = _get(api, f"/v1/totals?basis={basis}&group_by=agreement&as_of={day}")
            for key in ("links", "meta"):
                answer.pop(key)
            yield {"basis": basis, "day": day, **answer}


def _conflicts(api: Asking, days: list[str]) -> Iterator[dict[str, Any]]:
    for day in days:
        for item in api.walk(f"/v1/conflicts?sort=id&limit=500&as_of={day}"):
            sides = [
                [
                    side["value"],
                    side["unit"],
                    side["rank"],
                    side["rank_reason"],
                    side["document_ids"],
                ]
                for side in item["sides"]
            ]
            kept = ("id", "kind", "disputed", "amount_usd")
            yield {"day": day, **{key: item[key] for key in kept}, "sides": sides}


def _versions(api: Asking, collections: list[str]) -> Iterator[dict[str, Any]]:
    for collection in sorted(set(collections) - set(DERIVED)):
        for item in api.walk(f"/v1/{collection}?limit=500"):
            history = _get(api, f"/v1/{collection}/{item['id']}/history")["items"]
            for version in history:
                span = {"collection": collection, "from": version["from"], "to": version["to"]}
                yield span | _plain(version["item"])


def _ranks(api: Asking, days: list[str]) -> Iterator[dict[str, Any]]:
    """Each claim with its rank on each day, told only where it differs from the day before."""
    before: dict[str, tuple[str, str]] = {}
    for day in days:
        for item in api.walk(f"/v1/claims?limit=500&as_of={day}"):
            rank = item["rank"], item["rank_reason"]
            if before.get(item["id"]) != rank:
                before[item["id"]] = rank
                about = f"{item['subject_type']}/{item['subject_id']}", item["field"], item["value"]
                yield {"day": day, "id": item["id"], "claim": about, "rank": rank}


def main() -> None:
    """Publish the real seed into a throw-away database and write the files; then the frozen answers
    of releases that have none yet."""
    with tempfile.TemporaryDirectory() as folder:
        url = sqlite_url(Path(folder) / "golden.sqlite")
        pledgebook("migrate", "seed", database_url=url)
        with asking(url) as api:
            for name, text in golden(api).items():
                (FOLDER / name).write_text(text, encoding="utf-8")
    freeze_missing()


if __name__ == "__main__":
    main()
