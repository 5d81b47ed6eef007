"""What people may say to us about schools."""

from __future__ import annotations

from django import forms
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from tilth.web.forms import Form


class Search(Form):
    """One box for everything by which a school is known. With JavaScript it answers while you type."""

    says_optional = False
    q = forms.CharField(
        label=_("Name, town, postcode, number or trust"),
        required=False,
        max_length=120,
        widget=forms.TextInput(
            attrs={
                "type": "search",
                "autocomplete": "off",
                "hx-get": reverse_lazy("schools:search"),
                "hx-trigger": "input changed delay:250ms, search",
                "hx-target": "#found",
                "hx-replace-url": "true",
                "hx-sync": "this:queue last",
            }
        ),
    )


class Upload(Form):
    """A register to read."""

    file = forms.FileField(
        label=_("The register's file"),
        allow_empty_file=True,
        help_text=_("A CSV file or an Excel workbook (.xlsx), as the register gives it. You need not change it first."),
    )


class Nothing(Form):
    """A button: there is nothing to fill in."""
