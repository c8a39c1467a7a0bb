"""The dataset as schema.org describes one, in JSON-LD: what search engines for data and catalogues read. Pure."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from api.formats.about import TITLE, About
from api.formats.columns import Column
from api.formats.datapackage import DESCRIPTION, KEYWORDS
from api.formats.json_ import LICENCE

Json = dict[str, Any]

MEDIA = "application/ld+json"


def dataset(
    about: About,
    link: Callable[[str], str],
    files: Sequence[tuple[str, str, str]],
    documents: Sequence[Mapping[str, Any]],
    variables: Sequence[Column],
) -> Json:
    """The description; `files` are name, media type and path of each download, `link` makes addresses of paths."""
    return {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "@id": link("/v1"),
        "name": TITLE,
        "description": DESCRIPTION,
        "url": link("/v1"),
        "version": about.release,
        "datePublished": about.published_at,
        "license": LICENCE["url"],
        "isAccessibleForFree": True,
        "keywords": list(KEYWORDS),
        "creditText": about.citation,
        "creator": {"@type": "Organization", "name": TITLE},
        "temporalCoverage": f"../{about.as_of}",
        "spatialCoverage": [{"@type": "Country", "name": name} for name in ("United States", "Japan", "South Korea")],
        "isBasedOn": [_source(document) for document in documents],
        "variableMeasured": [
            {"@type": "PropertyValue", "name": column.name, "description": column.description}
            for column in variables
            if column.type in ("whole", "number")
        ],
        "distribution": [{"@type": "DataDownload", "name": name, "encodingFormat": media, "contentUrl": link(path)} for name, media, path in files],
    }


def _source(document: Mapping[str, Any]) -> Json:
    found: Json = {"@type": "CreativeWork", "identifier": document["id"], "name": document["title"] or document["id"]}
    if document["url"]:
        found["url"] = document["url"]
    if document["publisher"]:
        found["publisher"] = {"@type": "Organization", "name": document["publisher"]}
    if document["published_on_earliest"] and document["published_on_earliest"] == document["published_on_latest"]:
        found["datePublished"] = document["published_on_earliest"]
    return found
