"""Parameters that browsers and social networks add: no part of an address, and named in a header.
The cache keeps one answer for all such addresses, so the header is added in front of it. Never
raises.
"""

import json
import re
from urllib.parse import parse_qsl

from starlette.types import Message, Send

from api.collections.data_warnings import DataWarning, as_header, distinct_warnings
from api.http.edge.canonical_url import is_ignored
from api.read.answers.warnings import ignored_parameters

_HEADER, _OF_DATA = b"x-data-warnings", b"x-data-release"
# What a query with such a parameter has in it; most have none.
_SIGN = re.compile(rb"utm_|clid|_=")


def ignored_names(query: bytes) -> list[str]:
    """The names of such parameters in a query."""
    if not query or not _SIGN.search(query):
        return []
    pairs = parse_qsl(query.decode("latin-1"), keep_blank_values=True)
    return [name for name, _ in pairs if is_ignored(name)]


def warning_of(names: list[str], send: Send) -> Send:
    """Sends messages on, a data answer with the warning that these parameters were left out."""

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = dict(message["headers"])
            if _OF_DATA in headers:
                known = [DataWarning(**one) for one in json.loads(headers.get(_HEADER, b"[]"))]
                found = distinct_warnings([*known, *ignored_parameters(names)])
                others = [pair for pair in message["headers"] if pair[0] != _HEADER]
                message = {**message, "headers": [*others, (_HEADER, as_header(found).encode())]}
        await send(message)

    return sending
