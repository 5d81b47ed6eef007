"""What people may say about the vocabulary."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tilth.topics import queries
from tilth.web.forms import Form


class TakeUp(Form):
    """Into which area somebody's own words go."""

    area = forms.ModelChoiceField(queries.areas(), label=_("Area"), required=False)


class Merge(Form):
    """Which topic means the same."""

    into = forms.ModelChoiceField(queries.usable(), label=_("The topic that means the same"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["into"].queryset = queries.usable().order_by("name")  # type: ignore[attr-defined]
