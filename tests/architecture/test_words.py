"""Every noun of the code is explained in the glossary."""

import ast
import re
from pathlib import Path

from django.apps import apps

ROOT = Path(__file__).parents[2]
GLOSSARY = ROOT / "docs" / "glossary.md"


def explained() -> set[str]:
    text = GLOSSARY.read_text(encoding="utf-8") if GLOSSARY.exists() else ""
    return set(re.findall(r"`([A-Z]\w+)`", text))


def models() -> set[str]:
    return {
        model.__name__
        for model in apps.get_models()
        if model.__module__.startswith("yuanluo.")
    }


def kernel_classes() -> set[str]:
    return {
        node.name
        for path in (ROOT / "src" / "yuanluo" / "kernel").rglob("*.py")
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_")
    }


def test_every_model_is_in_the_glossary() -> None:
    missing = sorted(models() - explained())
    assert not missing, f"docs/glossary.md does not explain {', '.join(missing)}"


def test_every_class_of_the_kernel_is_in_the_glossary() -> None:
    missing = sorted(kernel_classes() - explained())
    assert not missing, f"docs/glossary.md does not explain {', '.join(missing)}"
