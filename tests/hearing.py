"""What somebody hears who is read a page: its title, headings, ways back, names.

Read from the markup alone, so that it can be asked of every page every day; journeys
in the browser ask more of fewer pages.
"""

from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"br", "hr", "img", "input", "link", "meta", "path", "rect", "circle", "use"}
ASKING = {"input", "select", "textarea"}
#: What of a form nobody is asked.
SILENT = {"hidden", "submit", "button"}


@dataclass
class _Open:
    tag: str
    attrs: dict[str, str]
    words: list[str] = field(default_factory=list)


class Heard(HTMLParser):
    """A page, as far as it can be heard."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.title = ""
        self.headings: list[tuple[int, str]] = []
        self.back: list[str] = []
        self.alerts: list[str] = []
        self.nameless: list[str] = []
        self.bare_heads = 0
        self._ids: list[str] = []
        self._labels: set[str] = set()
        self._asked: list[tuple[str, str]] = []
        self._around: list[_Open] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        if "id" in told:
            self._ids.append(told["id"])
        if tag == "label" and "for" in told:
            self._labels.add(told["for"])
        if tag in ASKING and told.get("type") not in SILENT:
            inside = any(one.tag == "label" for one in self._around)
            if not inside and "aria-label" not in told:
                self._asked.append((told.get("name", tag), told.get("id", "")))
        if tag == "th" and "scope" not in told:
            self.bare_heads += 1
        if tag not in VOID:
            self._around.append(_Open(tag, told))

    def handle_data(self, data: str) -> None:
        for one in self._around:
            one.words.append(data)

    def handle_endtag(self, tag: str) -> None:
        if not any(one.tag == tag for one in self._around):
            return
        while self._around:
            closed = self._around.pop()
            self._heard(closed)
            if closed.tag == tag:
                return

    def _heard(self, one: _Open) -> None:
        words = " ".join("".join(one.words).split())
        if one.tag == "title":
            # The drawings of icons have titles of their own.
            self.title = self.title or words
        if len(one.tag) == 2 and one.tag[0] == "h" and one.tag[1].isdigit():
            self.headings.append((int(one.tag[1]), words))
        if one.attrs.get("role") == "alert" and not self._inside("template"):
            self.alerts.append(words)
        if one.tag in {"a", "button"} and "hidden" not in one.attrs:
            if not (words or one.attrs.get("aria-label")):
                self.nameless.append(one.attrs.get("href", one.tag))
            if words and self._leads_back(one):
                self.back.append(one.attrs["href"])

    def _leads_back(self, one: _Open) -> bool:
        """Say whether it is the way back, at the head of a page or beside a sheet."""
        kinds = one.attrs.get("class", "").split()
        if one.tag != "a" or not self._inside("main"):
            return False
        beside = "plain" in kinds and "actions" in self._kinds_around()
        return "back" in kinds or (beside and len(self.headings) <= 1)

    def _inside(self, tag: str) -> bool:
        return any(one.tag == tag for one in self._around)

    def _kinds_around(self) -> set[str]:
        found = (one.attrs.get("class", "").split() for one in self._around)
        return {kind for kinds in found for kind in kinds}

    def missing(self) -> list[str]:
        """Say what somebody who hears the page does without."""
        found = [f"a link without words: {where}" for where in self.nameless]
        parts = [part for part in self.title.split(" · ") if part.strip()]
        if len(parts) < 2:
            found.append(f"a title that says where one is: {self.title!r}")
        levels = [level for level, _ in self.headings]
        if levels.count(1) != 1:
            found.append(f"one first heading: {self.headings}")
        if any(below - above > 1 for above, below in zip(levels, levels[1:])):  # noqa: B905, RUF007
            found.append(f"headings in order: {self.headings}")
        if any(not words for _, words in self.headings):
            found.append("words in a heading")
        found += [
            f"a label for {name}"
            for name, own in self._asked
            if own not in self._labels
        ]
        twice = {one for one in self._ids if self._ids.count(one) > 1}
        found += [f"another id than {one}" for one in sorted(twice)]
        if self.bare_heads:
            found.append("scope of a table's heads")
        return found
