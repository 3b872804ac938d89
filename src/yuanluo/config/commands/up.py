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
    # What preparing takes in memory is given back with its process; meanwhile the
    # pages are loaded here, so that the children share them.
    preparing = processes.begin_apart(partial(_prepare, arguments.demo), "prepare")
    _load()
    if (code := processes.outcome(preparing)) != exits.OK:
        return code
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


def _prepare(packs: list[str] | None) -> None:
    """Bring the database up to date, and load the packs of a demonstration."""
    from django.core.management import call_command
    from django.db import DatabaseError

    try:
        call_command("migrate", interactive=False, verbosity=0)
        call_command("createcachetable", verbosity=0)
    except DatabaseError as unusable:
        print(f"yuanluo: the database cannot be used: {unusable}", file=sys.stderr)
        sys.exit(exits.UNAVAILABLE)
    if packs:
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
