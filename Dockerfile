# Pledgebook as one image: the dataset is built in, and the root file system can be read-only. Only workbooks and bulk files are
# spooled, to /tmp.
#
#     docker build --tag pledgebook .
#     docker run --rm --read-only --tmpfs /tmp --publish 8000:8000 pledgebook

FROM python:3.11-slim AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
WORKDIR /app
RUN python -m venv /app/.venv
ENV PATH=/app/.venv/bin:$PATH
COPY requirements/build.lock requirements/runtime.lock requirements/
RUN pip install --require-hashes --requirement requirements/build.lock --requirement requirements/runtime.lock
COPY pyproject.toml README.md LICENSE ./
COPY api api
COPY migrations migrations
COPY seed seed
COPY docs/methodology.md docs/invariants.md docs/known-gaps.md docs/
RUN pip install --no-deps --no-build-isolation --editable . \
    && pledgebook migrate \
    && pledgebook seed \
    && python -m compileall -q api

FROM python:3.11-slim
# Pictures of charts as PNG have words in them.
RUN apt-get update && apt-get install -y --no-install-recommends fonts-liberation \
    && rm -rf /var/lib/apt/lists/*
RUN useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin pledgebook
COPY --from=build /app /app
WORKDIR /app
ENV PATH=/app/.venv/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    # glibc: what one answer frees is kept for the next, which makes lists a fourth cheaper.
    MALLOC_TRIM_THRESHOLD_=8388608 \
    MALLOC_MMAP_THRESHOLD_=8388608 \
    PLEDGEBOOK_HOST=0.0.0.0 \
    PLEDGEBOOK_PORT=8000 \
    PLEDGEBOOK_BULK_DIR=/tmp/pledgebook
USER 10001:10001
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=3s --start-period=5s --retries=3 CMD ["python", "-c", "import os, urllib.request as u; u.urlopen(f\"http://127.0.0.1:{os.environ['PLEDGEBOOK_PORT']}/readyz\", timeout=2)"]
CMD ["pledgebook", "serve"]
