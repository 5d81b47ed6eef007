"""Forms: how they are drawn, and how they do what they ask for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.forms.renderers import TemplatesSetting

from tilth.web.refusal import Refusal


class Renderer(TemplatesSetting):
    """Draws forms in the design system's markup."""


class Form(forms.Form):
    """A form that does what it asks for: `does` runs an action with the answers, and keeps what was typed if it is refused."""

    result: Any = None

    def does(self, action: Callable[..., Any], **known: Any) -> bool:
        """Run `action` with `known` and the cleaned answers. False when unbound, wrong or refused; else see `result`."""
        if not self.is_valid():
            return False
        try:
            self.result = action(**known, **self.cleaned_data)
        except Refusal as no:
            self.add_error(no.field if no.field in self.fields else None, no.message)
        return not self.errors
