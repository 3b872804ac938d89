"""Importing the official divisions of the whole country, on both databases.

By the product's own command in a process of its own, whose time and largest memory the
system tells when it ends.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from typing import TYPE_CHECKING

from bench.figures import Row
from bench.ground import address, connected

if TYPE_CHECKING:
    from collections.abc import Mapping

DATABASE = "bench_places"
TOTAL = 665_276
SECONDS_MOST, MEMORY_MB_MOST = 60.0, 300.0


def rows() -> list[Row]:
    """Import on SQLite and on PostgreSQL."""
    with connected("postgres") as server:
        server.execute(f"CREATE DATABASE {DATABASE}")
    return [_row("SQLite", ""), _row("PostgreSQL", address(DATABASE))]


def _row(name: str, database: str) -> Row:
    with tempfile.TemporaryDirectory(prefix="yuanluo-bench-") as folder:
        told = {**os.environ, "YUANLUO_VAR": folder, "DATABASE_URL": database}
        _run(["migrate"], told)
        took, memory, answer = _run(["places", "import", "--json"], told)
    total = json.loads(answer)["total"]
    held = total == TOTAL and took < SECONDS_MOST and memory < MEMORY_MB_MOST
    return Row(
        f"import {total:,} divisions, {name}",
        f"{took:.1f} s, {memory:.0f} MB",
        asked=f"< {SECONDS_MOST:.0f} s, < {MEMORY_MB_MOST:.0f} MB",
        held=held,
    )


def _run(words: list[str], told: Mapping[str, str]) -> tuple[float, float, str]:
    """Run a command; give its seconds, its largest memory in MB and its words."""
    begun = time.perf_counter()
    running = subprocess.Popen(
        [sys.executable, "-m", "yuanluo.config.cli", *words],
        env=told,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert running.stdout is not None, words
    said = running.stdout.read()
    _, status, used = os.wait4(running.pid, 0)
    took = time.perf_counter() - begun
    running.returncode = os.waitstatus_to_exitcode(status)
    if running.returncode:
        raise RuntimeError(f"{words} ended with {running.returncode}\n{said}")
    return took, used.ru_maxrss / 1024, said
