"""One host of a PostgreSQL database: its connections, each step of which is given up after a time
on our side too, since a host that hangs never says so. Raises Unavailable, HostLost and TooSlow.
"""

import asyncio
import logging
import os
import select
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo
from psycopg.errors import InsufficientPrivilege, QueryCanceled, UndefinedColumn, UndefinedTable
from psycopg.pq import TransactionStatus

from api.base.errors import TooSlow, Unavailable
from api.read.database.base import HostLost, Row

logger = logging.getLogger("pledgebook.read")

# What PostgreSQL is given beyond the time it has itself: it gives up first, and says so.
GRACE_SECONDS = 0.25

PostgreSQLConnection = psycopg.AsyncConnection[Row]


class Deadline:
    """Breaks a connection that does not answer in time: whoever waits for it then gets an error at
    once. Asking the host to cancel, as the driver does, would wait for the host again.
    """

    def __init__(self, connection: PostgreSQLConnection, seconds: float) -> None:
        self.connection, self.seconds, self.broken = connection, seconds, False
        self._timer = asyncio.get_running_loop().call_later(seconds, self._break)

    def again(self, seconds: float | None = None) -> None:
        """Begin to count anew: another step begins."""
        self._timer.cancel()
        self._timer = asyncio.get_running_loop().call_later(seconds or self.seconds, self._break)

    def stop(self) -> None:
        """Count no more."""
        self._timer.cancel()

    def _break(self) -> None:
        self.broken = True
        with (
            suppress(OSError, psycopg.Error),
            socket.socket(fileno=os.dup(self.connection.fileno())) as own,
        ):
            own.shutdown(socket.SHUT_RDWR)


class Host:
    """A host. `release_seen` says which release it showed last, `follows` whether as a standby;
    `answers` whether it did at the last look; `avoided`: it hangs, and is left alone until a look
    finds that it answers.
    """

    def __init__(self, address: str, connect_seconds: float, timeout_seconds: float) -> None:
        self._address, self._connect_seconds = address, connect_seconds
        self._timeout = timeout_seconds
        parts = conninfo_to_dict(address)
        self.place = f"{parts.get('host') or 'localhost'}:{parts.get('port') or 5432}"
        self._idle: list[PostgreSQLConnection] = []
        self.release_seen: tuple[int, int] | None = None
        self.answers, self.avoided, self.follows = True, False, False

    async def connect(self, statement_seconds: float) -> PostgreSQLConnection:
        """A new connection, read-only, on which statements take so many seconds at most."""
        try:
            async with asyncio.timeout(self._connect_seconds):
                connection = await PostgreSQLConnection.connect(self._address, autocommit=True)
        except TimeoutError as error:
            self.lost(hangs=True)
            raise Unavailable("The database does not answer.") from error
        except psycopg.Error as error:
            self.lost(hangs=False)
            logger.warning("PostgreSQL at %s cannot be reached: %s", self.place, error)
            raise Unavailable("The database cannot be reached.") from error
        try:
            async with self.bounded(connection, self._connect_seconds):
                # One round trip; 0 milliseconds would be no bound at all.
                await connection.execute(
                    b"SET default_transaction_read_only = on;"
                    b"SET default_transaction_isolation = 'repeatable read';"
                    b"SET statement_timeout = %d" % max(1, int(statement_seconds * 1000))
                )
        except BaseException:
            connection.pgconn.finish()
            raise
        return connection

    @asynccontextmanager
    async def connection(self) -> AsyncIterator[Deadline]:
        """A connection for one request, kept for the next one where it is still good."""
        connection = self._usable() or await self.connect(self._timeout)
        try:
            async with self.bounded(connection, self._timeout) as deadline:
                yield deadline
        finally:
            idle = connection.pgconn.transaction_status == TransactionStatus.IDLE
            if idle and not self.avoided:
                self._idle.append(connection)
            else:
                await connection.close()

    @asynccontextmanager
    async def bounded(
        self, connection: PostgreSQLConnection, seconds: float
    ) -> AsyncIterator[Deadline]:
        """Each step of a connection within so many seconds; the driver's errors become ours."""
        deadline = Deadline(connection, seconds + GRACE_SECONDS)
        try:
            yield deadline
        except QueryCanceled as error:
            raise TooSlow(seconds) from error
        except InsufficientPrivilege as error:
            logger.warning("PostgreSQL at %s refuses: %s", self.place, error)
            raise Unavailable(
                "The database role may not read every table; run `pledgebook grant`."
            ) from error
        except (UndefinedTable, UndefinedColumn) as error:
            logger.warning("PostgreSQL at %s has other tables: %s", self.place, error)
            raise Unavailable(
                "The database holds no release that this version can read; run `pledgebook "
                "migrate` and `pledgebook seed`."
            ) from error
        except (psycopg.OperationalError, psycopg.InterfaceError) as error:
            self.lost(hangs=deadline.broken)
            logger.warning("PostgreSQL at %s was lost: %s", self.place, error)
            raise HostLost("The database cannot answer.") from error
        finally:
            deadline.stop()

    def lost(self, *, hangs: bool) -> None:
        """Note that the host does not answer; its other connections are of no use either."""
        self.answers, self.avoided = False, self.avoided or hangs
        self.close()

    def close(self) -> None:
        """Close every connection that nobody uses, without a word to the host."""
        for connection in self._idle:
            connection.pgconn.finish()
        self._idle.clear()

    def _usable(self) -> PostgreSQLConnection | None:
        """A connection kept of late. The host sends nothing unasked but that it ends."""
        while self._idle:
            connection = self._idle.pop()
            if not connection.closed:
                events = select.poll()
                events.register(connection.fileno(), select.POLLIN)
                if not events.poll(0):
                    return connection
            connection.pgconn.finish()
        return None


def hosts_of(address: str) -> list[str]:
    """The address of each host of a database URL that may name several."""
    parts = conninfo_to_dict(address)
    lists = {
        name: str(parts[name]).split(",")
        for name in ("host", "hostaddr", "port")
        if parts.get(name) is not None
    }
    number = max((len(values) for values in lists.values()), default=1)
    return [
        make_conninfo(
            "",
            **{
                **parts,
                **{name: values[place % len(values)] for name, values in lists.items()},
            },
        )
        for place in range(number)
    ]
