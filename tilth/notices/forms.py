"""What people may tell us about hearing from us."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from tilth.notices.queries import CHOICES
from tilth.web.forms import Form


class ChooseRhythm(Form):
    """How often to hear by e-mail."""

    choice = forms.ChoiceField(
        label=_("Tilth writes to me"),
        help_text=_("Codes for signing in always come at once."),
        choices=CHOICES,
        widget=forms.RadioSelect,
    )
