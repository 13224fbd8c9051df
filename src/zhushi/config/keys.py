"""Keys that live in the data folder, outside the database and outside the repository."""

import os
import secrets
from pathlib import Path


def key_from(path: Path) -> str:
    """The key kept in ``path``; generated on the first start, readable by its owner only.

    64 random URL-safe bytes, 86 characters. Two processes that start together agree on one
    key: the finished file is linked into place, and the link that comes second is dropped.
    """
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        draft = path.with_suffix(f".{os.getpid()}")
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_urlsafe(64))
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text().strip()
