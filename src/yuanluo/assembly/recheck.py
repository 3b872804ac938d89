"""Hold the paper of a ballot against itself, with Python's standard library alone.

    python recheck.py BUNDLE.json

For the bundle that `recount.py` counts again. It holds the sheets handed out against
those that came back, were spoiled and are outstanding, and picks the sheets that were
to be read again by the seed of the certificate. It prints what differs and ends with 1.
"""

from __future__ import annotations

import hashlib
import json
import sys
from typing import Any

#: So many are read again: a tenth, at least ten, or all where there are fewer.
LEAST, ONE_IN = 10, 10


def recheck(bundle: dict[str, Any]) -> list[str]:
    """Give everything about the sheets that does not hold."""
    sheets, told = bundle.get("paper"), bundle["certificate"]["about"].get("paper")
    if not sheets and not told:
        return []
    if not sheets or not told:
        return ["paper is in the bundle or on the certificate, and not in both"]
    return [
        *_takers(bundle, sheets),
        *_numbers(sheets, told),
        *_accounted(sheets, told),
        *_votes(bundle, sheets, told),
        *_read_again(sheets, told),
    ]


def _takers(bundle: dict[str, Any], sheets: dict[str, Any]) -> list[str]:
    takers = [number for number, _ in sheets["handed"]]
    there = {number for number, _ in bundle["attendance"]} - set(bundle["recused"])
    wrong = []
    if len(set(takers)) != len(takers):
        wrong.append("paper was taken twice")
    if not set(takers) <= there:
        wrong.append("paper was taken by somebody who took no part, or keeps out")
    if bundle["way"] == "secret" and not set(takers) <= set(bundle["votes"]["marks"]):
        wrong.append("paper was taken by somebody who is not marked")
    return wrong


def _numbers(sheets: dict[str, Any], told: dict[str, Any]) -> list[str]:
    back = sheets["returned"] + sheets["spoiled"]
    wrong = []
    if len(set(back)) != len(back):
        wrong.append("a sheet came back twice")
    if not set(back) <= set(range(1, told["printed"] + 1)):
        wrong.append("a sheet came back that was never printed")
    return wrong


def _accounted(sheets: dict[str, Any], told: dict[str, Any]) -> list[str]:
    handed = sum(so_many for _, so_many in sheets["handed"])
    returned, spoiled = len(sheets["returned"]), len(sheets["spoiled"])
    outstanding = handed - returned - spoiled
    found = {"handed": handed, "returned": returned}
    found |= {"spoiled": spoiled, "outstanding": outstanding}
    wrong = [
        f"{name}: published {told[name]}, {number}"
        for name, number in found.items()
        if told[name] != number
    ]
    if outstanding < 0:
        wrong.append(f"{-outstanding} sheets more than were handed out")
    return wrong


def _votes(
    bundle: dict[str, Any], sheets: dict[str, Any], told: dict[str, Any]
) -> list[str]:
    given = bundle["votes"]
    clear = len(sheets["returned"]) - told["unclear"] - told["aside"]
    found = {
        "papers": len(sheets["handed"]),
        "sheets": clear,
        "spoiled": told["unclear"],
    }
    return [
        f"{name} among the votes: {given.get(name)}, not {number}"
        for name, number in found.items()
        if given.get(name) != number
    ]


def _read_again(sheets: dict[str, Any], told: dict[str, Any]) -> list[str]:
    texts = {n: f"{told['seed']}/{n}".encode() for n in sheets["returned"]}
    ordered = sorted(texts, key=lambda n: hashlib.sha256(texts[n]).hexdigest())
    if not told["turned"]:
        ordered = ordered[: max(LEAST, -(-len(ordered) // ONE_IN))]
    if set(ordered) <= set(sheets["again"]):
        return []
    return ["not every sheet that the seed picks was read again"]


def main(arguments: list[str]) -> int:
    """Hold the paper of a file's bundle against itself and say what differs."""
    if len(arguments) != 1:
        sys.stdout.write("python recheck.py BUNDLE.json\n")
        return 2
    with open(arguments[0], encoding="utf-8") as file:
        wrong = recheck(json.load(file))
    for one in wrong:
        sys.stdout.write(f"differs: {one}\n")
    sys.stdout.write("the sheets hold\n" if not wrong else "")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
