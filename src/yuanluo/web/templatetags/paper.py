"""Parts of our pages inside the templates that sign-in brings, which are Django's own.

So a frame or a field is written once, in Jinja2. Refuses logic of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import template
from markupsafe import Markup

from yuanluo.paper.answer import engine, rendered
from yuanluo.web.shell import Shell

if TYPE_CHECKING:
    from django.forms import BoundField
    from django.template import Context

register = template.Library()


@register.simple_tag(takes_context=True)
def paper_shell(context: Context) -> Shell:
    """Give the shell of the page."""
    return Shell(context["request"])


@register.simple_tag(takes_context=True)
def paper_part(context: Context, name: str) -> Markup:
    """Draw one of our templates with what this page knows."""
    known = {
        str(key): value
        for key, value in context.flatten().items()
        if key not in {"True", "False", "None", "csrf_token", "request"}
    }
    return Markup(rendered(context["request"], name, known))  # noqa: S704 -- escaped there


@register.simple_tag
def paper_field(field: BoundField) -> Markup:
    """Draw a field of a form as our pages do."""
    components: Any = engine().env.globals["ui"]
    drawn: Markup = components.form_field(field)
    return drawn
