"""What keeps a configuration safe: read, completed, or refused with a reason."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured
from environs import Env, validate

known_stage = validate.OneOf(["production", "demo", "development", "test"])


class Loud(str):
    """Text that stands for an undefined template variable, and raises when it is put on a page."""

    __slots__ = ()

    def __contains__(self, key: object) -> bool:
        return key == "%s"

    def __mod__(self, missing: Any) -> str:
        raise NameError(f"A template uses {missing}, which its page does not give.")


def own_secret(data: Path) -> str:
    """A secret of this installation's own, made once and kept beside its data. Never used in production."""
    kept = data / "secret-key"
    if not kept.exists():
        kept.write_text(secrets.token_urlsafe(50))
        kept.chmod(0o600)
    return kept.read_text()


def host_of(address: str) -> str:
    return urlsplit(address).hostname or ""


def with_options(database: dict[str, Any]) -> dict[str, Any]:
    """The database as given, with what each engine needs to be safe under many writers."""
    if database["ENGINE"].endswith("sqlite3"):
        options = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        }
    else:
        options = {"pool": True}
    return {**database, "OPTIONS": {**options, **database.get("OPTIONS", {})}}


def providers(env: Env) -> dict[str, Any]:
    """Identity providers that are configured: Google, Microsoft, and any issuer of OpenID Connect."""
    found: dict[str, Any] = {}
    for name in ("google", "microsoft"):
        if client := env.str(f"{name.upper()}_CLIENT", ""):
            secret = env.str(f"{name.upper()}_SECRET")
            found[name] = {"APPS": [{"client_id": client, "secret": secret}], "VERIFIED_EMAIL": True}
    if issuer := env.str("OIDC_ISSUER", ""):
        app = {
            "provider_id": "school",
            "name": env.str("OIDC_NAME", "School account"),
            "client_id": env.str("OIDC_CLIENT"),
            "secret": env.str("OIDC_SECRET"),
            "settings": {"server_url": issuer},
        }
        found["openid_connect"] = {"APPS": [app]}
    return found


def faults(settings: dict[str, Any]) -> list[str]:
    """What makes a production configuration unsafe, each in a sentence that says what to do."""
    checks = {
        "Set TILTH_SECRET_KEY to at least 50 random characters.": len(settings["SECRET_KEY"]) < 50,
        "Set TILTH_ADDRESS to the https address people will use.": not settings["ADDRESS"].startswith("https://"),
        "Set TILTH_EMAIL, so that sign-in codes can be sent.": "smtp" not in settings.get("EMAIL_BACKEND", "")
        and "anymail" not in settings.get("EMAIL_BACKEND", ""),
        "Set TILTH_DATA to a folder that exists and only Tilth can read.": not settings["DATA"].is_dir(),
    }
    return [say for say, wrong in checks.items() if wrong]


def refuse_unsafe(settings: dict[str, Any]) -> None:
    """Raise ImproperlyConfigured, naming every fault at once, unless production is safe to start."""
    if found := faults(settings):
        raise ImproperlyConfigured("Tilth will not start in production like this:\n- " + "\n- ".join(found))
