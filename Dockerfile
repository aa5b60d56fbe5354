# archivegen with all that a site can need, on files that are mounted at /site:
#
#     docker run --rm --user "$(id -u):$(id -g)" --volume "$PWD:/site" ghcr.io/archivegen/archivegen build
#
# It is built from a wheel in dist/, and from the lock.
FROM python:3.13-slim
COPY requirements/dev.txt dist/*.whl /tmp/archivegen/
# The lock only holds versions here: what the extras name is installed, and nothing of the tests.
RUN grep -oE '^[a-z0-9][^ ]*==[^ ]+' /tmp/archivegen/dev.txt > /tmp/archivegen/versions.txt \
    && pip install --no-cache-dir --constraint /tmp/archivegen/versions.txt \
        "$(echo /tmp/archivegen/*.whl)[all]" \
    && rm -r /tmp/archivegen
WORKDIR /site
ENTRYPOINT ["archivegen"]
CMD ["--help"]
