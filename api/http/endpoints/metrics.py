"""GET /metrics: what a Prometheus server collects of this process. Never raises."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial

from fastapi import APIRouter, Request, Response
from prometheus_client import CollectorRegistry, ProcessCollector
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest
from prometheus_client.metrics_core import (
    CounterMetricFamily,
    GaugeMetricFamily,
    HistogramMetricFamily,
    Metric,
)
from prometheus_client.registry import Collector

from api.http.edge.context import ApiContext
from api.http.edge.observed import DURATION_BOUNDS

_NO_STORE = {"cache-control": "no-store"}


def add_routes(router: APIRouter, context: ApiContext) -> None:
    """The route; it is no operation of the API."""
    registry = CollectorRegistry()
    registry.register(_State(context))
    ProcessCollector(registry=registry)
    router.add_api_route("/metrics", partial(get_metrics, registry), include_in_schema=False)


async def get_metrics(registry: CollectorRegistry, request: Request) -> Response:
    """GET /metrics"""
    return Response(generate_latest(registry), 200, _NO_STORE, CONTENT_TYPE_LATEST)


class _State(Collector):
    """Reads everything at the time it is asked. Each process counts for itself; `process` tells
    those of one port apart.
    """

    def __init__(self, context: ApiContext) -> None:
        self._context, self._process = context, str(os.getpid())

    def collect(self) -> Iterator[Metric]:
        """Every metric."""
        yield from self._requests()
        yield from self._database()
        yield from self._release()

    def _requests(self) -> Iterator[Metric]:
        counts = self._context.counts
        labels = ["process", "route", "status"]
        requests = CounterMetricFamily("pledgebook_requests", "Requests answered.", labels=labels)
        errors = CounterMetricFamily("pledgebook_errors", "Answers of 500 and more.", labels=labels)
        durations = HistogramMetricFamily(
            "pledgebook_request_duration_seconds", "Time to answer.", labels=labels
        )
        for (route, status), found in list(counts.durations.items()):
            values = [self._process, route, str(status)]
            reached, buckets = 0, []
            for bound, count in zip(
                (*map(str, DURATION_BOUNDS), "+Inf"), found.counts, strict=True
            ):
                reached += count
                buckets.append((bound, reached))
            requests.add_metric(values, reached)
            durations.add_metric(values, buckets, found.total)
            if status >= 500:
                errors.add_metric(values, reached)
        hits = CounterMetricFamily(
            "pledgebook_cache_hits", "Requests answered from memory.", labels=["process"]
        )
        hits.add_metric([self._process], counts.hits)
        yield from (requests, errors, durations, hits)

    def _gauge(self, name: str, words: str, **values: float) -> Metric:
        gauge = GaugeMetricFamily(f"pledgebook_{name}", words, labels=["process", "state"])
        for state, value in values.items():
            gauge.add_metric([self._process, state], value)
        return gauge

    def _database(self) -> Iterator[Metric]:
        source = self._context.source
        usage = source.usage()
        yield self._gauge(
            "database_connections",
            "Connections for queries.",
            used=usage.connections_used,
            most=usage.connections,
        )
        yield self._gauge(
            "export_slots", "Exports that run.", used=usage.exports_used, most=usage.exports
        )
        available = GaugeMetricFamily(
            "pledgebook_database_available",
            "1 where the database could be read when it was last looked at.",
            labels=["process"],
        )
        available.add_metric([self._process], 0 if source.away else 1)
        yield available

    def _release(self) -> Iterator[Metric]:
        snapshot = self._context.source.settled()
        if snapshot is None:
            return
        release = snapshot.release
        published = datetime.fromisoformat(release.published_at)
        age = datetime.now(UTC) - published.astimezone(UTC)
        gauge = GaugeMetricFamily(
            "pledgebook_release_age_seconds",
            "Time since the release being served was published.",
            labels=["process", "release"],
        )
        gauge.add_metric([self._process, release.id], age.total_seconds())
        yield gauge
