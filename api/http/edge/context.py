"""What every handler needs, and the small steps all of them share: reading the request, naming
addresses.
"""

from collections.abc import Iterable, Mapping
from functools import partial
from typing import NamedTuple, Protocol

from starlette.requests import Request

from api.base.database import parse_target
from api.base.errors import InvalidRequest, ParameterError
from api.formats import json_
from api.formats.about import About
from api.http.edge.canonical_url import (
    QueryItems,
    address,
    canonical,
    query_items,
    query_text,
    without,
)
from api.http.edge.negotiate import accepts
from api.http.edge.observed import RequestCounts
from api.http.edge.older_releases import older_release_file
from api.http.edge.respond import JSON, FinishedResponse, data_response
from api.http.edge.version import running_code
from api.read.database.base import Source
from api.read.database.releases import Releases
from api.read.database.sources import open_source
from api.read.export.release_files import ReleaseFileCache, default_folder
from api.read.release import Release
from api.read.request.plan import CLOCKS
from api.settings import Settings

# Where errors in the data are reported while the operator names no address.
CORRECTIONS = "README.md, section “Reporting an error”"

# The release of a seed that is not published: what it says may change without a word.
DRAFT = "draft"
DRAFT_WARNING = (
    "draft: this release is not published; what it answers may change. Cite a published one."
)


class NotAcceptable(Exception):
    """The client excludes the one media type of the address."""


class Asked(Protocol):
    """Any plan: the knowledge day asked for, if one was."""

    @property
    def as_of(self) -> str | None:
        """ISO 8601, or None for the latest day."""
        ...


class PagePlace(NamedTuple):
    """The place of a page in its list: the most items it has, the exact number of all, the cursor
    of the next page.
    """

    limit: int
    total: int
    next_cursor: str | None


class ApiContext:
    """What handlers need, from the settings: the database, the files kept beside it, the public
    address (empty for relative links) and where errors in the data are reported. Raises ValueError
    for a database address that cannot be used.
    """

    def __init__(self, settings: Settings) -> None:
        target = parse_target(settings.database_url)
        self.source: Source = open_source(
            target,
            check_seconds=settings.release_check_seconds,
            timeout_seconds=settings.query_timeout_seconds,
            pool_size=settings.pool_size,
            export_slots=settings.export_slots,
            connect_seconds=settings.connect_timeout_seconds,
            export_seconds=settings.export_timeout_seconds,
        )
        self.counts = RequestCounts()
        self.files = ReleaseFileCache(
            settings.bulk_dir or default_folder(target), running_code().digest, settings.spool_bytes
        )
        self.releases = Releases(
            self.source,
            partial(older_release_file, settings.seed_dir / "releases", self.files),
            settings.open_releases,
            settings.query_timeout_seconds,
        )
        self.base, self.corrections = (
            settings.public_url.rstrip("/"),
            settings.corrections_url or CORRECTIONS,
        )

    async def source_of(self, items: QueryItems) -> Source:
        """What answers a request: the newest release unless its parameters name another. Raises
        InvalidRequest for one that does not exist, RecordWithdrawn, Unavailable.
        """
        named, cursor = [], None
        for name, value in items:
            if name == "release":
                named.append(value)
            elif name == "cursor":
                cursor = value
        if len(named) > 1:
            raise InvalidRequest(
                ParameterError(
                    "release",
                    "repeated_parameter",
                    "'release' takes one value and was given more than once.",
                )
            )
        return await self.releases.source(named[0] if named else None, cursor)

    def permalink(self, own: str, plan: Asked, release: Release) -> str | None:
        """The address that answers the same for ever: an address of ours with the knowledge day and
        the release; None for a draft, which may change.
        """
        if release.id == DRAFT:
            return None
        path, _, query = own.partition("?")
        items = without(query_items(query.encode()), *CLOCKS)
        day = plan.as_of or release.last_day
        pinned = (*items, ("as_of", day), ("release", release.id))
        return f"{path}?{query_text(pinned)}"

    def link(self, path: str, items: QueryItems = ()) -> str:
        """An address as answers name it."""
        return self.base + address(path, items)

    def own(self, request: Request) -> str:
        """The address asked for, in its canonical spelling; the query must be one that can be
        read.
        """
        return self.base + canonical(request.scope["path"], request.scope["query_string"])

    def meta(
        self, plan: Asked, release: Release, about: str, own: str, warnings: tuple[str, ...] = ()
    ) -> json_.Meta:
        """What an answer says of itself; `own` is its own address."""
        if release.id == DRAFT:
            warnings = (*warnings, DRAFT_WARNING)
        return json_.Meta(
            release.id,
            plan.as_of or release.last_day,
            self.permalink(own, plan, release),
            json_.citation(about, release.id, plan.as_of, own),
            self.corrections,
            warnings,
        )

    def about(
        self, collection: str, what: str, plan: Asked, release: Release, address: str
    ) -> About:
        """What a file says of itself; `what` is what its citation names, `address` the URL asked
        for.
        """
        words = json_.citation(what, release.id, plan.as_of, address)
        return About(
            collection,
            release.id,
            release.published_at,
            plan.as_of or release.last_day,
            words,
            address,
            self.corrections,
        )

    def page(
        self,
        request: Request,
        bodies: Iterable[bytes],
        plan: Asked,
        release: Release,
        about: str,
        *,
        place: PagePlace | None = None,
        csv: str | None = None,
        warnings: tuple[str, ...] = (),
        relations: Mapping[str, str] | None = None,
    ) -> FinishedResponse:
        """The list shape. Without a `place` the page is all there is; `csv` is the address of the
        same rows as CSV, `relations` what the `Link` header names beside the next page.
        """
        own, following = self.own(request), None
        bodies = list(bodies)
        place = place or PagePlace(len(bodies), len(bodies), None)
        if place.next_cursor:
            items = query_items(request.scope["query_string"])
            following = self.link(
                request.scope["path"], (*without(items, "cursor"), ("cursor", place.next_cursor))
            )
            relations = {"next": following}
        links = {"self": own, "next": following, "csv": csv}
        content = json_.page(
            bodies, place._asdict(), links, self.meta(plan, release, about, own, warnings)
        )
        return data_response(request, content, release, links=relations)


def json_parameters(request: Request) -> QueryItems:
    """The parameters of a request for JSON; raises NotAcceptable where the client excludes JSON,
    InvalidRequest where they are no UTF-8.
    """
    if not accepts(
        b",".join([value for name, value in request.scope["headers"] if name == b"accept"]), JSON
    ):
        raise NotAcceptable
    return query_items(request.scope["query_string"])
