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


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (
            ["calendar", "due", "2025-13-30", "3 days", "--json"],
            exits.USAGE,
            "'2025-13-30' is no day: write it as 2025-09-30",
        ),
        (
            ["calendar", "due", "2025-09-30", "three", "--json"],
            exits.USAGE,
            "'three' is no period",
        ),
        (
            ["matter", "show", "0000-000000", "--json"],
            exits.UNKNOWN,
            "there is no matter 0000-000000",
        ),
        (
            ["story", "run", "nowhere", "--json"],
            exits.UNKNOWN,
            "there is no nowhere",
        ),
        (
            ["charter", "check", "nowhere", "--json"],
            exits.UNKNOWN,
            "there is no folder nowhere",
        ),
    ],
)
def test_what_is_wrong_is_told_beside_what_a_program_reads(
    words: list[str], code: int, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(words) == code
    printed = capsys.readouterr()
    assert told in printed.err
    assert printed.out == ""
