"""Count a ballot again from its bundle, with nothing but Python's standard library.

    python recount.py BUNDLE.json

It imports nothing of the product that made the bundle, so that it can be read at one
sitting and run anywhere. It works out who was due, who took part, how they voted and
what that comes to under the rule in the certificate, in integers, and says which number
differs from what was published. Sheets of paper are compared by `recheck.py`.
"""

from __future__ import annotations

import hashlib
import json
import sys
from typing import Any

Doc = dict[str, Any]
Found = list[str]
CHOICES = ("yes", "no", "abstain")
OWN = {"households": "representative"}


def ordered(value: Any) -> Any:
    """Put the keys of objects in the order of RFC 8785."""
    if isinstance(value, dict):
        keys = sorted(value, key=lambda key: key.encode("utf-16-be"))
        return {key: ordered(value[key]) for key in keys}
    return [ordered(one) for one in value] if isinstance(value, list) else value


def sha256(value: Any) -> str:
    """Hash a value's canonical JSON."""
    text = json.dumps(ordered(value), ensure_ascii=False, separators=(",", ":"))
    return of_text(text)


def of_text(text: str) -> str:
    """Hash a text."""
    return hashlib.sha256(text.encode()).hexdigest()


def met(text: str, found: int, of: int) -> bool:
    """Say whether so many of so many meet "at least 2/3 of …"; of nobody, never."""
    inclusive, over, under, _ = read(text)
    left, right = under * found, over * of
    return of > 0 and (left >= right if inclusive else left > right)


