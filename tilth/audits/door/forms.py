"""What may be said at the door: a slip, and a sheet of answers. Nothing typed is lost when something is missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from tilth.audits.domain import sheets
from tilth.audits.domain.asked import REMARK
from tilth.audits.domain.instruments import NOT_APPLICABLE, RATHER_NOT, Audience, Item, Kind
from tilth.audits.queries import Asking
from tilth.web.forms import Form, LineField

NOT_FOR_ME = {False: _("Does not apply"), True: _("Not about me")}
NOT_SAYING = {False: _("Rather not say"), True: _("I do not want to say")}
UNANSWERED = {
    False: _("Choose an answer, or “Rather not say”."),
    True: _("Choose an answer, or “I do not want to say”."),
}


class Slip(Form):
    """The slip somebody was given, however they write it."""

    slip = LineField(
        label=_("Your slip"),
        max_length=60,
        help_text=_("13 letters and digits, like 7KM-2Q8XD-40TVN. Capitals and dashes do not matter."),
    )
    slip.widget.attrs |= {
        "autocomplete": "off",
        "autocapitalize": "characters",
        "spellcheck": "false",
        "class": "govuk-input--width-20 tilth-slip__box",
    }

    def refuse(self) -> None:
        """Say kindly that it opens nothing. What was typed stays."""
        if self.is_valid():
            self.add_error(
                "slip",
                _("This slip opens no sheet. Look at it again, sign by sign. If it is right, this may have closed."),
            )


@dataclass(frozen=True)
class Answer:
    """One answer to choose, as it is drawn."""

    value: int
    label: str | Promise
    chosen: bool
    icon: str = ""

    @property
    def picture(self) -> str:
        return drawing(self.icon)


@dataclass(frozen=True)
class Question:
    """One item, as it is drawn."""

    number: int
    name: str
    item: Item
    answers: list[Answer]
    aside: list[Answer]  # "does not apply", "rather not say"
    errors: list[str]

    @property
    def picture(self) -> str:
        return drawing(self.item.icon)


@dataclass(frozen=True)
class Left:
    """What somebody is asked about once more."""

    name: str
    number: int | None
    label: str | Promise | None


def drawing(icon: str) -> str:
    """The template that holds one of our drawings."""
    return f"audits/icons/{icon}.html"


class Sheet(Form):
    """One choice for each item, the part somebody belongs to, and a remark if one is asked for."""

    template = "sheet"
    says_optional = False  # one may leave out anything: "rather not say" is an answer
    untouched: int | None = None  # the answer that stands before anybody has chosen

    def __init__(self, *args: Any, asking: Asking, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asking = asking
        self.young = asking.audience is Audience.STUDENTS
        for name, _item in self.names():
            self.fields[name] = choice_of(self.values(), initial=self.untouched)
        if asking.parts:
            self.fields["part"] = part_field(asking, young=self.young)
        if asking.remarks:
            self.fields["remark"] = remark_field()

    def names(self) -> Iterator[tuple[str, Item]]:
        """The field of each item."""
        return ((f"item-{number}", item) for number, item in enumerate(self.asking.instrument.items, start=1))

    @property
    def length(self) -> int:
        return len(self.asking.instrument.items)

    @property
    def minutes(self) -> int:
        return self.asking.instrument.minutes

    def extras(self) -> list[BoundField]:
        """What is asked beside the items."""
        return [self[name] for name in ("part", "remark") if name in self.fields]

    def values(self) -> list[tuple[int, str | Promise]]:
        """Every answer that can be chosen, with its words."""
        chosen = [(number, each.label) for number, each in enumerate(self.asking.instrument.choices, start=1)]
        return [*chosen, (NOT_APPLICABLE, NOT_FOR_ME[self.young]), (RATHER_NOT, NOT_SAYING[self.young])]

    def questions(self) -> Iterator[Question]:
        """The items as they are drawn, with what was chosen already."""
        icons = dict(enumerate((each.icon for each in self.asking.instrument.choices), start=1))
        for number, (name, item) in enumerate(self.names(), start=1):
            chosen = str(self[name].value())
            drawn = [Answer(code, text, chosen == str(code), icons.get(code, "")) for code, text in self.values()]
            aside = [answer for answer in drawn if answer.value in (NOT_APPLICABLE, RATHER_NOT)]
            answers = [answer for answer in drawn if answer not in aside]
            yield Question(number, name, item, answers, aside, [str(error) for error in self[name].errors])

    def clean(self) -> dict[str, Any]:
        """What has no answer is asked about once. Whoever leaves it again has decided so."""
        if "asked" not in self.data:
            for name in self.unanswered():
                self.add_error(name, UNANSWERED[self.young])
        return self.cleaned_data

    def unanswered(self) -> list[str]:
        """The fields that were left as they were."""
        names = [name for name in self.fields if name != "remark"]
        return [name for name in names if self.cleaned_data.get(name) == sheets.NOTHING]

    def left(self) -> list[Left]:
        """What has no answer yet, to be linked to; and whatever else is wrong."""
        numbers = {name: number for number, (name, _item) in enumerate(self.names(), start=1)}
        return [Left(name, numbers.get(name), self.fields[name].label) for name in self.errors if name in self.fields]

    def sheet(self) -> bytes:
        """The bytes that go into the tray."""
        codes = {item.key: self.cleaned_data[name] for name, item in self.names() if self.cleaned_data.get(name)}
        part = self.cleaned_data.get("part") or RATHER_NOT
        return sheets.encode(self.asking.instrument, codes, 0 if part == RATHER_NOT else part)

    def remark(self) -> str:
        return str(self.cleaned_data.get("remark", ""))


def choice_of(values: list[tuple[int, str | Promise]], **known: Any) -> forms.TypedChoiceField:
    """One of these answers, or none."""
    field = forms.TypedChoiceField(choices=values, coerce=int, required=False, widget=forms.RadioSelect, **known)
    field.empty_value = sheets.NOTHING  # type: ignore[assignment]  # the stubs know of words only
    return field


def part_field(asking: Asking, *, young: bool) -> forms.TypedChoiceField:
    """The one question by which the results are broken down."""
    parts = [(number, part.label) for number, part in enumerate(asking.parts, start=1)]
    return choice_of([*parts, (RATHER_NOT, NOT_SAYING[young])], label=asking.question)


class RemarkField(forms.CharField):
    """A remark that fits into its slot: letters of some scripts take more room than others."""

    def validate(self, value: str) -> None:
        super().validate(value)
        if len(value.encode(errors="replace")) > REMARK:
            raise forms.ValidationError(_("This is too long for the tray. Please say it in fewer words."))


def remark_field() -> RemarkField:
    return RemarkField(
        label=_("Is there anything you would like to add?"),
        help_text=_(
            "Your words are shown as you write them, apart from all answers, and only if at least ten people write "
            "something. Leave out names, and whatever could tell that it was you."
        ),
        max_length=REMARK,
        required=False,
        widget=forms.Textarea({"rows": 3, "autocomplete": "off"}),
    )


class Picks(Sheet):
    """The behaviours exercise: exactly five strongest and three weakest among thirteen."""

    template = "picks"
    untouched = sheets.NOTHING

    def values(self) -> list[tuple[int, str | Promise]]:
        return [(sheets.STRONG, _("Strong")), (sheets.NOTHING, _("Neither")), (sheets.WEAK, _("Weak"))]

    def clean(self) -> dict[str, Any]:
        """Too many and too few are said with how many to change."""
        picked = Counter(self.cleaned_data.get(name) for name, _item in self.names())
        for code, needed in sheets.MOST_PICKED.items():
            if picked[code] != needed:
                self.add_error(None, miscounted(code, picked[code], needed))
        return self.cleaned_data


def miscounted(code: int, picked: int, needed: int) -> str:
    """What to do when so many were picked, and so many are needed."""
    counts = {"picked": picked, "needed": needed, "more": needed - picked, "fewer": picked - needed}
    if code == sheets.STRONG:
        said = gettext("You have picked %(picked)s as strongest; it should be %(needed)s.")
    else:
        said = gettext("You have picked %(picked)s as weakest; it should be %(needed)s.")
    if picked < needed:
        todo = ngettext("Please pick one more.", "Please pick %(more)s more.", needed - picked)
    else:
        todo = ngettext("Please take one back.", "Please take %(fewer)s back.", picked - needed)
    return f"{said % counts} {todo % counts}"


def sheet_of(asking: Asking) -> type[Sheet]:
    """The kind of sheet for what is asked."""
    return Picks if asking.instrument.kind is Kind.BEHAVIOURS else Sheet
