"""A relay between a client and a PostgreSQL socket that can be made to hang, to refuse and to
answer again, as a host can.
"""

import asyncio
from collections.abc import Coroutine
from contextlib import suppress
from types import TracebackType
from typing import Self


class Relay:
    """Listens on a port of its own while it is entered; `url` names a database through it."""

    def __init__(self, database_url: str) -> None:
        self._database, _, folder = database_url.partition("?host=")
        self._socket = f"{folder}/.s.PGSQL.5432"
        self._answers = asyncio.Event()
        self._answers.set()
        self._pairs: set[asyncio.StreamWriter] = set()
        self._copying: set[asyncio.Task[None]] = set()
        self.port = 0
        self.accepted = 0

    async def __aenter__(self) -> Self:
        await self.listen()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.refuse()

    @property
    def place(self) -> str:
        """Host and port."""
        return f"127.0.0.1:{self.port}"

    def hang(self) -> None:
        """Accept connections, but pass nothing on."""
        self._answers.clear()

    def go_on(self) -> None:
        """Pass on what was held back, and all that follows."""
        self._answers.set()

    async def refuse(self) -> None:
        """Break every connection and accept none."""
        self._server.close()
        for task in list(self._copying):
            task.cancel()
        await asyncio.gather(*self._copying, return_exceptions=True)
        for writer in list(self._pairs):
            writer.close()
            with suppress(OSError):
                await writer.wait_closed()
        self._pairs.clear()

    async def listen(self) -> None:
        """Accept connections, on the same port as before."""
        self._server = await asyncio.start_server(self._accept, "127.0.0.1", self.port)
        self.port = self._server.sockets[0].getsockname()[1]

    def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.accepted += 1
        self._begin(self._both(reader, writer))

    def _begin(self, work: Coroutine[object, object, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._copying.add(task)
        task.add_done_callback(self._copying.discard)

    async def _both(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        inner, outer = await asyncio.open_unix_connection(self._socket)
        self._pairs |= {writer, outer}
        self._begin(self._copy(reader, outer))
        self._begin(self._copy(inner, writer))

    async def _copy(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            while data := await reader.read(65_536):
                await self._answers.wait()
                writer.write(data)
                await writer.drain()
        writer.close()


def url_through(database_url: str, *relays: Relay) -> str:
    """The database, with each relay as one of its hosts."""
    name = database_url.partition("?")[0].rpartition("/")[2]
    return f"postgresql://postgres@{','.join(relay.place for relay in relays)}/{name}"
