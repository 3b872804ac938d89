"""The Jinja2 environment of all pages: strict, escaped, in two languages.

Components are reached as `ui.NAME(…)` everywhere, also inside a block that is rendered
alone, because they are a global and not an import. Refuses undefined names loudly, and
refuses to know any model.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.contrib.staticfiles import finders
from django.templatetags.static import static
from django.urls import get_script_prefix, reverse
from django.utils import translation
from jinja2 import Environment, StrictUndefined
from jinja2.compiler import CodeGenerator
from markupsafe import Markup, escape

from yuanluo.paper import words

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest
    from jinja2.compiler import Frame
    from jinja2.environment import TemplateModule
    from jinja2.nodes import Expr

#: Signs that a page must not take over from a value.
UNSAFE = re.compile("[&<>'\"]")
SYMBOL = re.compile(r'<symbol id="([a-z0-9-]+)"[^>]*>(.*?)</symbol>', re.DOTALL)


class Components:
    """The macros of one template and of those it gathers, loaded when first used."""

    def __init__(self, environment: Environment, name: str) -> None:
        self._environment = environment
        self._name = name
        self._loaded: TemplateModule | None = None

    def _edited(self) -> bool:
        """Whether a part was edited; only asked for where templates reload."""
        cache = self._environment.cache
        return (
            self._environment.auto_reload
            and cache is not None
            and not all(template.is_up_to_date for template in cache.values())
        )

    def __getattr__(self, name: str) -> Any:
        if self._loaded is None or self._edited():
            if self._environment.cache is not None:
                self._environment.cache.clear()
            self._loaded = self._environment.get_template(self._name).module
        return getattr(self._loaded, name)


class Icons:
    """Draws an icon of the sheet into the page, so that no request fetches it."""

    def __init__(self, sheet: str) -> None:
        self._sheet = sheet
        self._shapes: dict[str, str] = {}
        self._plain: dict[tuple[str, str], Markup] = {}

    def _drawing(self, name: str) -> str:
        if name not in self._shapes:
            found = finders.find(self._sheet)
            assert isinstance(found, str), f"{self._sheet}: run `make install`"
            text = Path(found).read_text(encoding="utf-8")
            self._shapes = dict(SYMBOL.findall(text))
        assert name in self._shapes, f"{name}: add it to web/icons.txt, `make install`"
        return self._shapes[name]

    def __call__(self, name: str, label: str = "", size: str = "") -> Markup:
        """Draw an icon; a label is read aloud, without one it is decoration."""
        if label:
            return self._draw(name, f'role="img" aria-label="{escape(label)}"', size)
        if (name, size) not in self._plain:
            self._plain[name, size] = self._draw(name, 'aria-hidden="true"', size)
        return self._plain[name, size]

    def _draw(self, name: str, known: str, size: str) -> Markup:
        classes = f"icon icon-{size}" if size else "icon"
        return Markup(  # noqa: S704 -- shapes are ours, the label is escaped
            f'<svg class="{classes}" viewBox="0 0 24 24" focusable="false" {known}>'
            f"{self._drawing(name)}</svg>"
        )


@lru_cache(maxsize=512)
def _address(prefix: str, name: str) -> str:
    assert prefix == get_script_prefix()
    return reverse(name)


def url(name: str, *args: object, **kwargs: object) -> str:
    """Give the address of a named page; one without arguments is looked up once."""
    if not args and not kwargs:
        return _address(get_script_prefix(), name)
    return reverse(name, args=args or None, kwargs=kwargs or None)


@cache
def static_address(name: str) -> str:
    """Give the address of a file of ours, looked up once: it holds the file's hash."""
    return static(name)


@lru_cache(maxsize=8192)
def _said(language: str | None, words: str) -> Markup:
    assert language == translation.get_language()
    # Per cent signs are doubled in catalogues, with and without values.
    return Markup(translation.gettext(words)) % {}  # noqa: S704 -- our own words


@cache
def speaker(language: str | None) -> Callable[..., Markup]:
    """Give what says words of a page in a language; values are escaped.

    Stands in for the lookup of the i18n extension, which pages would spend a tenth
    of their time in.
    """

    def said(words: str, /, **values: object) -> Markup:
        if values:
            return Markup(translation.gettext(words)) % values  # noqa: S704 -- as above
        return _said(language, words)

    return said


def said(words: str, /, **values: object) -> Markup:
    """Say words in the language of the moment, where no page has chosen one."""
    return speaker(translation.get_language())(words, **values)


def here(request: HttpRequest, **changes: object) -> str:
    """Give this page's address with some of its query changed; None drops a part."""
    query = request.GET.copy()
    for name, value in changes.items():
        if value is None:
            query.pop(name, None)
        else:
            query[name] = str(value)
    return f"{request.path}?{query.urlencode()}" if query else request.path


def written(value: object) -> str:
    """Give a value as it stands in a page: what could be markup and is none, escaped.

    `escape` marks all it returns; the text of a page is joined at once and needs none.
    """
    if type(value) is Markup or (type(value) is str and not UNSAFE.search(value)):
        return value
    return escape(value)


class Writer(CodeGenerator):
    """Compiles templates so that values are put into a page by `written`."""

    def _output_child_pre(
        self, node: Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo
    ) -> None:
        """Write what stands before a value."""
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write("environment.written(")


class Pages(Environment):
    """Jinja2 with our way to put a value into a page."""

    code_generator_class = Writer
    written = staticmethod(written)


class Fixed:
    """Renders a part that is the same for all who read a language, once for each."""

    def __init__(self, environment: Environment) -> None:
        self._environment = environment
        self._rendered: dict[tuple[str, str | None], Markup] = {}

    def __call__(self, template: str) -> Markup:
        """Give the part; where templates reload it is rendered each time."""
        key = (template, translation.get_language())
        found = self._rendered.get(key)
        if found is None or self._environment.auto_reload:
            text = self._environment.get_template(template).render()
            found = self._rendered[key] = Markup(text)  # noqa: S704 -- a template's
        return found


def environment(*, components: str = "web/ui.html", **options: Any) -> Environment:
    """Make the environment; Django's template settings name this function."""
    options["undefined"] = StrictUndefined
    made = Pages(
        **{**options, "autoescape": True},
        extensions=["jinja2.ext.i18n", "jinja2.ext.do"],
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.install_gettext_callables(  # type: ignore[attr-defined]
        translation.gettext,
        translation.ngettext,
        newstyle=True,
        pgettext=translation.pgettext,
        npgettext=translation.npgettext,
    )
    made.globals.update(
        url=url,
        static=static_address,
        _=said,
        here=here,
        icon=Icons("web/vendor/icons.svg"),
        ui=Components(made, components),
        fixed=Fixed(made),
        language=lambda: translation.get_language() or "zh-hans",
    )
    made.filters.update(
        day=words.day,
        moment=words.moment,
        appointed=words.appointed,
        clock=words.clock,
        machine=words.machine,
        ago=words.ago,
        remaining=words.remaining,
        urgency=words.urgency,
        told=words.told,
        number=words.number,
        fours=words.fours,
        area=words.area,
        title=words.title,
        masked=words.masked,
    )
    return made
