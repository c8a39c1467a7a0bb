"""What each document mentions: every figure, date and name that claims quote or editors left out,
with the claims or the reason. Of documents with a file of omissions alone: of the others nobody
says that everything is accounted for. Reads those files.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any

from api.publish.resolve.public_values import public_keys
from api.publish.resolve.versions import json_text
from api.publish.rows.claim_rows import Facts
from api.publish.rows.rows import Row
from api.publish.seed.mentions import Mention, mentions
from api.publish.seed.read_seed import Seed

COVERAGE_TABLE = "coverage"
_ID, _DOCUMENT, _LINE, _QUOTE = map(
    public_keys("claims").index, ("id", "document_id", "line", "quote")
)
MentionItem = dict[str, Any]


class Coverage:
    """Takes the claims of a build and gives the rows of the coverage of each document."""

    def __init__(self, seed: Seed) -> None:
        self._seed = seed
        self._documents = {path.stem for path in (seed.folder / "omissions").glob("*.yaml")}
        self._quotes: dict[str, list[tuple[int, str, str]]] = defaultdict(list)

    @cached_property
    def left_out(self) -> dict[str, list[MentionItem]]:
        """Document → what it mentions and no claim cites; asked for once the files are checked."""
        return {one: list(_left_out(self._seed, f"{one}.yaml")) for one in sorted(self._documents)}

    def add(self, claims: Iterable[Facts]) -> None:
        """Take some claims."""
        for facts in claims if self._documents else ():
            if facts[_DOCUMENT] in self._documents:
                self._quotes[facts[_DOCUMENT]].append((facts[_LINE], facts[_QUOTE], facts[_ID]))

    def rows(self) -> Iterator[Row]:
        """The rows of every document: what is cited in order of lines, then what is left out."""
        for document, left_out in self.left_out.items():
            items = [*_cited(sorted(self._quotes[document])), *left_out]
            for place, item in enumerate(items, 1):
                yield document, place, json_text(item)


def left_out_texts(items: Iterable[MentionItem]) -> list[str]:
    """What a document mentions and no claim cites: it is found by these words too."""
    return [str(item["text"]) for item in items if not item["cited"]]


def _cited(quotes: list[tuple[int, str, str]]) -> Iterator[MentionItem]:
    common = {word for _, quote, _ in quotes for word in quote.split() if word.islower()}
    found: dict[Mention, list[tuple[int, str]]] = {}
    for line, quote, claim_id in quotes:
        for one in mentions(quote):
            if one.kind != "name" or one.text.lower() not in common:  # else it opens a sentence
                found.setdefault(one, []).append((line, claim_id))
    for one, claims in found.items():
        ids = sorted({claim_id for _, claim_id in claims})
        yield _item(one, claims[0][0], claims[-1][0], claim_ids=ids)


def _left_out(seed: Seed, name: str) -> Iterator[MentionItem]:
    entries = seed.mapping(f"omissions/{name}")
    for entry in entries.get("omitted") or ():
        inside, quote = mentions(entry["quote"]), str(entry["quote"])
        kind = inside[0].kind if len(inside) == 1 else "passage"
        yield _item(Mention(kind, quote), entry["line"], entry["line"], reason=entry["reason"])
    for entry in entries.get("furniture") or ():
        for text in entry.get("found") or ():
            kind = next((one.kind for one in mentions(text)), "name")
            found = Mention(kind, str(text))
            yield _item(found, entry["from"], entry["to"], reason=entry["reason"])


def _item(
    one: Mention, first: int, last: int, claim_ids: list[str] | None = None, reason: Any = None
) -> MentionItem:
    return {
        "text": one.text,
        "kind": one.kind,
        "cited": bool(claim_ids),
        "claim_ids": claim_ids or [],
        "reason": reason,
        "first_line": first,
        "last_line": last,
    }
