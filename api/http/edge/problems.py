"""Every kind of error of the API in one table, and the function that builds
`application/problem+json` (RFC 9457). `/problems/{slug}` and the OpenAPI description list the same
table.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import orjson
from starlette.responses import Response

from api.base import errors as e
from api.base.suggest import CONTROL

MEDIA_TYPE = "application/problem+json"
RETRY_SECONDS = 5
# Of what breaks on our side readers learn no more; the log holds back what repeats.
FAULT_OF_OURS = "The fault is ours and in our log, where it repeats once a minute; report this id."


@dataclass(frozen=True, slots=True)
class Problem:
    """One kind of error: its code, status, title, what it means and how to mend the request."""

    code: str
    status: int
    title: str
    explanation: str
    mend: str

    @property
    def slug(self) -> str:
        """Its place under `/problems/`."""
        return self.code.replace("_", "-")


_TABLE = (
    Problem(
        "invalid_request",
        422,
        "The request has parameters that cannot be used",
        (
            "A parameter is unknown, was given twice, or has a value it does not take. Nothing is "
            "ever ignored silently."
        ),
        (
            "Look at `errors`: each entry names a parameter, says what is wrong and suggests the "
            "nearest valid words."
        ),
    ),
    Problem(
        "invalid_cursor",
        422,
        "The cursor cannot be used",
        (
            "A cursor continues one list: the same filters, the same sort, the same knowledge day. "
            "This one is damaged or belongs to another list."
        ),
        "Follow `links.next` exactly as it was given, or start again without `cursor`.",
    ),
    Problem(
        "release_changed",
        410,
        "A new release was published during the walk",
        (
            "Pages of one walk come from one release, so that no record is met twice or missed. "
            "Since this cursor was given out, a new release appeared."
        ),
        (
            "Start again from the first page; the link is in `errors` and in the `Link` header "
            "with rel=start."
        ),
    ),
    Problem(
        "not_found",
        404,
        "There is no such record",
        "No record of this collection has, or ever had, this id.",
        "Look at `errors` for the nearest ids, or list the collection.",
    ),
    Problem(
        "not_yet_known",
        404,
        "The record was not yet known on that day",
        "The record exists, but no document known on the day of `as_of` speaks of it.",
        "Ask for a later day, or leave `as_of` out.",
    ),
    Problem(
        "withdrawn",
        410,
        "The record was withdrawn",
        (
            "The record was published by mistake and has been withdrawn; the detail says why. Its "
            "id is never used again."
        ),
        "Remove the reference to it.",
    ),
    Problem(
        "no_such_page",
        404,
        "There is nothing at this address",
        "The path names no collection, no format and no page of this API.",
        "Start at `/v1`, which lists collections and formats, or at `/docs`.",
    ),
    Problem(
        "method_not_allowed",
        405,
        "The API is read-only",
        "Only GET, HEAD and OPTIONS are answered.",
        "Use GET. The `Allow` header lists what this address takes.",
    ),
    Problem(
        "not_acceptable",
        406,
        "The format is chosen by suffix",
        "This address answers JSON, and the `Accept` header excludes JSON.",
        (
            "Ask for another format by the suffix of the address, for example `/v1/projects.csv`, "
            "or accept `application/json`."
        ),
    ),
    Problem(
        "body_too_large",
        413,
        "The request has a body that is too large",
        "Requests to this API carry no body.",
        "Put parameters into the address and leave the body out.",
    ),
    Problem(
        "address_too_long",
        414,
        "The address is too long",
        "Path and query together are bounded.",
        "Use fewer values, or split the request.",
    ),
    Problem(
        "precondition_failed",
        412,
        "The file is another by now",
        "`If-Match` or `If-Unmodified-Since` names an earlier state of the file.",
        "Leave the header out, and take the file from its beginning.",
    ),
    Problem(
        "range_not_satisfiable",
        416,
        "The range lies outside the file",
        (
            "The `Range` header names bytes that the file does not have; its size stands in "
            "`Content-Range`."
        ),
        "Ask for a range within the file, or leave the header out.",
    ),
    Problem(
        "headers_too_large",
        431,
        "The request headers are too large",
        "All request headers together are bounded.",
        "Send fewer or smaller headers; cookies are not needed here.",
    ),
    Problem(
        "internal_error",
        500,
        "Something went wrong on our side",
        "The fault is ours. It is written to our log, once a minute while it lasts.",
        "Try again later; if it persists, report the address, the time and the id in `instance`.",
    ),
    Problem(
        "unavailable",
        503,
        "The data cannot be read at the moment",
        "The database cannot be reached or holds no release.",
        "Try again after the seconds in `Retry-After`.",
    ),
    Problem(
        "too_slow",
        503,
        "The query took too long",
        "Every filter alone, every sort and the pairs of filters that the reference of a "
        "collection names are served by an index. "
        "Other combinations are answered too, but given up after "
        "`PLEDGEBOOK_QUERY_TIMEOUT_SECONDS`.",
        "Narrow the query: fewer filters at once, fewer values, a shorter range of days or "
        "amounts. Or take the whole collection as a file "
        "and filter it there. The same query may succeed after the seconds in `Retry-After`, when "
        "the server is less busy.",
    ),
)
PROBLEMS: dict[str, Problem] = {problem.code: problem for problem in _TABLE}


def problem_response(
    code: str,
    detail: str,
    request_id: str,
    *,
    base: str = "",
    errors: Sequence[e.ParameterError] = (),
    headers: dict[str, str] | None = None,
) -> Response:
    """The one shape of every error; `base` is the public address, `request_id` a UUID. Sentences
    may hold a reader's own words, whose control characters are shown as replaced.
    """
    problem = PROBLEMS[code]
    content = {
        "type": f"{base}/problems/{problem.slug}",
        "title": problem.title,
        "status": problem.status,
        "detail": _printable(detail),
        "instance": f"urn:uuid:{request_id}",
        "code": code,
        "errors": [
            {
                "parameter": one.parameter,
                "code": one.code,
                "message": _printable(one.message),
                "suggestions": list(one.suggestions),
            }
            for one in errors
        ],
    }
    return Response(
        orjson.dumps(content),
        problem.status,
        {"cache-control": "no-store", **(headers or {})},
        MEDIA_TYPE,
    )


def _printable(text: str) -> str:
    return CONTROL.sub("\N{REPLACEMENT CHARACTER}", text)


def error_response(
    error: e.PledgebookError, request_id: str, base: str, start_again: str
) -> Response:
    """The answer to a failure the product speaks of; `start_again` is the address without its
    cursor. Raises the failures that no request should meet.
    """
    detail = str(error)
    if isinstance(error, e.InvalidRequest):
        sentences = " ".join(one.message for one in error.errors)
        return problem_response(
            "invalid_request", sentences, request_id, base=base, errors=error.errors
        )
    if isinstance(error, e.InvalidCursor):
        one = e.ParameterError("cursor", "invalid_cursor", detail, (start_again,))
        return problem_response("invalid_cursor", detail, request_id, base=base, errors=(one,))
    if isinstance(error, e.ReleaseChanged):
        one = e.ParameterError("cursor", "release_changed", detail, (start_again,))
        return problem_response(
            "release_changed",
            detail,
            request_id,
            base=base,
            errors=(one,),
            headers={"link": f'<{start_again}>; rel="start"'},
        )
    if isinstance(error, e.RecordNotFound):
        near = f" Did you mean '{error.suggestions[0]}'?" if error.suggestions else ""
        one = e.ParameterError("id", "unknown_id", detail + near, error.suggestions)
        return problem_response("not_found", detail + near, request_id, base=base, errors=(one,))
    if isinstance(error, e.NotYetKnown):
        one = e.ParameterError("as_of", "not_yet_known", detail, (error.known_from,))
        return problem_response("not_yet_known", detail, request_id, base=base, errors=(one,))
    if isinstance(error, e.RecordWithdrawn):
        return problem_response(
            "withdrawn",
            detail,
            request_id,
            base=base,
            errors=(e.ParameterError("id", "withdrawn", error.reason),),
        )
    if isinstance(error, e.Unavailable):
        code = "too_slow" if isinstance(error, e.TooSlow) else "unavailable"
        return problem_response(
            code, detail, request_id, base=base, headers={"retry-after": str(RETRY_SECONDS)}
        )
    raise error  # no kind that a request can meet: whoever answers it logs it
