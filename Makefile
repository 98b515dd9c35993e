# make         sets everything up and builds every chapter
# make test    sets everything up and runs the checks and tests
# make bench   measures against the bare engine and a peer
# make lock    resolves the locked packages anew

.PHONY: all test bench lock
.SILENT:

all:
	./setup.sh
	.venv/bin/python build.py

test:
	./setup.sh dev
	.venv/bin/ruff check
	.venv/bin/ruff format --check --quiet
	.venv/bin/mypy
	.venv/bin/python -m pytest

bench:
	./setup.sh dev
	.venv/bin/python -m benchmarks

lock:
	./setup.sh dev
	.venv/bin/python -m piptools compile --quiet --generate-hashes --strip-extras --no-header --no-emit-index-url \
		--no-emit-find-links --output-file requirements.lock pyproject.toml
	.venv/bin/python -m piptools compile --quiet --generate-hashes --strip-extras --no-header --no-emit-index-url \
		--no-emit-find-links --allow-unsafe --group dev --output-file requirements-dev.lock pyproject.toml
