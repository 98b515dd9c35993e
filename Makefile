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
	for group in "" "--group dev"; do \
		.venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
			$$group --output-file requirements$${group:+-dev}.lock pyproject.toml; done
