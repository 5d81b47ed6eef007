"""How each kind of field is drawn: its widget says which macro of the design system, and with what.

The macros come from govuk-frontend-jinja. Its environment and each macro are made once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, time
from functools import cache
from typing import Any

import jinja2
from django import forms
from django.forms import widgets
from django.forms.boundfield import BoundField
from django.template.loader import render_to_string
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

Params = dict[str, Any]


# --- the macros ---------------------------------------------------------------------------------


@cache
def _environment() -> jinja2.Environment:
    loader = jinja2.PrefixLoader({"govuk_frontend_jinja": jinja2.PackageLoader("govuk_frontend_jinja")})
    return jinja2.Environment(loader=loader, autoescape=True, undefined=jinja2.ChainableUndefined)


@cache
def _macro(component: str) -> Callable[[Params], str]:
    module = _environment().get_template(f"govuk_frontend_jinja/components/{component}/macro.html").module
    name = "govuk" + "".join(part.capitalize() for part in component.split("-"))
    return getattr(module, name)  # type: ignore[no-any-return]


def macro(component: str, params: Params) -> SafeString:
    """One component of the design system, by its own name: "error-summary", "input"."""
    return mark_safe(str(_macro(component)(params)).strip())  # noqa: S308


# --- what all fields have -----------------------------------------------------------------------


def _label(field: BoundField) -> SafeString:
    says_optional = getattr(field.form, "says_optional", True)
    if field.field.required or field.field.disabled or not says_optional:
        return conditional_escape(field.label)
    return format_html('{} <span class="tilth-optional">{}</span>', field.label, _("(optional)"))


def _attributes(field: BoundField, *, without: tuple[str, ...] = ()) -> Params:
    kept = {**field.field.widget.attrs}
    for name in ("class", "id", "required", "aria-describedby", *without):
        kept.pop(name, None)
    return {name: True if value is True else str(value) for name, value in kept.items() if value not in (False, None)}


def _common(field: BoundField) -> Params:
    params: Params = {
        "id": field.auto_id,
        "idPrefix": field.auto_id,
        "name": field.html_name,
        "classes": str(field.field.widget.attrs.get("class", "")),
        "disabled": field.field.disabled,
    }
    if field.help_text:
        params["hint"] = {"html": conditional_escape(field.help_text)}
    if field.errors:
        params["errorMessage"] = {"html": mark_safe("<br>".join(conditional_escape(str(e)) for e in field.errors))}  # noqa: S308
    return params


def _value(field: BoundField) -> str:
    value = field.field.widget.format_value(field.value())
    return "" if value is None else str(value)


# --- one function for each kind of widget -------------------------------------------------------


def _input(field: BoundField) -> SafeString:
    widget = field.field.widget
    kind = getattr(widget, "input_type", "text")
    params = _common(field) | {"label": {"html": _label(field)}, "type": kind, "value": _value(field)}
    return macro("input", params | {"attributes": _attributes(field)})


def _number(field: BoundField) -> SafeString:
    """A number is typed as text: the arrows of a number box change it by accident, and letters are lost silently."""
    whole = isinstance(field.field, forms.IntegerField) and not isinstance(field.field, forms.DecimalField)
    params = _common(field) | {
        "label": {"html": _label(field)},
        "value": _value(field),
        "inputmode": "numeric" if whole else "decimal",
        "attributes": _attributes(field, without=("min", "max", "step")),
    }
    params["classes"] = params["classes"] or "govuk-input--width-5"
    return macro("input", params)


def _moment(field: BoundField) -> SafeString:
    """A day or a time as the browser's own picker, which needs the value as ISO writes it."""
    kinds = {widgets.DateTimeInput: ("datetime-local", 16), widgets.TimeInput: ("time", 5)}
    found = (named for each, named in kinds.items() if isinstance(field.field.widget, each))
    kind, letters = next(found, ("date", 10))  # times go to the minute
    value = field.value()
    written = value.isoformat()[:letters] if isinstance(value, date | time) else value
    params = _common(field) | {"label": {"html": _label(field)}, "type": kind, "value": written or ""}
    params["classes"] = params["classes"] or "govuk-input--width-10"
    return macro("input", params | {"attributes": _attributes(field)})


def _textarea(field: BoundField) -> SafeString:
    attrs = field.field.widget.attrs
    longest = attrs.get("maxlength")
    params = _common(field) | {
        "label": {"html": _label(field)},
        "value": _value(field),
        "rows": 4 if attrs.get("rows") == "10" else attrs["rows"],  # Django's own ten lines frighten
        "attributes": _attributes(field, without=("rows", "cols", "maxlength")),
    }
    if longest is None:
        return macro("textarea", params)
    return macro("character-count", params | {"maxlength": longest, "threshold": "60"})


