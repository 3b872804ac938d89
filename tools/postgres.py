"""Run a command beside a PostgreSQL of its own, which is gone when the command ends.

    python -m tools.postgres [--durable] -- COMMAND ...

The command finds the server in DATABASE_URL. Without `--durable` the server promises
nothing after a power cut, which tests do not need and benchmarks must have. Refuses
to touch any server that was there before.
"""

import argparse
import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

QUICK = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")
ALWAYS = (
    "max_connections=100",
    "shared_buffers=128MB",
    "timezone=UTC",
    "log_min_messages=fatal",
)
START_WAIT_S = 60


def programs() -> Path:
    """Find the newest server on this machine."""
    places = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"),
        key=lambda path: float(path.parent.parent.name),
    )
    if places:
        return places[-1].parent
    found = shutil.which("initdb")
    if found is None:
        sys.exit("postgres: no server is installed; `make test` installs one.")
    return Path(found).parent


def free_port() -> int:
    """Let the system choose a port on the loopback."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def as_somebody() -> Sequence[str]:
    """PostgreSQL will not run for root; give the words that change who asks."""
    if os.geteuid() != 0:
        return ()
    return ("setpriv", f"--reuid={servant()}", f"--regid={group()}", "--clear-groups")


def under_us() -> Sequence[str]:
    """Give the words that end the server when this process is gone, however it went."""
    return (*(as_somebody() or ("setpriv",)), "--pdeathsig=SIGQUIT")


def servant() -> int:
    """Give the user the server runs as when root asks."""
    return _account().pw_uid


def group() -> int:
    """Give that user's group."""
    return _account().pw_gid


def _account() -> pwd.struct_passwd:
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    sys.exit("postgres: root needs another user to run the server as.")


@contextmanager
def server(*, durable: bool) -> Iterator[str]:
    """Start a server in a folder of its own and give its address."""
    folder = Path(tempfile.mkdtemp(prefix="yuanluo-pg-"))
    rows, bin_, port = folder / "rows", programs(), free_port()
    password = secrets.token_hex(16)
    (folder / "password").write_text(password, encoding="ascii")
    if os.geteuid() == 0:
        for path in (folder, folder / "password"):
            os.chown(path, servant(), group())
    running = None
    try:
        _run(
            bin_ / "initdb", "--pgdata", rows, "--username=yuanluo", "--encoding=UTF8",
            "--locale=C.UTF-8", "--auth=scram-sha-256",
            f"--pwfile={folder / 'password'}", *(() if durable else ("--no-sync",)),
        )  # fmt: skip
        settings = (
            *ALWAYS,
            *(() if durable else QUICK),
            f"port={port}",
            "listen_addresses=127.0.0.1",
            f"unix_socket_directories={folder}",
        )
        running = _start(bin_, rows, settings, folder / "log", port)
        yield f"postgresql://yuanluo:{password}@127.0.0.1:{port}/postgres"
    finally:
        if running is not None:
            # At once: nobody needs what it would still write.
            running.send_signal(signal.SIGQUIT)
            running.wait()
        shutil.rmtree(folder, ignore_errors=True)


def _start(
    bin_: Path, rows: Path, settings: Sequence[str], log: Path, port: int
) -> subprocess.Popen[bytes]:
    words = [word for setting in settings for word in ("-c", setting)]
    with log.open("wb") as file:
        running = subprocess.Popen(
            [*under_us(), str(bin_ / "postgres"), "-D", str(rows), *words],
            stdout=file,
            stderr=subprocess.STDOUT,
            cwd="/",
            # Ctrl-C is for the command; the server is stopped after it.
            start_new_session=True,
        )
    ready = [str(bin_ / "pg_isready"), "--quiet", "--host=127.0.0.1", f"--port={port}"]
    until = time.monotonic() + START_WAIT_S
    while subprocess.run(ready, check=False).returncode != 0:
        if running.poll() is not None or time.monotonic() > until:
            sys.exit(f"postgres: the server did not start\n{log.read_text('utf-8')}")
        time.sleep(0.1)
    return running


def _run(*words: object) -> None:
    done = subprocess.run(
        [*as_somebody(), *map(str, words)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        cwd="/",
        check=False,
    )
    if done.returncode:
        sys.exit(f"postgres: {words[0]} failed\n{done.stdout}")


def main() -> int:
    """Run the command beside a server."""
    parser = argparse.ArgumentParser(prog="python -m tools.postgres")
    parser.add_argument("--durable", action="store_true")
    parser.add_argument("command", nargs=argparse.REMAINDER)
    arguments = parser.parse_args()
    command = [word for word in arguments.command if word != "--"]
    # Asked to end, the server is stopped too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with server(durable=arguments.durable) as address:
        return subprocess.run(
            command, env={**os.environ, "DATABASE_URL": address}, check=False
        ).returncode


if __name__ == "__main__":
    sys.exit(main())
