"""Codes for a resident's receipt: easy to read out, hard to guess, wrong when mistyped.

Twelve random symbols of a 30-letter alphabet (about 58.9 bits) and one check symbol. The alphabet
leaves out what looks or sounds like another sign: 0 1 I L O U.

The check symbol is a weighted sum modulo 31. As 31 is prime and all weights differ and are not
zero, every single wrong symbol and every exchange of two symbols is noticed; codes whose sum
has no letter (residue 30, one in 31) are never given out.
"""

import hashlib
import hmac
import secrets
import unicodedata
from typing import Protocol

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 12
PIN_LENGTH = 6
_PRIME = 31
_VALUE = {symbol: value for value, symbol in enumerate(ALPHABET)}
_DASHES = dict.fromkeys(map(ord, "-‐‑‒–—―−－﹣·._ \t\r\n\u3000\u200b\ufeff"))


class Chooser(Protocol):
    """What picks at random: the secrets module, or a seeded Random in the demo and in tests."""

    def choice(self, seq: str, /) -> str: ...


def new_code(random: Chooser = secrets) -> str:
    """A fresh code of thirteen symbols, check symbol included."""
    while True:
        body = "".join(random.choice(ALPHABET) for _ in range(LENGTH))
        value = _checksum(body)
        if value < len(ALPHABET):
            return body + ALPHABET[value]


def new_pin(random: Chooser = secrets) -> str:
    """Six random digits: the second secret of a receipt."""
    return "".join(random.choice("0123456789") for _ in range(PIN_LENGTH))


def normalise(text: str) -> str | None:
    """The code a person meant, or None if it cannot be one.

    Tolerates lower case, full-width letters, spaces, hyphens and dots of all kinds.
    """
    if len(text) > 100:
        return None
    code = unicodedata.normalize("NFKC", text).translate(_DASHES).upper()
    if len(code) != LENGTH + 1 or any(symbol not in _VALUE for symbol in code):
        return None
    return code if _checksum(code[:LENGTH]) == _VALUE[code[LENGTH]] else None


def display(code: str) -> str:
    """The code in groups of four, as it stands on the receipt: ``K7QM 4XRH P9TW 3``."""
    return " ".join(code[start : start + 4] for start in range(0, len(code), 4))


def keyed_hash(code: str, key: str | bytes) -> str:
    """What is stored instead of the code: HMAC-SHA256, 64 hexadecimal digits."""
    secret = key.encode() if isinstance(key, str) else key
    return hmac.new(secret, code.encode(), hashlib.sha256).hexdigest()


def _checksum(body: str) -> int:
    """Weighted sum modulo 31; weights 2–13, so that the check symbol itself weighs 1 (or −1)."""
    return sum(weight * _VALUE[symbol] for weight, symbol in enumerate(body, start=2)) % _PRIME
