"""`yuanluo migrate`: bring the database to this version and say nothing if it is."""

import argparse

from django.core.management import call_command

from yuanluo.config import exits


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take no choice but how much is said."""
    parser.add_argument("--verbose", action="store_true", help="name each migration")


def run(arguments: argparse.Namespace) -> int:
    """Migrate, and make the table that counts sign-in attempts."""
    call_command("migrate", interactive=False, verbosity=int(arguments.verbose))
    call_command("createcachetable", verbosity=0)
    return exits.OK
