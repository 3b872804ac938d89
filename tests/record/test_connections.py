"""A connection that is kept: what the server closed is opened again unseen."""

import time

import psycopg
import pytest
from django.db import connection

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]
WAIT_S = 5.0


def number() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        found: int = cursor.fetchone()[0]
    return found


def hang_up(pid: int) -> None:
    told = connection.get_connection_params()
    known = {key: told[key] for key in ("host", "port", "user", "password", "dbname")}
    with psycopg.connect(**known, autocommit=True) as other:
        other.execute("SELECT pg_terminate_backend(%s)", [pid])
        until = time.monotonic() + WAIT_S
        there = "SELECT 1 FROM pg_stat_activity WHERE pid = %s"
        while other.execute(there, [pid]).fetchone():
            assert time.monotonic() < until
            time.sleep(0.01)


def begin_a_request() -> None:
    connection.health_check_enabled = True
    connection.health_check_done = False


def test_a_connection_is_kept_as_long_as_the_server_listens() -> None:
    first = number()
    assert connection.is_usable()
    begin_a_request()
    assert number() == first


def test_a_connection_the_server_closed_is_opened_again() -> None:
    first = number()
    hang_up(first)
    assert not connection.is_usable()
    begin_a_request()
    assert number() != first


def test_a_statement_that_is_kept_opens_it_again_too() -> None:
    first = number()
    hang_up(first)
    begin_a_request()
    with connection.kept_cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid(), now()")
        pid, moment = cursor.fetchone()
    assert pid != first
    assert moment.utcoffset().total_seconds() == 0
