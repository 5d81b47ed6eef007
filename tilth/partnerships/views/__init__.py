"""Pages about partnerships, split by noun."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages

from tilth.partnerships import forms
from tilth.people.pages import Asked


def press(request: Asked, action: Callable[..., Any], done: str, **known: Any) -> bool:
    """Do what a button without questions asks for, and say on the next page how it went."""
    form = forms.Confirm(request.POST)
    if form.does(action, by=request.user, **known):
        messages.success(request, done)
        return True
    for no in form.non_field_errors():
        messages.error(request, str(no))
    return False
