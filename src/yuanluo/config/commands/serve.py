"""`yuanluo serve`: pages only, for service with several machines."""

import argparse

from yuanluo.config import exits, serving


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take where to listen and how many serve."""
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--workers", type=int, default=1, help="processes")
    parser.add_argument("--threads", type=int, default=serving.THREADS)


def run(arguments: argparse.Namespace) -> int:
    """Serve until stopped."""
    serving.serve(
        host=arguments.host,
        port=arguments.port,
        workers=arguments.workers,
        threads=arguments.threads,
    )
    return exits.OK
