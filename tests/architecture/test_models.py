"""House rules over all models."""

from pathlib import Path

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model

ROOT = Path(__file__).resolve().parents[2]
GLOSSARY = ROOT / "docs" / "domain" / "glossary.md"
ORDER = [
    ["core"],
    ["vault"],
    ["rooms"],
    ["people"],
    ["activities"],
    ["matters"],
    ["research"],
    ["papers", "exchange", "insight", "grouping"],
    ["ui"],
    ["desk", "portal", "api", "ops"],
]
LEVEL = {app: level for level, apps_ in enumerate(ORDER) for app in apps_}
OURS = [m for m in apps.get_models() if m.__module__.startswith("zhushi.")]


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_foreign_keys_never_point_up(model):
    """Keys named by a string escape the import contract; only the login may be above."""
    links = {f.related_model for f in model._meta.get_fields() if f.concrete and f.is_relation}
    linked = {to._meta.app_label for to in links if to is not get_user_model()}
    here = LEVEL[model._meta.app_label]

    own = model._meta.app_label
    up = [app for app in linked if app in LEVEL and app != own and LEVEL[app] >= here]
    assert up == []


def test_every_model_has_a_line_in_the_glossary():
    words = GLOSSARY.read_text()

    assert [m.__name__ for m in OURS if f"`{m.__name__}`" not in words] == []


def test_every_app_of_ours_has_its_level():
    labels = {a.label for a in apps.get_app_configs() if a.name.startswith("zhushi.")}

    assert labels - LEVEL.keys() == set()


def test_constraints_have_names_that_an_administrator_can_read():
    """`posting_ends_after_it_starts`, not a generated hash; the label is in the refusal."""
    names = [c.name for m in OURS for c in m._meta.constraints]

    assert [n for n in names if n != n.lower() or "_" not in n or len(n) > 63] == []


def test_uniqueness_means_the_same_on_both_databases():
    """SQLite silently leaves out a constraint with `nulls_distinct`: use Coalesce instead."""
    silent = [
        f"{m.__name__}.{c.name}"
        for m in OURS
        for c in m._meta.constraints
        if getattr(c, "nulls_distinct", None) is not None
    ]

    assert silent == []
