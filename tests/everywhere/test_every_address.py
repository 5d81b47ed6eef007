"""Every address for every persona: theirs, their family's, another family's, and nobody's.

An address that is not listed in `addresses.py` fails. What is not somebody's to see answers as what does not exist.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product
from typing import Any
from uuid import UUID

import pytest
from allauth.mfa.models import Authenticator
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.addresses import ADDRESSES, DOOR, ELSEWHERE
from tests.audits.door import words
from tests.world import World
from tilth.audits.door import middleware
from tilth.jpd.models import Proposal, Round
from tilth.partnerships.models import Membership, Partnership
from tilth.people.models import Person, Role

NOTHING_TO_FETCH = 4  # what belongs to a group or to a gift is fetched at once, and not at all where there is none
METHODS = ("get", "head", "post", "put", "patch", "delete", "options")
CHANGING = re.compile(r'csrfmiddlewaretoken" value="[^"]+"|nonce="[^"]+"')
KEYED = [name for name, address in ADDRESSES.items() if address.kind]
PRIVATE = [name for name in KEYED if not ADDRESSES[name].in_register]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("the_keys_of_boxes_stay")]
ON_EVERY_PAGE = {"q", "key", "csrfmiddlewaretoken"}
TELLTALES = ("Merrow Family", "Joy Abernathy", "Own words of Quayside")
FOREIGN_KINDS = ("person", "school", "partnership", "round")
FOREIGN_ROWS = (Partnership, Membership, Round, Proposal, Role, Person)


def as_persona(world: World, who: str) -> Client:
    return world.browser(who, raise_request_exception=False)


def ask(client: Client, method: str, name: str, key: UUID | None = None, **said: Any) -> Any:
    return getattr(client, method)(reverse(name, kwargs=ADDRESSES[name].about(key)), **said)


def body(response: Any, key: UUID) -> str:
    """What was answered, without what differs from one request to the next."""
    return CHANGING.sub("", response.content.decode()).replace(str(key), "KEY")


def in_turn(number: int) -> list[tuple[str, str]]:
    """Everybody gets, Ada and one of the others post, Ada tries one rarer method: together the addresses try all."""
    others, rare = ("Ben", "Cal", "Dot", "nobody"), [method for method in METHODS if method not in {"get", "post"}]
    turns = (others[number % len(others)], "post"), ("Ada", rare[number % len(rare)])
    return [("Ada", "get"), ("Ada", "post"), *product(others, ["get"]), *turns]


def every_name(resolver: URLResolver, space: str = "") -> Iterator[tuple[str, URLPattern]]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from every_name(entry, f"{space}{entry.namespace}:" if entry.namespace else space)
        else:
            yield f"{space}{entry.name}", entry


def test_every_address_is_listed_and_none_that_is_gone() -> None:
    routed = {name for name, _ in every_name(get_resolver()) if not name.startswith(ELSEWHERE)}
    assert routed == set(ADDRESSES)


def test_every_address_of_the_anonymous_door_is_listed_and_none_that_is_gone() -> None:
    assert {name for name, _ in every_name(get_resolver(middleware.ADDRESSES))} == DOOR


@pytest.mark.parametrize("name", sorted(DOOR))
def test_the_anonymous_door_answers_everybody_alike(world: World, name: str) -> None:
    path = reverse(name, urlconf=middleware.ADDRESSES)
    for method in METHODS:
        replies = [getattr(as_persona(world, who), method)(path) for who in world.personas]
        assert len({(each.status_code, *each.headers.items(), words(each)) for each in replies}) == 1, method


@pytest.mark.alike
@pytest.mark.parametrize("name", PRIVATE)
def test_foreign_answers_exactly_as_absent(world: World, name: str) -> None:
    foreign = world.foreign.get(ADDRESSES[name].kind)
    if foreign is None:
        pytest.skip("there is one of these for the whole installation")
    for who, method in in_turn(PRIVATE.index(name)):
        client = as_persona(world, who)
        seen, unseen = ask(client, method, name, foreign), ask(client, method, name, world.absent)
        assert seen.status_code == unseen.status_code, f"{who} {method} {name}"
        assert body(seen, foreign) == body(unseen, world.absent), f"{who} {method} {name}"


@pytest.mark.parametrize(("name", "where"), [*product(ADDRESSES, ["own"]), *product(KEYED, ["family"])])
def test_only_those_listed_may_open_it(world: World, name: str, where: str) -> None:
    address = ADDRESSES[name]
    key = getattr(world, where).get(address.kind) if address.kind else None
    if address.kind and key is None:
        pytest.skip("there is none of these here")
    listed = getattr(address, where)
    last = sorted(listed - {"nobody"})[-1:]  # rules ask the same of each, and `test_bad_input` opens it for the first
    asked = {*world.personas} if connection.vendor == "sqlite" else {"Eve", *last}
    assert {who for who in asked if opens(world, who, name, key)} == listed & asked


def opens(world: World, who: str, name: str, key: UUID | None) -> bool:
    """Whether an address answers somebody, and neither sends them to sign in nor says that there is no such thing."""
    response = ask(as_persona(world, who), ADDRESSES[name].method, name, key)
    assert response.status_code < 500, f"{who} {name}: {response.status_code}"
    sent = response.url if response.status_code == 302 else ""
    to_sign_in = "next=" in sent or (ADDRESSES[name].method == "get" and sent.startswith(reverse("account_login")))
    return response.status_code != 404 and not to_sign_in


@pytest.mark.alike
@pytest.mark.parametrize("name", list(ADDRESSES))
def test_foreign_keys_in_query_and_body_bring_nothing_to_light_and_change_nothing(
    world: World, name: str, read: set[str]
) -> None:
    address = ADDRESSES[name]
    key = world.own.get(address.kind) if address.kind else None
    if address.kind and key is None:
        pytest.skip("there is none of these here")
    for who in ("Ada", "Dot"):
        client = as_persona(world, who)
        before = foreign_rows(world)
        read.clear()
        page = ask(client, "get", name, key)
        fields = {*ON_EVERY_PAGE, *fields_of(page), *read}
        has_a_form = page.status_code != 404 and fields > ON_EVERY_PAGE | read  # else it takes its own key
        methods = ("get", "post") if has_a_form or read else ("post",)
        for method, kind in product(methods, FOREIGN_KINDS if has_a_form else FOREIGN_KINDS[:1]):
            response = ask(client, method, name, key, data=dict.fromkeys(fields, str(world.foreign[kind])))
            assert response.status_code < 500, f"{who} {name}"
            told = [word for word in TELLTALES if word in response.content.decode(errors="replace")]
            assert not told, f"{who} {name}: {told}"
        assert foreign_rows(world) == before, f"{who} {name}"


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("name", ["mfa_edit_webauthn", "mfa_remove_webauthn"])
def test_somebody_elses_passkey_answers_as_one_that_is_not_there(world: World, name: str, method: str) -> None:
    eve = world.personas["Eve"]
    passkey = Authenticator.objects.create(user=eve, type=Authenticator.Type.WEBAUTHN, data={"name": "Phone"})
    ada = as_persona(world, "Ada")
    theirs, absent = (getattr(ada, method)(reverse(name, args=[key])) for key in (passkey.pk, passkey.pk + 999))
    assert theirs.status_code == absent.status_code
    assert Authenticator.objects.filter(pk=passkey.pk).exists()


@pytest.mark.alike
@pytest.mark.parametrize("name", [name for name, address in ADDRESSES.items() if address.method == "get"])
def test_a_page_costs_the_same_in_a_large_family_and_in_a_small_one(world: World, name: str) -> None:
    large, small = reads(world, "Ada", name, world.own), reads(world, "Eve", name, world.foreign)
    if large is None or small is None:
        pytest.skip("not a page that both of them may open")
    assert abs(large - small) <= NOTHING_TO_FETCH, f"{large} and {small}"


def reads(world: World, who: str, name: str, things: dict[str, UUID]) -> int | None:
    """How many queries a page costs; None where it does not open. The first visit warms what is kept."""
    kind, client = ADDRESSES[name].kind, as_persona(world, who)
    key = things.get(kind) if kind else None
    if (kind and key is None) or ask(client, "get", name, key).status_code != 200:
        return None
    with CaptureQueriesContext(connection) as queries:
        ask(client, "get", name, key)
    return len(queries)


def fields_of(page: Any) -> set[str]:
    """Names of the fields on a page."""
    return set(
        re.findall(r'<(?:input|select|textarea|button)[^>]*\sname="([^"]+)"', page.content.decode(errors="replace"))
    )


def foreign_rows(world: World) -> list[Any]:
    keys = list(world.foreign.values())
    return [list(model.objects.filter(pk__in=keys).order_by("pk").values()) for model in FOREIGN_ROWS]
