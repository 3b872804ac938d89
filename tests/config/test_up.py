"""The whole product as one group: it answers, it stays small, it ends when asked."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.error import HTTPError, URLError

import pytest

from yuanluo.config import exits

MEMORY_MB = 300
#: A second start is held to 5 s on a machine at rest; tests share theirs.
QUICK_S = 15.0
pytestmark = pytest.mark.sqlite


@pytest.fixture
def port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        found: int = probe.getsockname()[1]
    return found


@pytest.fixture
def product(tmp_path: Path, port: int) -> Iterator[subprocess.Popen[bytes]]:
    started = start(tmp_path, port)
    yield started
    if started.poll() is None:
        started.kill()
    started.wait()


def start(
    var: Path, port: int, *words: str, **settings: str
) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "yuanluo.config.cli", "up", f"--port={port}", *words],
        env={**os.environ, "YUANLUO_VAR": str(var), "DATABASE_URL": "",
             "DJANGO_SETTINGS_MODULE": "yuanluo.config.settings", **settings},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )  # fmt: skip


def answers(port: int, page: str = "account/login/", within_s: float = 60.0) -> bool:
    until = time.monotonic() + within_s
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/{page}"):
                return True
        except HTTPError:
            return False
        except URLError:
            time.sleep(0.1)
    return False


def family(pid: int) -> list[int]:
    """Give a process and all below it."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii")
    return [pid, *(one for child in children.split() for one in family(int(child)))]


def memory_mb(pids: list[int]) -> float:
    """Sum what each takes, what they share counted once."""
    kb = 0
    for pid in pids:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii")
        kb += sum(
            int(line.split()[1])
            for line in lines.splitlines()
            if line.startswith("Pss:")
        )
    return kb / 1024


def test_it_answers_stays_small_and_ends_whole(
    product: subprocess.Popen[bytes], port: int
) -> None:
    assert answers(port)
    pids = family(product.pid)
    assert len(pids) >= 4
    assert memory_mb(pids) < MEMORY_MB
    product.send_signal(signal.SIGTERM)
    assert product.wait(timeout=15) == 0
    assert not any(Path(f"/proc/{pid}").exists() for pid in pids)


def test_a_demonstration_is_loaded_before_it_answers_and_quickly_found_again(
    pack: Path, port: int
) -> None:
    var = pack.parent / "var"
    for within_s in (60.0, QUICK_S):
        product = start(
            var, port, "--demo", pack.name, YUANLUO_CHARTERS=str(pack.parent)
        )
        try:
            assert answers(port, "demo", within_s)
            assert not answers(port, "nowhere")
        finally:
            product.terminate()
            assert product.wait(timeout=15) == 0


def test_a_port_that_is_taken_is_said_at_once(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        second = start(tmp_path, other.getsockname()[1])
        assert second.wait(timeout=30) == exits.UNAVAILABLE
    assert list(tmp_path.iterdir()) == []


def test_a_database_that_does_not_answer_is_said_before_it_serves(
    tmp_path: Path, port: int
) -> None:
    nowhere = f"postgresql://nobody@127.0.0.1:{port}/none"
    product = start(tmp_path, port, DATABASE_URL=nowhere)
    assert product.wait(timeout=30) == exits.UNAVAILABLE


def test_a_pack_that_does_not_exist_ends_the_start(tmp_path: Path, port: int) -> None:
    assert start(tmp_path, port, "--demo", "nowhere").wait(timeout=60) == exits.UNKNOWN