def _file(field: BoundField) -> SafeString:
    params = _common(field) | {
        "label": {"html": _label(field)},
        "attributes": _attributes(field, without=("multiple",)),
    }
    return macro("file-upload", params | {"multiple": getattr(field.field.widget, "allow_multiple_selected", False)})


def _choices(field: BoundField) -> Iterator[Params]:
    """Each choice for a macro; a named group of choices begins with its name between them."""
    widget = field.field.widget
    hints = getattr(widget, "hints", {})
    for group, options, _index in widget.optgroups(field.html_name, widget.format_value(field.value()), {}):
        if group:
            yield {"divider": str(group)}
        for option in options:
            item: Params = {
                "value": str(option["value"]),
                "html": conditional_escape(option["label"]),
                "text": str(option["label"]),
                "checked": option["selected"],
                "selected": option["selected"],
                "disabled": field.field.disabled,
            }
            if hint := hints.get(option["value"]):
                item["hint"] = {"html": conditional_escape(hint)}
            yield item


def _several(component: str) -> Callable[[BoundField], SafeString]:
    def draw(field: BoundField) -> SafeString:
        params = _common(field) | {
            "fieldset": {"legend": {"html": _label(field)}},
            "items": list(_choices(field)),
            "attributes": _attributes(field),
        }
        return macro(component, params)

    return draw


def _select(field: BoundField) -> SafeString:
    items = [item for item in _choices(field) if "divider" not in item]
    attributes = _attributes(field)
    if field.field.widget.allow_multiple_selected:
        attributes["multiple"] = True
    params = _common(field) | {"label": {"html": _label(field)}, "items": items, "attributes": attributes}
    return macro("select", params)


def _tick(field: BoundField) -> SafeString:
    """One box to tick: its words stand beside it, so it needs neither a legend nor "(optional)"."""
    params = _common(field)
    item = {
        "value": "on",
        "html": conditional_escape(field.label),
        "checked": field.field.widget.check_test(field.value()),
        "hint": params.pop("hint", None),
        "disabled": field.field.disabled,
        "attributes": _attributes(field),
    }
    return macro("checkboxes", params | {"items": [item]})


def _hidden(field: BoundField) -> SafeString:
    return mark_safe(str(field))  # noqa: S308


def _own(field: BoundField) -> SafeString:
    """A widget of ours that draws the whole field with its own template."""
    widget = field.field.widget
    given = {"hint": None, "errorMessage": None, **_common(field)}
    given |= {"field": field, "legend": _label(field), **widget.picture(field)}
    return mark_safe(render_to_string(widget.field_template, given))  # noqa: S308


# CheckboxSelectMultiple is a kind of RadioSelect, so it stands before it; Select is what both come from.
DRAW: list[tuple[type[widgets.Widget], Callable[[BoundField], SafeString]]] = [
    (widgets.HiddenInput, _hidden),
    (widgets.MultipleHiddenInput, _hidden),
    (widgets.CheckboxSelectMultiple, _several("checkboxes")),
    (widgets.RadioSelect, _several("radios")),
    (widgets.Select, _select),
    (widgets.CheckboxInput, _tick),
    (widgets.FileInput, _file),
    (widgets.Textarea, _textarea),
    (widgets.DateTimeBaseInput, _moment),
    (widgets.NumberInput, _number),
    (widgets.Input, _input),
]


def drawn(field: BoundField) -> SafeString:
    """A field whole: label, hint, what is wrong with it, and the widget."""
    if hasattr(field.field.widget, "field_template"):
        return _own(field)
    for kind, draw in DRAW:
        if isinstance(field.field.widget, kind):
            return draw(field)
    raise TypeError(f"{type(field.field.widget).__name__} has no drawing yet: add one to tilth.web.fields.DRAW.")


def error_summary(form: forms.BaseForm) -> SafeString:
    """What is wrong with the answers, at the top, each with a link to its field. Nothing when nothing is wrong."""
    if not form.is_bound or not form.errors:
        return mark_safe("")
    listed: list[Params] = [{"html": conditional_escape(str(error))} for error in form.non_field_errors()]
    for field in form:
        target = {} if field.is_hidden else {"href": f"#{field.auto_id}"}
        listed += [{"html": conditional_escape(str(error)), **target} for error in field.errors]
    return macro("error-summary", {"titleText": _("There is a problem"), "errorList": listed})
