"""What people may say about instruments of their own."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import global_settings
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from tilth.audits import wording
from tilth.audits.domain.instruments import Audience, Instrument, Item, Kind
from tilth.audits.queries import instruments as queries
from tilth.partnerships.models import Partnership
from tilth.people.models import Person
from tilth.schools.models import School
from tilth.web.forms import Form, LineField

LONGEST_LINE, LONGEST_PURPOSE, LONGEST_ASPECT, LONGEST_LABEL = 300, 1200, 60, 40


class Drawings(forms.RadioSelect):
    """Our drawings to choose from, shown as they are."""

    field_template = "audits/instruments/drawings.html"

    def picture(self, field: BoundField) -> dict[str, Any]:
        """What the template shows: each drawing with its name, and which is chosen."""
        return {
            "chosen": field.value() or "",
            "drawings": [(name, f"audits/icons/{name}.html", words) for name, words in wording.ICONS.items()],
        }


class CopyInstrument(Form):
    """Whose own it becomes."""

    owner = forms.ChoiceField(label=_("Whose own should it be?"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, instrument: Instrument, viewer: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.owners = {str(owner.id): owner for owner in queries.owners_for(viewer, instrument)}
        self.fields["owner"].choices = [(key, str(owner)) for key, owner in self.owners.items()]  # type: ignore[attr-defined]
        if len(self.owners) == 1:
            self.fields["owner"].initial = next(iter(self.owners))

    def clean_owner(self) -> School | Partnership:
        return self.owners[self.cleaned_data["owner"]]


class InstrumentWords(Form):
    """What a draft is called, why it is asked, and what its choices are called: enough to translate it."""

    title = LineField(label=_("What is it called?"), max_length=100)
    purpose = forms.CharField(
        label=_("Why is it asked?"),
        help_text=_("People read this before they answer."),
        max_length=LONGEST_PURPOSE,
        widget=forms.Textarea({"rows": 5}),
    )
    about = LineField(
        label=_("Who or what is it about?"),
        help_text=_("It completes “our school asks about …”: your headteacher and senior team."),
        max_length=100,
    )
    language = forms.ChoiceField(
        label=_("In which language is it written?"),
        help_text=_("Browsers and screen readers read it out in this language."),
    )

    def __init__(self, *args: Any, instrument: Instrument, **kwargs: Any) -> None:
        known = {"title": instrument.title, "purpose": instrument.purpose, "about": instrument.about}
        super().__init__(*args, **kwargs)
        self.initial = {**known, "language": instrument.language}
        self.fields["language"].choices = languages(instrument.language)  # type: ignore[attr-defined]
        for number, choice in enumerate(instrument.choices, start=1):
            self.fields[f"label-{number}"] = LineField(
                label=_("What is answer %(number)s called?") % {"number": number},
                initial=choice.label,
                max_length=LONGEST_LABEL,
            )
        self.labels = [f"label-{number}" for number in range(1, len(instrument.choices) + 1)]

    def clean(self) -> dict[str, Any]:
        """The labels as one list, each different from the others."""
        labels = [self.cleaned_data.pop(name, "") for name in self.labels]
        for place, (name, label) in enumerate(zip(self.labels, labels, strict=True)):
            if label and label.casefold() in [each.casefold() for each in labels[:place]]:
                self.add_error(name, _("Two answers cannot be called the same."))
        self.cleaned_data["labels"] = labels
        return self.cleaned_data


def languages(own: str) -> list[tuple[str, Any]]:
    """The languages we know by name, and the one it is written in already."""
    known: list[tuple[str, Any]] = [(code, _(name)) for code, name in global_settings.LANGUAGES]
    return known if own in dict(known) else [(own, own), *known]


class ItemWords(Form):
    """One item: what it is about, and how it is said."""

    aspect = LineField(
        label=_("What is it about?"),
        help_text=_("In two or three words. They stand beside its bar in the results."),
        max_length=LONGEST_ASPECT,
    )
    text = LineField(
        label=_("What do people read?"),
        help_text=_("One thought, in a short sentence, about what somebody does or feels. Name nobody."),
        max_length=LONGEST_LINE,
    )
    reversed = forms.BooleanField(
        label=_("It is put the other way round"),
        help_text=_("Agreeing is bad news here: “Much of what colleagues promise is left undone.”"),
        required=False,
    )
    icon = forms.ChoiceField(label=_("Which drawing stands beside it?"), required=False, widget=Drawings)

    def __init__(self, *args: Any, instrument: Instrument, item: Item | None = None, **kwargs: Any) -> None:
        known = item.model_dump(include={"aspect", "text", "reversed", "icon"}) if item else {}
        super().__init__(*args, **kwargs)
        self.initial = known
        self.fields["icon"].choices = [("", _("None")), *wording.ICONS.items()]  # type: ignore[attr-defined]
        if len(instrument.choices) % 2 or instrument.kind is Kind.BEHAVIOURS:  # a middle answer has no opposite
            del self.fields["reversed"]
        if Audience.STUDENTS not in instrument.audiences:
            del self.fields["icon"]


class MoveItem(Form):
    """A step up or down for one item."""

    up = forms.SlugField(required=False)
    down = forms.SlugField(required=False)

    def clean(self) -> dict[str, Any]:
        up, down = (self.cleaned_data.pop(name, "") for name in ("up", "down"))
        if not (up or down):
            raise ValidationError(_("Choose which one to move."))
        return {"item": up or down, "steps": -1 if up else 1}


class DropItem(Form):
    """One item to leave out."""

    item = forms.SlugField()
