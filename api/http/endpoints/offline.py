"""What the export URLs do, without a server: `pledgebook export` writes the same bytes to a file. Raises what the read side raises."""

import shutil
from collections.abc import Callable
from pathlib import Path
from secrets import token_hex

from api.base.database import parse_target
from api.base.errors import InvalidRequest, ParameterError
from api.base.suggest import did_you_mean, nearest
from api.collections import BY_NAME
from api.formats.registry import BULK, BY_SUFFIX
from api.http.edge.canonical_url import Items
from api.http.edge.context import CORRECTIONS, ApiContext
from api.http.edge.version import running_code
from api.http.endpoints.bulk import made
from api.http.endpoints.exports import write_file
from api.read.database.base import Source, open_source
from api.read.database.views import Views
from api.read.export.release_files import Shelf, default_folder
from api.read.export.stream import open_export
from api.read.request.export_plan import export_question
from api.settings import Settings

# Told the number of rows written so far, and of all where it is known.
Progress = Callable[[int, int | None], None]


class Offline:
    """The database of some settings, opened for exports; a context."""

    def __init__(self, settings: Settings) -> None:
        target = parse_target(settings.database_url)
        self._source: Source = open_source(
            target, check_seconds=settings.release_check_seconds, timeout_seconds=settings.query_timeout_seconds, pool_size=1
        )
        self._views = Views(target, 1, settings.query_timeout_seconds)
        self._shelf = Shelf(settings.bulk_dir or default_folder(target), running_code().digest)
        self._context = ApiContext(self._source, settings.public_url.rstrip("/"), settings.corrections_url or CORRECTIONS)

    async def __aenter__(self) -> "Offline":
        return self

    async def __aexit__(self, *raised: object) -> None:
        self._views.close()
        await self._source.close()

    async def export(self, collection: str, form: str, items: Items, out: Path, progress: Progress) -> int:
        """Every matching row into a file, which appears when it is complete; returns their number."""
        if collection not in BY_NAME:
            near = nearest(collection, BY_NAME)
            meant = did_you_mean(near, f"there are {', '.join(BY_NAME)}.")
            raise InvalidRequest(ParameterError("collection", "unknown_value", f"There is no collection '{collection}'; {meant}", near))
        written = 0

        async with open_export(self._source, self._views, export_question(BY_NAME[collection], BY_SUFFIX[form]), items, count=True) as export:

            def counted(number: int) -> None:
                nonlocal written
                written += number
                progress(written, export.total)

            # A name that nothing else has: a file of the reader's own is never written over but the one named.
            fresh = out.with_name(f".{out.name}.{token_hex(8)}.new")
            try:
                await write_file(self._context, export, BY_SUFFIX[form], items, fresh, counted)
                fresh.replace(out)
            finally:
                fresh.unlink(missing_ok=True)
        return written

    async def bulk(self, form: str, items: Items, out: Path | None) -> Path:
        """The whole release as one file, copied to `out` where one is named; afterwards the server has it at hand too."""
        _, _, folder = await made(self._context, self._views, self._shelf, items, patient=True)
        found = folder / BULK[form]
        if out is None:
            return found
        shutil.copyfile(found, out)
        return out
