"""`yuanluo worker`: background work only."""

import argparse

from yuanluo.config import exits, serving


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take nothing."""


def run(arguments: argparse.Namespace) -> int:
    """Work until stopped."""
    serving.work()
    return exits.OK
