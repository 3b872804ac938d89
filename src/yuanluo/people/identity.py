"""The same person again, without the number: a hash under this installation's key.

Whoever has the database alone cannot try all numbers, for the key lies beside it and
not in it. Nothing turns a hash back, and no number is kept.
"""

from __future__ import annotations

import hashlib
import hmac
from typing import TYPE_CHECKING

from django.conf import settings

if TYPE_CHECKING:
    from yuanluo.kernel.registers_cells import Identity


def identity_key(identity: Identity) -> str:
    """Give the keyed hash of an identity number."""
    told = identity.number.encode("ascii")
    key: str = settings.IDENTITY_KEY
    return hmac.new(key.encode("ascii"), told, hashlib.sha256).hexdigest()
