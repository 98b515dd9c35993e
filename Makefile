# make         install what is missing and build every chapter
# make test    install what is missing and run all checks and tests
# make bench   measure speed against the plain engine and Typst
# make lock    write the lock files again

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
