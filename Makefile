# Every habit as a target; plain `make` lists them.
SHELL := bash
.DEFAULT_GOAL := help
BIN := .venv/bin
CODE := src tests scripts bench hatch_build.py manage.py

.PHONY: help setup run demo test test-fast test-journeys attack check lint format-check format contracts \
        types migrations docs docs-drift bench bench-life bench-papers bench-people bench-solver races shots why lock clean runtime dev

help: ## 列出全部命令
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 16

runtime:
	@scripts/setup.sh runtime
dev:
	@scripts/setup.sh dev

setup: dev ## 建立 .venv, 安装锁定的依赖, 取前端文件, 建库
	@$(BIN)/zhushi migrate --verbosity 0

demo: runtime ## 建示范区并启动(PORT、HOST、DATABASE_URL 可设)
	@exec $(BIN)/zhushi demo

run: dev ## 开发服务器, 改动即时生效(PORT 可设)
	@$(BIN)/zhushi migrate --verbosity 0
	@$(BIN)/zhushi make-demo
	@exec $(BIN)/zhushi runserver $${HOST:-127.0.0.1}:$${PORT:-8000}

test: dev ## 全部测试: SQLite 与 PostgreSQL 15, 含浏览器
	@$(BIN)/python tests/run.py

test-fast: dev ## 只在 SQLite 上, 不开浏览器, 先跑上次失败的
	@$(BIN)/python -m pytest -q -n 2 --failed-first -m "not journey and not slow"

test-journeys: dev ## 只跑浏览器里的完整流程
	@$(BIN)/python tests/run.py --only sqlite -m journey

attack: dev ## 越权、泄露、乱填: 逐页逐表单试(约十分钟)
	@ZHUSHI_ATTACK=1 $(BIN)/python tests/run.py --only sqlite tests/security

check: lint format-check types contracts migrations docs-drift ## 以下各项检查

lint: dev ## ruff 检查
	@$(BIN)/ruff check $(CODE)

format-check: dev ## 格式是否整齐
	@$(BIN)/ruff format --check $(CODE)

format: dev ## 整理格式
	@$(BIN)/ruff check -q --fix-only $(CODE)
	@$(BIN)/ruff format $(CODE)

types: dev ## mypy
	@$(BIN)/mypy

contracts: dev ## 分层: 谁可以引用谁
	@$(BIN)/lint-imports

migrations: dev ## 模型与迁移是否一致
	@DJANGO_SETTINGS_MODULE=zhushi.config.settings.test $(BIN)/zhushi makemigrations --check --dry-run
	@DJANGO_SETTINGS_MODULE=zhushi.config.settings.test $(BIN)/zhushi check --database default --fail-level WARNING

docs: dev ## 由代码生成流程、权限等文档
	@DJANGO_SETTINGS_MODULE=zhushi.config.settings.test $(BIN)/zhushi write-docs

docs-drift: dev ## 文档与代码是否一致
	@DJANGO_SETTINGS_MODULE=zhushi.config.settings.test $(BIN)/zhushi write-docs --check

races: dev ## 四个真实的客户端同时抢, 每种 200 轮, 两种数据库; 约半小时
	@RACE_ROUNDS=200 RACE_TEAMS=200 $(BIN)/python tests/run.py tests/concurrency

bench: dev ## 装入大量事项, 经真实服务器测量各页, 写 bench/results.json
	@$(BIN)/python bench/run.py

bench-people: dev ## 119 名和 1.3 万名代表的区, 测量队伍、编组、排班各页, 写 bench/people.json
	@$(BIN)/python bench/people.py

bench-life: dev ## 示范区的两年, 活动、研学、服务、报告各页, 写 bench/life.json
	@$(BIN)/python bench/life.py

bench-papers: dev ## 一万行台账和 119 份履职档案的用时与内存, 写 bench/papers.json
	@$(BIN)/python bench/papers.py

bench-solver: dev ## 编组求解器: 100 个区和几个市, 写 bench/solver.json
	@$(BIN)/python bench/solver.py

shots: dev ## 主要页面的截图, 写到 shots/
	@$(BIN)/python scripts/shots.py

why: ## 一个词在词汇表、代码、页面、测试、决策中的出处: make why NAME=matter
	@test -n "$(NAME)" || { echo "用法: make why NAME=matter"; exit 1; }
	@for place in docs/domain docs/adr src tests; do \
	  echo "── $$place"; grep -rnI --exclude-dir=vendor --exclude-dir=__pycache__ -w -- "$(NAME)" $$place | head -15; done; true

lock: dev ## 依 pyproject.toml 与 package.json 重写锁文件
	@scripts/lock.sh

clean: ## 删去可再生的文件(不动 var/ 中的数据)
	rm -rf .venv node_modules src/zhushi/ui/static/vendor .pytest_cache .mypy_cache .ruff_cache \
	       .import_linter_cache .hypothesis dist build shots
