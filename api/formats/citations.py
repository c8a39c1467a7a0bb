"""How to cite one record of one release: APA text, BibTeX, or CSL-JSON for reference managers.
Pure; never raises.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

import orjson

from api.formats.about import TITLE

_SPECIAL = re.compile(r"([&%$#_{}])")


@dataclass(frozen=True, slots=True)
class Cited:
    """What is cited: a record, the release, the knowledge day where one was asked for, and its
    address.
    """

    collection: str
    id: str
    name: str
    release: str
    published_at: str
    as_of: str | None
    address: str

    @property
    def title(self) -> str:
        """What a reader calls it."""
        return f"{self.name} ({self.collection}/{self.id})"

    @property
    def version(self) -> str:
        """Release, and the day it was asked about."""
        return f"release {self.release}" + (f", as of {self.as_of}" if self.as_of else "")

    @property
    def key(self) -> str:
        """A key for bibliographies."""
        return f"{TITLE.lower()}-{self.collection}-{self.id}-{self.release}" + (
            f"-as-of-{self.as_of}" if self.as_of else ""
        )


def apa(cited: Cited) -> str:
    """APA, 7th edition, as a data set."""
    year = cited.published_at[:4]
    return f"{TITLE}. ({year}). {cited.title} ({cited.version}) [Data set]. {cited.address}\n"


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
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items())
    return f"@misc{{{cited.key},\n{lines}}}\n"


def csl_json(cited: Cited) -> str:
    """CSL-JSON: a list of one item, as reference managers import it."""
    parts = [int(part) for part in cited.published_at[:10].split("-")]
    item = {
        "id": cited.key,
        "type": "dataset",
        "title": cited.title,
        "author": [{"literal": TITLE}],
        "issued": {"date-parts": [parts]},
        "version": cited.version,
        "publisher": TITLE,
        "URL": cited.address,
        "note": "CC BY 4.0",
    }
    return orjson.dumps([item], option=orjson.OPT_INDENT_2).decode() + "\n"


STYLES: dict[str, Callable[[Cited], str]] = {"apa": apa, "bibtex": bibtex, "csl-json": csl_json}


def _tex(text: str) -> str:
    return _SPECIAL.sub(
        r"\\\1",
        text.replace("\\", r"\textbackslash{}")
        .replace("~", r"\textasciitilde{}")
        .replace("^", r"\textasciicircum{}"),
    )
