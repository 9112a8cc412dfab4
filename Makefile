# `make demo` and `make test` set up all they need on a machine that has Python 3.11 or later and make.
PYTHON ?= python3
# Twice quiet: errors alone. Warnings about a machine's own settings of pip help nobody here.
PIP = .venv/bin/python -m pip --disable-pip-version-check install --quiet --quiet --constraint constraints.txt
OFFLINE = { echo "ติดตั้งไลบรารีของ Python ไม่ได้ ต้องต่ออินเทอร์เน็ต หรือตั้งค่า pip ให้ใช้ทะเบียนที่เข้าถึงได้ /" \
	"The Python libraries could not be installed: pip needs the internet, or an index that it can reach" >&2; exit 1; }
ITAXL = .venv/bin/itaxl
DECLARED = pyproject.toml constraints.txt
# The checker of accessible PDFs, and what it reads text with. What else these two ask for is here already, or belongs to
# what the checks do not use: models that recognise layouts, 100 MB.
CHECKER = outloud pymupdf
# The longest modules first, in the order of tests/conftest.py; one worker runs all tests of a module, which share
# what they look at.
PYTEST = .venv/bin/python -m pytest --numprocesses=auto --dist=loadfile --no-loadscope-reorder

# Each program that a test starts would compile all of this again.
unexport PYTHONDONTWRITEBYTECODE

.DELETE_ON_ERROR:
.PHONY: demo test test-fast test-windows search check docs bench wheel container clean system-run system-test

demo: .venv/.run
	@test -d demo || cp -R samples/reference demo
	@$(ITAXL) -C demo merge
	@echo "เปิดเอกสารได้ที่ / Open the documents: demo/reports/2562/analysis.pdf, demo/reports/2562/followup.pdf"

# mypy beside the tests, which often wait for a program: so it takes no time of its own.
test: .venv/.test .make/node/.installed
	@.venv/bin/ruff check
	@.venv/bin/ruff format --check
	@.venv/bin/mypy >.make/types 2>&1 & types=$$!; $(PYTEST); tested=$$?; \
	wait $$types; typed=$$?; cat .make/types; exit $$((tested + typed))

test-fast: .venv/.test
	$(PYTEST) -m "not slow"

# Under Wine, with the libraries, the Python and the wheels of Windows; what it takes is in docs/systems.md.
test-windows: .venv/.test
	@$(PYTHON) tools/system.py windows
	.venv/bin/python -m pytest -m windows tests/windows

search: .venv/.test
	$(PYTEST) -m "not browser and not imap and not node and not office" --hypothesis-profile=searching

check: .venv/.test
	@.venv/bin/ruff check
	@.venv/bin/ruff format --check
	@.venv/bin/mypy

docs: .venv/.test
	.venv/bin/python -m tools.make_docs
	NO_MKDOCS_2_WARNING=1 .venv/bin/python -m mkdocs build --quiet
	@echo "เปิดเอกสารได้ที่ / Open the documentation: site-docs/index.html"

bench: .venv/.test
	.venv/bin/python -m benchmarks.help
	.venv/bin/python -m benchmarks.merge
	.venv/bin/python -m benchmarks.again
	.venv/bin/python -m benchmarks.apart
	.venv/bin/python -m benchmarks.reading
	.venv/bin/python -m benchmarks.overview
	.venv/bin/python -m benchmarks.province
	.venv/bin/python -m benchmarks.hostile
	.venv/bin/python -m benchmarks.dropping
	.venv/bin/python -m benchmarks.lines

# The program as one file, for `uv tool install` and `pipx install`.
wheel: .venv/.run
	@.venv/bin/python -m pip --disable-pip-version-check wheel --quiet --quiet --no-deps --no-build-isolation --wheel-dir dist .
	@echo "ติดตั้งได้ด้วย / To install: uv tool install" dist/itaxl-*.whl

# The program with all that it needs, for Docker, Podman or Buildah, whichever is here.
container:
	@builder=$$(command -v docker || command -v podman || command -v buildah) || { \
	  echo "ต้องมี Docker, Podman หรือ Buildah / Docker, Podman or Buildah is needed" >&2; exit 1; }; \
	"$$builder" build --file Containerfile --tag itaxl .

clean:
	rm -rf .venv .make/node demo dist build site-docs .pytest_cache .mypy_cache .ruff_cache .hypothesis

.venv/.run: $(DECLARED) | system-run .venv/bin/python
	@echo "กำลังติดตั้งไลบรารีของ Python อาจใช้เวลาหลายนาที / Installing the Python libraries, which may take minutes"
	@$(PIP) hatchling || $(OFFLINE)
	@$(PIP) --no-build-isolation --editable . || $(OFFLINE)
	@touch $@

.venv/.test: .venv/.run | system-test
	@echo "กำลังติดตั้งเครื่องมือทดสอบ / Installing what the tests need"
	@$(PIP) --no-build-isolation --editable ".[dev,docs]" || $(OFFLINE)
	@$(PIP) --no-deps $(CHECKER) || $(OFFLINE)
	@touch $@

# Libraries that other programs save workbooks with, and that look at pages in a browser.
.make/node/.installed: tests/node/package.json | system-test
	@mkdir -p $(@D)
	@cp $< $(@D)
	@npm install --prefix $(@D) --silent --no-audit --no-fund --no-package-lock --fetch-retries=1 \
	  --fetch-timeout=30000 --fetch-retry-mintimeout=1000 --fetch-retry-maxtimeout=5000 || { \
	  echo "ติดตั้งไลบรารีของ tests/node/package.json ไม่ได้ ต้องต่ออินเทอร์เน็ตหรือตั้งค่า npm ให้ใช้ทะเบียนที่เข้าถึงได้ /" \
	    "The libraries of tests/node/package.json could not be installed: npm needs a registry that it can reach" >&2; \
	  exit 1; }
	@touch $@

.venv/bin/python: | system-run
	@$(PYTHON) -m venv .venv

# What pip cannot install. These look each time, which takes a moment, and install only what is missing.
system-run:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo "ต้องใช้ Python 3.11 ขึ้นไป / Python 3.11 or later is needed: make demo PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) tools/system.py run

system-test: system-run
	@$(PYTHON) tools/system.py run test
