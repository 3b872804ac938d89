"""What divides a village is loaded by the first map, not by every start."""

import os
import subprocess
import sys

LOADED = """
import sys
import django
django.setup()
from django.urls import get_resolver
get_resolver().url_patterns
from yuanluo.config import clock
from importlib import import_module
for name in clock.TICKS:
    import_module(name)
heavy = {"shapely", "numpy"} & set(sys.modules)
print(sorted(heavy))
"""


def test_a_start_loads_nothing_that_draws() -> None:
    told = subprocess.run(
        [sys.executable, "-c", LOADED],
        check=True,
        capture_output=True,
        text=True,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings"},
    )
    assert told.stdout.strip() == "[]", told.stdout
