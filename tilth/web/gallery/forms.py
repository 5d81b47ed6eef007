"""A form with one field of every kind, to look at."""

from django import forms

from tilth.web.forms import DayField, Form, GridField, WeekField


class Everything(Form):
    name = forms.CharField(label="What shall we call you?", max_length=80)
    email = forms.EmailField(label="E-mail", help_text="We send codes and notices there.", required=False)
    size = forms.IntegerField(label="How many groups at once?", min_value=1, max_value=5)
    about = forms.CharField(label="What could you offer?", widget=forms.Textarea, max_length=300, required=False)
    note = forms.CharField(label="Anything else", widget=forms.Textarea(attrs={"rows": 2}), required=False)
    phase = forms.ChoiceField(label="Phase", choices=[("p", "Primary"), ("s", "Secondary")])
    confidence = forms.ChoiceField(
        label="How sure are you of it?",
        choices=[("try", "I am trying it"), ("use", "I use it every week"), ("teach", "I have taught it to others")],
        widget=forms.RadioSelect,
    )
    subjects = forms.MultipleChoiceField(
        label="Subjects",
        choices=[("m", "Mathematics"), ("e", "English"), ("s", "Science")],
        widget=forms.CheckboxSelectMultiple,
        help_text="Choose all that fit.",
    )
    opening = forms.BooleanField(label="I ask nothing back yet", help_text="An opening offer.", required=False)
    day = DayField(label="When does the round close?")
    file = forms.FileField(label="A list of people", help_text="CSV, up to 5 MB.", required=False)
    free = WeekField(
        label="When are you free?",
        days=["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"],
        times=["12:00", "12:30", "15:30", "16:00"],
        required=False,
    )
    place = GridField(label="Where are we now?", help_text="Depth goes across, structure goes up.")
    kept = forms.CharField(widget=forms.HiddenInput, initial="kept")
