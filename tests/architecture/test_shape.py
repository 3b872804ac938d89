"""Names that say something, and pieces that can be read at one sitting.

What is longer than its mark stands in a table with the reason; a table with an
entry that is no longer needed fails too.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "yuanluo"

MODULE_LINES = 400
FUNCTION_LINES = 50
TEMPLATE_LINES = 150
WORDLESS = {
    "base",
    "common",
    "data",
    "handler",
    "handlers",
    "helper",
    "helpers",
    "info",
    "manager",
    "managers",
    "misc",
    "processor",
    "service",
    "services",
    "util",
    "utils",
}
#: Under this name alone Django finds what connects to a database.
NAMED_BY_DJANGO = {"src/yuanluo/record/postgresql/base.py"}
# Words a class may not end in. A manager of the ORM is Django's own word.
WORDLESS_ENDINGS = (
    "Base",
    "Data",
    "Handler",
    "Helper",
    "Info",
    "Mixin",
    "Processor",
    "Service",
    "Util",
    "Utils",
)

# Path, or path and function, and why it is longer than its mark.
LONG: dict[str, str] = {
    "src/yuanluo/matters/queries/showing.py:shown": (
        "names each field that a person is shown, one to a line"
    ),
}


def modules() -> Iterator[tuple[str, str, ast.Module]]:
    for path in sorted(SOURCE.rglob("*.py")):
        if "migrations" not in path.parts:
            text = path.read_text(encoding="utf-8")
            yield path.relative_to(ROOT).as_posix(), text, ast.parse(text)


def longer() -> dict[str, int]:
    """Find everything above its mark, by name and lines."""
    found: dict[str, int] = {}
    for name, text, tree in modules():
        if len(text.splitlines()) > MODULE_LINES:
            found[name] = len(text.splitlines())
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                lines = body_lines(node)
                if lines > FUNCTION_LINES:
                    found[f"{name}:{node.name}"] = lines
    for path in SOURCE.glob("*/jinja2/**/*.html"):
        lines = len(path.read_text(encoding="utf-8").splitlines())
        if lines > TEMPLATE_LINES:
            found[path.relative_to(ROOT).as_posix()] = lines
    return found


def body_lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Count a function without its docstring, which may be as long as it is useful."""
    total = (node.end_lineno or node.lineno) - node.lineno + 1
    first = node.body[0]
    if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
        total -= (first.end_lineno or first.lineno) - first.lineno + 1
    return total


def test_what_is_long_has_a_reason() -> None:
    found = {name: lines for name, lines in longer().items() if name not in LONG}
    assert not found, "\n".join(f"{lines} {name}" for name, lines in found.items())


def test_the_table_of_long_things_is_short() -> None:
    assert [name for name in LONG if name not in longer()] == []


def test_modules_and_classes_have_names_that_say_something() -> None:
    wordless = []
    for name, _, tree in modules():
        if name in NAMED_BY_DJANGO:
            continue
        if Path(name).stem in WORDLESS or set(Path(name).parts) & WORDLESS:
            wordless.append(name)
        wordless += [
            f"{name}: {node.name}"
            for node in ast.walk(tree)
            if isinstance(node, ast.ClassDef)
            and (node.name.endswith(WORDLESS_ENDINGS) or node.name.lower() in WORDLESS)
        ]
    assert wordless == []


def test_every_module_opens_with_a_paragraph() -> None:
    silent = [
        name
        for name, text, tree in modules()
        if text.strip() and ast.get_docstring(tree) is None
    ]
    assert silent == []


def test_the_package_opens_with_nothing() -> None:
    assert (SOURCE / "__init__.py").read_text(encoding="utf-8").strip() == ""
