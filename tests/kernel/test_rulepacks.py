"""Rule packs as files: every fault with its line, and no local text below the law."""

from pathlib import Path

import pytest

from yuanluo.kernel.charter import Charter
from yuanluo.kernel.charterfiles import Pack
from yuanluo.kernel.charterfolder import read_charter
from yuanluo.kernel.fault import Fault

NATIONAL = Path(__file__).parents[2] / "charters" / "national"
FRONT = 'id = "here"\ntitle = "本地 / Here"\non = "national"\n'
LOCAL = """\
id = "villagers-assembly"
version = 1
title = "本县的规定 / What the county adds"
region = "522727"
since = 2026-02-01
kind = "local-law"
citation = "本县办法第三条"
notice = "15 days"
"""


def national() -> Pack:
    kept = ("*.toml", "*.csv", "rules/*.toml", "playbooks/*.toml")
    paths = [path for pattern in kept for path in NATIONAL.glob(pattern)]
    texts = {p.relative_to(NATIONAL).as_posix(): p.read_text("utf-8") for p in paths}
    return Pack("national", {k: v for k, v in texts.items() if "playbooks" not in k})


def read(**files: str) -> tuple[Charter | None, list[Fault]]:
    named = {name.replace("__", "/") + ".toml": text for name, text in files.items()}
    beneath = national()
    # Playbooks are another subject; what names them is left out too.
    naming = {"categories.toml", "publication.toml"}
    bare = {k: v for k, v in beneath.files.items() if k not in naming}
    charter, faults = read_charter(
        Pack("here", {"charter.toml": FRONT} | named),
        Pack("national", bare),
        (),
        (),
    )
    return charter, list(faults)


def line_of(text: str, words: str) -> int:
    return next(n for n, line in enumerate(text.splitlines(), 1) if words in line)


def test_every_body_of_the_law_is_shipped_and_a_local_pack_joins_them() -> None:
    charter, faults = read(**{"rules__villagers-assembly": LOCAL})
    assert faults == []
    assert charter is not None
    ids = [pack.id for pack in charter.rules]
    assert len(ids) == 20
    assert ids.count("villagers-assembly") == 2


def test_a_pack_that_weakens_the_law_is_refused_with_both_citations() -> None:
    text = LOCAL.replace("15 days", "5 days")
    charter, faults = read(**{"rules__villagers-assembly": text})
    assert charter is None
    (fault,) = faults
    assert fault.file == "here/rules/villagers-assembly.toml"
    assert fault.line == line_of(text, "notice")
    assert "notice here is 5 days (本县办法第三条)" in fault.text
    assert "beneath it is 10 days (《中华人民共和国村民委员会组织法》" in fault.text


def test_a_pack_that_ended_before_the_law_began_is_left_alone() -> None:
    old = LOCAL.replace("15 days", "5 days").replace(
        "since = 2026-02-01", "since = 2018-01-01\nuntil = 2026-01-01"
    )
    assert read(**{"rules__villagers-assembly-2018": old})[1] == []
    # Control: one day longer, and it stands beside the law.
    longer = old.replace("until = 2026-01-01", "until = 2026-01-02")
    assert len(read(**{"rules__villagers-assembly-2018": longer})[1]) == 1


@pytest.mark.parametrize(
    ("old", "new", "words", "tells"),
    [
        ('notice = "15 days"', 'notice = "soon"', "notice", "is no period"),
        ('notice = "15 days"', 'notise = "15 days"', "notise", "did you mean 'notice'"),
        ('kind = "local-law"', 'kind = "local"', "kind", "known are custom"),
        ('region = "522727"\n', "", "id = ", "add `region`"),
        ('region = "522727"', 'region = "here"', "region", "not written as it should"),
        ('citation = "本县办法第三条"', 'citation = ""', "citation", "at least 1"),
        ("since = 2026-02-01", "since = 2026-02-01\nuntil = 2026-01-01", "until", "it"),
        ('notice = "15 days"', 'pass = ["half"]', "pass", "is no threshold"),
        ('notice = "15 days"', 'pass = ["at least 2/3 of seats"]', "pass", "by votes"),
        ('notice = "15 days"', 'silent = ["notise"]', "silent", "did you mean"),
        (
            'notice = "15 days"',
            'notice = "15 days"\nsilent = ["notice"]',
            "silent",
            "said",
        ),
        ('id = "villagers-assembly"', 'id = "other"', "id = ", "so its id must be"),
    ],
)
def test_each_fault_is_told_at_its_line(
    old: str, new: str, words: str, tells: str
) -> None:
    text = LOCAL.replace(old, new)
    assert text != LOCAL
    charter, faults = read(**{"rules__villagers-assembly": text})
    assert charter is None
    told = [fault for fault in faults if tells in fault.text]
    assert told, faults
    assert told[0].line == line_of(text, words)


def test_a_pack_with_nothing_beneath_says_every_clause_or_owns_its_silence() -> None:
    text = LOCAL.replace('"villagers-assembly"', '"own-body"')
    _, faults = read(**{"rules__own-body": text})
    missing = {fault.text.split("'")[3] for fault in faults}
    assert {"electorate", "quorum", "pass", "proxies", "online"} <= missing
    assert "notice" not in missing


def test_a_body_decides_by_a_pack_that_exists() -> None:
    body = (
        '[[body]]\nid = "council"\ntitle = "议事会 / Council"\nlevel = "village"\n'
        'seats = 9\nremit = "议事 / Talks"\nrules = "villager-assembly"\n'
    )
    _, faults = read(bodies=body)
    assert "did you mean 'villagers-assembly'?" in faults[0].text
    assert faults[0].line == 7
