"""What signing in asks: allauth's forms, in our words."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import ConfirmLoginCodeForm, LoginForm, RequestLoginCodeForm
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from allauth.socialaccount.forms import DisconnectForm
from django import forms
from django.utils.translation import gettext_lazy as _


def _say(field: forms.Field, label: Any, hint: Any = "", **attrs: Any) -> None:
    """Give a field our words; a placeholder is no label."""
    field.label, field.help_text = label, hint
    field.error_messages["required"] = _("This needs an answer: %(label)s") % {"label": label}
    field.widget.attrs.pop("placeholder", None)
    field.widget.attrs.update(attrs)


class Address(LoginForm):  # type: ignore[misc]
    """The one box of the sign-in page."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("remember", None)
        _say(self.fields["login"], _("Your e-mail address"), _("The one your school knows. We send a code to it."))

    def login(self, request: Any, redirect_url: Any = None) -> Any:
        return self._login_by_code(request, redirect_url, self.user_credentials())


class AddressAgain(RequestLoginCodeForm):  # type: ignore[misc]
    """The same box, after a code ran out."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self.fields["email"], _("Your e-mail address"), _("The one your school knows. We send a code to it."))


CODE = {"class": "govuk-input--width-10", "autocomplete": "one-time-code", "spellcheck": "false"}


class Code(ConfirmLoginCodeForm):  # type: ignore[misc]
    """The code from the e-mail."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self.fields["code"], _("The code from the e-mail"), autocapitalize="characters", **CODE)


class AppCode(AuthenticateForm):  # type: ignore[misc]
    """The second step: what the app shows, or a spare code."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self.fields["code"], _("The code your app shows now"), _("Or one of your spare codes."), **CODE)


class AppCodeAgain(ReauthenticateForm):  # type: ignore[misc]
    """The second step once more, before something that matters."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self.fields["code"], _("The code your app shows now"), _("Or one of your spare codes."), **CODE)


class FirstAppCode(ActivateTOTPForm):  # type: ignore[misc]
    """The first code of a new authenticator app."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self.fields["code"], _("The code the app shows now"), inputmode="numeric", **CODE)


class Passkey(AddWebAuthnForm):  # type: ignore[misc]
    """A new passkey; its name is for its owner."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["name"] = ""
        _say(self.fields["name"], _("A name for it"), _("So that you know it again: my phone, the staff-room laptop."))


class PasskeyName(EditWebAuthnForm):  # type: ignore[misc]
    """Another name for a passkey."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self.fields["name"], _("A name for it"))


class Disconnect(DisconnectForm):  # type: ignore[misc]
    """Stop signing in with another account. The code by e-mail always stays, so the last one may go too."""

    def clean(self) -> Any:
        return self.cleaned_data
