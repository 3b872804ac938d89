"""`yuanluo story run [PATH]`: play stories against a fresh database.

PATH is a story, a folder with stories or a pack; without it every pack is played. The
last line counts stories and playbooks; the command fails on a difference, on a story
that cannot be read and on a playbook that no story tells of.
"""

import argparse
import json
import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.db import connection

from yuanluo.config import exits
from yuanluo.config.charters import Faulty
from yuanluo.config.playing import Failure
from yuanluo.config.telling import Result, tell

#: Charters are loaded as of a day before every story.
LOADED = datetime(2000, 1, 1, tzinfo=UTC)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Name the words of this command."""
    parser.add_argument("what", choices=["run"], help="run: play them")
    parser.add_argument("path", nargs="?", type=Path, help="a story, folder or pack")
    parser.add_argument("--json", action="store_true", help="for programs")


def run(arguments: argparse.Namespace) -> int:
    """Play the stories and tell how they went."""
    path = arguments.path or Path(settings.CHARTERS)
    if not path.exists():
        told = f"yuanluo story: there is no {path}; name a story, a folder or a pack"
        print(told, file=sys.stderr)
        return exits.UNKNOWN
    # What an effect does wrong in a story is told as a difference, not as a log.
    logging.getLogger("yuanluo").setLevel(logging.CRITICAL)
    try:
        with fresh_database():
            result = tell(path, LOADED)
    except Faulty as faulty:
        for fault in faulty.faults:
            print(fault)
        return exits.FAULTS
    if arguments.json:
        print(json.dumps(result.document(), ensure_ascii=False))
    else:
        for line in _lines(result):
            print(line)
    return exits.OK if result.passed else exits.FAULTS


@contextmanager
def fresh_database() -> Iterator[None]:
    """Give a database of its own, gone afterwards."""
    creation = connection.creation
    before = connection.settings_dict["NAME"]
    creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        yield
    finally:
        creation.destroy_test_db(before, verbosity=0)


def _lines(result: Result) -> Iterator[str]:
    for failure in result.failures:
        yield _told(failure)
    for path, fault in result.unreadable:
        yield f"{path}: {fault}"
    for missing in result.untold:
        yield f"no story tells of playbook {missing}"
    told, books = result.told, result.playbooks
    yield (
        f"{result.stories} stories: {result.passed_count} passed, "
        f"{told} of {books} playbooks"
    )


def _told(failure: Failure) -> str:
    return (
        f"{failure.path}:{failure.line}: {failure.title}\n"
        f"    {failure.text}\n    {failure.difference}"
    )
