"""The product as it runs in service: its own command, in processes of its own.

Started on a free port of the loopback and ended by its own number. What it takes of the
machine is read from the system's own accounts.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tools.postgres import free_port

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

START_WAIT_S = 120
STOP_WAIT_S = 15
THREADS = 4
TICKS = os.sysconf("SC_CLK_TCK")
PROC = Path("/proc")


@dataclass(frozen=True, slots=True)
class Serving:
    """Processes that serve on a port; `pid` is the first of them."""

    pid: int
    port: int

    def processes(self) -> list[int]:
        """Give the numbers of all its processes."""
        found, fresh = [self.pid], [self.pid]
        while fresh:
            fresh = [child for pid in fresh for child in _children(pid)]
            found += fresh
        return found

    def processor_s(self) -> float:
        """Give the processor time its processes have taken."""
        return sum(_ticks(pid) for pid in self.processes()) / TICKS

    def memory_mb(self) -> float:
        """Give the memory of its processes, shared pages counted once (PSS)."""
        return sum(_pss_kb(pid) for pid in self.processes()) / 1024


@contextmanager
def serving(
    words: Sequence[str], environment: Mapping[str, str], wait_s: float = START_WAIT_S
) -> Iterator[Serving]:
    """Run a command of the product that serves, until the block ends."""
    port = free_port()
    running = subprocess.Popen(
        [sys.executable, "-m", "yuanluo.config.cli", *words, "--port", str(port)],
        env={**os.environ, **environment},
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        _await(port, running, time.monotonic() + wait_s)
        yield Serving(running.pid, port)
    finally:
        running.send_signal(signal.SIGTERM)
        try:
            running.wait(STOP_WAIT_S)
        except subprocess.TimeoutExpired:
            running.kill()
            running.wait()


def pages(environment: Mapping[str, str]) -> tuple[list[str], Mapping[str, str]]:
    """Give the words and settings that serve pages with all of the machine."""
    workers = str(os.cpu_count() or 1)
    words = ["serve", "--workers", workers, "--threads", str(THREADS)]
    # The bound on one account's pace stays in the way, too far off to be met.
    return words, {"YUANLUO_API_PER_MINUTE": "100000000", **environment}


def _await(port: int, running: subprocess.Popen[bytes], until: float) -> None:
    while running.poll() is None and time.monotonic() < until:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.1)
    raise RuntimeError("the product did not start")


def _children(pid: int) -> list[int]:
    found: list[int] = []
    for task in PROC.glob(f"{pid}/task/*/children"):
        with suppress(OSError):
            found += map(int, task.read_text("ascii").split())
    return found


def _ticks(pid: int) -> int:
    # After the name, which may hold anything but ends with the last parenthesis.
    fields = (PROC / str(pid) / "stat").read_text("utf-8").rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])


def _pss_kb(pid: int) -> int:
    lines = (PROC / str(pid) / "smaps_rollup").read_text("ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
