"""Addresses in their one canonical spelling, and the links built from them: absolute only where the settings name a public address.

Nothing is ever taken from the Host header. Raises InvalidRequest for a query that is not UTF-8.
"""

from functools import lru_cache
from urllib.parse import parse_qsl, quote, urlencode

from api.base.errors import InvalidRequest, ParameterError

MOST_PARAMETERS = 200
_SAFE = "~:,"
Items = tuple[tuple[str, str], ...]


def query_items(query: bytes) -> Items:
    """The parameters as written."""
    try:
        return tuple(parse_qsl(query.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=MOST_PARAMETERS))
    except UnicodeDecodeError as error:
        raise InvalidRequest(ParameterError("query", "not_utf8", "The query must be percent-encoded UTF-8.")) from error
    except ValueError as error:
        raise InvalidRequest(ParameterError("query", "too_many_parameters", f"A query has at most {MOST_PARAMETERS} parameters.")) from error


def query_text(items: Items) -> str:
    """The parameters in canonical spelling: sorted by name, values of one name in the order given."""
    return urlencode(sorted(items, key=lambda item: item[0]), safe=_SAFE, quote_via=quote)


def address(path: str, items: Items) -> str:
    """Path and query; the path is percent-encoded where it must be."""
    query = query_text(items)
    return quote(path, safe="/" + _SAFE) + (f"?{query}" if query else "")


def without(items: Items, *names: str) -> Items:
    """The parameters but for some."""
    return tuple(item for item in items if item[0] not in names)


@lru_cache(maxsize=4096)
def canonical(path: str, query: bytes) -> str:
    """The one spelling of a requested address; a query that cannot be read stays as it is, to be refused later."""
    try:
        return address(path, query_items(query))
    except InvalidRequest:
        return path + "?" + query.decode("latin-1")
