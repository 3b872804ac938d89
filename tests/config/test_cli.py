"""The command line: every word leads somewhere and says what became of it."""

from importlib import import_module

import pytest

from yuanluo.config import cli, exits


def test_without_a_command_the_words_are_listed(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert cli.main([]) == exits.USAGE
    assert cli.main(["--help"]) == exits.OK
    printed = capsys.readouterr().out
    assert all(name in printed for name in cli.COMMANDS)


def test_an_unknown_command_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["fly"]) == exits.USAGE
    assert "'fly'" in capsys.readouterr().err


@pytest.mark.parametrize("name", cli.COMMANDS)
def test_a_command_is_where_the_table_says(name: str) -> None:
    module = import_module(f"yuanluo.config.commands.{name}")
    assert callable(module.run)
    assert name == "manage" or callable(module.add_arguments)
