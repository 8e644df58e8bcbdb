FROM python:3.13-slim
WORKDIR /app
COPY requirements.lock .
RUN pip install --no-cache-dir --require-hashes -r requirements.lock
COPY pyproject.toml README.md LICENSE ./
COPY bot bot
COPY rules rules
COPY parsers parsers
RUN pip install --no-cache-dir --no-deps --no-build-isolation . && useradd --create-home lectern && mkdir /data && chown lectern /data
USER lectern
# config.yaml, the folder it watches and the store live in /data, which outlives the container.
WORKDIR /data
VOLUME /data
CMD ["lectern", "run", "--config", "/data/config.yaml"]
