# Everything a newcomer needs. No logic lives here.
.PHONY: run test soak dev lint build bench bench-live bench-search setup

run: setup build ; exec target/release/rolewright serve --demo

build: setup ; @.ci/build

test: setup ; .ci/test

soak: setup ; .ci/soak

dev: setup ; .ci/dev

lint: setup ; .ci/lint

bench: setup build ; .ci/bench

bench-live: setup build ; .ci/bench-live

bench-search: setup ; .ci/bench-search

setup: ; @.ci/setup
