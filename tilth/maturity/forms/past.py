"""Asking how it was on a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tilth.web.forms import DayField, Form

if TYPE_CHECKING:
    from datetime import date


class LookBack(Form):
    """A day that has been."""

    on = DayField(label=_("Show how it was on"))

    def clean_on(self) -> date:
        day: date = self.cleaned_data["on"]
        if day > timezone.localdate():
            raise ValidationError(_("Choose a day that has been. This page shows today."))
        return day
