"""Every fault of a playbook or a charter, found before it is loaded.

A playbook without problems cannot leave a matter stuck: whatever a ballot, a notice, a
child or a choice comes to, somebody or the clock can take a step from there, and an end
can be reached. Each question is asked by a module of its own; here they come together.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from yuanluo.kernel import asking, naming, rewording, soundness, timekeeping
from yuanluo.kernel.charterchecks import charter_problems

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yuanluo.kernel.fault import Problem
    from yuanluo.kernel.locality import Locality
    from yuanluo.kernel.playbook import Playbook

__all__ = ["charter_problems", "problems"]

CHECKS = (naming, asking, timekeeping, rewording, soundness)


def problems(playbook: Playbook, world: Locality) -> Iterator[Problem]:
    """Tell everything that is wrong with a playbook in its locality."""
    for check in CHECKS:
        yield from check.problems(playbook, world)
