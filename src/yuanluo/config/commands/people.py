"""`yuanluo people retention`: how long what is kept of people, and what is over now.

With `--dry-run` it counts and touches nothing; without, it forgets what the clock would
forget during its next night.
"""

import argparse
import json

from django.utils import timezone

from yuanluo.config import exits
from yuanluo.kernel.words import in_language
from yuanluo.people import retention


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Name the words of this command."""
    parser.add_argument("what", choices=["retention"], help="retention: what is over")
    parser.add_argument(
        "--dry-run", action="store_true", help="count and touch nothing"
    )
    parser.add_argument("--lang", default="en", help="zh-hans for Chinese")
    parser.add_argument("--json", action="store_true", help="for programs")


def run(arguments: argparse.Namespace) -> int:
    """Count what is over, or forget it."""
    at = timezone.now()
    done = retention.counted(at) if arguments.dry_run else retention.forget(at)
    if arguments.json:
        print(json.dumps({"dry_run": arguments.dry_run, "rows": done}))
        return exits.OK
    for kept in retention.TABLE:
        title = in_language(kept.title, arguments.lang)
        print(f"{done[kept.name]:>8,}  {kept.days:>5} days  {title}")
    print("nothing was touched" if arguments.dry_run else "forgotten")
    return exits.OK
