"""What marks every answer of one release, whatever it says: its ETag, Last-Modified and the headers that go with them. Never raises."""

from hashlib import blake2b

from api.http.edge.middleware import EVERY_ANSWER
from api.http.edge.respond import CACHE_CONTROL, last_modified
from api.http.edge.version import Code
from api.read.release import Release

Headers = list[tuple[bytes, bytes]]

VARY = (b"vary", b"Accept, Accept-Encoding")


class Validators:
    """The validators of all answers of one release by one code; what is the same for all is made once."""

    def __init__(self, release: Release, code: Code) -> None:
        self.release = release
        self._digest = blake2b(digest_size=16, key=release.hash.encode(), person=code.digest.encode())
        self._same = [
            (b"last-modified", last_modified(release.published_at, code.built_at)),
            (b"cache-control", CACHE_CONTROL.encode()),
            VARY,
        ]
        self._rest = [(b"x-data-release", release.id.encode()), *EVERY_ANSWER]

    def etag(self, address: str, coding: str) -> bytes:
        """The ETag of an address in an encoding: it covers release, code, canonical address and encoding."""
        digest = self._digest.copy()
        digest.update(f"{coding} {address}".encode("utf-8", "surrogateescape"))
        return f'"{digest.hexdigest()}"'.encode()

    def headers(self, address: str, coding: str) -> Headers:
        """ETag, Last-Modified, and how long and for which requests the answer may be kept."""
        return [(b"etag", self.etag(address, coding)), *self._same]

    def unchanged(self, headers: Headers) -> Headers:
        """The headers of an answer that says that nothing changed."""
        return [*headers, *self._rest]
