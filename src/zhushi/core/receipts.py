"""Receipt codes and PINs, derived from a seed with a key outside the database.

The database keeps the seed and a keyed hash of the code: a dump gives away neither, and a lost
receipt can be printed again.
"""

from zhushi.core import codes, crypto


class _Derived:
    """An endless choice that is the same for the same seed."""

    def __init__(self, seed: str) -> None:
        self._seed, self._block, self._state = seed, 0, 0

    def choice(self, options: str) -> str:
        return options[self.randbelow(len(options))]

    def randbelow(self, bound: int) -> int:
        if self._state < 1 << 64:
            digest = crypto.blind_index(f"{self._seed}:{self._block}", "receipt")
            self._state, self._block = (self._state << 256) + int(digest, 16), self._block + 1
        self._state, value = divmod(self._state, bound)
        return value


def code_of(seed: str) -> str:
    """The receipt code of a seed: twelve symbols and a check symbol."""
    return codes.new_code(_Derived(f"code:{seed}"))


def pin_of(seed: str) -> str:
    """The six-digit PIN of a seed, the second secret where no phone was given."""
    return codes.new_pin(_Derived(f"pin:{seed}"))


def hash_of(code: str) -> str:
    """The keyed hash under which a code is found again."""
    return crypto.blind_index(code, "receipt-code")
