"""The claims on one record, as a list that the path narrows: what it can be asked, and the tests the path brings along. Pure."""

from api.base.errors import RecordNotFound
from api.collections.claims import CLAIMS
from api.collections.declare import Collection
from api.read.request.plan import Condition, list_spec
from api.read.request.values import LONGEST_TEXT

_BY_NAME = {one.name: one for one in CLAIMS.filters}
# By field and then rank where the claims have such a sort key, else by id.
_DEFAULT = "field" if any(sort.name == "field" for sort in CLAIMS.sorts) else "id"

OF_CLAIMS = list_spec(CLAIMS, without=("q", "subject_type", "subject_type_not", "subject_id"), default_sort=_DEFAULT)


def claims_of(resource: Collection, record_id: str) -> tuple[Condition, ...]:
    """The tests that keep the claims on one record."""
    return (Condition(_BY_NAME["subject_type"], (resource.name,)), Condition(_BY_NAME["subject_id"], (record_id,)))


def require_id(collection: str, record_id: str) -> str:
    """The id of a path, where it can be one; raises RecordNotFound for a text no database stores as an id."""
    if "\x00" in record_id or len(record_id) > LONGEST_TEXT:
        raise RecordNotFound(collection, record_id[:60].replace("\x00", "\N{REPLACEMENT CHARACTER}"))
    return record_id
