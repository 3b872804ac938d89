"""Every address has a name, and every name has an audience."""

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from yuanluo.config.audience import AUDIENCE, LIBRARIES, Audience, audience

# Addresses that libraries leave without a name, by the view that answers.
NAMELESS = {
    "django.contrib.admin.sites.AdminSite.catch_all_view",
    "django.contrib.admin.options.ModelAdmin.get_urls.<locals>.wrap.<locals>.wrapper",
    "django.views.generic.base.RedirectView",
}


def addresses(
    patterns: list[Any], space: str = "", path: str = ""
) -> Iterator[tuple[str, str, str]]:
    """Walk to every address: its name, its path and what answers."""
    for pattern in patterns:
        here = path + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from addresses(pattern.url_patterns, inner, here)
        elif isinstance(pattern, URLPattern):
            name = f"{space}{pattern.name}" if pattern.name else ""
            yield name, here, pattern.lookup_str


def found() -> list[tuple[str, str, str]]:
    return list(addresses(get_resolver().url_patterns))


def test_every_address_has_a_name() -> None:
    nameless = [
        f"{path} ({view})"
        for name, path, view in found()
        if not name and view not in NAMELESS and not path.startswith("operator/")
    ]
    assert nameless == []


def test_every_name_has_an_audience() -> None:
    undecided = sorted(
        {f"{name} ({path})" for name, path, _ in found() if name and not audience(name)}
    )
    assert not undecided, "\n".join(
        ["Say who may open these in config/audience.py:", *undecided]
    )


def test_the_table_names_no_address_that_is_gone() -> None:
    known = {name for name, _, _ in found()}
    gone = [
        name
        for name, whom in AUDIENCE.items()
        if name not in known and whom is not Audience.DEMO
    ]
    assert gone == []


def test_a_library_pattern_covers_no_address_of_ours() -> None:
    ours = {
        name
        for name, _, view in found()
        if name and view.startswith("yuanluo.") and not name.startswith("admin:")
    }
    assert sorted(ours - AUDIENCE.keys()) == []
    assert set(LIBRARIES) & ours == set()
