"""How tests read pages of results."""

from __future__ import annotations

import html
import re
from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tilth.people.models import Person
from tilth.people.queries import heads_of
from tilth.schools.models import School


def client_of(person: Person) -> Client:
    client = Client()
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def to(name: str, key: Any) -> str:
    return reverse(f"audits:{name}", args=[getattr(key, "id", key)])


def text(response: Any) -> str:
    assert response.status_code == 200, response.status_code
    return html.unescape(response.content.decode()).replace("\u00a0", " ")


def head(school: School) -> Person:
    return heads_of(school, timezone.localdate()).get()


def look(person: Person, name: str, key: Any) -> str:
    return text(client_of(person).get(to(name, key)))


def title(page: str) -> str:
    found = re.search(r"<h1>(.*?)</h1>", page)
    assert found
    return found[1]
