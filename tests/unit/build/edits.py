"""A seed that is edited at random, as curators edit: one small change at a time, whatever follows from it for other records."""

import json
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from random import Random
from typing import Any

import yaml

from api.build.fields import claimable
from api.resources import PARTY_COLLECTIONS, RECORDS
from api.resources.codelists import CODELISTS

Record = dict[str, Any]
_COLLECTIONS = tuple(resource.name for resource in RECORDS)


class EditedSeed:
    """Records in memory, written as one file a collection."""

    def __init__(self, origin: Path, folder: Path, chance: Random) -> None:
        self.folder, self.chance = folder, chance
        self.records: dict[str, list[Record]] = {}
        for name in (*_COLLECTIONS, "documents"):
            lines = [json.loads(line) for path in sorted((origin / name).glob("*.jsonl")) for line in path.read_text(encoding="utf-8").splitlines()]
            self.records[name] = lines
        self.releases: list[Record] = yaml.safe_load((origin / "releases.yaml").read_text(encoding="utf-8"))
        self.made = 0

    def write(self) -> None:
        """Write the folder anew."""
        for name, records in self.records.items():
            path = self.folder / name / "records.jsonl"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text("".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records), encoding="utf-8")
        (self.folder / "releases.yaml").write_text(json.dumps(self.releases), encoding="utf-8")

    def edit(self) -> str:
        """One edit at random; answers what it was."""
        edits: tuple[Callable[[], str], ...] = (
            self.rename,
            self.say_otherwise,
            self.drop_claim,
            self.repeat_claim,
            self.copy_record,
            self.move_record,
            self.drop_record,
            self.withdraw,
            self.join,
            self.weigh,
            self.release,
            self.reword,
        )
        return self.chance.choice(edits)()

    def _any(self, *collections: str) -> tuple[str, Record]:
        living = [(name, record) for name in collections or _COLLECTIONS for record in self.records[name] if not record.get("withdrawn")]
        return self.chance.choice(living)

    def _new(self) -> str:
        self.made += 1
        return f"edited-{self.chance.randrange(10**6)}-{self.made}"

    def rename(self) -> str:
        """Another name, as others show it."""
        name, record = self._any()
        record["names"][-1]["text"] = f"{record['names'][-1]['text']} {self._new()}"
        return f"rename {name}/{record['id']}"

    def reword(self) -> str:
        """A wording that rests on another document."""
        name, record = self._any()
        document = self.chance.choice(self.records["documents"])["id"]
        record["names"].append({"text": f"Reworded {self._new()}", "documents": [document]})
        record["summaries"].append({"text": f"Said anew, {self._new()}.", "documents": [document]})
        return f"reword {name}/{record['id']}"

    def say_otherwise(self) -> str:
        """Another figure or code in a claim that is there."""
        name, record = self._any()
        claim = self.chance.choice(record["claims"])
        kind = claimable(name).get(claim["field"])
        if "number" in claim:
            claim["number"] = self.chance.choice((1, 7, 1000, 5_000_000_000))
        elif kind is not None and kind.codelist:
            claim["value"] = self.chance.choice(CODELISTS[kind.codelist].values)
        else:
            claim["attributed_to"] = self._new()
        return f"say otherwise {name}/{record['id']} {claim['field']}"

    def drop_claim(self) -> str:
        """One claim fewer."""
        name, record = self._any()
        if len(record["claims"]) > 1:
            record["claims"].pop(self.chance.randrange(len(record["claims"])))
        return f"drop claim {name}/{record['id']}"

    def repeat_claim(self) -> str:
        """The same field once more, from another document, with the same or another value."""
        name, record = self._any()
        claim = deepcopy(self.chance.choice(record["claims"]))
        claim["document"], claim["line"] = self.chance.choice(self.records["documents"])["id"], self.chance.randrange(1, 999)
        if "number" in claim and self.chance.random() < 0.5:
            claim["number"] += 1
        record["claims"].append(claim)
        return f"repeat claim {name}/{record['id']} {claim['field']}"

    def copy_record(self) -> str:
        """A new record, much like one that is there."""
        name, record = self._any()
        self.records[name].insert(self.chance.randrange(len(self.records[name]) + 1), {**deepcopy(record), "id": self._new(), "previous_ids": []})
        return f"copy {name}/{record['id']}"

    def move_record(self) -> str:
        """Another id; records that name it are not told, which may be a fault."""
        name, record = self._any("projects", "events", "positions", "terms", "companies")
        record["previous_ids"] = [*record.get("previous_ids", []), record["id"]]
        record["id"] = self._new()
        return f"move {name}/{record['id']}"

    def drop_record(self) -> str:
        """A record fewer, which may be a fault."""
        name, record = self._any("projects", "events", "positions", "terms", "companies", "indicators")
        self.records[name].remove(record)
        return f"drop {name}/{record['id']}"

    def withdraw(self) -> str:
        """A record withdrawn, which may be a fault."""
        name, record = self._any("projects", "terms", "companies", "tranches")
        kept = {"id": record["id"], "names": record["names"], "summaries": record["summaries"], "withdrawn": "Was a mistake."}
        self.records[name][self.records[name].index(record)] = kept
        return f"withdraw {name}/{record['id']}"

    def join(self) -> str:
        """One party more."""
        name, record = self._any("agreements", "projects", "tranches", "commitments", "events")
        _, party = self._any(*PARTY_COLLECTIONS)
        document = record["claims"][0]["document"]
        where = {"document": document, "line": 1, "start": 0, "end": 6, "quote": "joined", "basis": "stated"}
        record["claims"].append({"field": f"parties[{party['id']}].role", "value": "supplier", **where})
        return f"join {name}/{record['id']} {party['id']}"

    def weigh(self) -> str:
        """Another basis or amount of what others may be parts of."""
        name, record = self._any("agreements", "tranches", "commitments")
        document = self.chance.choice(self.records["documents"])["id"]
        where = {"document": document, "line": self.chance.randrange(1, 999), "start": 0, "end": 6, "quote": "in all", "basis": "stated"}
        record["claims"].append({"field": "amount", "number": self.chance.choice((5_000_000_000, 7_000_000_000)), "unit": "USD", **where})
        record["claims"].append({"field": "amount_basis", "value": self.chance.choice(("announced", "packaged", "pledged")), **where})
        return f"weigh {name}/{record['id']}"

    def release(self) -> str:
        """One release more."""
        self.releases.append({"id": self._new(), "published_at": "2026-12-01T12:00:00Z", "notes": f"Edited {self._new()}."})
        return "release"
