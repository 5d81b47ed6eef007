"""What the way in asks for: a receipt, a blinded token, a number of slips to print."""

from __future__ import annotations

from base64 import urlsafe_b64decode
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tilth.trays.domain import slips
from tilth.web.forms import Form

MOST_AT_ONCE = 400
MOST_ON_A_CARD = 2  # of the behaviours exercise: one about oneself, one about the team


class Take(Form):
    """A button, and a random word by which a second press of it is known for what it is."""

    receipt = forms.CharField(min_length=16, max_length=64, widget=forms.HiddenInput)


class PackedField(forms.CharField):
    """Bytes, written as text."""

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value) or ""
        try:
            return urlsafe_b64decode(text + "=" * (-len(text) % 4))
        except ValueError as fault:
            raise forms.ValidationError(_("This cannot be read.")) from fault

    def run_validators(self, value: Any) -> None:
        """What the bytes mean is looked at by those who know."""


class Blinded(Form):
    """A token that the browser has blinded."""

    blinded = PackedField(widget=forms.HiddenInput)


class Papers(Form):
    """How many slips to print. `left` tells a page that was sent twice from a wish for more."""

    count = forms.IntegerField(
        min_value=1,
        max_value=MOST_AT_ONCE,
        label=_("How many slips?"),
        widget=forms.NumberInput({"class": "govuk-input--width-4"}),
    )
    left = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, papers_left: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.papers_left = papers_left

    def clean(self) -> dict[str, Any]:
        """What is drawn. A page that was opened before the last slips were drawn draws no more."""
        said = dict(self.cleaned_data)
        if said.pop("left", None) != self.papers_left:
            raise forms.ValidationError(
                _("Slips have been made since you opened this page. Look whether you have them, and how many are left.")
            )
        if said.get("count", 0) > self.papers_left:
            self.add_error("count", _("So many are not left."))
        return said


class Codes(Form):
    """Slips that were just made, sent back to be drawn as a PDF: nothing of them is kept in between."""

    codes = forms.CharField(max_length=2 * 20 * MOST_AT_ONCE, widget=forms.HiddenInput)

    def clean_codes(self) -> list[list[str]]:
        """A card on each line, with one slip on it or two."""
        lines = [[slips.read(word) for word in line.split()] for line in self.cleaned_data["codes"].splitlines()]
        if not all(slip for line in lines for slip in line) or not all(
            0 < len(line) <= MOST_ON_A_CARD for line in lines
        ):
            raise forms.ValidationError(_("These are no slips."))
        return [[str(slip) for slip in line] for line in lines]
