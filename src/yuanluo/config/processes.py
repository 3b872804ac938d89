"""The process group of `yuanluo up`: one parent, its children, and their end.

The parent loads the product once and forks, so that the children share its memory.
A child that dies is started again, later each time it dies young. Refuses to leave a
child behind: when the parent goes, however it goes, each child is told to stop.
"""

import ctypes
import gc
import os
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from types import FrameType

STOP_WAIT_S = 10.0
YOUNG_S = 5.0
DELAY_MAX_S = 30.0
LOOK_EVERY_S = 0.2
PR_SET_PDEATHSIG = 1


@dataclass(slots=True)
class Child:
    """A process the parent keeps alive."""

    name: str
    run: Callable[[], None]
    pid: int = 0
    started: float = 0.0
    delay_s: float = 0.0


@dataclass(slots=True)
class Group:
    """Children under one parent."""

    children: list[Child]
    stopping: bool = field(default=False)

    def run(self) -> int:
        """Keep the children alive until asked to stop; give the exit code."""
        signal.signal(signal.SIGINT, self._ask_to_stop)
        signal.signal(signal.SIGTERM, self._ask_to_stop)
        # Objects made so far are never freed; kept out of collection, their pages
        # stay shared with the children.
        gc.collect()
        gc.freeze()
        for child in self.children:
            start(child)
        while not self.stopping:
            self._look_after()
            time.sleep(LOOK_EVERY_S)
        return self._stop()

    def _ask_to_stop(self, number: int, frame: FrameType | None) -> None:
        self.stopping = True

    def _look_after(self) -> None:
        now = time.monotonic()
        for child in self.children:
            if child.pid and ended(child):
                lived = now - child.started
                child.delay_s = (
                    min(max(1.0, child.delay_s * 2), DELAY_MAX_S)
                    if lived < YOUNG_S
                    else 0.0
                )
                child.started = now
                print(
                    f"yuanluo: {child.name} ended after {lived:.0f} s; "
                    f"starting it again in {child.delay_s:.0f} s",
                    file=sys.stderr,
                    flush=True,
                )
            if not child.pid and now - child.started >= child.delay_s:
                start(child)

    def _stop(self) -> int:
        for child in self.children:
            tell(child, signal.SIGTERM)
        until = time.monotonic() + STOP_WAIT_S
        while time.monotonic() < until and not all(map(ended, self.children)):
            time.sleep(LOOK_EVERY_S / 4)
        late = [child for child in self.children if not ended(child)]
        for child in late:
            tell(child, signal.SIGKILL)
            os.waitpid(child.pid, 0)
        return 1 if late else 0


def start(child: Child) -> None:
    """Fork the child and run it there."""
    parent = os.getpid()
    sys.stdout.flush()
    sys.stderr.flush()
    child.started = time.monotonic()
    child.pid = os.fork()
    if child.pid:
        return
    code = 1
    try:
        end_with_parent(parent)
        # Ctrl-C reaches the whole group; the parent alone answers it.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        child.run()
        code = 0
    except SystemExit as asked:
        code = asked.code if isinstance(asked.code, int) else 1
    except BaseException:  # noqa: BLE001 - a fork must never return into the parent.
        sys.excepthook(*sys.exc_info())
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def begin_apart(run: Callable[[], None], name: str) -> Child:
    """Begin something in a process of its own, so that the parent stays small."""
    child = Child(name, run)
    start(child)
    return child


def outcome(child: Child) -> int:
    """Wait until a process that was begun apart has ended; give its exit code."""
    _, status = os.waitpid(child.pid, 0)
    return os.waitstatus_to_exitcode(status)


def ended(child: Child) -> bool:
    """Say whether the child is gone, and forget its number if it is."""
    if child.pid and os.waitpid(child.pid, os.WNOHANG) != (0, 0):
        child.pid = 0
    return not child.pid


def tell(child: Child, number: signal.Signals) -> None:
    """Send a signal to a child that is there."""
    if child.pid:
        os.kill(child.pid, number)


def end_with_parent(parent: int) -> None:
    """Have the system end this process when its parent dies."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != parent:
        sys.exit(1)
