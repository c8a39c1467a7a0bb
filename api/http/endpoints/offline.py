"""What the export URLs do, without a server: `pledgebook export` writes the same bytes to a file.
Raises what the read side raises.
"""

import shutil
import sys
from pathlib import Path
from secrets import token_hex

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from api.base.errors import InvalidRequest
from api.base.suggest import unknown_word
from api.collections import BY_NAME
from api.formats.registry import BULK, BY_SUFFIX
from api.http.edge.canonical_url import QueryItems
from api.http.edge.context import ApiContext
from api.http.endpoints.bulk import made
from api.http.endpoints.exports import write_file
from api.read.export.stream import open_export
from api.read.request.export_plan import export_spec
from api.settings import Settings


class Offline:
    """The database of some settings, opened for exports; a context."""

    def __init__(self, settings: Settings) -> None:
        self._context = ApiContext(settings)

    async def __aenter__(self) -> "Offline":
        return self

    async def __aexit__(self, *raised: object) -> None:
        await self._context.releases.close()

    async def export(self, collection: str, form: str, items: QueryItems, out: Path) -> int:
        """Every matching row into a file, which appears when it is complete; returns their number.
        A terminal sees how far it is.
        """
        if collection not in BY_NAME:
            sentence, there_are = (
                f"There is no collection '{collection}'",
                f"there are {', '.join(BY_NAME)}.",
            )
            raise InvalidRequest(
                unknown_word(
                    "collection", "unknown_value", sentence, collection, BY_NAME, there_are
                )
            )
        columns = (
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeRemainingColumn(),
        )
        bar = Progress(
            *columns, console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty()
        )
        # A name that nothing else has: a file of the reader's own is never written over but the one
        # named.
        fresh = out.with_name(f".{out.name}.{token_hex(8)}.new")
        async with open_export(
            await self._context.source_of(items),
            export_spec(BY_NAME[collection], BY_SUFFIX[form]),
            items,
            count=True,
        ) as export:
            with bar:
                task = bar.add_task(collection, total=export.total)
                try:
                    await write_file(
                        self._context,
                        export,
                        BY_SUFFIX[form],
                        items,
                        fresh,
                        lambda number: bar.advance(task, number),
                    )
                    fresh.replace(out)
                finally:
                    fresh.unlink(missing_ok=True)
                return int(bar.tasks[task].completed)

    async def bulk(self, form: str, items: QueryItems, out: Path | None) -> Path:
        """The whole release as one file, copied to `out` where one is named; afterwards the server
        has it at hand too.
        """
        _, _, folder = await made(self._context, items, patient=True)
        found = folder / BULK[form]
        if out is None:
            return found
        shutil.copyfile(found, out)
        return out
