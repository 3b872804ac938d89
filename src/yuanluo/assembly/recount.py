"""Count a ballot again from its bundle, with nothing but Python's standard library.

    python recount.py BUNDLE.json

It imports nothing of the product that made the bundle, so that it can be read at one
sitting and run anywhere. It works out who was due, who took part, how they voted and
what that comes to under the rule in the certificate, in integers, and compares every
number with what was published. It prints what differs and ends with 1; or the outcome.
Sheets of paper are held against each other by `recheck.py`, in the same way.
"""

from __future__ import annotations

import hashlib
import json
import sys
from typing import Any

CHOICES = ("yes", "no", "abstain")
KINDS = {
    "persons": {"self", "proxy"},
    "seats": {"self", "proxy"},
    "households": {"representative", "proxy"},
}


# Hashes -------------------------------------------------------------------------------


def ordered(value: Any) -> Any:
    """Put the keys of objects in the order of RFC 8785."""
    if isinstance(value, dict):
        keys = sorted(value, key=lambda key: key.encode("utf-16-be"))
        return {key: ordered(value[key]) for key in keys}
    if isinstance(value, list):
        return [ordered(one) for one in value]
    return value


def sha256(value: Any) -> str:
    """Hash a value's canonical JSON."""
    text = json.dumps(ordered(value), ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


# Fractions ----------------------------------------------------------------------------


def met(text: str, found: int, of: int) -> bool:
    """Say whether so many of so many meet "at least 2/3 of …"; of nobody, never."""
    inclusive, over, under, _ = read(text)
    left, right = under * found, over * of
    return of > 0 and (left >= right if inclusive else left > right)


def needed(text: str, of: int) -> int:
    """Give the smallest number that is enough."""
    inclusive, over, under, _ = read(text)
    if inclusive:
        return max(1, -(-over * of // under))
    return over * of // under + 1


def read(text: str) -> tuple[bool, int, int, str]:
    """Read a threshold: whether the number itself is enough, the fraction, the base."""
    words = text.split()
    over, under = words[2].split("/")
    return words[0] == "at", int(over), int(under), words[4]


# Counting -----------------------------------------------------------------------------


def count(bundle: dict[str, Any], wrong: list[str]) -> dict[str, int]:
    """Count who was due, who took part and how they voted."""
    numbers = [row[0] for row in bundle["roll"]["rows"]]
    if len(set(numbers)) != len(numbers):
        wrong.append("a number is on the roll twice")
    if sha256(bundle["roll"]["rows"]) != bundle["roll"]["sha256"]:
        wrong.append("the roll is not the one that was frozen")
    recused = set(bundle["recused"])
    if not recused <= set(numbers):
        wrong.append("somebody keeps out who is not on the roll")
    there = attendance(bundle, set(numbers), wrong)
    taking_part = {n: kind for n, kind in there.items() if n not in recused}
    by_proxy = sum(kind == "proxy" for kind in taking_part.values())
    found = {
        "due": len(numbers) - len(recused),
        "recused": len(recused),
        "in_person": len(taking_part) - by_proxy,
        "by_proxy": by_proxy,
        "present": len(taking_part),
        "absent": len(numbers) - len(recused) - len(taking_part),
        **dict.fromkeys(CHOICES, 0),
    }
    found.update(votes(bundle, set(taking_part), wrong))
    found["cast"] = sum(found.get(choice, 0) for choice in (*CHOICES, "spoiled"))
    if found["cast"] > found["present"]:
        wrong.append(f"{found['cast']} votes of {found['present']} who took part")
    return found


def attendance(
    bundle: dict[str, Any], numbers: set[int], wrong: list[str]
) -> dict[int, str]:
    """Give who took part and as what, each once."""
    there: dict[int, str] = {}
    for number, kind in bundle["attendance"]:
        if number not in numbers:
            wrong.append(f"no. {number} took part and is not on the roll")
        if number in there:
            wrong.append(f"no. {number} took part twice")
        if kind not in KINDS[bundle["unit"]]:
            wrong.append(f"no. {number} took part as {kind}")
        there[number] = kind
    return there


def votes(
    bundle: dict[str, Any], taking_part: set[int], wrong: list[str]
) -> dict[str, int]:
    """Count the votes in the way in which they were given."""
    given = bundle["votes"]
    if bundle["way"] == "hands":
        return by_hands(given["tellers"], wrong)
    if bundle["way"] == "open":
        voters = [number for number, _ in given["open"]]
        choices = [choice for _, choice in given["open"]]
    else:
        voters, choices = given["marks"], given["choices"]
        # Of whom took paper there is a mark and no receipt; sheets came back or not.
        on_line = len(voters) - given.get("papers", 0)
        by_phone = len(choices) - given.get("sheets", 0)
        if not on_line == by_phone == len(given["receipts"]):
            wrong.append("marks, votes and receipts are not as many as each other")
        if len(set(given["receipts"])) != len(given["receipts"]):
            wrong.append("a receipt is there twice")
    if len(set(voters)) != len(voters):
        wrong.append("somebody voted twice")
    if not set(voters) <= taking_part:
        wrong.append("somebody voted who took no part, or keeps out")
    if not set(choices) <= set(CHOICES):
        wrong.append("a vote is no choice")
    found = {choice: choices.count(choice) for choice in CHOICES}
    return found | {"spoiled": given.get("spoiled", 0)}


def by_hands(tellers: list[list[int]], wrong: list[str]) -> dict[str, int]:
    """Give what two tellers counted alike, the first two who did."""
    seen: list[list[int]] = []
    for hands in tellers:
        if hands in seen:
            return dict(zip(CHOICES, hands, strict=True))
        seen.append(hands)
    wrong.append("no two tellers counted the same")
    return {}


# What it comes to ---------------------------------------------------------------------


def outcome(rule: dict[str, Any], unit: str, found: dict[str, int]) -> str:
    """Say what a count comes to under the rule of its certificate."""
    pack = rule["pack"]
    ways = [way for way in pack["electorate"] if way["unit"] == unit]
    passing = pack.get("pass", [])
    part = found["cast"] if pack.get("by") == "votes" else found["present"]
    if not (found["due"] and found["present"] and ways and passing):
        return "inquorate"
    for text in ways[0].get("quorum", []):
        if not met(text, part, whole(text, found)):
            return "inquorate"
    if all(met(text, found["yes"], whole(text, found)) for text in passing):
        return "carried"
    return "rejected"


def whole(text: str, found: dict[str, int]) -> int:
    """Give the whole that a threshold is of."""
    names = {"all_members": "due", "present": "present", "cast": "cast"}
    return found[names[read(text)[3]]]


def lines(published: dict[str, Any], found: dict[str, int], wrong: list[str]) -> None:
    """Hold every line of the certificate against the count."""
    for line in published["lines"]:
        text, of = line["threshold"], whole(line["threshold"], found)
        votes_count = published["rule"]["pack"].get("by") == "votes"
        part = found["cast"] if votes_count else found["present"]
        right = found["yes"] if line["what"] == "pass" else part
        if (line["of"], line["found"]) != (of, right):
            wrong.append(
                f"{text}: {line['found']} of {line['of']}, not {right} of {of}"
            )
        if line["needed"] != needed(text, of):
            wrong.append(f"{text}: {line['needed']} needed, not {needed(text, of)}")


def recount(bundle: dict[str, Any]) -> tuple[str, list[str]]:
    """Give the outcome as counted again, and everything that differs."""
    wrong: list[str] = []
    published = bundle["certificate"]
    if sha256(published) != bundle["sha256"]:
        wrong.append("the certificate is not the one that was published")
    if published["about"]["roll"]["sha256"] != bundle["roll"]["sha256"]:
        wrong.append("the certificate is of another roll")
    if bundle["way"]:
        found = count(bundle, wrong)
    else:
        # Never put to the vote, for want of people.
        found = count({**bundle, "way": "open", "votes": {"open": []}}, wrong)
    for name, number in found.items():
        if published["count"].get(name) != number:
            wrong.append(f"{name}: published {published['count'].get(name)}, {number}")
    lines(published, found, wrong)
    again = outcome(published["rule"], bundle["unit"], found)
    if again != published["outcome"]:
        wrong.append(f"published as {published['outcome']}, counted as {again}")
    return again, wrong


def main(arguments: list[str]) -> int:
    """Count the bundle of a file again and say what differs."""
    if len(arguments) != 1:
        sys.stdout.write("python recount.py BUNDLE.json\n")
        return 2
    with open(arguments[0], encoding="utf-8") as file:
        again, wrong = recount(json.load(file))
    for one in wrong:
        sys.stdout.write(f"differs: {one}\n")
    sys.stdout.write(f"counted again: {again}\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
