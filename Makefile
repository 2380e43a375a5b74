# The executable manual: `make help` lists what there is. Every target sets up what it needs.

PYTHON     ?= python3
INPUTDIR   := content
OUTPUTDIR  := output
CONFFILE   := pelicanconf.py
PUBLISHCONF := publishconf.py
PORT       ?= 8000
PAGESBRANCH ?= gh-pages
PELICANOPTS ?=
EXTRAS     ?=

VENV   := .venv
BIN    := $(VENV)/bin
# One mark for each set of extras; with none, what is installed already is left alone.
READY  := $(VENV)/.synced$(subst $() ,,$(EXTRAS))
# Without --fatal a plugin that fails to import still gives a site, only without its stories.
PELICAN := $(BIN)/pelican $(INPUTDIR) --output $(OUTPUTDIR) --fatal errors $(PELICANOPTS)

.DEFAULT_GOAL := help
.PHONY: help setup html serve devserver regenerate publish github clean collect check lint test quality bench audit soak scale demo-replies
export OFFLINE

help:  ## list these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
	@echo "  make html OFFLINE=1 never asks the network; PORT=8001 is for serve and devserver;"
	@echo "  make setup EXTRAS='semantic spark' installs what some settings need."

html publish regenerate devserver: $(INPUTDIR)

html: $(READY)  ## work the due editions and build the site into output/
	$(PELICAN) --settings $(CONFFILE)

# Pelican would show a traceback where the port is taken.
PORT_IS_FREE = @$(BIN)/python -c 'import socket; s = socket.socket(); \
  s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1); s.bind(("127.0.0.1", $(PORT)))' 2>/dev/null || \
  { echo "Port $(PORT) can't be used; name another: make $@ PORT=8001"; exit 1; }

serve: $(READY)  ## show output/ on http://127.0.0.1:8000
	$(PORT_IS_FREE)
	$(PELICAN) --settings $(CONFFILE) --listen --bind 127.0.0.1 --port $(PORT)

devserver: $(READY)  ## serve, and build again when something changes
	$(PORT_IS_FREE)
	$(PELICAN) --settings $(CONFFILE) --listen --autoreload --bind 127.0.0.1 --port $(PORT)

regenerate: $(READY)  ## build again when something changes
	$(PELICAN) --settings $(CONFFILE) --autoreload

publish: $(READY)  ## build as for the public: with publishconf.py
	$(PELICAN) --settings $(PUBLISHCONF)

# What was pushed from elsewhere is built upon, and nothing is pushed where the site is what it was.
github: publish  ## publish, and push output/ to the branch gh-pages
	@git fetch --quiet origin '+refs/heads/$(PAGESBRANCH):refs/remotes/origin/$(PAGESBRANCH)' 2>/dev/null || true
	$(BIN)/ghp-import --no-jekyll --branch $(PAGESBRANCH) \
	  --message "Publish the site of $$(git rev-parse --short HEAD)" $(OUTPUTDIR)
	@if git diff --quiet origin/$(PAGESBRANCH) $(PAGESBRANCH) -- 2>/dev/null; then \
	  git update-ref refs/heads/$(PAGESBRANCH) origin/$(PAGESBRANCH); \
	  echo "The site is as it was pushed last: nothing to push."; \
	else git push --quiet origin $(PAGESBRANCH); fi

clean:  ## remove output/
	rm -rf $(OUTPUTDIR)

collect: $(READY)  ## ask the sources in newsdesk.yaml for what is new
	$(BIN)/newsdesk collect

check: $(READY)  ## prove every published story again from its version file
	$(BIN)/newsdesk check

lint: $(READY)  ## style, types and import rules
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

test: lint  ## lint, then the whole test suite
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null || \
	  echo "Debian package chromium is missing: apt-get install chromium (browser tests are skipped)"
	$(BIN)/pytest -n 3 --dist worksteal

$(INPUTDIR):
	@echo "There is no folder $(INPUTDIR)/ here. Restore it from git, or begin anew: mkdir $(INPUTDIR)"; exit 1

quality:  ## every measure of quality beside its floor; NAMES=detection for some
	@$(MAKE) --silent --no-print-directory setup EXTRAS=semantic
	$(BIN)/python -m benchmarks.quality $(NAMES)

bench: $(READY)  ## how costs grow: of the stages with the records, of the site with the stories, of collecting
	$(BIN)/python benchmarks/growth.py
	$(BIN)/python benchmarks/site.py
	$(BIN)/python benchmarks/collecting.py

# What `make audit` takes from npm; the versions stand here and nowhere else.
AUDITORS := vnu-jar@26.9.27 axe-core@4.14.1 lighthouse@13.5.0
AUDITING := .cache/node/.with-$(subst $() ,-,$(AUDITORS))

audit: $(READY) $(AUDITING)  ## judge every kind of page in a real browser; ONLY='axe links' for some
	@command -v chromium >/dev/null || { echo "Debian package chromium is missing: apt-get install chromium"; exit 1; }
	@command -v java >/dev/null || \
	  { echo "Debian package default-jre-headless is missing: apt-get install default-jre-headless"; exit 1; }
	PYTHONPATH=tests:tests/site $(BIN)/python -m audit $(SITE) $(if $(ONLY),--only $(ONLY))

# Lighthouse wants a newer Node than Debian has: the group audit brings one.
$(AUDITING): $(READY)
	@command -v npm >/dev/null || { echo "Debian package npm is missing: apt-get install npm"; exit 1; }
	$(BIN)/uv sync --frozen --quiet --inexact --group audit
	npm install --silent --no-audit --no-fund --prefix .cache/node $(AUDITORS)
	@touch $@

soak: $(READY)  ## every round: a world that misbehaves, a hundred kills while collecting, more while building; half an hour
	NEWSDESK_SOAK=1 $(BIN)/pytest -n 2 tests/collect/test_collecting_killed.py tests/collect/test_misbehaving.py \
	  tests/acceptance/test_crashes.py

scale:  ## an edition's cost up to a million records; the signals on DuckDB and on Spark
	@command -v java >/dev/null || \
	  { echo "Debian package default-jre-headless is missing: apt-get install default-jre-headless"; exit 1; }
	@$(MAKE) --silent --no-print-directory setup EXTRAS=spark
	$(BIN)/python benchmarks/scale.py $(SIZES)

demo-replies: $(READY)  ## list the demonstration's requests that want a recorded answer
	$(BIN)/newsdesk rehearse $(ANSWERS)

setup: $(READY)  ## install what the lock names into .venv

$(READY): pyproject.toml uv.lock $(BIN)/uv
	$(BIN)/uv sync --frozen --quiet --inexact $(addprefix --extra ,$(EXTRAS))
	@touch $@

$(BIN)/uv:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or newer is needed: $(PYTHON) is $$($(PYTHON) --version 2>&1)"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
	  { echo "Debian package python3-venv is missing: apt-get install python3-venv"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check 'uv>=0.9'
