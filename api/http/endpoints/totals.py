"""GET /v1/totals: sums of one basis at a time, written by hand over the read side's totals."""

from functools import partial

from fastapi import APIRouter, Request, Response
from pydantic.json_schema import models_json_schema

from api.collections.totals import Total
from api.formats import csv_, json_
from api.formats.registry import CSV
from api.http.edge.canonical_url import query_items
from api.http.edge.context import ApiContext, json_parameters
from api.http.openapi import operations
from api.http.openapi.declared import clean
from api.http.openapi.operations import file_answer
from api.http.openapi.parameters import BOTH_CLOCKS, CODE_SCHEMAS, ID_PATTERN, Json, parameter
from api.http.openapi.schemas import page_schema
from api.read.answers.totals import nothing_counted, read_totals
from api.read.answers.warnings import shown_by
from api.read.request.totals_plan import GROUPS

TAG = "totals"
_LISTS = ("counted", "excluded")  # lists of records, which a flat row names by id
_WORDS = (
    "What documents state as the whole, what of it records itemise, and what nobody itemises, for "
    "one basis: amounts of different bases overlap "
    "and are never summed. Without `basis`, one row for each. With `group_by`, one row a group; "
    "what no document splits is the group `not_split`."
)


def totals_parameters() -> list[Json]:
    """The parameters of the operation."""
    basis = parameter(
        "basis",
        "Which amounts to sum; one at a time.",
        {"$ref": f"#/components/schemas/{CODE_SCHEMAS['amount_bases']}"},
        "pledged",
    )
    pattern: Json = {"type": "string", "pattern": ID_PATTERN, "minLength": 1, "maxLength": 200}
    agreement = parameter(
        "agreement_id",
        "Only amounts under this agreement; a previous id is understood.",
        pattern,
        "us-japan-investment",
    )
    group_by = parameter(
        "group_by",
        "Key to group the records by.",
        {"type": "string", "enum": list(GROUPS)},
        "sector",
    )
    return [basis, agreement, group_by, *BOTH_CLOCKS]


def add_routes(router: APIRouter, context: ApiContext) -> None:
    """The sums as JSON and as CSV."""
    one = operations.operation(
        "getTotals",
        TAG,
        "Get totals",
        _WORDS,
        "TotalPage",
        "The sums.",
        (406, 422),
        totals_parameters(),
    )
    router.add_api_route("/v1/totals", partial(get_totals, context), **one)
    answer = file_answer(
        CSV.media, "The same rows; records are named as collection/id, joined with `;`."
    )
    responses = answer | operations.problems(422)
    name, summary = "exportTotalsCsv", "Export totals as CSV"
    file = operations.described(name, TAG, summary, _WORDS, totals_parameters(), responses)
    router.add_api_route("/v1/totals.csv", partial(get_totals_csv, context), **file)


async def get_totals(context: ApiContext, request: Request) -> Response:
    """GET /v1/totals"""
    items = json_parameters(request)
    answer = await read_totals(await context.source_of(items), items)
    csv = context.link("/v1/totals.csv", items)
    return context.page(
        request,
        map(json_.dump, answer.rows),
        shown_by(answer.plan, totals=True, warnings=nothing_counted(answer)),
        answer.release,
        "totals",
        csv=csv,
    )


async def get_totals_csv(context: ApiContext, request: Request) -> Response:
    """GET /v1/totals.csv"""
    items = query_items(request.scope["query_string"])
    answer = await read_totals(await context.source_of(items), items)
    plain = [name for name in Total.model_fields if name not in _LISTS]
    lines = [csv_.line([*plain, *(f"{name}_ids" for name in _LISTS)])]
    for row in answer.rows:
        named = [
            ";".join(f"{one['subject_type']}/{one['subject_id']}" for one in row[name]) or None
            for name in _LISTS
        ]
        lines.append(csv_.line([*(row[name] for name in plain), *named]))
    response = context.sent(
        request,
        ("\n".join(lines) + "\n").encode(),
        answer.release,
        shown_by(answer.plan, totals=True, warnings=nothing_counted(answer)),
        media=CSV.media,
    )
    day = f"-as-of-{answer.plan.as_of}" if answer.plan.as_of else ""
    response.headers["content-disposition"] = (
        f'attachment; filename="pledgebook-totals-{answer.release.id}{day}.csv"'
    )
    return response


def totals_schemas() -> Json:
    """The schemas of the answer."""
    _, generated = models_json_schema(
        [(Total, "serialization")], ref_template="#/components/schemas/{model}"
    )
    found: Json = {name: clean(schema) for name, schema in generated["$defs"].items()}
    return found | {"TotalPage": page_schema("Total", "Sums, one row a basis or group.")}
