"""Most tests here read invented, harmless files and need no child process for each."""

import importlib
import json

import pytest

from zhushi.exchange import workbook


def read_here(target, *args, timeout=30, memory_mb=512):
    """What the child would answer, through the same plain form, without the child."""
    module, _, name = target.partition(":")
    return json.loads(json.dumps(getattr(importlib.import_module(module), name)(*args)))


@pytest.fixture(autouse=True)
def _read_in_process(request, monkeypatch):
    if not request.node.get_closest_marker("in_child"):
        monkeypatch.setattr(workbook, "run_limited", read_here)
