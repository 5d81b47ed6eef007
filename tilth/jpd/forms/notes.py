"""What people may write in a note on a page of ours."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tilth.jpd.domain.notes import LONGEST_LINE
from tilth.jpd.models import Moment, Note
from tilth.web.forms import Form, LineField

SMALL = {"class": "govuk-radios--small govuk-radios--inline"}
LARGEST_FILE = 12_000_000
KINDS = [
    (Moment.Kind.SEEN.value, _("I saw or heard it")),
    (Moment.Kind.COUNTED.value, _("I want to count it")),
    (Moment.Kind.WONDERED.value, _("I wonder about it")),
]


class Begin(Form):
    """What kind of note it will be."""

    kind = forms.ChoiceField(label=_("What is it?"), choices=Note.Kind, initial=Note.Kind.OBSERVATION)


class AddLine(Form):
    """One line: first what was seen, then what it may mean."""

    text = forms.CharField(
        label=_("Write down one thing"),
        help_text=_("What somebody did or said, without a name of a child. What it may mean comes later."),
        max_length=LONGEST_LINE,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    kind = forms.ChoiceField(
        label=_("What is it?"), choices=KINDS, initial=Moment.Kind.SEEN.value, widget=forms.RadioSelect(attrs=SMALL)
    )


class AddPhoto(Form):
    """A photo of work, not of people."""

    photo = forms.FileField(label=_("Photo of work"), widget=forms.FileInput(attrs={"accept": "image/*"}))
    text = LineField(label=_("What it shows"), max_length=200, required=False)
    no_faces = forms.BooleanField(
        label=_("There is no face and no child’s name in it"),
        error_messages={"required": _("Tick this once you have looked: photos of people are not kept here.")},
    )

    def clean_photo(self) -> bytes:
        """The photo itself. An error when it is too large."""
        photo = self.cleaned_data["photo"]
        if photo.size > LARGEST_FILE:
            raise forms.ValidationError(_("This photo has more than 12 MB. Send a smaller one."))
        return bytes(photo.read())

    def clean(self) -> dict[str, Any]:
        """Without the tick: it was there, and nothing is made of it."""
        kept = super().clean() or self.cleaned_data
        kept.pop("no_faces", None)
        return {**kept, "kind": Moment.Kind.PHOTO.value}
