"""How often one account may ask: a bucket that fills again as time passes.

Counted in the memory of each process, because counting in the database would cost more
than most requests; what several processes let through together is bounded by their
number. Refuses to know why somebody asks.
"""

from __future__ import annotations

import math
import time
from collections import OrderedDict
from threading import Lock

#: Accounts remembered; whoever has been quiet longest is forgotten first.
ACCOUNTS_MAX = 10_000


class Pace:
    """Buckets by account, each as large as what a minute may bring."""

    def __init__(self, per_minute: int) -> None:
        """Take how many requests a minute may bring; 0 bounds nothing."""
        self.per_minute = per_minute
        self._left: OrderedDict[int, tuple[float, float]] = OrderedDict()
        self._lock = Lock()

    def wait(self, account: int, now: float | None = None) -> int:
        """Take one request out of the bucket, or say how many seconds to wait.

        >>> pace = Pace(60)
        >>> [pace.wait(1, now=0.0) for _ in range(61)][-2:], pace.wait(1, now=1.0)
        ([0, 1], 0)
        """
        if not self.per_minute:
            return 0
        at = time.monotonic() if now is None else now
        rate = self.per_minute / 60
        with self._lock:
            left, seen = self._left.pop(account, (float(self.per_minute), at))
            left = min(float(self.per_minute), left + (at - seen) * rate)
            taken = left >= 1
            self._left[account] = (left - taken, at)
            if len(self._left) > ACCOUNTS_MAX:
                self._left.popitem(last=False)
        return 0 if taken else math.ceil((1 - left) / rate)
