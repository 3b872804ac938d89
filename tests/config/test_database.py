"""One address says where the rows are."""

from pathlib import Path

import pytest
from django.db import connection

from yuanluo.config.database import Waits, bound, database, journal_mode

HERE = Path("var")


def entry(address: str) -> dict[str, object]:
    return database(address, folder=HERE, waits=Waits())


def test_an_sqlite_address_names_a_file() -> None:
    assert entry("sqlite:///srv/rows.sqlite3")["NAME"] == Path("/srv/rows.sqlite3")


def test_a_postgresql_address_may_name_a_socket() -> None:
    read = entry("postgresql:///county?host=/run/postgresql&sslmode=disable")
    assert read["HOST"] == "/run/postgresql"
    assert read["NAME"] == "county"
    assert read["OPTIONS"]["sslmode"] == "disable"  # type: ignore[index]


def test_pages_wait_less_than_work() -> None:
    read = entry("postgresql://u:p@h/county")
    bound(read, waits=Waits(statement=10))
    options = read["OPTIONS"]
    assert "statement_timeout=10000" in options["options"]  # type: ignore[index]


def test_another_database_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match="mysql"):
        entry("mysql://u:p@h/county")


def test_a_library_that_may_lose_a_commit_keeps_its_journal_the_slower_way() -> None:
    assert journal_mode((3, 51, 2)) == "DELETE"
    assert journal_mode((3, 52, 0)) == "WAL"


@pytest.mark.sqlite
@pytest.mark.django_db
def test_sqlite_holds_foreign_keys() -> None:
    with connection.cursor() as cursor:
        assert cursor.execute("PRAGMA foreign_keys").fetchone() == (1,)


@pytest.mark.postgresql
@pytest.mark.django_db
def test_postgresql_gives_up_waiting_for_a_lock() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SHOW lock_timeout")
        assert cursor.fetchone() == ("5s",)
