"""Finding the stories beside the playbooks and playing them, pack by pack."""

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from yuanluo.config.charters import read_folder
from yuanluo.config.loading import load
from yuanluo.config.playing import Failure, play
from yuanluo.kernel.charter import Charter
from yuanluo.kernel.story import Story, parse


@dataclass
class Result:
    """How the stories went."""

    stories: int = 0
    failures: list[Failure] = field(default_factory=list)
    unreadable: list[tuple[str, str]] = field(default_factory=list)
    tellings: set[str] = field(default_factory=set)
    asked: set[str] = field(default_factory=set)

    @property
    def passed_count(self) -> int:
        """How many stories turned out as they say."""
        return self.stories - len(self.failures)

    @property
    def playbooks(self) -> int:
        """How many playbooks there are to tell of."""
        return len(self.asked)

    @property
    def told(self) -> int:
        """How many of them a passed story tells of."""
        return len(self.asked & self.tellings)

    @property
    def untold(self) -> list[str]:
        """Playbooks without a passed story."""
        return sorted(self.asked - self.tellings)

    @property
    def passed(self) -> bool:
        """Whether everything is as it should be."""
        return not (self.failures or self.unreadable or self.untold) and (
            self.stories > 0
        )

    def document(self) -> dict[str, Any]:
        """Write it down for programs."""
        return {
            "stories": self.stories,
            "passed": self.passed_count,
            "playbooks": self.playbooks,
            "told": self.told,
            "untold": self.untold,
            "unreadable": [list(one) for one in self.unreadable],
            "failures": [
                {
                    "path": one.path,
                    "line": one.line,
                    "title": one.title,
                    "text": one.text,
                    "difference": one.difference,
                }
                for one in self.failures
            ],
        }


def tell(path: Path, at: datetime) -> Result:
    """Play a story, or every story of a folder; the database is fresh."""
    result = Result()
    for pack, files in packs_of(path):
        charter = read_folder(pack)
        load(charter, at)
        if not path.is_file():
            result.asked |= {book.stem for book in pack.glob("playbooks/*.toml")}
        for file in files:
            _tell_file(result, file, charter)
    return result


def packs_of(path: Path) -> list[tuple[Path, list[Path]]]:
    """Find the packs that a path means, with the stories to play in each."""
    if path.is_file():
        return [(path.parent.parent, [path])]
    if (path / "charter.toml").is_file():
        return [(path, stories_in(path))]
    if path.name in {"playbooks", "stories"}:
        return packs_of(path.parent)
    found = sorted(one.parent for one in path.glob("*/charter.toml"))
    return [(pack, stories_in(pack)) for pack in found]


def stories_in(pack: Path) -> list[Path]:
    """Give a pack's stories: beside playbooks, and those of staffing and registers."""
    return sorted([*pack.glob("playbooks/*.story"), *pack.glob("stories/*.story")])


def _tell_file(result: Result, file: Path, charter: Charter) -> None:
    read = parse(file.read_text("utf-8"), file.stem)
    for fault in read.faults:
        result.unreadable.append((str(file), str(fault)))
    if read.faults:
        return
    for story in read.stories:
        result.stories += 1
        failure = play(story, charter, village_of(charter, file.stem), str(file))
        if failure is None:
            result.tellings |= opened_in(story)
        else:
            result.failures.append(failure)


def village_of(charter: Charter, playbook: str) -> str:
    """Give the village in which a playbook's stories are played."""
    book = charter.playbook(playbook)
    villages = [place.code for place in charter.places if place.level == "village"]
    if book is not None and book.where:
        return next(v for v in villages if v.startswith(book.where[0]))
    return villages[0]


def opened_in(story: Story) -> set[str]:
    """Name the playbooks that a story tells of: opened in it, or its children's."""
    deeds = [line.deed for line in story.lines if line.deed]
    opened = {deed.playbook for deed in deeds if deed.playbook}
    for directive in story.told("tells"):
        opened |= set(directive.cells)
    return opened
