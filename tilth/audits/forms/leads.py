"""What a head says of whom people can ask."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from tilth.audits.models import ProtectionLead
from tilth.web.forms import Form, LineField


class NameLead(Form):
    """The school's data-protection lead."""

    name = LineField(label=_("Name"), max_length=150)
    email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_("Everybody who is asked at your school sees both. They need not have an account here."),
    )


def named(lead: ProtectionLead | None) -> dict[str, str]:
    """The form's first answers."""
    return {"name": lead.name, "email": lead.email} if lead else {}
