"""Who may open which address: one line for each, and none without a line."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

EVERYBODY = frozenset({"Ada", "Ben", "Cal", "Dot", "Eve", "Ola", "nobody"})
SIGNED_IN = EVERYBODY - {"nobody"}
NOBODY: frozenset[str] = frozenset()
# Others' own pages, tried by their owners; or there only while building. A passkey's number is tried by itself.
ELSEWHERE = (
    "None",
    "gallery:",
    "idp:",
    "openid_connect",
    "google",
    "microsoft",
    "mfa_edit",
    "mfa_remove",
)  # others' own, or only while building


@dataclass(frozen=True)
class Address:
    """What its key names, and who may open it for a thing of their own school, and of another school of the family."""

    own: frozenset[str]
    kind: str = ""
    family: frozenset[str] = NOBODY
    words: dict[str, Any] = field(default_factory=dict)
    method: str = "get"  # what it answers to: buttons are posted
    in_register: bool = False  # a school is in a public register: everybody signed in may see it


ROWAN = frozenset({"Ada", "Ben", "Cal", "Dot"})


def only(*names: str) -> frozenset[str]:
    return frozenset(names)


# Below /door/, which the rest of Tilth does not know: for anybody, and for nobody in particular.
DOOR = frozenset({"begin", "sheet", "redeem", "cast", "kiosk", "kiosk_sheet", "kiosk_cast"})

ADDRESSES: dict[str, Address] = {
    "home:today": Address(EVERYBODY),
    "home:search": Address(SIGNED_IN),
    "people:class_door": Address(EVERYBODY),
    "people:me": Address(SIGNED_IN),
    "people:download": Address(SIGNED_IN),
    "people:readable": Address(SIGNED_IN),
    "people:seen": Address(SIGNED_IN),
    "people:ways": Address(SIGNED_IN),
    "people:leave": Address(SIGNED_IN, method="post"),
    "people:name": Address(SIGNED_IN),
    "people:address": Address(SIGNED_IN),
    "people:address_code": Address(SIGNED_IN),
    "people:forget": Address(SIGNED_IN),
    "people:stay": Address(SIGNED_IN, method="post"),
    "people:erasures": Address(only("Ada", "Eve", "Ola")),
    "people:erase": Address(only("Ada", "Ola"), "erasure", family=only("Ola")),
    "people:person": Address(only("Ada", "Ben", "Cal"), "person", family=only("Ada", "Ben", "Cal")),
    "people:at_school": Address(only("Ada", "Ben", "Cal", "Ola"), "school", family=only("Ola")),
    "people:students": Address(only("Ada", "Ben"), "school"),
    "people:add_person": Address(only("Ada", "Ola"), "school", family=only("Ola")),
    "people:end_role": Address(only("Ada", "Ola"), "role", family=only("Ola")),
    "people:roster_template": Address(SIGNED_IN),
    "people:roster": Address(only("Ada", "Ola"), "school", family=only("Ola")),
    "people:roster_school": Address(only("Ada", "Ola"), "school", family=only("Ola")),
    "people:roster_report": Address(only("Ada", "Ola"), "school", family=only("Ola")),
    "people:roster_abandon": Address(only("Ada", "Ola"), "school", family=only("Ola"), method="post"),
    "people:roster_done": Address(only("Ada", "Ola"), "school", family=only("Ola")),
    "people:slips": Address(only("Ada"), "class"),
    "people:renew": Address(only("Ada"), "class", method="post"),
    "notices:mine": Address(SIGNED_IN),
    "notices:rhythm": Address(SIGNED_IN),
    "trail:what_happened": Address(SIGNED_IN),
    "schools:search": Address(SIGNED_IN),
    "schools:upload": Address(only("Ola")),
    "schools:import": Address(only("Ola"), "register"),
    "schools:confirm": Address(only("Ola"), "register", method="post"),
    "schools:abandon": Address(only("Ola"), "register", method="post"),
    "schools:lines": Address(only("Ola"), "register"),
    "schools:school": Address(SIGNED_IN, "school", family=SIGNED_IN, in_register=True),
    "partnerships:mine": Address(SIGNED_IN),
    "partnerships:propose": Address(only("Ada", "Eve")),
    "partnerships:of_school": Address(only("Ada", "Ben", "Cal"), "school", family=only("Dot")),
    "partnerships:show": Address(ROWAN, "partnership", family=ROWAN),
    "partnerships:invite": Address(only("Ada"), "partnership", family=only("Ada")),
    "partnerships:begin": Address(only("Ada"), "partnership", family=only("Ada"), method="post"),
    "partnerships:answer": Address(only("Ada"), "invitation"),
    "partnerships:withdraw": Address(only("Ada"), "place", family=only("Ada"), method="post"),
    "partnerships:leave": Address(only("Ada"), "place"),
    "partnerships:pause": Address(only("Ada"), "partnership", family=only("Ada")),
    "partnerships:resume": Address(only("Ada"), "partnership", family=only("Ada"), method="post"),
    "partnerships:end": Address(only("Ada"), "partnership", family=only("Ada")),
    "partnerships:people": Address(only("Ada"), "partnership", family=only("Ada")),
    "partnerships:step_down": Address(only("Ada"), "part", family=only("Ada"), method="post"),
    "partnerships:nest": Address(only("Ada"), "partnership", family=only("Ada")),
    "partnerships:stand_alone": Address(only("Ada"), "partnership", family=only("Ada"), method="post"),
    "partnerships:answer_nesting": Address(only("Ada"), "nesting"),
    "partnerships:grid": Address(ROWAN, "partnership", family=ROWAN),
    "partnerships:open_sitting": Address(only("Ada"), "partnership", family=only("Ada")),
    "partnerships:sitting": Address(ROWAN, "sitting", family=ROWAN),
    "partnerships:mark": Address(only("Ada"), "sitting", family=only("Ada")),
    "partnerships:propose_arrow": Address(only("Ada"), "sitting", family=only("Ada")),
    "partnerships:answer_arrow": Address(only("Ada"), "sitting", family=only("Ada"), method="post"),
    "topics:browse": Address(SIGNED_IN),
    "topics:suggested": Address(only("Ola")),
    "topics:take_up": Address(only("Ola"), "own words", family=only("Ola")),
    "topics:merge": Address(only("Ola"), "own words", family=only("Ola")),
    "jpd:mine": Address(SIGNED_IN),
    "jpd:offers": Address(SIGNED_IN),
    "jpd:school": Address(only("Ada"), "school"),
    "jpd:reach": Address(ROWAN, "partnership", family=ROWAN),
    "jpd:rounds": Address(only("Ada", "Ben"), "partnership", family=only("Ada", "Ben")),
    "jpd:open_round": Address(only("Ada"), "partnership", family=only("Ada")),
    "jpd:round": Address(only("Ada", "Ben"), "round", family=only("Ada", "Ben")),
    "jpd:coverage": Address(only("Ada"), "round", family=only("Ada")),
    "jpd:sit_out": Address(only("Ada", "Ben"), "round", family=only("Ada", "Ben"), method="post"),
    "jpd:join": Address(only("Ada", "Ben"), "round", family=only("Ada", "Ben"), method="post"),
    "jpd:close": Address(only("Ada"), "round", family=only("Ada"), method="post"),
    "jpd:cancel": Address(only("Ada"), "round", family=only("Ada"), method="post"),
    "jpd:stop": Address(only("Ada"), "round", family=only("Ada"), method="post"),
    "jpd:look_again": Address(only("Ada"), "round", family=only("Ada")),
    "jpd:proposal": Address(only("Ben"), "proposal"),
    "jpd:end_group": Address(NOBODY, "group"),
    "jpd:group": Address(only("Ada"), "group", family=only("Ada")),
    "audits:mine": Address(SIGNED_IN),
    "audits:plan": Address(only("Ada"), "partnership", family=only("Ada")),
    "audits:plan_school": Address(only("Ada"), "school"),
    "audits:wave": Address(only("Ada"), "wave", family=only("Ada")),
    "audits:open": Address(only("Ada"), "wave", family=only("Ada"), method="post"),
    "audits:close": Address(only("Ada"), "wave", family=only("Ada"), method="post"),
    "audits:remind": Address(only("Ada"), "wave", family=only("Ada"), method="post"),
    "audits:call_off": Address(only("Ada"), "wave", family=only("Ada")),
    "audits:withdraw": Address(only("Ada"), "planned"),
    "audits:predict": Address(only("Ada"), "planned"),
    "audits:answer": Address(only("Ada", "Ben"), "asked"),
    "audits:sign": Address(only("Ada", "Ben"), "asked", method="post"),
    "audits:papers": Address(only("Ada"), "asked"),
    "audits:instruments": Address(SIGNED_IN),
    "audits:instrument": Address(SIGNED_IN, words={"slug": "staff-head"}),
    "audits:copy_instrument": Address(only("Ada", "Eve"), words={"slug": "staff-head"}),
    "audits:own_instrument": Address(only("Ada"), "draft"),
    "audits:edit_instrument": Address(only("Ada"), "draft"),
    "audits:word_instrument": Address(only("Ada"), "draft"),
    "audits:word_item": Address(only("Ada"), "draft"),
    "audits:move_item": Address(only("Ada"), "draft", method="post"),
    "audits:drop_item": Address(only("Ada"), "draft", method="post"),
    "audits:finish_instrument": Address(only("Ada"), "draft", method="post"),
    "audits:renew_instrument": Address(only("Ada"), "draft", method="post"),
    "audits:discard_instrument": Address(only("Ada"), "draft", method="post"),
    "audits:promise": Address(EVERYBODY),
    "audits:impact": Address(EVERYBODY),
    "audits:impact_file": Address(EVERYBODY),
    "audits:impact_school": Address(only("Ada"), "school"),
    "audits:impact_school_file": Address(only("Ada"), "school"),
    "audits:letter": Address(only("Ada", "Ben"), "students asked"),
    "account_login": Address(EVERYBODY),
    "account_logout": Address(SIGNED_IN),
    "account_confirm_login_code": Address(SIGNED_IN),
    "account_request_login_code": Address(EVERYBODY),
    "account_inactive": Address(EVERYBODY),
    "account_signup": Address(EVERYBODY),
    "account_reauthenticate": Address(NOBODY),
    "mfa_reauthenticate": Address(SIGNED_IN),
    "mfa_reauthenticate_webauthn": Address(SIGNED_IN),
    "mfa_index": Address(EVERYBODY),
    "mfa_authenticate": Address(SIGNED_IN),
    "mfa_activate_totp": Address(SIGNED_IN),
    "mfa_deactivate_totp": Address(NOBODY),
    "mfa_view_recovery_codes": Address(NOBODY),
    "mfa_generate_recovery_codes": Address(SIGNED_IN),
    "mfa_download_recovery_codes": Address(NOBODY),
    "mfa_login_webauthn": Address(SIGNED_IN),
    "mfa_list_webauthn": Address(EVERYBODY),
    "mfa_add_webauthn": Address(SIGNED_IN),
    "usersessions_list": Address(SIGNED_IN),
    "socialaccount_connections": Address(SIGNED_IN),
    "socialaccount_login_cancelled": Address(EVERYBODY),
    "socialaccount_login_error": Address(EVERYBODY),
    "socialaccount_signup": Address(EVERYBODY),
    "demo:personas": Address(EVERYBODY),
    "demo:become": Address(EVERYBODY, method="post", words={"first_name": "ben"}),
    "jpd:shown": Address(only("Ada", "Ben"), "partnership", family=only("Ada", "Ben")),
}