def needed(text: str, of: int) -> int:
    """Give the smallest number that is enough."""
    inclusive, over, under, _ = read(text)
    return max(1, -(-over * of // under)) if inclusive else over * of // under + 1


def read(text: str) -> tuple[bool, int, int, str]:
    """Read a threshold: whether the number itself is enough, the fraction, the base."""
    words = text.split()
    over, under = words[2].split("/")
    return words[0] == "at", int(over), int(under), words[4]


def count(bundle: Doc, wrong: Found) -> dict[str, int]:
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
    counting = sheets if "tally" in bundle["certificate"] else votes
    found.update(counting(bundle, set(taking_part), wrong))
    found["cast"] = sum(found.get(choice, 0) for choice in (*CHOICES, "spoiled"))
    if bundle["unit"] == "owners":
        found.update(areas(bundle, set(taking_part), recused, wrong))
    if found["cast"] > found["present"]:
        wrong.append(f"{found['cast']} votes of {found['present']} who took part")
    return found


def attendance(bundle: Doc, numbers: set[int], wrong: Found) -> dict[int, str]:
    """Give who took part and as what, each once."""
    there: dict[int, str] = {}
    for number, kind in bundle["attendance"]:
        if number not in numbers or number in there:
            wrong.append(f"no. {number} took part twice, or is not on the roll")
        if kind not in {OWN.get(bundle["unit"], "self"), "proxy"}:
            wrong.append(f"no. {number} took part as {kind}")
        there[number] = kind
    return there


def votes(bundle: Doc, taking_part: set[int], wrong: Found) -> dict[str, int]:
    """Count the votes in the way in which they were given."""
    if bundle["way"] == "hands":
        return by_hands(bundle["votes"]["tellers"], wrong)
    choices = given(bundle, taking_part, wrong)
    if not set(choices) <= set(CHOICES):
        wrong.append("a vote is no choice")
    found = {choice: choices.count(choice) for choice in CHOICES}
    return found | {"spoiled": bundle["votes"].get("spoiled", 0)}


def given(bundle: Doc, taking_part: set[int], wrong: Found) -> Found:
    """Give what was voted, once it is held against who voted."""
    given = bundle["votes"]
    if bundle["way"] == "open":
        voters, choices = ([vote[at] for vote in given["open"]] for at in (0, 1))
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
    return choices


def areas(bundle: Doc, there: set[int], out: set[int], wrong: Found) -> dict[str, int]:
    """Add up what owners own: all of them, those who take part, those in favour."""
    area = {row[0]: row[4] for row in bundle["roll"]["rows"] if row[0] not in out}
    told, named = bundle["votes"], bundle["votes"].get("open", [])
    voted = [n for n, _ in named] + told.get("unclear", [])
    if len(set(voted)) != len(named) + told.get("spoiled", 0):
        wrong.append("a sheet that says nothing clear is not of one owner")
    by_votes = bundle["certificate"]["rule"]["pack"].get("by") == "votes"
    yes = {n for n, choice in named if choice == "yes"} & there
    part = there & set(voted) if by_votes else there
    parts = {"all_area": set(area), "participating_area": part, "yes_area": yes}
    return {name: sum(area[n] for n in some) for name, some in parts.items()}


def by_hands(tellers: list[list[int]], wrong: Found) -> dict[str, int]:
    """Give what two tellers counted alike, the first two who did."""
    agreed = [hands for i, hands in enumerate(tellers) if hands in tellers[:i]]
    if not agreed:
        wrong.append("no two tellers counted the same")
    return dict(zip(CHOICES, agreed[0], strict=True)) if agreed else {}


def sheets(bundle: Doc, taking_part: set[int], wrong: Found) -> dict[str, int]:
    """Count sheets into votes of each candidate, and hold the election against them."""
    published, told = bundle["certificate"], bundle["votes"]
    seats, standing = published["seats"], len(published["names"])
    counts = [0] * (standing + 1) + [told.get("spoiled", 0)] * 2  # Blank, spoiled, all
    for text in given(bundle, taking_part, wrong):
        marks = [] if text == "abstain" else [int(n) for n in text.split("+")]
        if len(marks) > min(seats, len(set(marks))) or max([0, *marks]) > standing:
            wrong.append(f"{text} is no sheet of this election")
        for place in [*(n - 1 for n in marks if n <= standing), standing + 2]:
            counts[place] += 1
        counts[standing] += not marks
    piles, taken = told.get("piles", []), told.get("papers", 0) * ("piles" in told)
    agreed = next((p for i, p in enumerate(piles) if p in piles[:i]), None)
    if taken and (agreed is None or agreed[-1] > taken):
        wrong.append("no two tellers counted the pile alike, or more than were taken")
    counts = [a + b for a, b in zip(counts, agreed or [0] * len(counts), strict=True)]
    *each, blank, spoiled, whole = counts
    pile = {"votes": each, "blank": blank, "spoiled": spoiled, "sheets": whole}
    if pile != published["tally"]:
        wrong.append(f"the sheets: published {published['tally']}, counted {pile}")
    return {"yes": whole - blank - spoiled, "abstain": blank, "spoiled": spoiled}


def seated(published: Doc, found: dict[str, int], wrong: Found) -> str:
    """Say who is elected, and what the round comes to."""
    pack, seats = published["rule"]["pack"], published["seats"]
    again = pack["election"].get("again") if published["round"] > 1 else None
    asked = [(text, whole(text, found)) for text in again or pack.get("pass", [])]
    each = dict(enumerate(published["tally"]["votes"], start=1))
    able = sorted((n for n in each if each[n]), key=lambda n: (-each[n], n))
    able = [n for n in able if all(met(text, each[n], of) for text, of in asked)]
    edge = each[able[seats - 1]] if len(able) > seats else 0
    sure = [n for n in able if each[n] > edge]
    alike = [n for n in able if each[n] == edge]
    if len(sure) + len(alike) > seats:
        ordered = drawn(published["draw"], alike, sha256(published["tally"]), wrong)
        sure += ordered[: seats - len(sure)]
        alike = [] if ordered else alike
    else:
        sure, alike = sure + alike, []
    if (published["elected"], published["tied"]) != (sure, alike):
        wrong.append(f"elected {published['elected']}, counted {sure}; alike {alike}")
    return "tied" if alike else "elected" if len(sure) == seats else "unfilled"


def drawn(told: Doc, alike: list[int], pile: str, wrong: Found) -> list[int]:
    """Put candidates alike in order by the rule declared; none if they stand again."""
    seed = told.get("seed", "")
    if seed and of_text(f"yuanluo-seed/{seed}") != told["sealed"]:
        wrong.append("the seed is not the one that was sealed")
    for tie in told["ties"]:
        if tie == "older" and set(alike) <= set(told["seniority"]):
            return [n for n in told["seniority"] if n in alike]
        if tie == "lot" and seed:
            text = f"yuanluo-lot/{seed}/{pile}/"
            return sorted(alike, key=lambda n: of_text(f"{text}{n}"))
        if tie == "run-off":
            break
    return []


def outcome(told: Doc, unit: str, found: dict[str, int], wrong: Found) -> str:
    """Say what a count comes to under the rule of its certificate."""
    pack, electing = told["rule"]["pack"], "tally" in told
    ways = [way for way in pack["electorate"] if way["unit"] == unit] or [{}]
    item = told.get("item", "")
    own = [one for one in pack.get("item", []) if one["id"] == item]
    if item and not (own and (unit != "seats" or own[0].get("delegable", True))):
        return "inquorate"
    passing = pack.get("pass", []) + (own[0].get("pass", []) if own else [])
    able = (found["cast"] if electing else passing) and found["present"]
    quorum = [held("quorum", one, told, found) for one in ways[0].get("quorum", [])]
    if not (found["due"] and ways[0] and able and all(met(*line) for line in quorum)):
        return "inquorate"
    if electing:
        return seated(told, found, wrong)
    enough = all(met(*held("pass", text, told, found)) for text in passing)
    return "carried" if enough else "rejected"


def whole(text: str, found: dict[str, int]) -> int:
    """Give the whole that a threshold is of."""
    base = read(text)[3]
    return found.get("due" if base == "all_members" else base, 0)


def held(what: str, text: str, told: Doc, found: Doc) -> tuple[str, int, int]:
    """Give a threshold with how many were found for it, and the whole it is of."""
    area = read(text)[3].endswith("area")
    part = "cast" if told["rule"]["pack"].get("by") == "votes" else "present"
    names = ("yes_area", "participating_area") if area else ("yes", part)
    return text, found.get(names[what != "pass"], 0), whole(text, found)


def lines(published: Doc, found: dict[str, int], wrong: Found) -> None:
    """Hold every line of the certificate against the count."""
    for line in published["lines"]:
        text, right, of = held(line["what"], line["threshold"], published, found)
        if (line["of"], line["found"]) != (of, right):
            wrong.append(f"{text}: {line['found']}/{line['of']}, not {right}/{of}")
        if line["needed"] != needed(text, of):
            wrong.append(f"{text}: {line['needed']} needed, not {needed(text, of)}")


def recount(bundle: Doc) -> tuple[str, Found]:
    """Give the outcome as counted again, and everything that differs."""
    wrong: Found = []
    published = bundle["certificate"]
    if sha256(published) != bundle["sha256"]:
        wrong.append("the certificate is not the one that was published")
    if published["about"]["roll"]["sha256"] != bundle["roll"]["sha256"]:
        wrong.append("the certificate is of another roll")
    # What was never put to the vote, for want of people, had no votes.
    held = bundle if bundle["way"] else {**bundle, "way": "open", "votes": {"open": []}}
    found = count(held, wrong)
    for name, number in found.items():
        if published["count"].get(name) != number:
            wrong.append(f"{name}: published {published['count'].get(name)}, {number}")
    lines(published, found, wrong)
    again = outcome(published, bundle["unit"], found, wrong)
    if again != (said := published["outcome"]):
        wrong.append(f"published as {said}, counted as {again}")
    return again, wrong


def main(arguments: Found) -> int:
    """Count the bundle of a file again and say what differs."""
    if len(arguments) != 1:
        sys.stdout.write("python recount.py BUNDLE.json\n")
        return 2
    with open(arguments[0], encoding="utf-8") as file:
        again, wrong = recount(json.load(file))
    told = [*(f"differs: {one}" for one in wrong), f"counted again: {again}"]
    sys.stdout.write("".join(f"{line}\n" for line in told))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
