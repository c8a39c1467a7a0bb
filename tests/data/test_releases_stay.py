"""A correction of the real dataset, published: what a release answered before it, it answers after
it, from the database or from its own file, on both databases and in a fresh copy.
"""

import shutil
import time
from pathlib import Path

import pytest

from api.base.database import parse_target
from api.collections import ALL, DERIVED
from api.publish.publish import publish
from api.publish.release import prepare, write
from api.publish.store.migrate import migrate
from tests.asking import Asking, asking
from tests.contract.rows import rows_of

pytestmark = pytest.mark.slow

SEED = Path(__file__).resolve().parents[2] / "seed"
FIRST, SECOND, THIRD = "2026-11-21", "2026-11-27", "2026-11-28"
CORRECTED = "projects/korea-zinc-germanium-facility"
WRONG = "{field: amount, number: 140000000000,"
MENDED = '{field: amount, number: 141000000000, words_reason: "As an editor was told.",'
NAMES = [one.name for one in (*ALL, *DERIVED) if one.name != "releases"]
BASES = ("pledged", "packaged", "announced", "committed", "purchase")
ADDRESSES = [
    *(f"/v1/{name}?limit=500{day}" for name in NAMES for day in ("", "&as_of=2025-12-24")),
    *(f"/v1/{name}.csv" for name in NAMES),
    *(f"/v1/{name}.jsonl" for name in ("projects", "agreements", "events")),
    *(f"/v1/{name}.csv?as_of=2026-02-28" for name in ("projects", "agreements", "claims")),
    *(f"/v1/totals?basis={basis}&group_by=agreement" for basis in BASES),
    "/v1/totals.csv",
    *(f"/v1/search?q={words}" for words in ("germanium", "140 billion", "how much Japan pledged")),
    "/v1/suggest?q=ger",
    f"/v1/{CORRECTED}",
    f"/v1/{CORRECTED}/history",
    f"/v1/{CORRECTED}/explain?field=amount",
    "/v1/changes.atom",
    f"/{CORRECTED}",
]
WORKBOOKS = ("projects", "agreements", "claims")


def answers(api: Asking) -> dict[str, object]:
    """What both releases answer: bytes, and of workbooks, which name the time, their rows."""
    found: dict[str, object] = {}
    for release in (FIRST, SECOND):
        for address in ADDRESSES:
            path, *asked = address.split("?")
            pinned = f"{path}?{'&'.join([*asked, f'release={release}'])}"
            answer = api.get(pinned)
            assert answer.status_code == 200, (pinned, answer.text)
            found[pinned] = answer.content
        for name in WORKBOOKS:
            pinned = f"/v1/{name}.xlsx?release={release}"
            found[pinned] = rows_of("xlsx", api.get(pinned).content, name)
    return found


def test_a_correction_leaves_what_was_published(database_url: str, tmp_path: Path) -> None:
    seed, target = tmp_path / "seed", parse_target(database_url)
    shutil.copytree(SEED, seed)
    migrate(target)
    publish(target, seed)
    with asking(
        database_url, seed_dir=seed, bulk_dir=tmp_path / "one", release_check_seconds=0.01
    ) as api:
        before = answers(api)
        record = seed / f"{CORRECTED}.yaml"
        text = record.read_text(encoding="utf-8")
        assert WRONG in text
        record.write_text(text.replace(WRONG, MENDED), encoding="utf-8")
        with (seed / "corrections.yaml").open("a", encoding="utf-8") as reasons:
            said = f'wrong_in: "{SECOND}", subject: {CORRECTED}, field: amount, reason: Misread.'
            reasons.write(f"\n- {{{said}}}\n")
        write(prepare(seed, THIRD, "One amount is mended.", f"{THIRD}T12:00:00Z"))
        publish(target, seed)
        time.sleep(0.02)  # longer than a server takes a release for the newest
        newest = api.get(f"/v1/{CORRECTED}").json()
        assert (newest["meta"]["release"], newest["item"]["amount"]) == (THIRD, 141_000_000_000)
        assert answers(api) == before
        told = api.get(f"/v1/changes?in_release={THIRD}").json()["items"]
        assert "amount is KRW 141 billion, where it was KRW 140 billion" in told[0]["sentence"]
        assert (
            api.get("/v1/changes.feed.json").json()["items"][0]["content_text"]
            == (told[0]["sentence"])
        )
    fresh = tmp_path / "fresh"
    shutil.copytree(seed, fresh)
    with asking(database_url, seed_dir=fresh, bulk_dir=tmp_path / "two") as api:
        assert answers(api) == before
