"""To which release a change is ascribed."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

from api.publish.publish import publish
from api.publish.release import prepare, write
from api.publish.seed.read_seed import Seed
from tests.unit.publish.seeds import SeedFolder, claim, sqlite_target


def test_a_change_is_of_the_release_that_first_told_it(seed: SeedFolder, tmp_path: Path) -> None:
    """Though its document was known to the one before."""
    seed.deal()
    at = "2026-11-21T12:00:00Z"
    draft = f'- id: draft\n  published_at: "{at}"\n  notes: Next.\n'
    (seed.folder / "releases.yaml").write_text(draft, encoding="utf-8")
    write(prepare(seed.folder, "r1", "First.", at))
    (first,) = (one for one in Seed(seed.folder).listing("releases.yaml") if one["id"] == "r1")
    following = {"id": "r2", "notes": "Next.", "published_at": "2026-11-22T12:00:00Z"}
    seed.write("releases.yaml", [dict(first), following])
    path = seed.folder / "agreements/a-deal.yaml"
    record = json.loads(path.read_text(encoding="utf-8"))
    record["claims"] += [claim("binding", "late", value=True, quote="it is binding")]
    seed.write("agreements/a-deal.yaml", record)
    reason = {"wrong_in": "r1", "subject": "agreements/a-deal", "reason": "Overlooked."}
    seed.write("corrections.yaml", [reason])
    target = sqlite_target(tmp_path)
    publish(target, seed.folder)
    with closing(sqlite3.connect(target.file)) as connection:
        bodies = connection.execute("SELECT body FROM changes_versions").fetchall()
    changes = [json.loads(body) for (body,) in bodies]
    told = {
        (one["field"], one["release"])
        for one in changes
        if one["change"] == "document" and one["document_id"] == "late"
    }
    assert ("binding", "r2") in told
    assert {release for field, release in told if field != "binding"} == {"r1"}
