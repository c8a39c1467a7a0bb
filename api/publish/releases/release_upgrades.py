"""Releases of older formats read as the present one: one step a format. Pure."""

from collections.abc import Iterator
from itertools import groupby, pairwise
from operator import itemgetter
from typing import Any

import orjson

from api.collections import DERIVED
from api.collections.codelists import codelists_from
from api.collections.served import FOREVER
from api.collections.tranches import TRANCHES
from api.publish.check.words.day_words import stated_part
from api.publish.resolve.participations import ParticipationSpans
from api.publish.resolve.project_lists import listed_in, with_projects
from api.publish.resolve.versions import Version
from api.publish.rows.change_rows import FirstRelease, change_row

Line = dict[str, Any]
_DERIVED = tuple(one.name for one in DERIVED)
_WITH_MONEY = ("parties", "participations")
_SUMS = ("stated", "itemised", "counted", "records")
_of_key = itemgetter("basis", "key", "agreement_id")


def upgraded(format_: int, published_at: str, lines: list[Line]) -> list[Line]:
    """The content of a release of that format in the present one."""
    if format_ < 2:
        lines = list(_from_1(lines))
    if format_ < 3:
        lines = list(_from_2(published_at, lines))
    return list(_from_3(lines)) if format_ < 4 else lines


def _from_3(lines: list[Line]) -> Iterator[Line]:
    """Format 4 lists in a tranche its projects, and says how exactly dollars are stated and which
    part of an inferred date is: both follow from the accepted claims.
    """
    listed: dict[str, ParticipationSpans] = {}
    for line in lines:
        if line["kind"] == "version":
            for tranche, since, until, entry in listed_in(line["collection"], [_version(line)]):
                listed.setdefault(tranche, []).append((since, until, entry))
    for line in _with_words(lines):
        if line["kind"] == "version" and line["collection"] == TRANCHES.name:
            spans = listed.get(f"{TRANCHES.name}/{line['item']['id']}", [])
            for one in with_projects([_version(line)], spans):
                yield {**line, "from": one.valid_from, "to": one.valid_to, "item": one.item}
        else:
            yield line


def _with_words(lines: list[Line]) -> Iterator[Line]:
    accepted: dict[tuple[str, str], list[Line]] = {}
    for line in lines:
        if line.get("collection") == "claims" and line["item"]["rank"] == "accepted":
            key = line["item"]["subject_type"], line["item"]["subject_id"]
            accepted.setdefault(key, []).append(line)
    for line in lines:
        if line["kind"] != "version" or line["collection"] in _DERIVED:
            yield line
            continue
        item = line["item"]
        claims = [
            one["item"]
            for one in accepted.get((line["collection"], item["id"]), ())
            if one["from"] <= line["from"] < one["to"]
        ]
        lists = {key: [*map(_party, item[key])] for key in _WITH_MONEY if key in item}
        yield {**line, "item": {**item, **lists, **_dollars(item, claims), **_parts(item, claims)}}


def _dollars(item: Line, claims: list[Line]) -> Line:
    if "amount_usd" not in item:
        return {}
    own = item["amount_qualifier"] if item["currency"] == "USD" else None
    said = (one for one in claims if one["field"] == "amount_usd")
    held = (one["value_qualifier"] for one in said if one["value_number"] == item["amount_usd"])
    return {"amount_usd_qualifier": next(held, own)}


def _parts(item: Line, claims: list[Line]) -> Line:
    found = {}
    for name in [key.removesuffix("_earliest") for key in item if key.endswith("_earliest")]:
        said = [one for one in claims if one["field"] == name]
        words = [one["quote"] if one["basis"] == "inferred" else one["value"] for one in said]
        inferred = item[f"{name}_status"] == "inferred"
        found[f"{name}_stated_part"] = stated_part(item[name], words) if inferred else None
    return found


def _party(party: Line) -> Line:
    """What a party puts in: none in a release of such a format has an amount in two currencies."""
    if "amount_status" not in party:
        return party
    own = party["currency"] == "USD" or party["amount_status"] == "disputed"
    return {
        **party,
        "amount_usd_qualifier": party["amount_qualifier"] if own else None,
        "amount_usd_status": party["amount_status"] if own else "not_stated",
    }


def _version(line: Line) -> Version:
    return Version(line["from"], line["to"], line["item"])


def _from_2(published_at: str, lines: list[Line]) -> Iterator[Line]:
    """Format 3 has the values of changes as they are, not as JSON in a text; says of each what
    happened, in a sentence too, and when its release was published. Format 2 had one release.
    """
    bodies = [orjson.dumps(line["list"]) for line in lines if line["kind"] == "codelist"]
    codelists = codelists_from(bodies)
    titles = {
        line["item"]["id"]: line["item"]["title"]
        for line in lines
        if line["kind"] == "version" and line["collection"] == "documents"
    }
    for line in lines:
        if line["kind"] != "version" or line["collection"] != "changes":
            yield line
            continue
        item = line["item"]
        values = {key: item[key] and orjson.loads(item[key]) for key in ("before", "after")}
        what = {**item, **values, "kind": "changed" if item["field"] else "appeared"}
        release = FirstRelease(item["release"], published_at)
        title = titles.get(item["document_id"] or "")
        row = {**change_row(what, release, codelists, title), "id": item["id"]}
        yield {**line, "item": row}


def _from_1(lines: list[Line]) -> Iterator[Line]:
    """Format 2 says of every amount what of it is itemised, and of every key what is left of the
    whole where it is not split; format 1 left the latter to be subtracted by whoever answered.
    """
    totals = [line for line in lines if line["kind"] == "total"]
    wholes: dict[tuple[str, str], list[Line]] = {_of_key(line)[::2]: [] for line in totals}
    for line in totals:
        if line["key"] == "":
            wholes[_of_key(line)[::2]].append(line)
    for line in lines:
        if line["kind"] == "amount":
            yield {**line, "itemised": line["amount_usd_counted"] or 0}
        elif line["kind"] != "total" or line["key"] == "":
            yield line
    for key, rows in groupby(sorted(totals, key=_of_key), key=_of_key):
        if key[1] != "":
            yield from _with_rest(list(rows), wholes[key[::2]])
    split = {(line["basis"], line["agreement_id"], line["key"]) for line in totals if line["key"]}
    for (basis, agreement_id), whole in wholes.items():
        for name in sorted({line["key"] for line in totals if line["key"]}):
            if (basis, agreement_id, name) not in split:
                yield from ({**one, "key": name} for one in whole)


def _with_rest(rows: list[Line], wholes: list[Line]) -> Iterator[Line]:
    """The groups of one key, and what is left of the whole, day after day."""
    yield from (row for row in rows if row["group"])
    days = sorted({row[end] for row in (*rows, *wholes) for end in ("valid_from", "valid_to")})
    for day, until in pairwise(days):
        own = next((row for row in _on(rows, day) if not row["group"]), None)
        left = sum(row["stated"] for row in _on(wholes, day))
        left -= sum(row["stated"] for row in _on(rows, day) if row["group"])
        if own is not None or left:
            base = own or {**rows[0], "group": "", **dict.fromkeys(_SUMS, 0)}
            yield {**base, "stated": left, "valid_from": day, "valid_to": min(until, FOREVER)}


def _on(rows: list[Line], day: str) -> list[Line]:
    return [row for row in rows if row["valid_from"] <= day < row["valid_to"]]
