"""Answers a record with everything that explains it, from one release: the claims on it, the
documents, its changes, the names of what it points at. Raises what reading a record raises.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson
from sqlalchemy import Select, bindparam, select

from api.collections import BY_NAME
from api.collections.catalogue import TEXT
from api.collections.served_tables import SERVED
from api.formats.explanations import Surroundings
from api.formats.passages import documents_of
from api.formats.readable import meaning_of
from api.read.answers import not_found
from api.read.answers.history import changes_statement
from api.read.database.base import Reading, Snapshot, Source, in_one_release, require_release
from api.read.release import Release
from api.read.request.as_of import on
from api.read.request.given import Items
from api.read.request.plan import ParameterSpec, Plan, make_plan
from api.read.sql.dialect import Utf8, valid

Loaded = Mapping[str, Any]


@dataclass(frozen=True, slots=True, eq=False)
class Evidence:
    """A record and what explains it: claims in the order in which their documents were known,
    documents, changes oldest first, names by id.
    """

    plan: Plan
    release: Release
    item: Loaded
    claims: Sequence[Loaded]
    documents: Sequence[Loaded]
    changes: Sequence[Loaded]
    names: Mapping[str, str]

    @property
    def around(self) -> Surroundings:
        """What explanations need beside the record."""
        codelists = self.release.codelists
        return Surroundings(
            self.claims,
            documents_of(self.documents, codelists),
            codelists,
            self.names,
            self.changes,
        )


async def read_evidence(
    source: Source, spec: ParameterSpec, record_id: str, items: Items
) -> Evidence:
    """One record with what explains it; raises as `read_record` does."""

    async def work(snapshot: Snapshot) -> Evidence:
        plan = make_plan(spec, items, snapshot.release)
        name = plan.resource.name
        values = {"id": record_id, "collection": name, **on(plan.day)}
        async with snapshot.reading(several=True) as reading:
            rows = await reading.fetch(snapshot.statements.record(name), values)
            require_release(rows, snapshot.release)
            body = rows[0][1]
            if body is None:
                raise await not_found.reason(snapshot, reading, plan, name, record_id)
            item = orjson.loads(body)
            claims = [
                orjson.loads(row[0])
                for row in await reading.fetch(snapshot.statements.get(claims_statement), values)
            ]
            documents = [
                orjson.loads(row[0])
                for row in await reading.fetch(
                    snapshot.statements.get(known_documents_statement), values
                )
            ]
            changes = [
                orjson.loads(row[1])
                for row in await reading.fetch(snapshot.statements.get(changes_statement), values)
            ]
            names = await _names(snapshot, reading, plan, item, claims)
        claims.sort(key=lambda one: (one["known_from"], one["document_id"], one["line"]))
        changes.sort(key=lambda one: (one["day"], one["id"]))
        return Evidence(plan, snapshot.release, item, claims, documents, changes, names)

    return await in_one_release(source, work)


def claims_statement() -> Select[Any]:
    """Body of every claim on a record known on the day."""
    claims = SERVED["claims"]
    return (
        select(Utf8(claims.c.body))
        .where(
            claims.c.subject_type == bindparam("collection", type_=TEXT),
            claims.c.subject_id == bindparam("id", type_=TEXT),
            valid(claims),
        )
        .order_by(claims.c.id)
    )


def known_documents_statement() -> Select[Any]:
    """Body of every document known on the day."""
    documents = SERVED["documents"]
    return select(Utf8(documents.c.body)).where(valid(documents)).order_by(documents.c.id)


async def _names(
    snapshot: Snapshot, reading: Reading, plan: Plan, item: Loaded, claims: Sequence[Loaded]
) -> Mapping[str, str]:
    """The names of the records that values and claims point at, by id; those not known on the day
    have none.
    """
    names = {}
    for collection, record_id in sorted(set(pointed_at(plan.resource.name, item, claims))):
        statement = snapshot.statements.record(collection)
        rows = await reading.fetch(statement, {"id": record_id, **on(plan.day)})
        if rows and rows[0][1] is not None:
            found = orjson.loads(rows[0][1])
            names[record_id] = found.get("name") or found.get("title") or record_id
    return names


def pointed_at(
    collection: str, item: Loaded, claims: Sequence[Loaded]
) -> Iterator[tuple[str, str]]:
    """Collection and id of every record that a value of the record, or of a claim on it, names."""
    for name in BY_NAME[collection].model.model_fields:
        meaning = meaning_of(collection, name)
        value = item.get(name)
        if meaning is not None and meaning.kind == "reference" and value:
            yield meaning.collection or "", value
        elif meaning is not None and meaning.kind == "pointer" and value:
            yield item[f"{name.removesuffix('_id')}_type"], value
    for claim in claims:
        meaning = meaning_of(collection, claim["field"])
        if meaning is None or not claim["value"]:
            continue
        other, slash, record_id = claim["value"].partition("/")
        if meaning.kind == "reference" and not slash:
            yield meaning.collection or "", claim["value"]
        elif slash and other in BY_NAME and meaning.kind in ("pointer", "subjects"):
            yield other, record_id
    for entry in (*(item.get("parties") or ()), *(item.get("subjects") or ())):
        other = entry.get("party_type") or entry.get("subject_type")
        yield other, entry.get("party_id") or entry.get("subject_id")
