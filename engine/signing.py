"""Words that only we could have written: a text with our signature, for one purpose, and reading it back."""

from __future__ import annotations

from functools import lru_cache
from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from itsdangerous import URLSafeSerializer


def signed(secret: str, purpose: str, words: Sequence[str]) -> str:
    """Return the words as one that fits in an address: the same every time, and readable for who has it."""
    made: str = _signer(secret, purpose).dumps(list(words))
    return made


def unsigned(secret: str, purpose: str, token: str) -> tuple[str, ...] | None:
    """Return the words that were signed for this purpose; None for anything we did not write."""
    from itsdangerous import BadData

    try:
        found = _signer(secret, purpose).loads(token)
    except BadData:
        return None
    return tuple(map(str, found))


@lru_cache(maxsize=20)
def _signer(secret: str, purpose: str) -> URLSafeSerializer:
    from itsdangerous import URLSafeSerializer

    return URLSafeSerializer(
        secret, salt=f"jaarcyclus/{purpose}", signer_kwargs={"digest_method": sha256, "key_derivation": "hmac"}
    )
