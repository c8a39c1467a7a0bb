"""The limit of the stack: an ASGI application that does nothing but send finished bytes. `uvicorn
bench.peers.bare:app` serves it.

`BENCH_ANSWERS` names a JSON file of {address: {status, headers, body}}, bodies in Base64, as
captured from the API itself.
"""

import base64
import json
import os
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

Message = dict[str, Any]


def _messages(answer: dict[str, Any]) -> tuple[Message, Message]:
    headers = [
        (name.encode("latin-1"), value.encode("latin-1")) for name, value in answer["headers"]
    ]
    start = {"type": "http.response.start", "status": answer["status"], "headers": headers}
    return start, {"type": "http.response.body", "body": base64.b64decode(answer["body"])}


_ANSWERS = {
    address.encode(): _messages(answer)
    for address, answer in json.loads(
        Path(os.environ["BENCH_ANSWERS"]).read_text(encoding="utf-8")
    ).items()
}
_UNKNOWN = _messages({"status": 404, "headers": [["content-length", "0"]], "body": ""})


async def app(
    scope: Message,
    receive: Callable[[], Awaitable[Message]],
    send: Callable[[Message], Awaitable[None]],
) -> None:
    """Send the answer of the address."""
    if scope["type"] != "http":
        return
    query: bytes = scope["query_string"]
    start, body = _ANSWERS.get(
        scope["raw_path"] + b"?" + query if query else scope["raw_path"], _UNKNOWN
    )
    await send(start)
    await send(body)
