# The commands of a working day; each installs what it needs where it can. `make` alone lists them.

.PHONY: help run test lint bench sqlx fmt release

help:
	@sed -n 's/^\([a-z]*\):.*## /  make \1\t/p' $(MAKEFILE_LIST) | expand -t 16

run: ## build, and serve a demo company at http://127.0.0.1:8080 (ARGS="--listen 127.0.0.1:9000")
	@scripts/need cargo cc $(if $(DATABASE_URL),,postgres)
	cargo build --locked
	@scripts/demo $(ARGS)

test: ## everything, browser tests included, on a throw-away PostgreSQL (ARGS="a name" for some)
	@scripts/need cargo cc postgres browser
	$(if $(ARGS),,cargo test --locked -p countersign-paper)
	cargo test --locked --lib --tests $(ARGS)

lint: ## formatting, clippy, documentation, the checked queries, the compose file; licences where cargo-deny is installed
	@scripts/need cargo cc postgres compose
	cargo fmt --all --check
	cargo clippy --locked --all-targets -- -D warnings
	cargo clippy --locked -p countersign-paper --all-targets -- -D warnings
	RUSTDOCFLAGS="-D warnings" cargo doc --locked --quiet --workspace --no-deps --document-private-items
	scripts/sqlx check
	scripts/compose-check
	scripts/deny

bench: ## the measured promises, as ratios of one run; writes bench.json
	@scripts/need cargo cc postgres
	cargo bench --locked --bench promises

sqlx: ## make .sqlx anew, after a change of a query or of the schema
	@scripts/need cargo cc postgres
	scripts/sqlx write

fmt: ## format
	cargo fmt --all

release: ## the programs as they are installed: countersign and countersign-paper in target/release
	@scripts/need cargo cc
	cargo build --locked --release --workspace --bins
