"""`yuanluo clock`: move what time moves, for ever or `--once`."""

import argparse

from django.utils import timezone

from yuanluo.config import clock, exits, serving


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take whether to tick once."""
    parser.add_argument("--once", action="store_true", help="tick once and say what")


def run(arguments: argparse.Namespace) -> int:
    """Tick until stopped, or once."""
    if not arguments.once:
        serving.keep_time()
        return exits.OK
    done, faults = clock.tick(timezone.now())
    print(f"{done} done, {faults} failed")
    return exits.UNAVAILABLE if faults else exits.OK
