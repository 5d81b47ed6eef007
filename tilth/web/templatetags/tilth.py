"""Our components as template tags. A misspelt attribute fails when the template compiles."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from zlib import crc32

from django import template
from django.core.paginator import Page
from django.forms.boundfield import BoundField
from django.template.context import Context
from django.template.loader import render_to_string
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from tilth.web import fields
from tilth.web.charts import stage as staging
from tilth.web.templatetags import pictures

register = template.Library()
register.tags |= pictures.register.tags

KINDS = {
    "primary": "",
    "secondary": " govuk-button--secondary",
    "quiet": " govuk-button--quiet",
    "warning": " govuk-button--warning",
}
TONES = ("leaf", "amber", "soil", "blue", "grey", "red")


def _bare(content: str) -> SafeString:
    """Markup of our own, without the space around it."""
    return mark_safe(content.strip())  # noqa: S308


def _drawn(component: str, **given: Any) -> SafeString:
    return _bare(render_to_string(f"web/components/{component}.html", given))


def _look(kind: str) -> str:
    if kind not in KINDS:
        raise template.TemplateSyntaxError(f"A button is one of {', '.join(KINDS)}, not {kind!r}.")
    return KINDS[kind]


def _tone(tone: str) -> str:
    if tone not in TONES:
        raise template.TemplateSyntaxError(f"A tone is one of {', '.join(TONES)}, not {tone!r}.")
    return tone


# --- words of the page itself -------------------------------------------------------------------


@register.simple_block_tag
def words(content: SafeString) -> SafeString:
    """Text kept by `as` to be shown more than once, without the space around it."""
    return _bare(content)


# --- what people press --------------------------------------------------------------------------


@register.simple_tag
def button(
    text: str,
    *,
    href: str | None = None,
    kind: str = "primary",
    name: str | None = None,
    value: str | None = None,
    form: str | None = None,
    id: str | None = None,
) -> SafeString:
    """A button that sends its form, or with `href` a link that looks like one."""
    return _drawn("button", text=text, href=href, look=_look(kind), name=name, value=value, form=form, id=id)


@register.simple_tag(takes_context=True)
def post_button(
    context: Context,
    text: str,
    *,
    to: str,
    kind: str = "primary",
    name: str | None = None,
    value: str = "",
    about: str | None = None,
) -> SafeString:
    """A form of one button. `about` completes its words for those who hear the page: "Agree" … "to join Rowan"."""
    token = context.get("csrf_token")
    return _drawn(
        "post_button", text=text, to=to, look=_look(kind), name=name, value=value, about=about, csrf_token=token
    )


@register.simple_block_tag
def actions_row(content: SafeString) -> SafeString:
    """Buttons in a row."""
    return _drawn("actions_row", content=content)


@register.simple_tag
def search_form(
    label: str, *, value: str = "", action: str | None = None, name: str = "q", hint: str | None = None
) -> SafeString:
    """A box to search with. It asks by GET, so that what was found has an address."""
    return _drawn("search_form", label=label, value=value, action=action, name=name, hint=hint)


# --- what holds content -------------------------------------------------------------------------


@register.simple_block_tag
def card(
    content: SafeString,
    *,
    heading: str | None = None,
    href: str | None = None,
    lead: str | None = None,
    level: int = 2,
    id: str | None = None,
) -> SafeString:
    """A white card."""
    return _drawn("card", content=content, heading=heading, href=href, lead=lead, level=level, id=id)


@register.simple_block_tag
def panel(content: SafeString, heading: str) -> SafeString:
    """The warm box of the one next step: at most one on a page."""
    return _drawn("panel", content=content, heading=heading)


@register.simple_block_tag
def empty(content: SafeString, heading: str, *, button_text: str | None = None, button_href: str = "") -> SafeString:
    """What a page says while it has nothing: what will be here, why it matters, how to begin."""
    return _drawn("empty", content=content, heading=heading, button_text=button_text, button_href=button_href)


@register.simple_block_tag
def inset(content: SafeString) -> SafeString:
    """Words set apart from the rest."""
    return _drawn("inset", content=content)


@register.simple_block_tag
def warning(content: SafeString) -> SafeString:
    """Something to know before going on."""
    return _drawn("warning", content=content)


@register.simple_block_tag
def details(content: SafeString, summary: str, *, open: bool = False) -> SafeString:
    """More, for those who ask for it."""
    return _drawn("details", content=content, summary=summary, open=open)


@register.simple_block_tag
def explain(content: SafeString, word: str) -> SafeString:
    """A word of the field that opens to its meaning, in the middle of a sentence."""
    return _drawn("explain", content=_bare(content), word=word, id=f"word-{crc32(f'{word}{content}'.encode()):x}")


# --- lists and tables ---------------------------------------------------------------------------


@register.simple_block_tag
def rows(content: SafeString) -> SafeString:
    """A list of `item`s with lines between them."""
    return _drawn("rows", content=content)


@register.simple_block_tag
def item(content: SafeString, heading: str, *, href: str | None = None, line: str | None = None) -> SafeString:
    """One row: what it is, a line about it, and at the right whatever stands inside the block."""
    return _drawn("item", content=_bare(content), heading=heading, href=href, line=line)


@register.simple_tag
def needs(notices: Any, *, heading: str | None = None, empty: str | None = None) -> SafeString:
    """What needs you: things with a headline, a body and a link, each doable in one step."""
    heading, empty = heading or _("What needs you"), empty or _("Nothing needs you today.")
    return _drawn("needs", notices=notices, heading=heading, empty=empty)


@register.simple_block_tag
def summary_list(content: SafeString) -> SafeString:
    """Facts about one thing, as `row`s."""
    return _drawn("summary_list", content=content)


@register.simple_block_tag
def row(content: SafeString, key: str, *, change: str | None = None, change_text: str | None = None) -> SafeString:
    """One fact. `change` is where it can be corrected."""
    return _drawn("row", content=content, key=key, change=change, change_text=change_text or _("Change"))


@register.simple_block_tag
def table(content: SafeString, caption: str, *, hide_caption: bool = False) -> SafeString:
    """A table that scrolls by itself on a phone."""
    return _drawn("table", content=content, caption=caption, hide_caption=hide_caption)


# --- small signs --------------------------------------------------------------------------------


@register.simple_tag
def tag(text: str, *, tone: str = "grey") -> SafeString:
    """The state of a thing in a word or two."""
    return _drawn("tag", text=text, tone=_tone(tone))


@register.simple_tag
def figure_number(value: Any, label: str, *, href: str | None = None, note: str | None = None) -> SafeString:
    """A number that opens to what it was computed from."""
    return _drawn("figure_number", value=value, label=label, href=href, note=note)


@register.simple_tag
def meter(stage: int, *, of: int = 4, tone: str = "leaf", label: str | None = None) -> SafeString:
    """How many of `of` stages are reached, as a bar of so many parts."""
    said = _("Stage %(stage)s of %(of)s") % {"stage": stage, "of": of}
    parts = [number < stage for number in range(of)]
    return _drawn("meter", parts=parts, tone=_tone(tone), label=f"{label}: {said}" if label else said)


@register.simple_tag
def stage(level: int | None, stages: Sequence[str], *, ring: str | None = None, about: str | None = None) -> SafeString:
    """A stage (from 0) as pips and its name. `ring` adds a mark: agree, disagree or unknown; `about`: whose it is."""
    return _drawn("stage", about=about, **staging.layout(level, stages, ring))


@register.simple_tag
def share(part: int, whole: int, label: str, *, tone: str = "leaf") -> SafeString:
    """A bar, and its words: "4 of 6 leaders have marked"."""
    said = mark_safe(  # noqa: S308 the label may be text that a template has escaped already
        _("%(part)s of %(whole)s %(label)s") % {"part": part, "whole": whole, "label": conditional_escape(label)}
    )
    percent = round(100 * part / whole) if whole else 0
    return _drawn("share", percent=percent, words=said, tone=_tone(tone))


@register.simple_tag
def avatar(name: str) -> SafeString:
    """The first letters of a name in a circle. A decoration: write the name beside it."""
    letters = [part[0] for part in str(name).split() if part[:1].isalpha()]
    return _drawn("avatar", initials="".join(letters[:1] + letters[1:][-1:]).upper())


@register.filter
def percent(share: float | None) -> str:
    """A share as per cent, or a dash."""
    return "–" if share is None else f"{round(share * 100)} %"


# --- finding the way ----------------------------------------------------------------------------


@register.simple_tag
def breadcrumbs(*trail: str) -> SafeString:
    """Where this page lies: label, address, label, address, and last the label of this page."""
    labels, hrefs = trail[::2], [*trail[1::2], ""]
    return _drawn("breadcrumbs", crumbs=list(zip(labels, hrefs, strict=False)))


@register.simple_tag
def back_link(href: str, text: str | None = None) -> SafeString:
    """One step back."""
    return _drawn("back_link", href=href, text=text or _("Back"))


@register.simple_tag(takes_context=True)
def pager(context: Context, page: Page[Any]) -> SafeString:
    """The way through the pages of a long list. It keeps whatever else the address asks for."""
    if page.paginator.num_pages < 2:
        return mark_safe("")
    asked = context["request"].GET.copy()

    def address(number: int) -> str:
        asked["page"] = str(number)
        return f"?{asked.urlencode()}"

    links = [
        {"number": number, "current": number == page.number, "href": address(number)}
        if isinstance(number, int)
        else {"href": None}
        for number in page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    ]
    before = address(page.previous_page_number()) if page.has_previous() else None
    after = address(page.next_page_number()) if page.has_next() else None
    return _drawn("pager", links=links, previous=before, next=after)


# --- forms --------------------------------------------------------------------------------------


@register.simple_tag
def form_errors(form: Any) -> SafeString:
    """What is wrong with the answers, each with a link to its field. `{{ form }}` has it already."""
    return fields.error_summary(form)


@register.simple_tag
def form_fields(form: Any) -> SafeString:
    """The same as `{{ form }}`."""
    return form.render()  # type: ignore[no-any-return]


@register.simple_tag
def field_markup(field: BoundField) -> SafeString:
    """One field whole. `{{ form }}` and `{{ form.name.as_field_group }}` come here."""
    return fields.drawn(field)
