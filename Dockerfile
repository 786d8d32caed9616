# The worker, and every other command of conflict-stream. Build from the project's root.
FROM python:3.11-slim-bookworm AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
WORKDIR /src
RUN python -m venv /opt/conflict-stream
COPY requirements.lock ./
RUN /opt/conflict-stream/bin/pip install --require-hashes -r requirements.lock
RUN python -m pip install "hatchling>=1.27"
COPY pyproject.toml README.md LICENSE NOTICE ./
COPY schemas schemas
COPY pipeline pipeline
COPY agents agents
COPY seeds seeds
RUN python -m pip wheel --no-deps --no-build-isolation --wheel-dir /tmp/wheel . \
    && /opt/conflict-stream/bin/pip install --no-deps /tmp/wheel/*.whl

FROM python:3.11-slim-bookworm
RUN useradd --system --uid 10001 --no-create-home conflict-stream
COPY --from=build /opt/conflict-stream /opt/conflict-stream
ENV PATH=/opt/conflict-stream/bin:$PATH PYTHONUNBUFFERED=1 CONFLICT_STREAM_METRICS_HOST=0.0.0.0
USER conflict-stream
EXPOSE 9464
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s CMD ["conflict-stream", "health"]
ENTRYPOINT ["conflict-stream"]
CMD ["worker"]
