"""Why an answer made anew costs more in a server than in a loop: `python -m bench.repeated`. Each
request is answered several times over, and only the last answer is sent; what the first pass takes
longer than the last is the cost of a processor whose caches hold other things.
"""

import argparse
import json
import statistics
import time
from collections.abc import Awaitable, Callable
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

from api.app import create_app, with_cache
from api.settings import Settings
from bench import questions
from bench.datasets import Datasets
from bench.load import fetch, run_load
from bench.servers import ROOT, running, uvicorn

PASSES = 5
Message = dict[str, Any]
_CACHE = {"PLEDGEBOOK_CACHE_BYTES": "0"}


class Repeated:
    """The product, made to answer each request for a record as often as there are passes."""

    def __init__(self) -> None:
        settings = Settings()
        self._app = with_cache(create_app(settings), settings)
        path = settings.database_url.removeprefix("sqlite:///")
        self._paths = [
            request.address for request in questions.singles(questions.sample(Path(path)).ids)
        ]
        self._turn = count()
        self._nanoseconds: list[list[int]] = [[] for _ in range(PASSES)]

    async def __call__(
        self,
        scope: Message,
        receive: Callable[[], Awaitable[Message]],
        send: Callable[[Message], Awaitable[None]],
    ) -> None:
        """Answer, and keep the time of each pass; `/passes` tells them."""
        if scope["type"] != "http" or not scope["path"].startswith("/v1/projects/"):
            if scope["type"] == "http" and scope["path"] == "/passes":
                body = json.dumps(
                    [statistics.median(taken) / 1000 for taken in self._nanoseconds]
                ).encode()
                await send(
                    {
                        "type": "http.response.start",
                        "status": 200,
                        "headers": [(b"content-length", b"%d" % len(body))],
                    }
                )
                await send({"type": "http.response.body", "body": body})
                return
            await self._app(scope, receive, send)  # type: ignore[arg-type]
            return
        held: list[Message] = []

        async def hold(message: Message) -> None:
            held.append(message)

        for taken in self._nanoseconds:
            held.clear()
            path = self._paths[next(self._turn) % len(self._paths)]
            inner = {**scope, "path": path, "raw_path": path.encode()}
            started = time.perf_counter_ns()
            await self._app(inner, receive, hold)  # type: ignore[arg-type]
            taken.append(time.perf_counter_ns() - started)
        for message in held:
            await send(message)


@cache
def _repeated() -> Repeated:
    return Repeated()


async def app(
    scope: Message,
    receive: Callable[[], Awaitable[Message]],
    send: Callable[[Message], Awaitable[None]],
) -> None:
    """For the server."""
    await _repeated()(scope, receive, send)


def main() -> None:
    """Measure and print, in microseconds by the clock."""
    parser = argparse.ArgumentParser(prog="python -m bench.repeated", description=__doc__)
    parser.add_argument("--projects", type=int, default=5_000)
    database = Datasets(ROOT / "bench" / "data").synthetic(parser.parse_args().projects)
    requests = questions.singles(questions.sample(database).ids)
    server = uvicorn(
        "repeated",
        "bench.repeated:app",
        "/readyz",
        **_CACHE,
        PLEDGEBOOK_DATABASE_URL=f"sqlite:///{database}",
    )
    with running(server, ROOT / "bench" / "data" / "repeated.log") as one:
        run_load(one.port, requests, 10, 2)
        passes = json.loads(fetch(one.port, "/passes")[2])
    print(
        "A record made anew, median of each pass in turn:",
        ", ".join(f"{taken:.0f} µs" for taken in passes),
    )


if __name__ == "__main__":
    main()
