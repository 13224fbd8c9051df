#!/usr/bin/env bash
# Write the locks anew from pyproject.toml: exact versions with hashes, no registry named.
set -euo pipefail
cd "$(dirname "$0")/.."
lock() {
  local out=$1
  shift
  .venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
    --no-annotate --custom-compile-command "make lock" -o "requirements/$out.lock" "$@" pyproject.toml
}
lock runtime --group setup
lock dev --group setup --group dev
# These two stand alone: they are installed before, or without, the project.
only() {
  .venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
    --no-annotate --custom-compile-command "make lock" -o "requirements/$1.lock" --group "$1"
}
only uv
only node
npm install --package-lock-only --silent
