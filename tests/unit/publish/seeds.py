"""Small seeds for tests of the build: three documents on three knowledge days, and records written
as claims.
"""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from api.base.database import Target
from api.publish.store.writer import stored_rows

DAYS = {"early": "2025-10-26", "middle": "2025-12-24", "late": "2026-02-28"}


def claim(
    field: str,
    document: str = "early",
    *,
    basis: str = "stated",
    quote: str | None = None,
    **value: Any,
) -> dict[str, Any]:
    """A claim with a citation; the value is given as the seed's keys (`value=`, `number=` …). What
    has figures stands in the quote, unless another is given.
    """
    if quote is None:
        keys = ("qualifier", "number", "min", "max", "unit", "value", "effective_on")
        stated = [str(value[key]).replace("at_least", "at least") for key in keys if key in value]
        stated = [text.replace("up_to", "up to") for text in stated]
        has_figures = any(letter.isdecimal() for letter in "".join(stated))
        quote = " ".join(["as told", *stated]) if has_figures else "as told"
    where = {"document": document, "line": 1, "start": 0, "end": len(quote), "quote": quote}
    return {"field": field, "basis": basis, **where, **value}


def judged(one: dict[str, Any], verdict: str, reason: str) -> dict[str, Any]:
    """The claim with an editor's judgement."""
    return {
        **one,
        "judgement": {"verdict": verdict, "reason": reason, "note": "An editor's reason."},
    }


class SeedFolder:
    """A seed being written."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for name, day in DAYS.items():
            self.document(name, day)
        self.write(
            "releases.yaml",
            [{"id": "r1", "published_at": "2026-11-21T12:00:00Z", "notes": "First."}],
        )

    def write(self, name: str, content: Any) -> None:
        """Any file; JSON is YAML."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")

    def document(self, name: str, day: str, **more: str) -> None:
        """A document known from that day; `more` are further keys."""
        facts = {
            "file_name": f"{name}.txt",
            "sha256": hashlib.sha256(name.encode()).hexdigest(),
            "known_from": day,
            "known_from_basis": "Said so.",
            "known_from_confidence": "high",
        }
        self.write(
            f"documents/{name}.yaml",
            {
                "id": name,
                **facts,
                **more,
                "claims": [claim("title", name, value=f"Title of {name}")],
            },
        )

    def record(
        self,
        collection: str,
        record_id: str,
        *claims: Mapping[str, Any],
        name: str = "A name",
        **more: Any,
    ) -> None:
        """A record with its claims; its name rests on the document of the first."""
        rests_on = [claims[0]["document"]] if claims else ["early"]
        wordings = {
            "names": [{"text": name, "documents": rests_on}],
            "summaries": [{"text": "Some words.", "documents": rests_on}],
        }
        self.write(
            f"{collection}/{record_id}.yaml",
            {"id": record_id, **wordings, "claims": list(claims), **more},
        )

    def deal(self) -> None:
        """A small whole: an agreement, a tranche, a project and a firm."""
        usd = {"unit": "USD"}
        self.record("companies", "acme", claim("aliases", value="Acmé"), name="Acmé")
        self.record(
            "agreements",
            "a-deal",
            claim("amount", number=550_000_000_000, **usd),
            claim("amount_basis", value="pledged", basis="coded"),
            claim("status", value="pledged", effective_on="2025-08"),
            claim("status", "late", value="signed", effective_on="2025-09"),
            claim("sectors", "middle", value="energy"),
        )
        self.record(
            "tranches",
            "first",
            claim("agreement_id", "late", value="a-deal"),
            claim("amount", "late", number=36_000_000_000, **usd),
            claim("amount_basis", "late", value="announced"),
        )
        self.record(
            "projects",
            "plant",
            claim("agreement_id", "late", value="a-deal"),
            claim("tranche_id", "late", value="first"),
            claim("parties[acme].role", "late", value="developer"),
            claim("capacity_value", "late", number=9.2, unit="GW"),
            previous_ids=["old-plant"],
        )


def sqlite_target(folder: Path) -> Target:
    return Target("sqlite", file=folder / "pledgebook.sqlite")


def bodies(
    target: Target, collection: str, record_id: str
) -> list[tuple[str, str, dict[str, Any]]]:
    rows = stored_rows(
        target,
        f"{collection}_versions",
        ("id", "valid_from", "valid_to", "body"),
        ("id", "valid_from"),
    )
    return [(row[1], row[2], json.loads(row[3])) for row in rows if row[0] == record_id]
