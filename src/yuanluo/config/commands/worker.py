"""`yuanluo worker`: background work only."""

import argparse

from yuanluo.config import exits, serving


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take nothing."""


def run(arguments: argparse.Namespace) -> int:  # noqa: ARG001
    """Work until stopped."""
    serving.work()
    return exits.OK
