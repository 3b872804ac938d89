"""What every test stands on.

A test that is about one database is left to the run on that database, and a journey
in the browser to its own run; `make test` makes all three, so nothing is skipped.
"""

import os
import shutil
from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

# The same histories each time; HYPOTHESIS=search looks for new ones.
hypothesis_settings.register_profile(
    "house",
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
hypothesis_settings.register_profile("search", deadline=None, max_examples=1_000)
hypothesis_settings.load_profile(os.environ.get("HYPOTHESIS", "house"))

OTHER_DATABASE = {"postgresql": "sqlite", "sqlite": "postgresql"}


def pytest_collection_modifyitems(
    config: pytest.Config, items: list[pytest.Item]
) -> None:
    elsewhere = {OTHER_DATABASE[vendor()]}
    if config.getoption("-m") != "browser":
        elsewhere.add("browser")
    left = [item for item in items if elsewhere & {m.name for m in item.iter_markers()}]
    if left:
        config.hook.pytest_deselected(items=left)
        items[:] = [item for item in items if item not in left]


def pytest_unconfigure(config: pytest.Config) -> None:
    controls = not hasattr(config, "workerinput")
    if controls and settings.VAR.name.startswith("yuanluo-test-"):
        shutil.rmtree(settings.VAR, ignore_errors=True)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """Let a test empty the record on SQLite, which has no TRUNCATE for it.

    The trigger itself has its test in `tests/record/test_verify.py`.
    """
    if vendor() == "sqlite":
        from django.db import connection

        with django_db_blocker.unblock(), connection.cursor() as cursor:
            cursor.execute("DROP TRIGGER IF EXISTS record_entry_no_delete")


def vendor() -> str:
    engine = settings.DATABASES["default"]["ENGINE"]
    return "sqlite" if engine.endswith("sqlite3") else "postgresql"


@pytest.fixture
def run_tasks(db: None) -> Callable[[], None]:
    """Carry out the background work that is waiting, as the worker does."""
    from django_tasks_db.management.commands.db_worker import Worker

    def run() -> None:
        Worker(
            queue_names=["*"],
            interval=0,
            batch=True,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id="test",
            excluded_queue_names=[],
        ).run()

    return run
