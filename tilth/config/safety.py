"""What keeps a configuration safe: read, completed, or refused with a reason."""

from __future__ import annotations

import secrets
import sys
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured
from environs import Env, ValidationError, validate

ANYBODYS_TENANT = "9188040d-6c67-4c5b-b112-36a304b66dad"  # Microsoft's own number for "consumers"
known_stage = validate.OneOf(["production", "demo", "development", "test"])


PACKAGE = Path(__file__).resolve().parent.parent


class Loud(str):
    """Text that stands for an undefined template variable, and raises when a template of ours puts it on a page."""

    __slots__ = ()

    def __contains__(self, key: object) -> bool:
        return key == "%s"

    def __mod__(self, missing: Any) -> str:
        # Django's and allauth's own templates count on silence. Who asks is known only to the caller's context.
        context = sys._getframe(1).f_locals.get("context")
        template = getattr(getattr(context, "render_context", None), "template", None)
        if template is None or Path(template.origin.name).is_relative_to(PACKAGE):
            raise NameError(f"A template uses {missing}, which its page does not give.")
        return ""


def own_secret(data: Path) -> str:
    """A secret of this installation's own, made once and kept beside its data. Never used in production."""
    kept = data / "secret-key"
    if not kept.exists():
        kept.write_text(secrets.token_urlsafe(50))
        kept.chmod(0o600)
    return kept.read_text()


def host_of(address: str) -> str:
    return urlsplit(address).hostname or ""


def with_options(database: dict[str, Any], *, durable: bool = False) -> dict[str, Any]:
    """The database as given, with what each engine needs to be safe under many writers, and under a sudden stop."""
    if database["ENGINE"].endswith("sqlite3"):
        options = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": f"PRAGMA journal_mode=WAL; PRAGMA synchronous={'FULL' if durable else 'NORMAL'};"
            + ("PRAGMA secure_delete=ON;" if durable else ""),
        }
    else:
        options = {"pool": True}
    # To open a file anew for each request costs as much as a page. A server has a pool of connections instead.
    kept = {"CONN_MAX_AGE": 600} if database["ENGINE"].endswith("sqlite3") else {}
    return {**database, **kept, "OPTIONS": {**options, **database.get("OPTIONS", {})}}


def providers(env: Env) -> dict[str, Any]:
    """Identity providers that are configured: Google, Microsoft, and any issuer of OpenID Connect.

    A provider's word for an address opens the account of whoever has it, so each must have verified it. Google says so
    for each address. At Microsoft any tenant can claim any address: only one named tenant is believed.
    """
    found: dict[str, Any] = {}
    if client := env.str("GOOGLE_CLIENT", ""):
        found["google"] = {"APPS": [{"client_id": client, "secret": env.str("GOOGLE_SECRET")}]}
    if client := env.str("MICROSOFT_CLIENT", ""):
        tenant = {"tenant": env.str("MICROSOFT_TENANT", validate=one_tenant), "verified_email": True}
        found["microsoft"] = {
            "APPS": [{"client_id": client, "secret": env.str("MICROSOFT_SECRET"), "settings": tenant}]
        }
    if issuer := env.str("OIDC_ISSUER", ""):
        app: dict[str, Any] = {
            "provider_id": "school",
            "name": env.str("OIDC_NAME", "School account"),
            "client_id": env.str("OIDC_CLIENT"),
            "secret": env.str("OIDC_SECRET"),
            "settings": {"server_url": issuer, "oauth_pkce_enabled": True},
        }
        if env.bool("OIDC_VERIFIES", False):  # for issuers that verify addresses and do not say so
            app["settings"]["verified_email"] = True
        found["openid_connect"] = {"APPS": [app]}
    return found


def one_tenant(tenant: str) -> None:
    """Raise unless this names one Microsoft tenant: in "common" anybody may call themselves anything."""
    if tenant.lower() in {"common", "organizations", "consumers", ANYBODYS_TENANT}:
        raise ValidationError("Set TILTH_MICROSOFT_TENANT to the id of your own tenant.")


def faults(settings: dict[str, Any]) -> list[str]:
    """What makes a production configuration unsafe, each in a sentence that says what to do."""
    checks = {
        "Set TILTH_SECRET_KEY to at least 50 random characters.": len(settings["SECRET_KEY"]) < 50,
        "Set TILTH_ADDRESS to the https address people will use.": not settings["ADDRESS"].startswith("https://"),
        "Set TILTH_EMAIL, so that sign-in codes can be sent.": "smtp" not in settings.get("EMAIL_BACKEND", "")
        and "anymail" not in settings.get("EMAIL_BACKEND", ""),
        "Set TILTH_DATA to a folder that exists and that other users cannot read.": not _is_private(settings["DATA"]),
        "Set TILTH_KEYS to a folder that nobody but Tilth can read, not even its group.": lies_open(settings["KEYS"]),
        "Set TILTH_KEYS to a folder outside that of uploads, which backups keep.": settings["KEYS"].is_relative_to(
            settings["MEDIA_ROOT"]
        ),
        "Set TILTH_TRAYS to a database of its own.": _is_same(*settings["DATABASES"].values()),
    }
    return [say for say, wrong in checks.items() if wrong]


def _is_private(folder: Path) -> bool:
    return folder.is_dir() and not folder.stat().st_mode & 0o007


def lies_open(keys: Path) -> bool:
    """Whether others can look for keys there. A folder that is not there yet is made so that they cannot."""
    return keys.exists() and (not keys.is_dir() or bool(keys.stat().st_mode & 0o077))


def _is_same(one: dict[str, Any], other: dict[str, Any]) -> bool:
    return all(str(one.get(word, "")) == str(other.get(word, "")) for word in ("NAME", "HOST", "PORT"))


def refuse_unsafe(settings: dict[str, Any]) -> None:
    """Raise ImproperlyConfigured, naming every fault at once, unless production is safe to start."""
    if found := faults(settings):
        raise ImproperlyConfigured("Tilth will not start in production like this:\n- " + "\n- ".join(found))
