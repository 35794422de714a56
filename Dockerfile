# docker build -t asf .     docker run --init -p 7860:7860 -v asf:/data asf
# The image's steps are tested one by one (tests/test_dockerfile.py), the image itself has not been built yet.
ARG PYTHON=3.11

FROM python:${PYTHON} AS builder
# The address of an index of PyTorch's CPU builds. Without it Linux on x86-64 gets the CUDA build, gigabytes larger.
ARG PIP_EXTRA_INDEX_URL
# Anything but nothing: also what a language model needs.
ARG LLM
# Anything but nothing: also what PostgreSQL and Redis need, for several machines.
ARG SCALE
ENV PIP_NO_CACHE_DIR=1 PATH=/opt/asf/bin:$PATH
RUN python -m venv /opt/asf
WORKDIR /src
COPY requirements requirements
RUN pip install --no-deps --require-hashes --requirement requirements/run.txt
RUN pip install --requirement requirements/torch.txt
RUN if [ -n "$LLM" ]; then pip install --no-deps --require-hashes --requirement requirements/llm.txt; fi
RUN if [ -n "$SCALE" ]; then pip install --no-deps --require-hashes --requirement requirements/scale.txt; fi
COPY pyproject.toml README.md LICENSE app.py ./
COPY corpus corpus
COPY index index
COPY assistant assistant
COPY evals evals
RUN pip install --no-deps --no-build-isolation .

FROM python:${PYTHON}-slim
# A number that a volume's owner can be set to; its home is the volume, so that downloaded models are kept. A volume that
# compose.yaml puts on a folder gets the folder's owner from here.
RUN useradd --uid 10001 --home-dir /data --shell /usr/sbin/nologin asf && install --directory --owner=asf --group=asf /data /data/feedback
COPY --from=builder /opt/asf /opt/asf
ENV PATH=/opt/asf/bin:$PATH PYTHONUNBUFFERED=1 ASF_DATA_DIR=/data ASF_HOST=0.0.0.0 ASF_PORT=7860
USER 10001
VOLUME /data
EXPOSE 7860
# The first start builds the index, which takes minutes.
HEALTHCHECK --start-period=20m --timeout=10s CMD ["python", "-c", "import http.client, os; c = http.client.HTTPConnection('127.0.0.1', int(os.environ['ASF_PORT']), 5); c.request('GET', '/health'); raise SystemExit(c.getresponse().status != 200)"]
CMD ["sh", "-c", "python -m index build --publish-first && exec python -m app"]
