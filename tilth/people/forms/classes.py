"""What a student types at the class door, and what a teacher asks for."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tilth.people import queries
from tilth.people.domain.words import plain_code
from tilth.people.limits import CLASS_ADDRESS, CLASS_CODE
from tilth.people.models import Person, SchoolClass
from tilth.web.forms import Form


class ClassDoor(Form):
    """A class code and a student's own words. Whatever is wrong, the answer is the same."""

    code = forms.CharField(
        label=_("Class code"),
        help_text=_("Six letters and numbers, like CDF H34."),
        max_length=20,
        widget=forms.TextInput(
            attrs={"class": "govuk-input--width-10", "autocapitalize": "characters", "autocomplete": "off"}
        ),
    )
    words = forms.CharField(
        label=_("Your own words"),
        help_text=_("Two words and a number, from your slip."),
        max_length=60,
        widget=forms.TextInput(
            attrs={"class": "govuk-input--width-20", "autocapitalize": "none", "autocomplete": "off"}
        ),
    )

    def __init__(self, *args: Any, address: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.address = address
        self.student: Person | None = None

    def clean(self) -> dict[str, Any]:
        if self.errors:
            return self.cleaned_data
        limits = ((CLASS_ADDRESS, self.address), (CLASS_CODE, plain_code(self.cleaned_data["code"])))
        if any(limit.is_reached(key) for limit, key in limits):
            raise forms.ValidationError(_("Too many tries. Wait ten minutes, then try again."))
        self.student = queries.student_with(**self.cleaned_data)
        if self.student is None:
            for limit, key in limits:
                limit.count(key)
            raise forms.ValidationError(
                _("That code and those words do not go together. Check your slip, or ask your teacher for a new one.")
            )
        return self.cleaned_data


class Slips(Form):
    """Whose slips are to be printed."""

    students = forms.ModelMultipleChoiceField(
        queryset=Person.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        label=_("Whose slips do you need?"),
        help_text=_("Each gets new words. Their old slip stops working."),
        error_messages={"required": _("Tick at least one student.")},
    )

    def __init__(self, *args: Any, school_class: SchoolClass, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["students"]
        field.queryset = queries.students_of(school_class)
        field.initial = list(field.queryset.filter(student_words__isnull=True))
