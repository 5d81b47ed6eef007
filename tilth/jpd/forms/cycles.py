"""What members say in a cycle: its shape, what they write, why they go on, what they decide."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tilth.jpd.domain.shapes import Part, Shape
from tilth.jpd.models import Cycle
from tilth.people.models import Person
from tilth.topics.models import Topic
from tilth.web.forms import Form, LineField

LONGEST = 8000
DECISIONS = [
    (Cycle.Decision.AGAIN.value, _("Turn again: another cycle in the same shape")),
    (Cycle.Decision.HAND_ON.value, _("Hand it on: others can use what we wrote")),
    (Cycle.Decision.STOP.value, _("Stop: we have learned what we could")),
]


class Begin(Form):
    """Which shape, and on what."""

    shape = forms.ChoiceField(label=_("Shape"), widget=forms.HiddenInput)
    topic = forms.ModelChoiceField(
        Topic.objects.none(), label=_("What is it about?"), required=False, empty_label=_("Something else")
    )

    def __init__(self, *args: Any, shapes: dict[str, Shape], topics: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice, topic = self.fields["shape"], self.fields["topic"]
        assert isinstance(choice, forms.ChoiceField)
        assert isinstance(topic, forms.ModelChoiceField)
        choice.choices = [(key, shape.name) for key, shape in shapes.items()]
        topic.queryset = topics


class Write(Form):
    """What stands under a heading, on top of which version."""

    text = forms.CharField(label=_("Text"), required=False, max_length=LONGEST)
    base = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args: Any, part: Part, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["text"]
        field.label, field.help_text = part.label, part.hint
        field.widget = forms.TextInput() if part.words == "line" else forms.Textarea(attrs={"rows": 10})
        field.widget.is_required = False
        self.says_optional = False


class Onward(Form):
    """From which phase a group goes on: the one that stood on the page."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)


class GoOn(Onward):
    """Why a group goes on although it has not met."""

    without_meeting = LineField(
        label=_("Why do you go on without having met?"),
        max_length=300,
        help_text=_("One line, for yourselves: “We watched a recording instead.”"),
    )


class Decide(Form):
    """What becomes of a cycle."""

    decision = forms.ChoiceField(label=_("What do you decide?"), choices=DECISIONS, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Why?"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Needed when you stop. In either case your later selves will thank you."),
    )

    def __init__(self, *args: Any, last: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not last:  # one can only stop
            reason = self.fields["reason"]
            reason.required, reason.help_text = True, _("One sentence is enough. Your group can read it.")
            reason.error_messages["required"] = _("Say in a sentence why you stop: it helps those who come after you.")


class PutChallenge(Form):
    """The one question."""

    question = forms.CharField(
        label=_("Your question"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("A question they cannot answer with yes or no, meant as help. One is enough."),
    )


class AnswerChallenge(Form):
    """The group's answer."""

    answer = forms.CharField(label=_("Your answer"), max_length=4000, widget=forms.Textarea(attrs={"rows": 8}))


class AskChallenger(Form):
    """Whom to ask, among those found by name."""

    person = forms.ModelChoiceField(Person.objects.none(), label=_("Whom do you ask?"))

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["person"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = people
