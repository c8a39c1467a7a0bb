"""Asking the application without a network: an event loop of its own, and the application over any
database.
"""

import asyncio
import contextlib
from collections.abc import Iterator
from types import TracebackType
from typing import Any, Self

import httpx

from api.app import create_app, watched, with_cache
from api.http.edge.context import ApiContext
from api.settings import Settings


class Asking:
    """The application in this process; `get` and its kin answer httpx responses. Failures of ours
    answer 500, as they do for users.
    """

    def __init__(self, settings: Settings) -> None:
        self.application = application = create_app(settings)
        self.context: ApiContext = application.state.context
        self._runner = asyncio.Runner()
        self.cache = with_cache(application, settings)
        whole = watched(self.cache, application, settings)
        transport = httpx.ASGITransport(whole, raise_app_exceptions=False)
        self._client = httpx.AsyncClient(transport=transport, base_url="http://asked.test")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._runner.run(self._client.aclose())
        self._runner.run(self.context.releases.close())
        self._runner.close()

    def ask(self, method: str, address: str, **options: Any) -> httpx.Response:
        """One request."""
        return self._runner.run(self._client.request(method, address, **options))

    def get(self, address: str, **headers: str) -> httpx.Response:
        """One GET; headers by name with `_` for `-`."""
        return self.ask(
            "GET",
            address,
            headers={name.replace("_", "-"): value for name, value in headers.items()},
        )

    def together(self, *addresses: str) -> list[httpx.Response]:
        """Several GETs at once."""

        async def all_of_them() -> list[httpx.Response]:
            return await asyncio.gather(*(self._client.get(address) for address in addresses))

        return self._runner.run(all_of_them())

    def walk(self, address: str) -> Iterator[dict[str, Any]]:
        """Every item of a list, page after page by `links.next`."""
        following: str | None = address
        while following:
            answer = self.get(following)
            assert answer.status_code == 200, answer.text
            page = answer.json()
            yield from page["items"]
            following = page["links"]["next"]


@contextlib.contextmanager
def asking(database_url: str, **settings: Any) -> Iterator[Asking]:
    """The application over a database, with further settings by name."""
    with Asking(Settings(database_url=database_url, **settings)) as asked:
        yield asked
