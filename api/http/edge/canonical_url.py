"""One canonical spelling for each address, and the links in answers: absolute only where the
settings name a public address, never taken from the Host header. Raises InvalidRequest for a query
that is not UTF-8.
"""

import re
from functools import lru_cache
from operator import itemgetter
from urllib.parse import parse_qsl, quote

from api.base.errors import InvalidRequest, ParameterError
from api.read.request.given import CLOCKS

MOST_PARAMETERS = 200
_SAFE = "~:,"
_PLAIN_PATH = re.compile(r"[A-Za-z0-9_.~:,/-]*")
# Browsers and social networks add these; they are no part of an address.
_IGNORED, _IGNORED_PREFIX = frozenset({"fbclid", "gclid", "_"}), "utm_"
QueryItems = tuple[tuple[str, str], ...]


def is_ignored(name: str) -> bool:
    """Whether a parameter says nothing to us, whatever its value."""
    return name in _IGNORED or name.startswith(_IGNORED_PREFIX)


@lru_cache(maxsize=4096)
def query_items(query: bytes) -> QueryItems:
    """The parameters as written, but for ignored ones."""
    try:
        found = parse_qsl(
            query.decode("ascii"),
            keep_blank_values=True,
            errors="strict",
            max_num_fields=MOST_PARAMETERS,
        )
        return tuple([item for item in found if not is_ignored(item[0])])
    except UnicodeDecodeError as error:
        raise InvalidRequest(
            ParameterError("query", "not_utf8", "The query must be percent-encoded UTF-8.")
        ) from error
    except ValueError as error:
        raise InvalidRequest(
            ParameterError(
                "query", "too_many_parameters", f"A query has at most {MOST_PARAMETERS} parameters."
            )
        ) from error


@lru_cache(maxsize=4096)
def query_text(items: QueryItems) -> str:
    """The parameters in canonical spelling: sorted by name, values of one name in the order
    given.
    """
    return "&".join(
        [f"{_quoted(name)}={_quoted(value)}" for name, value in sorted(items, key=itemgetter(0))]
    )


@lru_cache(maxsize=4096)
def _quoted(text: str) -> str:
    # Most texts need no quoting but of slashes, and finding that out is cheaper.
    is_plain = _PLAIN_PATH.fullmatch(text)
    return text.replace("/", "%2F") if is_plain else quote(text, safe=_SAFE)


def address(path: str, items: QueryItems) -> str:
    """Path and query; the path is percent-encoded where it must be."""
    quoted = path if _PLAIN_PATH.fullmatch(path) else quote(path, safe="/" + _SAFE)
    return f"{quoted}?{query_text(items)}" if items else quoted


@lru_cache(maxsize=4096)
def pinned(own: str, day: str, release_id: str) -> str:
    """An address of ours with the knowledge day and the release it is to keep to."""
    path, _, query = own.partition("?")
    items = without(query_items(query.encode()), *CLOCKS)
    return f"{path}?{query_text((*items, ('as_of', day), ('release', release_id)))}"


def clocks_of(items: QueryItems) -> QueryItems:
    """The knowledge day and the release asked for: every link of an answer keeps to them."""
    return tuple(item for item in items if item[0] in CLOCKS) if items else ()


def clocks_query(items: QueryItems) -> str:
    """The same as the query of a link; empty where neither was asked for."""
    clocks = clocks_of(items)
    return f"?{query_text(clocks)}" if clocks else ""


def without(items: QueryItems, *names: str) -> QueryItems:
    """The parameters but for some."""
    return tuple(item for item in items if item[0] not in names)


@lru_cache(maxsize=4096)
def canonical(path: str, query: bytes) -> str:
    """The one spelling of a requested address; a query that cannot be read stays as it is, to be
    refused later.
    """
    try:
        return address(path, query_items(query))
    except InvalidRequest:
        return path + "?" + query.decode("latin-1")
