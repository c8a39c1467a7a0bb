"""What every handler needs, and the small steps all of them share: reading the request, naming
addresses.
"""

from collections.abc import Iterable, Mapping
from functools import partial
from typing import NamedTuple

from starlette.requests import Request

from api.base.database import parse_target
from api.base.errors import InvalidRequest, ParameterError
from api.collections.data_warnings import DataWarning, distinct_warnings
from api.formats import json_
from api.formats.about import About
from api.formats.citations import CitedDocument, sources_in_words
from api.http.edge.canonical_url import (
    QueryItems,
    address,
    canonical,
    pinned,
    query_items,
    query_text,
    without,
)
from api.http.edge.negotiate import accepts
from api.http.edge.observed import RequestCounts
from api.http.edge.older_releases import older_release_file
from api.http.edge.respond import JSON, FinishedResponse, data_response
from api.http.edge.version import running_code
from api.read.answers.warnings import (
    DRAFT,
    Asked,
    Shown,
    corrected_since,
    corrections_about,
    warnings_of,
)
from api.read.database.base import Source
from api.read.database.releases import Releases
from api.read.database.sources import open_source
from api.read.export.release_files import ReleaseFileCache, default_folder
from api.read.release import Release
from api.settings import Settings


class NotAcceptable(Exception):
    """The client excludes the one media type of the address."""


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
        self.base, self.corrections_url = settings.public_url.rstrip("/"), settings.corrections_url
        self.security_contact = settings.security_contact

    async def source_of(self, items: QueryItems) -> Source:
        """What answers a request: the newest release unless its parameters name another. Raises
        InvalidRequest for one that does not exist, RecordWithdrawn, Unavailable.
        """
        if not items:
            return self.releases.newest
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
        return pinned(own, plan.as_of or release.last_day, release.id)

    def link(self, path: str, items: QueryItems = ()) -> str:
        """An address as answers name it."""
        return self.base + address(path, items)

    def own(self, request: Request) -> str:
        """The address asked for, in its canonical spelling; the query must be one that can be
        read.
        """
        return self.base + canonical(request.scope["path"], request.scope["query_string"])

    def meta(
        self,
        answer: Shown,
        release: Release,
        about: str,
        own: str,
        further: Iterable[DataWarning] = (),
        *,
        cited: str | None = None,
        sources: tuple[CitedDocument, ...] = (),
    ) -> json_.Meta:
        """What an answer says of itself; `own` is its own address, `cited` another to cite,
        `further` are warnings that only its reading showed.
        """
        permalink = self.permalink(own, answer, release)
        return json_.Meta(
            release.id,
            answer.as_of or release.last_day,
            permalink,
            self.citation(about, answer, release, cited or permalink or own, sources),
            self.corrections(answer, release),
            self.warnings(release, answer, further),
        )

    def citation(
        self,
        what: str,
        answer: Asked,
        release: Release,
        address: str,
        sources: tuple[CitedDocument, ...] = (),
    ) -> str:
        """The line that cites what an address answers."""
        day = answer.as_of or release.last_day
        return json_.citation(what, release.id, day, address, sources_in_words(sources))

    def corrections(self, answer: Shown, release: Release) -> str:
        """The address of the page where an error is reported, filled in with what was read."""
        clocks = []
        if answer.as_of or release.id != DRAFT:
            clocks.append(("as_of", answer.as_of or release.last_day))
        if release.id != DRAFT:
            clocks.append(("release", release.id))
        about = answer.collection or ""
        if answer.record_id:
            about += f"/{answer.record_id}"
        # Apart, since the second is the same for all answers of a day.
        queries = query_text((("about", about),)) if about else "", query_text(tuple(clocks))
        query = "&".join(filter(None, queries))
        return f"{self.base}/corrections?{query}" if query else f"{self.base}/corrections"

    def warnings(
        self, release: Release, answer: Shown, further: Iterable[DataWarning] = ()
    ) -> tuple[DataWarning, ...]:
        """What to beware of in an answer, with addresses as this server names them."""
        return warnings_of(release, answer, further, base=self.base)

    def later(self, release: Release, answer: Shown) -> tuple[DataWarning, ...]:
        """What releases after the one that was read corrected of an answer. Headers alone say it:
        the body of an answer that names its release stays as it is for ever.
        """
        newest = self.releases.newest_known
        if newest is None or newest.id == release.id:
            return ()
        register = tuple(newest.register)
        about = corrections_about(newest, answer)
        return tuple(corrected_since(release.id, register, about, answer))

    def header_warnings(self, release: Release, answer: Shown) -> tuple[DataWarning, ...]:
        """What the header of an answer without `meta` warns of."""
        return distinct_warnings((*self.warnings(release, answer), *self.later(release, answer)))

    def sent(
        self,
        request: Request,
        content: bytes,
        release: Release,
        answer: Shown,
        *,
        links: Mapping[str, str] | None = None,
        media: str = JSON,
    ) -> FinishedResponse:
        """A finished data answer, with warnings and links in its headers; a JSON body names
        its own warnings.
        """
        found = self.later if media == JSON else self.header_warnings
        if answer.pinned:
            links = {**(links or {}), **self.latest(request, answer)}
        return data_response(
            request, content, release, links=links, media=media, warnings=found(release, answer)
        )

    def latest(self, request: Request, answer: Shown) -> Mapping[str, str]:
        """The link from an answer that names its release to the same of the newest one."""
        if not answer.pinned:
            return {}
        items = without(query_items(request.scope["query_string"]), "release", "cursor")
        return {"latest-version": self.link(request.scope["path"], items)}

    def about(
        self, collection: str, what: str, answer: Shown, release: Release, address: str
    ) -> About:
        """What a file says of itself; `what` is what its citation names, `address` the URL asked
        for.
        """
        cited = self.permalink(address, answer, release) or address
        return About(
            collection,
            release.id,
            release.published_at,
            answer.as_of or release.last_day,
            self.citation(what, answer, release, cited),
            address,
            self.corrections(answer, release),
            self.warnings(release, answer),
        )

    def page(
        self,
        request: Request,
        bodies: Iterable[bytes],
        answer: Shown,
        release: Release,
        about: str,
        *,
        place: PagePlace | None = None,
        csv: str | None = None,
        further: Iterable[DataWarning] = (),
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
            bodies, place._asdict(), links, self.meta(answer, release, about, own, further)
        )
        return self.sent(request, content, release, answer, links=relations)


def json_parameters(request: Request) -> QueryItems:
    """The parameters of a request for JSON; raises NotAcceptable where the client excludes JSON,
    InvalidRequest where they are no UTF-8.
    """
    accepted = [value for name, value in request.scope["headers"] if name == b"accept"]
    if accepted and not accepts(b",".join(accepted), JSON):
        raise NotAcceptable
    return query_items(request.scope["query_string"])
