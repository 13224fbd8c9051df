"""Sealing of personal fields: AES-256-GCM with keys that live outside the database.

An envelope is ``version | key id | nonce (12) | ciphertext and tag``. The associated data names
table, column and row, so a ciphertext moved to another row or column cannot be opened.

The key ring is the text of ``keys/vault.key``, one key a line: ``ID SECRET`` (ID 1–255; a line
without ID is key 1). The highest id writes, all read. Blind indexes use the lowest id, so adding
a key leaves them findable.
"""

import hashlib
import hmac
import os
from dataclasses import dataclass
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

VERSION = 1
NONCE_BYTES = 12
MIN_SECRET_LENGTH = 32
_HEAD = 2


class Unsealable(Exception):
    """An envelope that is damaged, moved to another place, or sealed with a key not in the ring."""


@dataclass(frozen=True)
class KeyRing:
    """The keys that open, the one that seals, and the one for blind indexes."""

    openers: dict[int, AESGCM]
    newest: int
    index_key: bytes


def encrypt(text: str, aad: str) -> bytes:
    """Seal ``text`` for the place ``aad`` (``table.column.row``) with the newest key."""
    return encrypt_bytes(text.encode(), aad)


def encrypt_bytes(plain: bytes, aad: str) -> bytes:
    """The same for what is no text: a file."""
    ring = _ring()
    nonce = os.urandom(NONCE_BYTES)
    head = bytes([VERSION, ring.newest])
    sealed = ring.openers[ring.newest].encrypt(nonce, plain, head + aad.encode())
    return head + nonce + sealed


def decrypt(blob: bytes | memoryview, aad: str) -> str:
    """Open an envelope that was sealed for ``aad``; raises Unsealable for anything else."""
    try:
        return decrypt_bytes(blob, aad).decode()
    except UnicodeDecodeError as error:
        raise Unsealable(f"the envelope at {aad} was not sealed there") from error


def decrypt_bytes(blob: bytes | memoryview, aad: str) -> bytes:
    """The same for what is no text."""
    blob = bytes(blob)
    head, nonce, sealed = blob[:_HEAD], blob[_HEAD : _HEAD + NONCE_BYTES], blob[14:]
    opener = _ring().openers.get(head[1]) if len(blob) > 14 and head[0] == VERSION else None
    if opener is None:
        raise Unsealable(f"no key of the ring opens the envelope at {aad}")
    try:
        return opener.decrypt(nonce, sealed, head + aad.encode())
    except InvalidTag as error:
        raise Unsealable(f"the envelope at {aad} was not sealed there") from error


def blind_index(value: str, scope: str) -> str:
    """A keyed hash by which an equal ``value`` is found within ``scope``, and nowhere else.

    64 hexadecimal digits. Normalise the value first; the same value in two scopes differs.
    """
    message = f"{len(scope)}:{scope}{value}".encode()
    return hmac.new(_ring().index_key, message, hashlib.sha256).hexdigest()


class SealedMixin:
    """Sealed columns of a model: a read is a call, so no list or template reads by accident.

    Declare ``BinaryField(null=True)`` columns, name them in ``sealed_fields``, and give the model
    a primary key that exists before the first save (``UUIDField(default=uuid4)``): the key is
    part of what the ciphertext is bound to.
    """

    sealed_fields: tuple[str, ...] = ()

    def seal(self, field: str, text: str) -> None:
        """Put ``text`` into the column, encrypted; the caller saves. Empty text clears it."""
        setattr(self, field, encrypt(text, self._place(field)) if text else None)

    def open(self, field: str) -> str:
        """The plain text of the column, empty if there is none; raises Unsealable."""
        blob = getattr(self, self._known(field))
        return decrypt(blob, self._place(field)) if blob else ""

    def _known(self, field: str) -> str:
        if field not in self.sealed_fields:
            raise ValueError(f"{type(self).__name__}.{field} is not a sealed field")
        return field

    def _place(self, field: str) -> str:
        meta, pk = self._meta, self.pk  # type: ignore[attr-defined]
        if pk is None:
            raise ValueError(f"{type(self).__name__} needs a primary key before it can be sealed")
        return f"{meta.db_table}.{meta.get_field(self._known(field)).column}.{pk}"


def read_secrets(text: str) -> dict[int, str]:
    """The secrets of a key ring by id; raises ImproperlyConfigured without naming a secret."""
    found: dict[int, str] = {}
    for number, line in enumerate(filter(str.strip, text.splitlines()), start=1):
        head, _, tail = line.strip().rpartition(" ")
        if not (head or "1").isdecimal() or len(tail) < MIN_SECRET_LENGTH:
            raise ImproperlyConfigured(f"密钥文件第 {number} 行的格式不对")
        key_id = int(head or "1")
        if not 1 <= key_id <= 255 or key_id in found:
            raise ImproperlyConfigured(f"密钥文件第 {number} 行的编号不对或重复")
        found[key_id] = tail
    if not found:
        raise ImproperlyConfigured("密钥文件是空的")
    return found


def _ring() -> KeyRing:
    """The ring in ``VAULT_KEY``."""
    return _derive(settings.VAULT_KEY)


@lru_cache(maxsize=4)
def _derive(text: str) -> KeyRing:
    found = read_secrets(text)
    openers = {number: AESGCM(_key(secret, "seal")) for number, secret in found.items()}
    return KeyRing(openers, max(found), _key(found[min(found)], "blind index"))


def _key(secret: str, purpose: str) -> bytes:
    """32 bytes for one purpose, so that no two uses share a key."""
    info = f"zhushi {purpose} v{VERSION}".encode()
    return HKDF(SHA256(), 32, salt=None, info=info).derive(secret.encode())
