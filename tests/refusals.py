"""A refusal says why and leaves every row of every table as it was."""

from contextlib import contextmanager

import pytest
from django.apps import apps

from zhushi.core.errors import Refused


def everything() -> dict[str, list[tuple]]:
    """All rows of all tables of ours."""
    ours = [m for m in apps.get_models() if m.__module__.startswith("zhushi.")]
    return {m.__name__: list(m._default_manager.order_by("pk").values_list()) for m in ours}


@contextmanager
def refused(words: str):
    """The block is refused with a Chinese sentence that has these words, and stores nothing."""
    before = everything()
    with pytest.raises(Refused, match=words) as told:
        yield
    assert str(told.value).endswith(("。", "）"))
    assert everything() == before
