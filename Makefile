# Everything a newcomer needs. No logic lives here.
.PHONY: run test dev lint build bench setup
BUNDLE = cargo run --quiet --release --package bundler --

run: setup build ; exec target/release/rolewright serve --demo

build: ; @echo "Building the browser's files and the server (about ten minutes the first time)" && $(BUNDLE) && cargo build --release --package server

test: setup ; .ci/test

dev: setup ; .ci/dev

lint: setup ; .ci/lint

bench: setup build ; .ci/bench

setup: ; @.ci/setup
