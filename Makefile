.DEFAULT_GOAL := help
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
COMPILED := build/compiled
FILES := converters/*
SEED := 1
COUNT := 300
DEBIAN := jing qpdf poppler-utils libreoffice-writer-nogui python3-uno default-jre-headless gcc libc6-dev python3-dev
PROGRAMS := jing qpdf pdftotext soffice java cc
BROWSER := CETEIcean@1.9.5 puppeteer-core@24 @sparticuz/chromium@138

help: ## what one can make
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | expand -t 16

$(VENV)/.project: pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade 'pip>=25.1'
	$(BIN)/python -m pip install --quiet --editable .
	touch $@

$(VENV)/.dev: $(VENV)/.project
	$(BIN)/python -m pip install --quiet --group dev
	touch $@

$(VENV)/.validators: $(VENV)/.project
	$(BIN)/python -m pip install --quiet --editable '.[validators]'
	touch $@

env: $(VENV)/.dev ## the environment for work on the project

demo: $(VENV)/.project ## convert examples/ to all four formats into build/demo/ and validate them
	rm -rf build/demo
	$(BIN)/dragoman convert examples -t tei,json,docx,pdf -o build/demo
	$(BIN)/dragoman validate build/demo
	@echo "The examples, each in four formats, lie in build/demo/"

test: $(VENV)/.dev ## the tests; what needs a program that is not here is skipped and named
	$(BIN)/python -m pytest -n 2 --dist loadgroup

sweep: $(VENV)/.dev ## the tests over every record of the corpora
	HYPOTHESIS_PROFILE=thorough $(BIN)/python -m pytest -n 2 --dist loadgroup --sweep

$(COMPILED)/.made: $(VENV)/.dev hatch_build.py $(shell find converters schemas -type f -not -name '*.pyc')
	rm -rf $(COMPILED) build/wheel
	DRAGOMAN_COMPILE=1 $(BIN)/python -m build --wheel --no-isolation --outdir build/wheel
	$(BIN)/python -m zipfile -e build/wheel/dragoman-*.whl $(COMPILED)
	ln -s ../../benchmarks ../../tests $(COMPILED)
	touch $@

compiled: $(COMPILED)/.made ## the package as a wheel has it, its busiest modules compiled, in build/compiled/

test-compiled: $(COMPILED)/.made ## the tests of what is compiled, run against the compiled modules
	cd $(COMPILED) && PYTHONPATH=. ../../$(BIN)/python -m pytest -n 2 --dist loadgroup -c ../../pyproject.toml \
		-o pythonpath=$(COMPILED) $(addprefix ../../tests/,cable common docx model pdf robustness tei)

fuzz: $(VENV)/.dev ## each reader fuzzed for ten minutes; what is found lies in build/fuzz/found/
	for reader in cable tei json docx edited pdf any; do $(BIN)/python -m tests.fuzz $$reader --seconds 600 || exit 1; done

coverage: $(VENV)/.dev ## whether the tests take at least 95 % of the branches of the code, branches alone
	$(BIN)/python -m pytest -n 2 --dist loadgroup --cov --cov-report=term:skip-covered --cov-report=json:build/coverage.json
	$(BIN)/python -m tests.branches build/coverage.json 95

mutants: $(VENV)/.dev ## which small changes of the model, of JSON, of TEI and of the merge of Word files no test would notice
	$(BIN)/python -m pip install --quiet --group mutants
	HYPOTHESIS_PROFILE=mutants $(BIN)/mutmut run
	$(BIN)/mutmut results

mutants-sample: $(VENV)/.dev ## some of those, drawn at random: FILES='converters/model/*' SEED=1 COUNT=300
	$(BIN)/python -m pip install --quiet --group mutants
	names=$$($(BIN)/python -m tests.mutants '$(FILES)' --seed $(SEED) --count $(COUNT)) && \
		HYPOTHESIS_PROFILE=mutants $(BIN)/mutmut run --max-children 1 $$names

lint: $(VENV)/.dev ## ruff and mypy
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

schema: $(VENV)/.project ## write schemas/document.schema.json from the types and dragoman.sch from the ODD
	$(BIN)/python -m converters.model.schema schemas
	$(BIN)/python -m converters.formats.tei.odd schemas

docs: $(VENV)/.project ## write the pages and pictures of docs/ that the program tells of itself
	$(BIN)/python -m docs.generate --pictures

bench: $(COMPILED)/.made ## how fast each step is, beside the least that the same bytes can cost, and beside others
	cd $(COMPILED) && ../../$(BIN)/python -m benchmarks

bench-pure: $(VENV)/.dev ## the same, with nothing compiled
	$(BIN)/python -m benchmarks

bench-compare: $(VENV)/.dev ## the last run of bench, beside the one before
	$(BIN)/python -m benchmarks compare

bench-growth: $(VENV)/.dev ## draw how time and memory grow with the size of a record
	$(BIN)/python -m pip install --quiet --group bench
	$(BIN)/python -m benchmarks growth

bench-pages: $(VENV)/.dev ## what a page of a long PDF takes of memory, at three sizes
	$(BIN)/python -m benchmarks pages

bench-collection: $(VENV)/.dev ## 20 000 records: memory, two processes, the rate, pandoc beside it
	$(BIN)/python -m benchmarks collection

bench-volumes: $(VENV)/.dev ## a volume of 5 000 records: seconds and memory, beside one of 500
	$(BIN)/python -m benchmarks volumes

picture: $(VENV)/.project ## show an edition in a browser with CETEIcean and save the picture (needs npm)
	npm install --silent --no-audit --no-fund --prefix build/browser $(BROWSER)
	cp examples/picture.mjs examples/picture.css build/browser/
	$(BIN)/dragoman convert examples/telegram-markdown-copy.txt -t tei -o build/browser/edition.tei.xml
	node build/browser/picture.mjs build/browser/edition.tei.xml build/edition.png

validators: $(VENV)/.validators ## the programs that check the outputs (Debian; asks for root where needed)
	@if [ $$(command -v $(PROGRAMS) | wc -l) -eq $(words $(PROGRAMS)) ] \
		&& /usr/bin/python3 -c "import uno" 2>/dev/null; then \
		echo "all validators are here"; \
	elif [ $$(id -u) -eq 0 ]; then \
		apt-get update -q && apt-get install -y -q --no-install-recommends $(DEBIAN); \
	else \
		sudo apt-get update -q && sudo apt-get install -y -q --no-install-recommends $(DEBIAN); \
	fi

clean: ## remove what was made
	rm -rf build dist mutants .mypy_cache .pytest_cache .ruff_cache .hypothesis tests/golden-mismatch

.PHONY: help env demo picture compiled test test-compiled sweep fuzz coverage mutants mutants-sample lint schema docs bench bench-pure bench-compare bench-growth bench-pages bench-collection bench-volumes validators clean
