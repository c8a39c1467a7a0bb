"""GET /v1/releases/{id}/changes: what a release changed, or all releases after another up to it.
It is read from that release itself, so that it agrees with the figures of its entry for ever: in
the list of a later one, corrections have changed what documents brought. Raises what the read side
raises.
"""

from collections.abc import Collection as Known
from dataclasses import replace
from functools import partial

from fastapi import APIRouter, Request, Response

from api.base.errors import InvalidRequest, ParameterError, RecordNotFound
from api.base.suggest import shown, unknown_word
from api.collections import BY_NAME
from api.collections.changes import CHANGES
from api.http.edge.context import ApiContext, json_parameters
from api.http.endpoints.collections import list_response
from api.http.openapi import operations
from api.http.openapi.parameters import parameter, parameters_of, path_id
from api.read.answers.lists import read_list_of
from api.read.answers.warnings import shown_by
from api.read.request.given import Items
from api.read.request.plan import Condition, list_spec

_SINCE, _RELEASE = "since", "release"
_ANSWERED = ("q", "id", "in_release", "since_release", "since_release_not")  # by the path, or here
_SPEC = list_spec(CHANGES, without=_ANSWERED)
_TAKEN = replace(_SPEC, names=(*_SPEC.names, _SINCE))
_BY_RELEASE = {one.name: one for one in CHANGES.filters}
_RELEASES = BY_NAME["releases"]
_WORDS = (
    "What a release added, changed, corrected and withdrew, as it was published. With `since` also "
    "what every release after that one did. Follow `links.next` for more."
)


def add_routes(router: APIRouter, context: ApiContext) -> None:
    """The one route."""
    since = parameter(
        _SINCE,
        "An earlier release: what changed after it, up to this one.",
        {"type": "string"},
        _RELEASES.example,
    )
    parameters = [path_id("release", _RELEASES.example), since, *parameters_of(_SPEC)]
    operation = operations.operation(
        "listReleaseChanges",
        _RELEASES.name,
        "List the changes of a release",
        _WORDS,
        "ChangePage",
        "One page of changes.",
        operations.OF_A_RECORD,
        parameters,
    )
    path = f"/v1/{_RELEASES.name}/{{id}}/{CHANGES.name}"
    router.add_api_route(path, partial(get_changes, context), **operation)


async def get_changes(context: ApiContext, request: Request) -> Response:
    """GET /v1/releases/{id}/changes"""
    items, release_id = json_parameters(request), request.path_params["id"]
    source = await context.source_of(items)
    release = (await source.current()).release
    asked = _asked(release_id, items, tuple(release.register))
    if release_id != release.id and not any(name == _RELEASE for name, _ in items):
        items = (*items, (_RELEASE, release_id))
        source = await context.source_of(items)
    rest = tuple(one for one in items if one[0] != _SINCE)
    fixed = tuple(Condition(_BY_RELEASE[name], (value,)) for name, value in asked)
    answer = await read_list_of(source, _TAKEN, _RELEASES.name, release_id, rest, fixed)
    narrowed = (*(one for one in rest if one[0] not in ("cursor", "limit")), *asked)
    return list_response(
        context,
        request,
        answer,
        shown_by(answer.plan, CHANGES.name, listed=True),
        f"changes of {_RELEASES.name}/{release_id}",
        context.link(f"/v1/{CHANGES.name}.csv", narrowed),
    )


def _asked(release_id: str, items: Items, known: Known[str]) -> tuple[tuple[str, str], ...]:
    """The filters of the list of changes that say the same; `known` has the oldest first."""
    if release_id not in known:
        raise RecordNotFound(_RELEASES.name, release_id)
    given = [value for name, value in items if name == _SINCE]
    if not given:
        return (("in_release", release_id),)
    if len(given) > 1:
        message = f"'{_SINCE}' is given {len(given)} times; it takes one release."
        raise InvalidRequest(ParameterError(_SINCE, "repeated_parameter", message))
    order, since = list(known), given[0]
    earlier = order[: order.index(release_id)]
    if since not in earlier:
        said = f"No release before {release_id} has the id '{shown(since)}'"
        takes = f"known are {', '.join(earlier) or 'none'}."
        raise InvalidRequest(unknown_word(_SINCE, "unknown_id", said, since, earlier, takes))
    return ("since_release", since), ("since_release_not", release_id)
