"""The schema of `meta`, which every data answer has: release, day, licence, citation, warnings.
Pure.
"""

from api.formats.json_ import LICENCE
from api.http.openapi.operations import ref
from api.http.openapi.parameters import Json
from api.http.openapi.schemas import fields, listing, nested, text_field


def meta_schemas() -> Json:
    """Every schema that `meta` consists of."""
    return {"Meta": _META, "Licence": _LICENCE, "DataWarning": _WARNING}


_LICENCE = fields(
    "Licence of the data.",
    name=text_field("Name of the licence.", LICENCE["name"]),
    url=text_field("Address of its text.", LICENCE["url"], form="uri"),
)
_META = fields(
    "What a data answer says of itself.",
    release=text_field("Release of the dataset it was read from.", "2026-11-21"),
    as_of=text_field("Knowledge day it answers for.", "2026-02-28", form="date"),
    permalink=text_field(
        "Address that answers the same for ever; null where the release is a draft.",
        "/v1/projects?as_of=2026-02-28&release=2026-11-21",
        nullable=True,
        form="uri-reference",
    ),
    licence=nested("Licence", "Licence of the data."),
    citation=text_field(
        "How to cite it, on one line: release, day, source documents, permanent address.",
        "Pledgebook, projects, release 2026-11-21, as of 2026-02-28. "
        "/v1/projects?as_of=2026-02-28&release=2026-11-21",
    ),
    corrections=text_field(
        "Page where an error in the data is reported, filled in with what was read.",
        "/corrections?about=projects&as_of=2026-02-28&release=2026-11-21",
        form="uri-reference",
    ),
    warnings=listing(ref("schemas", "DataWarning"), "What to beware of in this answer."),
)
_WARNING = fields(
    "Something to beware of in an answer.",
    code=text_field(
        "What sort of warning it is. Known values stand at `/v1/codelists/warnings`; there can be "
        "more.",
        "gap",
    ),
    message=text_field(
        "What it means for this answer.",
        "No document became known on 2026-02-18, which lies between 2025-12-24 and 2026-02-28: "
        "this is what was known on 2025-12-24.",
    ),
)
