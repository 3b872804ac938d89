"""The command `yuanluo`: a table of words and where each is carried out.

A word is a module in `config.commands` with `add_arguments(parser)` and
`run(arguments) -> int`, imported only when it is called, so that `yuanluo calendar`
starts without Django. Refuses to hold a rule itself.
"""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from types import ModuleType
from typing import cast

from yuanluo.config import exits


@dataclass(frozen=True, slots=True)
class Command:
    """A word of the command line."""

    about: str
    django: bool = True


# Each is `yuanluo.config.commands.<word>`.
COMMANDS: dict[str, Command] = {
    "up": Command("serve pages, work and clock together", django=False),
    "serve": Command("serve pages only"),
    "worker": Command("carry out background work only"),
    "clock": Command("move what time moves, only"),
    "migrate": Command("bring the database to this version"),
    "demo": Command("load packs with their demonstration data"),
    "charter": Command("check or load a charter, or migrate its matters"),
    "playbook": Command("show a playbook as table or picture"),
    "story": Command("run the stories beside the playbooks"),
    "places": Command("import the official divisions"),
    "courtyards": Command("divide homes into courtyards", django=False),
    "people": Command("say how long people's rows are kept, and forget"),
    "registers": Command("import a list, undo that, trace a copy"),
    "calendar": Command("explain a period day by day", django=False),
    "figures": Command("work figures out of registers"),
    "matter": Command("explain where a matter stands"),
    "ballot": Command("write out a decided ballot, to be counted again"),
    "record": Command("sequence and verify the record"),
    "manage": Command("any management command of Django"),
}


def main(words: Sequence[str] | None = None) -> int:
    """Carry out one command and give its exit code."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yuanluo.config.settings")
    given = list(sys.argv[1:] if words is None else words)
    if not given or given[0] not in COMMANDS:
        return _overview(given)
    name, rest = given[0], given[1:]
    module = _module(name)
    if name == "manage":
        return _code(lambda: module.run(rest))
    parser = argparse.ArgumentParser(
        prog=f"yuanluo {name}", description=COMMANDS[name].about
    )
    module.add_arguments(parser)
    arguments = parser.parse_args(rest)
    return _code(lambda: module.run(arguments))


def _module(name: str) -> ModuleType:
    if COMMANDS[name].django:
        import django

        django.setup()
    return import_module(f"yuanluo.config.commands.{name}")


def _code(run: Callable[[], object]) -> int:
    try:
        return cast("int", run())
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # The reader, such as `head`, has what it wanted.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return exits.OK


def _overview(given: list[str]) -> int:
    asked = given[:1] in ([], ["-h"], ["--help"], ["help"])
    stream = sys.stdout if asked else sys.stderr
    if not asked:
        print(f"yuanluo: there is no command {given[0]!r}.", file=stream)
    print("usage: yuanluo COMMAND [--help]\n", file=stream)
    width = max(map(len, COMMANDS))
    for name, command in COMMANDS.items():
        print(f"  {name:<{width}}  {command.about}", file=stream)
    return exits.OK if asked and given else exits.USAGE


if __name__ == "__main__":
    sys.exit(main())
