"""The pages of allauth that Tilth opens, each by its own name: no passwords, no signing up, no second address book."""

from __future__ import annotations

from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as app
from allauth.mfa.webauthn import views as passkeys
from allauth.socialaccount import views as providers
from allauth.socialaccount.providers.google import views as google
from allauth.socialaccount.providers.microsoft import views as microsoft
from allauth.socialaccount.providers.openid_connect import views as openid_connect
from csp.decorators import csp_update
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.urls import URLPattern, URLResolver, include, path, reverse_lazy
from django.views.generic import RedirectView

from tilth.people.views.sign_in import joining
from tilth.web.pages import signed_in

ORIGINS = {"google": "https://accounts.google.com", "microsoft": "https://login.microsoftonline.com"}


def origins() -> list[str]:
    """Where the buttons of the configured providers lead: the only places outside to which a form here may go."""
    issuers = settings.SOCIALACCOUNT_PROVIDERS.get("openid_connect", {}).get("APPS", [])
    servers = [urlsplit(app["settings"]["server_url"]) for app in issuers]
    known = [ORIGINS[name] for name in ORIGINS if name in settings.SOCIALACCOUNT_PROVIDERS]
    return known + [f"{server.scheme}://{server.netloc}" for server in servers]


def leads_out(view: Any) -> Any:
    """A page with a provider's button, or the step that redirects to it."""

    @wraps(view)
    def opened(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        out = origins()
        return csp_update({"form-action": out} if out else {})(view)(request, *args, **kwargs)

    return opened


class AddPasskey(passkeys.AddWebAuthnView):  # type: ignore[misc]
    """After a passkey is added its owner sees it in the list."""

    def get_success_url(self) -> str:
        return str(reverse_lazy("people:ways"))


ways = RedirectView.as_view(pattern_name="people:ways")
again = RedirectView.as_view(pattern_name="mfa_reauthenticate", query_string=True)

urlpatterns: list[URLPattern | URLResolver] = [
    path("", leads_out(account.login), name="account_login"),
    path("out/", account.logout, name="account_logout"),
    path("code/", account.confirm_login_code, name="account_confirm_login_code"),
    path("code/new/", account.request_login_code, name="account_request_login_code"),
    path("closed/", account.account_inactive, name="account_inactive"),
    path("joining/", joining, name="account_signup"),
    path("again/", again, name="account_reauthenticate"),
    path("again/app/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("again/passkey/", passkeys.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("ways/", ways, name="mfa_index"),
    path("second-step/", mfa.authenticate, name="mfa_authenticate"),
    path("app/", app.activate_totp, name="mfa_activate_totp"),
    path("app/stop/", app.deactivate_totp, name="mfa_deactivate_totp"),
    path("spare-codes/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("spare-codes/new/", codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("spare-codes/download/", codes.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("passkey/", passkeys.login_webauthn, name="mfa_login_webauthn"),
    path("passkeys/", ways, name="mfa_list_webauthn"),
    path("passkeys/new/", signed_in(AddPasskey.as_view()), name="mfa_add_webauthn"),
    path("passkeys/<int:pk>/name/", passkeys.edit_webauthn, name="mfa_edit_webauthn"),
    path("passkeys/<int:pk>/remove/", passkeys.remove_webauthn, name="mfa_remove_webauthn"),
    path("devices/", include("allauth.usersessions.urls")),
    path("with/", leads_out(providers.connections), name="socialaccount_connections"),
    path("with/cancelled/", providers.login_cancelled, name="socialaccount_login_cancelled"),
    path("with/error/", providers.login_error, name="socialaccount_login_error"),
    path("with/joining/", joining, name="socialaccount_signup"),
    path("with/google/", leads_out(google.oauth2_login), name="google_login"),
    path("with/google/back/", google.oauth2_callback, name="google_callback"),
    path("with/microsoft/", leads_out(microsoft.oauth2_login), name="microsoft_login"),
    path("with/microsoft/back/", microsoft.oauth2_callback, name="microsoft_callback"),
    path("with/<slug:provider_id>/", leads_out(openid_connect.login), name="openid_connect_login"),
    path("with/<slug:provider_id>/back/", openid_connect.callback, name="openid_connect_callback"),
]
