"""The release described for machines: as a Data Package (`datapackage.json`) and in schema.org's
words (JSON-LD). Dates of lower precision than a day are strings. Pure.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from api.collections.data_warnings import as_objects
from api.formats.about import TITLE, About
from api.formats.bulk import BulkTable
from api.formats.column import Column
from api.formats.json_ import LICENCE

Json = dict[str, Any]

DATASET_DESCRIPTION = (
    "International investment deals, each value resting on cited passages of documents: what was "
    "pledged, announced and committed, by whom, "
    "what was known on any day, and where documents disagree."
)
KEYWORDS = (
    "investment",
    "trade",
    "tariffs",
    "Japan",
    "South Korea",
    "United States",
    "fact-checking",
    "provenance",
)
LICENCES = [
    {"name": "CC-BY-4.0", "title": "Creative Commons Attribution 4.0", "path": LICENCE["url"]}
]

_TYPES: dict[str, Json] = {
    "text": {"type": "string"},
    "day": {"type": "date"},
    "whole": {"type": "integer"},
    "number": {"type": "number"},
    "flag": {"type": "boolean"},
}


@dataclass(frozen=True, slots=True)
class FileFacts:
    """What is known of a finished file: its path, size in bytes and sha256."""

    path: str
    size: int
    sha256: str


def package(
    about: About,
    tables: Sequence[BulkTable],
    documents: Sequence[Mapping[str, Any]],
    files: Mapping[str, FileFacts] | None = None,
    query: str = "",
) -> Json:
    """The descriptor. Tables lie at `files`, or else at their addresses beside this one, with a
    query that keeps to day and release; keys to tables that are not among them are left out.
    """
    names = {table.name for table in tables}
    return {
        "name": TITLE.lower(),
        "id": f"{TITLE.lower()}-{about.release}",
        "profile": "data-package",
        "title": TITLE,
        "description": DATASET_DESCRIPTION,
        "version": about.release,
        "created": about.published_at,
        "keywords": list(KEYWORDS),
        "licenses": LICENCES,
        "contributors": [{"title": TITLE, "role": "publisher"}],
        "sources": [_source(document) for document in documents],
        "citation": about.citation,
        "as_of": about.as_of,
        "warnings": as_objects(about.warnings),
        "resources": [
            _resource(table, names, query, files[table.name] if files else None) for table in tables
        ],
    }


def _source(document: Mapping[str, Any]) -> Json:
    title = document["title"] or document["id"]
    return {"title": title, **({"path": document["url"]} if document["url"] else {})}


def _resource(table: BulkTable, names: set[str], query: str, facts: FileFacts | None) -> Json:
    where: Json = {"path": f"{table.name}.csv{query}"}
    if facts is not None:
        where = {"path": facts.path, "bytes": facts.size, "hash": f"sha256:{facts.sha256}"}
    return {
        "name": table.name,
        **where,
        "profile": "tabular-data-resource",
        "description": table.description,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\n", "header": True},
        "schema": table_schema(table, names),
    }


def table_schema(table: BulkTable, names: set[str]) -> Json:
    """The Table Schema, with the keys that lead to one of the tables named."""
    keys = [
        {
            "fields": list(key.columns),
            "reference": {
                "resource": "" if key.table == table.name else key.table,
                "fields": list(key.targets),
            },
        }
        for key in table.foreign_keys
        if key.table in names
    ]
    return {
        "fields": [_field(column) for column in table.columns],
        "missingValues": [""],
        "primaryKey": list(table.primary_key),
        **({"foreignKeys": keys} if keys else {}),
    }


def _field(column: Column) -> Json:
    more: Json = {"constraints": {"required": True}} if not column.nullable else {}
    if column.example is not None:
        more["example"] = column.example
    if column.codelist:
        more["codelist"] = column.codelist
    return {"name": column.name, **_TYPES[column.type], "description": column.description, **more}


DATASET_MEDIA = "application/ld+json"


def dataset(
    about: About,
    link: Callable[[str], str],
    files: Sequence[tuple[str, str, str]],
    documents: Sequence[Mapping[str, Any]],
    variables: Sequence[Column],
) -> Json:
    """The description; `files` are name, media type and path of each download, `link` makes
    addresses of paths.
    """
    return {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "@id": link("/v1"),
        "name": TITLE,
        "description": DATASET_DESCRIPTION,
        "url": link("/v1"),
        "version": about.release,
        "datePublished": about.published_at,
        "license": LICENCE["url"],
        "isAccessibleForFree": True,
        "keywords": list(KEYWORDS),
        "creditText": about.citation,
        "creator": {"@type": "Organization", "name": TITLE},
        "temporalCoverage": f"../{about.as_of}",
        "spatialCoverage": [
            {"@type": "Country", "name": name} for name in ("United States", "Japan", "South Korea")
        ],
        "isBasedOn": [_creative_work(document) for document in documents],
        "variableMeasured": [
            {"@type": "PropertyValue", "name": column.name, "description": column.description}
            for column in variables
            if column.type in ("whole", "number")
        ],
        "distribution": [
            {
                "@type": "DataDownload",
                "name": name,
                "encodingFormat": media,
                "contentUrl": link(path),
            }
            for name, media, path in files
        ],
    }


def _creative_work(document: Mapping[str, Any]) -> Json:
    found: Json = {
        "@type": "CreativeWork",
        "identifier": document["id"],
        "name": document["title"] or document["id"],
    }
    if document["url"]:
        found["url"] = document["url"]
    if document["publisher"]:
        found["publisher"] = {"@type": "Organization", "name": document["publisher"]}
    if (
        document["published_on_earliest"]
        and document["published_on_earliest"] == document["published_on_latest"]
    ):
        found["datePublished"] = document["published_on_earliest"]
    return found
