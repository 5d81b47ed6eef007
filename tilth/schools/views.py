"""Pages about schools: finding them, one school, and bringing them up to a register."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tilth.schools import actions, forms, pages, queries, shelf, wording
from tilth.schools.rules import Permission
from tilth.web.pages import opens

if TYPE_CHECKING:
    from tilth.schools.models import RegisterImport, School


@opens(Permission.SEE)
@require_GET
def search(request: HttpRequest) -> HttpResponse:
    """Find a school. htmx asks for the results alone."""
    form = forms.Search(request.GET)
    typed = form.cleaned_data["q"] if form.is_valid() else ""
    page = queries.found_page(typed, request.GET.get("page"))
    template = "schools/search.html#found" if request.headers.get("HX-Request") else "schools/search.html"
    return render(request, template, {"form": form, "typed": typed, "page": page})


@opens(Permission.SEE, queries.school)
@require_GET
def school(request: HttpRequest, school: School) -> HttpResponse:
    """One school: what its register says, who is near, and what else there is about it."""
    ways_on = pages.ways_on(request.user, school)
    context = {"school": school, "near": queries.near(school), "ways_on": ways_on, **queries.relations(school)}
    return render(request, "schools/school.html", context)


@opens(Permission.IMPORT_REGISTER)
@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """Bring a register."""
    form = forms.Upload(request.POST or None, request.FILES or None)
    if form.does(actions.take_in, by=request.user):
        return redirect("schools:import", form.result.id)
    return render(request, "schools/upload.html", {"form": form, "imports": queries.recent_imports()})


@opens(Permission.IMPORT_REGISTER, queries.register_import)
@require_GET
def register_import(request: HttpRequest, waiting: RegisterImport) -> HttpResponse:
    """What a register would change, or has changed. htmx asks how far it is."""
    template = "schools/import.html#progress" if request.headers.get("HX-Request") else "schools/import.html"
    done, lines = shelf.progress(waiting.id)
    context = {"waiting": waiting, "done": done, "lines": lines, "reasons": wording.reasons(waiting.report)}
    answer = render(request, template, context)
    if request.headers.get("HX-Request") and not waiting.is_under_way:
        answer.headers["HX-Refresh"] = "true"
    return answer


@opens(Permission.IMPORT_REGISTER, queries.register_import)
@require_POST
def confirm(request: HttpRequest, waiting: RegisterImport) -> HttpResponse:
    """Yes, import it. A second yes finds the answer already given."""
    forms.Nothing(request.POST).does(actions.confirm, by=request.user, waiting=waiting)
    return redirect("schools:import", waiting.id)


@opens(Permission.IMPORT_REGISTER, queries.register_import)
@require_POST
def abandon(request: HttpRequest, waiting: RegisterImport) -> HttpResponse:
    """No, throw it away."""
    forms.Nothing(request.POST).does(actions.abandon, by=request.user, waiting=waiting)
    return redirect("schools:upload")


@opens(Permission.IMPORT_REGISTER, queries.register_import)
@require_GET
def lines(request: HttpRequest, waiting: RegisterImport) -> HttpResponse:
    """Every row that was not used and every value left out, to mend them in a spreadsheet."""
    path = shelf.lines(waiting.id)
    if not path.is_file():
        raise Http404
    named = {"Content-Disposition": 'attachment; filename="register-lines.csv"'}
    return HttpResponse(path.read_bytes(), content_type="text/csv; charset=utf-8", headers=named)
