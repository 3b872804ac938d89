"""The rules of the house that a pattern can see, each with its own examples."""

from dataclasses import dataclass, field

NOW = (
    r"\b(date\.today|datetime\.(now|utcnow)|timezone\.now|localdate"
    r"|localtime\(\)|time\.time)\b"
)


@dataclass(frozen=True)
class Rule:
    """A house rule with its own examples, so that it is documented and tested."""

    name: str
    why: str
    pattern: str
    files: tuple[str, ...]
    bad: str
    good: str
    # File: why this one may.
    spared: dict[str, str] = field(default_factory=dict)


PYTHON = ("src/**/*.py",)
PAGES = ("src/yuanluo/*/jinja2/**/*.html",)
DOORS = (
    "src/yuanluo/*/views.py",
    "src/yuanluo/*/views/*.py",
    "src/yuanluo/*/api.py",
    "src/yuanluo/*/api/*.py",
)
TOLD = tuple(
    f"src/yuanluo/*/{name}"
    for part in ("models", "queries", "actions", "effects", "jobs")
    for name in (f"{part}.py", f"{part}/*.py")
)

RULES = [
    Rule(
        name="bare save",
        why="A bare save() writes every column and undoes a neighbour's change.",
        pattern=r"\.save\((using=[^)]*)?\)",
        files=PYTHON,
        bad="matter.save()",
        good='matter.save(update_fields=["state"])',
    ),
    Rule(
        name="one door",
        why="Pages reach rows only through what the visitor may see.",
        pattern=r"\.objects\.(?!visible_to\b)",
        files=DOORS,
        bad="Matter.objects.get(pk=pk)",
        good="Matter.objects.visible_to(standing)",
    ),
    Rule(
        name="kernel has no clock",
        why="The kernel is told the time; it never asks.",
        pattern=NOW,
        files=("src/yuanluo/kernel/**/*.py",),
        bad="today = date.today()",
        good="def overdue(due: date, today: date) -> bool: ...",
    ),
    Rule(
        name="time is told",
        why="What is decided must be the same when it is played again.",
        pattern=NOW,
        files=TOLD,
        bad="row.closed_at = timezone.now()",
        good="row.closed_at = acting.at",
    ),
    Rule(
        name="no signals",
        why="An action says what follows; a signal hides it.",
        pattern=r"@receiver\b|\b(pre|post)_(save|delete|init)\b|Signal\(",
        files=PYTHON,
        bad="@receiver(post_save, sender=Matter)",
        good="def take_step(matter: Matter) -> Matter: ...",
    ),
    Rule(
        name="finished",
        why="What is not done is said in an issue, not in the source.",
        pattern=r"\b(TODO|FIXME|XXX|HACK)\b|NotImplementedError|pragma: no cover",
        files=(*PYTHON, *PAGES, "tests/**/*.py", "tools/**/*.py"),
        bad="# TO" + "DO: later",
        good="# The township decides this by hand (R39).",
        spared={"tests/architecture/rules.py": "names the words it looks for"},
    ),
    Rule(
        name="no skipped tests",
        why="A test that may be skipped is a test that is not run.",
        pattern=r"pytest\.(skip|xfail|importorskip)|mark\.(skip|skipif|xfail)\b",
        files=("tests/**/*.py",),
        bad="@pytest.mark.skip",
        good="@pytest.mark.postgresql",
        spared={"tests/architecture/rules.py": "names the words it looks for"},
    ),
    Rule(
        name="no doubles of our own code",
        why="A test of a double proves the double.",
        pattern=r"unittest\.mock|\bMagicMock\b|monkeypatch\.setattr\(\s*[\"']?yuanluo",
        files=("tests/**/*.py",),
        bad='monkeypatch.setattr("yuanluo.people.queries.standing_of", fake)',
        good="standing = standing_of(request)",
        spared={"tests/architecture/rules.py": "names the words it looks for"},
    ),
    Rule(
        name="escaped pages",
        why="What people write is text on a page, never markup.",
        pattern=r"\|\s*safe\b|autoescape\s+false",
        files=PAGES,
        bad="{{ matter.title|safe }}",
        good="{{ matter.title }}",
    ),
    Rule(
        name="strict policy",
        why="The browser refuses scripts and styles written into the page.",
        pattern=r"<script(?![^>]*(\bsrc=|nonce=))|\son[a-z]+=\"|\sstyle=\"|javascript:",
        files=PAGES,
        bad='<button onclick="go()">',
        good='<button hx-post="/matters/M-1/step">',
    ),
    Rule(
        name="own origin",
        why="No page asks another server for anything.",
        pattern=r"(src|href)=\"(https?:)?//(?!{{)",
        files=PAGES,
        bad='<script src="//cdn.example/htmx.js"></script>',
        good="<script src=\"{{ static('web/vendor/htmx.js') }}\"></script>",
    ),
    Rule(
        name="no machine of ours",
        why="A path of one machine is wrong on every other.",
        pattern=r"[\"'\s=(](/home/|/root/|/Users/)",
        files=(*PYTHON, *PAGES, "tools/**/*", "charters/**/*.toml", "docs/**/*.md"),
        bad='VAR = "/home/lin/var"',
        good='VAR = folder("YUANLUO_VAR", CHECKOUT / "var")',
    ),
    Rule(
        name="locality is data",
        why="A locality or its law stands in a charter, never in code.",
        pattern=r"[\"'](pingtang|longfeng|chengkou|tongnan|jianghai|wuwei)",
        files=PYTHON,
        bad='if pack == "pingtang":',
        good="if playbook.ladder:",
    ),
]
