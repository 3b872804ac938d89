"""`yuanluo manage …`: Django's own management commands, for operators."""

from django.core.management import execute_from_command_line

from yuanluo.config import exits


def run(words: list[str]) -> int:
    """Hand the words to Django."""
    execute_from_command_line(["yuanluo manage", *words])
    return exits.OK
