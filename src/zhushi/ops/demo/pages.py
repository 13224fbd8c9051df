"""The pages of invented words behind the practice district."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent


@cache
def page(name: str) -> dict[str, Any]:
    """One of the files beside this one, by its name; read once per process."""
    return tomllib.loads((HERE / f"{name}.toml").read_text(encoding="utf-8"))
