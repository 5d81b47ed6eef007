"""Pages about the words for practice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import redirect, render

from tilth.topics import actions, forms, queries
from tilth.topics.rules import Permission
from tilth.web.pages import Request, opens, signed_in
from tilth.web.typed import sought

if TYPE_CHECKING:
    from tilth.topics.models import Topic


@signed_in
def browse(request: Request) -> HttpResponse:
    words = sought(request.GET.get("q", ""))
    page = "topics/browse.html#topics" if getattr(request, "htmx", False) else "topics/browse.html"
    found = queries.search(words, around=[request.user.id], limit=30)
    return render(request, page, {"words": words, "found": found, "areas": queries.areas()})


@opens(Permission.TEND)
def suggested(request: Request) -> HttpResponse:
    return render(request, "topics/suggested.html", {"topics": queries.suggested()})


@opens(Permission.TEND, queries.suggested_topic)
def take_up(request: Request, topic: Topic) -> HttpResponse:
    form = forms.TakeUp(request.POST or None)
    if request.method == "POST" and form.does(actions.take_up, by=request.user, topic=topic):
        return redirect("topics:suggested")
    return render(request, "topics/tend.html", {"topic": topic, "form": form, "merge_form": forms.Merge()})


@opens(Permission.TEND, queries.suggested_topic)
def merge(request: Request, topic: Topic) -> HttpResponse:
    form = forms.Merge(request.POST or None)
    if request.method == "POST" and form.does(actions.merge, by=request.user, topic=topic):
        return redirect("topics:suggested")
    return render(request, "topics/tend.html", {"topic": topic, "form": forms.TakeUp(), "merge_form": form})
