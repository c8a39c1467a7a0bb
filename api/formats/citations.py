"""How to cite one record of one release: APA text, a footnote, BibTeX, or CSL-JSON for reference
managers. Each names the source documents, the day and the release. Pure; never raises.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import orjson

from api.formats.about import TITLE

MOST_SOURCES = 5  # documents named in one citation
_SPECIAL = re.compile(r"([&%$#_{}])")


class CitedDocument(NamedTuple):
    """A source document, as far as it is known."""

    id: str
    title: str | None = None
    publisher: str | None = None
    published_on: str | None = None
    url: str | None = None

    def in_words(self) -> str:
        """Title, publisher, day and address, whichever there are."""
        name = self.title or f"untitled document {self.id}"
        named = f"“{name}”" if self.title else name
        day = self.published_on.replace("/", " to ") if self.published_on else None
        beside = ", ".join(one for one in (self.publisher, day) if one)
        return f"{named} ({beside})" if beside else named


@lru_cache(maxsize=1024)
def sources_in_words(sources: tuple[CitedDocument, ...], *, urls: bool = False) -> str:
    """The documents on one line; of many the first."""
    named = [
        one.in_words() + (f", {one.url}" if urls and one.url else "")
        for one in sources[:MOST_SOURCES]
    ]
    unnamed = len(sources) - MOST_SOURCES
    return "; ".join([*named, f"{unnamed} more"] if unnamed > 0 else named)


@dataclass(frozen=True, slots=True)
class Cited:
    """What is cited: a record, the release, the knowledge day, its permanent address, and the
    documents it rests on.
    """

    collection: str
    id: str
    name: str
    release: str
    published_at: str
    day: str
    address: str
    sources: tuple[CitedDocument, ...] = ()

    @property
    def title(self) -> str:
        """What a reader calls it."""
        return f"{self.name} ({self.collection}/{self.id})"

    @property
    def version(self) -> str:
        """Release, and the day whose knowledge it is."""
        return f"release {self.release}, as of {self.day}"

    @property
    def key(self) -> str:
        """A key for bibliographies."""
        return f"{TITLE.lower()}-{self.collection}-{self.id}-{self.release}-as-of-{self.day}"


def apa(cited: Cited) -> str:
    """APA, 7th edition, as a data set."""
    year = cited.published_at[:4]
    text = f"{TITLE}. ({year}). {cited.title} ({cited.version}) [Data set]. {cited.address}"
    return text + (f" Based on {sources_in_words(cited.sources)}.\n" if cited.sources else "\n")


def footnote(cited: Cited) -> str:
    """A note at the foot of a page, as Chicago writes it, with the addresses of the documents."""
    text = f"“{cited.name},” {TITLE}, {cited.version}, {cited.address}"
    if not cited.sources:
        return f"{text}.\n"
    return f"{text}; based on {sources_in_words(cited.sources, urls=True)}.\n"


def bibtex(cited: Cited) -> str:
    """BibTeX; names with signs that TeX reads are escaped."""
    fields = {
        "author": f"{{{TITLE}}}",
        "title": _tex(cited.title),
        "year": cited.published_at[:4],
        "month": cited.published_at[5:7].lstrip("0"),
        "version": _tex(cited.version),
        "howpublished": "Data set, CC BY 4.0",
        "url": cited.address,
    }
    if cited.sources:
        fields["note"] = _tex(f"Based on {sources_in_words(cited.sources)}")
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items())
    return f"@misc{{{cited.key},\n{lines}}}\n"


def csl_json(cited: Cited) -> str:
    """CSL-JSON: a list of one item, as reference managers import it."""
    parts = [int(part) for part in cited.published_at[:10].split("-")]
    resting = f" Based on {sources_in_words(cited.sources, urls=True)}." if cited.sources else ""
    item = {
        "id": cited.key,
        "type": "dataset",
        "title": cited.title,
        "author": [{"literal": TITLE}],
        "issued": {"date-parts": [parts]},
        "version": cited.version,
        "publisher": TITLE,
        "URL": cited.address,
        "note": f"CC BY 4.0.{resting}",
    }
    return orjson.dumps([item], option=orjson.OPT_INDENT_2).decode() + "\n"


STYLES: dict[str, Callable[[Cited], str]] = {
    "apa": apa,
    "footnote": footnote,
    "bibtex": bibtex,
    "csl-json": csl_json,
}


def _tex(text: str) -> str:
    return _SPECIAL.sub(
        r"\\\1",
        text.replace("\\", r"\textbackslash{}")
        .replace("~", r"\textasciitilde{}")
        .replace("^", r"\textasciicircum{}"),
    )
