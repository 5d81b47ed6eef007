"""E-mail addresses as people type them."""

from __future__ import annotations

import pytest

from tilth.people import forms

LONG = "a" * 60 + "@" + ".".join(["rowan" * 12] * 4) + ".example"


@pytest.mark.parametrize("form", [forms.me.NewAddress, forms.rosters.AddPerson])
def test_an_address_longer_than_any_address_is_refused_at_its_field(form: type) -> None:
    assert len(LONG) > 254
    assert "254" in str(form({"email": LONG}).errors["email"])
