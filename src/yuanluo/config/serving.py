"""What each process of the product does: serve pages, work, keep the clock.

Refuses to guess how many: one worker process with few threads serves a township in
little memory, and a county starts more by name.
"""

import signal
import sys
from threading import Event
from types import FrameType

from django.conf import settings
from django.core.management import call_command
from granian import Granian
from granian.constants import HTTPModes, Interfaces
from granian.log import LogLevels

from yuanluo.config import clock, database

THREADS = 4
# Beyond this many waiting requests the next is told to come back.
WAITING_MAX = 256
STATEMENT_S = 10
IDLE_S = 15


def serve(*, host: str, port: int, workers: int = 1, threads: int = THREADS) -> None:
    """Serve pages until told to stop."""
    # A page that needs longer than these has lost its reader.
    database.bound(
        settings.DATABASES["default"],
        waits=database.Waits(statement=STATEMENT_S, idle_in_transaction=IDLE_S),
    )
    Granian(
        "yuanluo.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        http=HTTPModes.http1,
        websockets=False,
        workers=workers,
        blocking_threads=threads,
        runtime_blocking_threads=threads,
        backpressure=WAITING_MAX,
        respawn_failed_workers=True,
        workers_kill_timeout=5,
        log_level=LogLevels.warning,
    ).serve()


def work() -> None:
    """Carry out background work until told to stop."""
    call_command("prune_db_task_results", verbosity=0)
    call_command("db_worker", queue_name="*", verbosity=0, reload=False)


def keep_time() -> None:
    """Move what time moves until told to stop."""
    stop = Event()

    def ask_to_stop(number: int, frame: FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGTERM, ask_to_stop)
    if signal.getsignal(signal.SIGINT) is not signal.SIG_IGN:
        signal.signal(signal.SIGINT, ask_to_stop)
    clock.run(stop)
    sys.exit(0)
