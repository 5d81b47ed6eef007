"""Forms: how they are drawn, and how they do what they ask for."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import date
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting
from django.forms.utils import pretty_name
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tilth.web.fields import error_summary
from tilth.web.refusal import Refusal
from tilth.web.typed import one_line

__all__ = ["DayField", "Form", "GridField", "LineField", "Renderer", "WeekField", "day_asked", "error_summary"]


class Renderer(TemplatesSetting):
    """Draws forms in the design system's markup."""

    form_template_name = "web/fields/form.html"
    field_template_name = "web/fields/field.html"


class Form(forms.Form):
    """A form that does what it asks for: `does` runs an action, and keeps what was typed if it is refused."""

    result: Any = None
    says_optional = True  # False where nothing has to be answered, as when searching

    def full_clean(self) -> None:
        """Check the answers; what is missing is said by the name of its field."""
        plain = forms.Field.default_error_messages["required"]
        for name, field in self.fields.items():
            if field.error_messages.get("required") == plain:
                label = field.label or pretty_name(name)
                field.error_messages["required"] = _("This needs an answer: %(label)s") % {"label": label}
        super().full_clean()

    def does(self, action: Callable[..., Any], **known: Any) -> bool:
        """Run `action` with `known` and the cleaned answers: False if unbound, wrong or refused; else see `result`."""
        if not self.is_valid():
            return False
        try:
            self.result = action(**known, **self.cleaned_data)
        except Refusal as no:
            self.add_error(no.field if no.field in self.fields else None, no.message)
        return not self.errors


class LineField(forms.CharField):
    """A name or a few words on one line, without signs that cannot be seen."""

    def to_python(self, value: Any) -> str:
        return one_line(super().to_python(value) or "")


FIRST_YEAR, LAST_YEAR = 1900, 2200


class DayField(forms.DateField):
    """A day, picked in the browser's own calendar or typed the way people write days."""

    default_error_messages = {"invalid": _("Enter a day, like 24/11/2026.")}

    def __init__(self, **kwargs: Any) -> None:
        written = ["%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%d %m %Y", "%d %B %Y", "%d %b %Y", "%d/%m/%y"]
        super().__init__(input_formats=written, **kwargs)

    def to_python(self, value: Any) -> date | None:
        """The day, in a year in which people of this house can have lived: a slip of the finger is no year 202."""
        day = super().to_python(value)
        if day and not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return day


def day_asked(request: HttpRequest, name: str = "on") -> date:
    """The day an address looks back to: `?on=2026-05-01`. Today where it names none, or none that makes sense."""
    today = timezone.localdate()
    try:
        day = DayField(required=False).clean(request.GET.get(name, ""))
    except forms.ValidationError:
        return today
    return min(day or today, today)


# --- the half-hours of a week -------------------------------------------------------------------


DURING_LESSONS = _("During lessons")


class WeekTable(forms.CheckboxSelectMultiple):
    """The half-hours of a week as a table to tick: days across, times down. Times that few tick are folded away."""

    field_template = "web/fields/week.html"

    def __init__(self, days: Sequence[Any], times: Sequence[str], folded: Collection[str], rest: Any) -> None:
        super().__init__()
        self.days, self.times, self.folded, self.rest = days, times, folded, rest

    def picture(self, field: BoundField) -> dict[str, Any]:
        """What the template shows: a line for each time, a box for each day in it."""
        ticked = {str(value) for value in field.value() or []}
        lines = [
            (time, [(str(place), day, str(place) in ticked) for day, place in self._places(number)])
            for number, time in enumerate(self.times)
        ]
        folded = [(time, places) for time, places in lines if time in self.folded]
        return {
            "days": [(str(day)[:3], day) for day in self.days],
            "lines": [(time, places) for time, places in lines if time not in self.folded],
            "folded": folded,
            "rest": self.rest,
            "open": any(ticked for _time, places in folded for _value, _day, ticked in places),
        }

    def _places(self, time: int) -> list[tuple[Any, int]]:
        return [(day, number * len(self.times) + time) for number, day in enumerate(self.days)]


class WeekField(forms.TypedMultipleChoiceField):
    """Half-hours of a week: the answer is a list of whole numbers, day by day (`day * len(times) + time`), from 0.

    Those folded away stand under the words of `rest`.
    """

    def __init__(
        self,
        *,
        days: Sequence[Any],
        times: Sequence[str],
        folded: Collection[str] = (),
        rest: Any = DURING_LESSONS,
        **kwargs: Any,
    ) -> None:
        choices = [(d * len(times) + t, f"{day} {time}") for d, day in enumerate(days) for t, time in enumerate(times)]
        super().__init__(choices=choices, coerce=int, widget=WeekTable(days, times, folded, rest), **kwargs)


# --- a place on the partnership grid ------------------------------------------------------------


class GridTable(forms.RadioSelect):
    """The partnership grid to mark: depth across, structure up."""

    field_template = "web/fields/grid.html"

    def picture(self, field: BoundField) -> dict[str, Any]:
        """What the template shows: tightest structure first, a place for each depth in it."""
        chosen = field.field.prepare_value(field.value())
        steps = range(1, 7)
        lines = [(s, [(f"{d}-{s}", d, f"{d}-{s}" == chosen) for d in steps]) for s in reversed(steps)]
        return {"depths": list(steps), "lines": lines}


class GridField(forms.ChoiceField):
    """A place on the partnership grid: the answer is `(depth, structure)`, each 1 to 6."""

    def __init__(self, **kwargs: Any) -> None:
        steps = range(1, 7)
        said = _("depth %(depth)s, structure %(structure)s")
        places = [(f"{d}-{s}", said % {"depth": d, "structure": s}) for d in steps for s in steps]
        super().__init__(choices=places, widget=GridTable(), **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return f"{value[0]}-{value[1]}" if isinstance(value, tuple) else value

    def clean(self, value: Any) -> Any:
        """`(depth, structure)`, or None where nothing was marked and nothing had to be."""
        depth, _dash, structure = super().clean(value).partition("-")
        return (int(depth), int(structure)) if depth else None
