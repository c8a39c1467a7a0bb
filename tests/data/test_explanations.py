"""Every field of every record of the dataset is explained: whole sentences, in words and not in
codes, with every claim, and with no figure that the record and its documents do not have.
"""

import asyncio
import re
from collections.abc import Iterator, Sequence

from api.base.database import parse_target
from api.collections import ALL
from api.collections.declare import Collection
from api.formats.explain_text import paragraph
from api.formats.explanations import Explanation, explain, explained_fields
from api.formats.readable import fields_of
from api.read.answers.evidence import Evidence, read_evidence
from api.read.answers.lists import read_list
from api.read.database.base import Source
from api.read.database.sources import open_source
from api.read.request.plan import list_spec, record_spec

CLAIMED = tuple(one for one in ALL if one.has_claims)
# Words of programs that no reader should meet.
CODE = re.compile(r"\b(None|True|False|null)\b|[{}]|  |\.\.|: \.|\b[a-z]+_[a-z_]+\b")
FIGURE = re.compile(r"\d+(?:[.,]\d+)*")


async def everything(source: Source) -> list[tuple[Collection, Evidence]]:
    found = []
    for resource in CLAIMED:
        items = [("limit", "500")]
        while True:
            page = await read_list(source, list_spec(resource), items)
            for record_id in page.ids:
                spec = record_spec(resource, day_alone=True)
                found.append((resource, await read_evidence(source, spec, record_id, ())))
            if page.next_cursor is None:
                break
            items = [("limit", "500"), ("cursor", page.next_cursor)]
    await source.close()
    return found


def explained(url: str) -> Iterator[tuple[str, Evidence, Explanation]]:
    source = open_source(
        parse_target(url), check_seconds=60, timeout_seconds=30, pool_size=1, export_slots=1
    )
    for resource, evidence in asyncio.run(everything(source)):
        claimed = explained_fields(resource, evidence.claims)
        computed = [one for one in fields_of(resource.name).values() if one.kind == "computed"]
        for meaning in (*claimed, *computed):
            where = f"{resource.name}/{evidence.item['id']} {meaning.name}"
            yield where, evidence, explain(resource, evidence.item, meaning, evidence.around)


def sourced(evidence: Evidence, one: Explanation) -> str:
    """All that a figure of the explanation can be from."""
    said = (*one.passages, *one.others)
    texts: Sequence[object] = (
        one.label,
        one.value,
        one.meaning.description,
        evidence.item.get("located_basis"),
        *(change.text for change in one.changes),
        *(side.says for side in said),
        *(side.claim[key] for side in said for key in ("quote", "rank_note", "attributed_to")),
        *(side.document.called for side in said),
    )
    return " ".join(str(text) for text in texts if text)


def test_every_field_of_every_record_is_explained(seeded_sqlite_url: str) -> None:
    faults, count = [], 0
    for where, evidence, one in explained(seeded_sqlite_url):
        count += 1
        own = set(FIGURE.findall(sourced(evidence, one)))
        for text in (one.sentence, *one.unknown, *(side.reason for side in one.others)):
            if not text.endswith((".", "!", "?")) or not text[0].isupper():
                faults.append(f"{where}: no sentence: {text}")
            if set(FIGURE.findall(text)) - own:
                faults.append(f"{where}: a figure of nobody's: {text}")
            plain = re.sub(r"`[^`]*`|“[^”]*”", "", text)
            if one.meaning.kind != "computed" and CODE.search(plain):
                faults.append(f"{where}: a word of programs: {text}")
        if one.status in ("stated", "inferred") and not one.value:
            faults.append(f"{where}: {one.status}, and no value is shown")
        if one.status == "stated" and not one.passages and not evidence.item.get("located_basis"):
            faults.append(f"{where}: stated, and nobody says so")
        if one.status == "disputed" and len({side.says for side in one.others}) < 2:
            faults.append(f"{where}: disputed, and there are no two sides")
    assert not faults, "\n".join(faults[:30])
    assert count > 2500


def test_every_claim_stands_in_the_explanation_of_its_field(seeded_sqlite_url: str) -> None:
    explained_claims: set[str] = set()
    every: set[str] = set()
    for _, evidence, one in explained(seeded_sqlite_url):
        every |= {claim["id"] for claim in evidence.claims}
        explained_claims |= {side.claim["id"] for side in (*one.passages, *one.others)}
        for side in (*one.passages, *one.others):
            assert side.document.kind, side.document.id
    assert explained_claims == every


def test_every_status_is_that_of_the_record(seeded_sqlite_url: str) -> None:
    for where, evidence, one in explained(seeded_sqlite_url):
        if one.meaning.kind == "computed" or one.meaning.key is not None:
            continue
        told = evidence.item.get("field_status", {}).get(one.meaning.name)
        told = evidence.item.get(f"{one.meaning.name}_status") or told
        if told:
            assert one.status == told, where
        elif one.status == "not_applicable":
            assert evidence.item[one.meaning.name] in (None, []), where
        elif evidence.plan.resource.name != "documents":
            assert one.status == "stated", where


def test_a_paragraph_names_every_document_that_says_something(seeded_sqlite_url: str) -> None:
    for where, _, one in explained(seeded_sqlite_url):
        text = paragraph(one)
        assert text.startswith(f"{one.label}: "), where
        for side in (*one.passages, *one.others):
            assert side.document.title in text, where
            assert side.says in text, where
