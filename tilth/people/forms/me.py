"""What a person may say about themself."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tilth.people import queries
from tilth.people.domain.words import plain_code
from tilth.people.models import LONGEST_ADDRESS, Sharing
from tilth.web.forms import Form, LineField


class Name(Form):
    """The name everybody reads."""

    name = LineField(
        label=_("Your name"),
        max_length=150,
        help_text=_("As colleagues know you."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )


class NewAddress(Form):
    """Another e-mail address."""

    email = forms.EmailField(
        label=_("Your new e-mail address"),
        max_length=LONGEST_ADDRESS,
        help_text=_("We send a code to it. Until you type that code, nothing changes."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


class AddressCode(Form):
    """The code that proves a new address."""

    code = forms.CharField(
        label=_("The code from the e-mail"),
        widget=forms.TextInput(attrs={"class": "govuk-input--width-10", "autocomplete": "one-time-code"}),
    )

    def clean_code(self) -> str:
        return plain_code(self.cleaned_data["code"])


class Shared(Form):
    """A switch for each thing that others may see."""

    says_optional = False
    show_email = forms.BooleanField(label=queries.SWITCHES["show_email"], required=False)
    show_subject = forms.BooleanField(label=queries.SWITCHES["show_subject"], required=False)
    show_offers = forms.BooleanField(label=queries.SWITCHES["show_offers"], required=False)
    show_free_time = forms.BooleanField(label=queries.SWITCHES["show_free_time"], required=False)

    def __init__(self, *args: Any, sharing: Sharing, **kwargs: Any) -> None:
        kwargs["initial"] = {switch: getattr(sharing, switch) for switch in queries.SWITCHES}
        super().__init__(*args, **kwargs)


class Forget(Form):
    """A person who asks to be forgotten says that they have understood."""

    understood = forms.BooleanField(
        label=_("I understand that this cannot be undone once it has happened"),
        error_messages={"required": _("Tick the box if you want us to go on.")},
    )
