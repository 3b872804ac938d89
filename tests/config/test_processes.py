"""The process group: a child that dies comes back, and none is left behind."""

import os
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

GROUP = textwrap.dedent(
    """
    import os, sys, time
    from pathlib import Path
    from yuanluo.config.processes import Child, Group

    notes = Path(sys.argv[1])

    def live(name):
        with (notes / name).open("a") as file:
            file.write(f"{os.getpid()}\\n")
        while True:
            time.sleep(0.05)

    children = [Child("a", lambda: live("a")), Child("b", lambda: live("b"))]
    raise SystemExit(Group(children).run())
    """
)


@pytest.fixture
def group(tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    started = subprocess.Popen(
        [sys.executable, "-c", GROUP, str(tmp_path)], stderr=subprocess.DEVNULL
    )
    yield started
    if started.poll() is None:
        started.kill()
    started.wait()


def seen(notes: Path, name: str) -> list[int]:
    path = notes / name
    return [int(line) for line in path.read_text().split()] if path.exists() else []


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    # A child whose parent is gone may wait as a zombie for somebody to ask for it.
    state = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rsplit(")", 1)[1]
    return state.split()[0] != "Z"


def eventually(holds: Callable[[], bool], within_s: float = 10.0) -> bool:
    until = time.monotonic() + within_s
    while time.monotonic() < until:
        if holds():
            return True
        time.sleep(0.05)
    return holds()


def test_a_child_that_dies_is_started_again(
    group: subprocess.Popen[bytes], tmp_path: Path
) -> None:
    assert eventually(lambda: len(seen(tmp_path, "a")) == 1)
    os.kill(seen(tmp_path, "a")[0], signal.SIGKILL)
    assert eventually(lambda: len(seen(tmp_path, "a")) == 2)
    assert len(seen(tmp_path, "b")) == 1
    assert group.poll() is None


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_asked_to_stop_the_group_ends_whole(
    group: subprocess.Popen[bytes], tmp_path: Path, number: signal.Signals
) -> None:
    assert eventually(lambda: bool(seen(tmp_path, "a") and seen(tmp_path, "b")))
    group.send_signal(number)
    assert group.wait(timeout=10) == 0
    assert not any(map(is_alive, seen(tmp_path, "a") + seen(tmp_path, "b")))


def test_children_of_a_parent_that_was_killed_end_too(
    group: subprocess.Popen[bytes], tmp_path: Path
) -> None:
    assert eventually(lambda: bool(seen(tmp_path, "a") and seen(tmp_path, "b")))
    group.kill()
    group.wait()
    children = seen(tmp_path, "a") + seen(tmp_path, "b")
    assert eventually(lambda: not any(map(is_alive, children)))
