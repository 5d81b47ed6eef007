"""The gallery."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tilth.web.gallery import samples
from tilth.web.gallery.forms import Everything
from tilth.web.pages import public


@public
def components(request: HttpRequest) -> HttpResponse:
    """Every component with sample values, and a form whose answers go nowhere."""
    form = Everything(request.POST or None, request.FILES or None)
    form.is_valid()
    return render(request, "web/gallery/components.html", {"form": form, **samples.values()})
