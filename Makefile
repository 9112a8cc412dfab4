# `make demo` and `make test` set up all they need on a machine that has Python 3.11 or later and make.
PYTHON ?= python3
PIP = .venv/bin/python -m pip --disable-pip-version-check
ITAXL = .venv/bin/itaxl
DECLARED = pyproject.toml constraints.txt
# The checker of accessible PDFs, and what it reads text with. What else these two ask for is here already, or belongs to
# what the checks do not use: models that recognise layouts, 100 MB.
CHECKER = outloud pymupdf
# Slow tests first, in the order of tests/conftest.py; tests marked `together` go to one worker.
PYTEST = .venv/bin/python -m pytest --numprocesses=auto --dist=loadgroup --no-loadscope-reorder

.DELETE_ON_ERROR:
.PHONY: demo test test-fast search check docs bench clean system-run system-test

demo: .venv/.run
	@test -d demo || cp -R samples/reference demo
	$(ITAXL) -C demo merge
	@echo "เปิดเอกสารได้ที่ / Open the documents: demo/reports/2562/analysis.pdf, demo/reports/2562/followup.pdf"

test: check .make/node/.installed
	$(PYTEST)

test-fast: .venv/.test
	$(PYTEST) -m "not slow"

search: .venv/.test
	$(PYTEST) -m "not browser and not imap and not node and not office" --hypothesis-profile=searching

check: .venv/.test
	.venv/bin/ruff check
	.venv/bin/ruff format --check
	.venv/bin/mypy

docs: .venv/.test
	.venv/bin/python -m tools.make_docs
	NO_MKDOCS_2_WARNING=1 .venv/bin/python -m mkdocs build --quiet
	@echo "เปิดเอกสารได้ที่ / Open the documentation: site-docs/index.html"

bench: .venv/.test
	.venv/bin/python -m benchmarks.help
	.venv/bin/python -m benchmarks.merge
	.venv/bin/python -m benchmarks.apart
	.venv/bin/python -m benchmarks.reading
	.venv/bin/python -m benchmarks.hostile
	.venv/bin/python -m benchmarks.lines

clean:
	rm -rf .venv .make/node demo dist build site-docs .pytest_cache .mypy_cache .ruff_cache .hypothesis

.venv/.run: $(DECLARED) | system-run .venv/bin/python
	$(PIP) install --quiet --constraint constraints.txt hatchling
	$(PIP) install --quiet --constraint constraints.txt --no-build-isolation --editable .
	@touch $@

.venv/.test: .venv/.run | system-test
	$(PIP) install --quiet --constraint constraints.txt --no-build-isolation --editable ".[dev,docs]"
	$(PIP) install --quiet --constraint constraints.txt --no-deps $(CHECKER)
	@touch $@

# Libraries that other programs save workbooks with, and that look at pages in a browser.
.make/node/.installed: tests/node/package.json | system-test
	@mkdir -p $(@D)
	cp $< $(@D)
	npm install --prefix $(@D) --silent --no-audit --no-fund --no-package-lock --fetch-retries=1 \
	  --fetch-timeout=30000 --fetch-retry-mintimeout=1000 --fetch-retry-maxtimeout=5000 || { \
	  echo "ติดตั้งไลบรารีของ tests/node/package.json ไม่ได้ ต้องต่ออินเทอร์เน็ตหรือตั้งค่า npm ให้ใช้ทะเบียนที่เข้าถึงได้ /" \
	    "The libraries of tests/node/package.json could not be installed: npm needs a registry that it can reach" >&2; \
	  exit 1; }
	@touch $@

.venv/bin/python: | system-run
	$(PYTHON) -m venv .venv

# What pip cannot install. These look each time, which takes a moment, and install only what is missing.
system-run:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo "ต้องใช้ Python 3.11 ขึ้นไป / Python 3.11 or later is needed: make demo PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) tools/system.py run

system-test: system-run
	@$(PYTHON) tools/system.py run test
