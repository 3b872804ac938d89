"""An act that may not be done, told with every reason at once.

Stands in a module of its own so that what is checked before an act (a picture, a code)
can refuse in the same words as the act. Refuses to carry advice: pages do that.
"""

from __future__ import annotations

from typing import Any

from yuanluo.kernel.effect import Refusal


class Refused(Exception):
    """An act may not be done; carries every reason at once."""

    def __init__(self, reasons: list[Refusal], **more: Any) -> None:
        """Keep the reasons, and what else the person should be told."""
        super().__init__(", ".join(str(reason) for reason in reasons))
        self.reasons = reasons
        self.more = more


def refused(code: str, detail: str = "") -> Refused:
    """Make the refusal for one reason."""
    return Refused([Refusal(code, detail)])
