"""`yuanluo ballot bundle ID -o FILE`: a decided ballot, to be counted again elsewhere.

The file is counted again by `recount.py`, which ships with the product and imports
nothing of it. Refuses a ballot that is not decided: how it stands is nobody's to know.
"""

import argparse
import json
import sys
from pathlib import Path

from yuanluo.assembly.bundle import NotDecided, bundle
from yuanluo.config import exits


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Name the words of this command."""
    parser.add_argument("what", choices=["bundle"], help="bundle: write one out")
    parser.add_argument("ballot", type=int, help="its number, as in /decided/NUMBER")
    parser.add_argument("-o", "--output", type=Path, required=True, help="the file")


def run(arguments: argparse.Namespace) -> int:
    """Write the bundle and say how it is counted again."""
    try:
        found = bundle(arguments.ballot)
    except NotDecided:
        told = f"yuanluo ballot: no decided ballot {arguments.ballot}"
        print(told, file=sys.stderr)
        return exits.UNKNOWN
    text = json.dumps(found, ensure_ascii=False, indent=1)
    arguments.output.write_text(f"{text}\n", "utf-8")
    print(f"{arguments.output}: python -m yuanluo.assembly.recount counts it again")
    if found["paper"]:
        print("python -m yuanluo.assembly.recheck holds its sheets against each other")
    return exits.OK
