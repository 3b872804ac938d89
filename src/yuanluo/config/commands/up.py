"""`yuanluo up`: pages, work and clock as one process group on one machine.

Refuses to start on a port that is taken, before anything else is done.
"""

import argparse
import os
import socket
import sys
from functools import partial

from yuanluo.config import cli, exits, processes, serving


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take where to listen and whether this is a demonstration."""
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--threads", type=int, default=serving.THREADS)
    parser.add_argument(
        "--demo",
        nargs="*",
        metavar="PACK",
        help="open the page to step into the cast, and load these packs unless loaded",
    )


def run(arguments: argparse.Namespace) -> int:
    """Bring the database up to date, then serve until stopped."""
    address = f"http://{arguments.host}:{arguments.port}"
    if taken(arguments.host, arguments.port):
        print(f"yuanluo: {address} is taken; choose --port.", file=sys.stderr)
        return exits.UNAVAILABLE
    os.environ.setdefault("YUANLUO_ORIGIN", address)
    if arguments.demo is not None:
        os.environ["YUANLUO_DEMO"] = "1"
    import django  # The settings read what was just set.

    django.setup()
    if not processes.run_apart(_migrate, "migrate"):
        return exits.UNAVAILABLE
    if arguments.demo and not processes.run_apart(
        partial(_load_demo, arguments.demo), "demo"
    ):
        return exits.FAULTS
    _load()
    _warn()
    print(f"院落 Yuanluo: {address}  (Ctrl-C stops it)", flush=True)
    serve = partial(
        serving.serve,
        host=arguments.host,
        port=arguments.port,
        threads=arguments.threads,
    )
    return processes.Group(
        [
            processes.Child("web", serve),
            processes.Child("worker", serving.work),
            processes.Child("clock", serving.keep_time),
        ]
    ).run()


def taken(host: str, port: int) -> bool:
    """Say whether somebody listens there already."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return True
    return False


def _migrate() -> None:
    from django.core.management import call_command

    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)


def _load_demo(packs: list[str]) -> None:
    """Load packs in a process of its own, where what loading takes is given back."""
    sys.exit(cli.main(["demo", *packs]))


def _warn() -> None:
    """Say what the machine makes slower or unwise."""
    from django.core import checks

    for message in checks.run_checks(databases=["default"]):
        if not message.is_silenced():
            line = f"yuanluo: {message.msg} {message.hint or ''}".rstrip()
            print(line, file=sys.stderr)


def _load() -> None:
    """Import the pages once, here, so that the children share their memory."""
    from django.urls import get_resolver

    import yuanluo.config.wsgi  # noqa: F401

    _ = get_resolver().url_patterns
