"""The catalogue of competences."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from haandgreb.competences.actions import catalogue as actions
from haandgreb.competences.forms.catalogue import CompetenceForm
from haandgreb.competences.models import Competence
from haandgreb.competences.permissions import may_edit_catalogue
from haandgreb.competences.queries import catalogue as queries
from haandgreb.organisation.editing import as_text, conflict_with, last_change, only_once, require, version_in
from haandgreb.organisation.http import PersonRequest
from haandgreb.shared import clock, once
from haandgreb.shared.conflict import Conflict
from haandgreb.shared.passport import pages_about
from haandgreb.shared.versions import Stale

_LONGEST_SEARCH = 100
TEXTS = ("title", "title_en", "description", "description_en", "other_names", "code")
CHOICES = ("kind",)


@require_GET
def home(request: PersonRequest) -> HttpResponse:
    """Find a competence: own entries first, ESCO's after."""
    today = clock.today()
    found = queries.catalogue(
        request.user,
        today,
        words=request.GET.get("q", "")[:_LONGEST_SEARCH],
        kind=request.GET.get("kind", ""),
        page=request.GET.get("page", "1"),
        with_closed="all" in request.GET,
    )
    context = {"catalogue": found, "kinds": Competence.Kind.choices}
    if request.headers.get("HX-Request") == "true":
        return render(request, "competences/_catalogue.html", context)
    context["may_edit"] = may_edit_catalogue(request.user, today)
    return render(request, "competences/catalogue.html", context)


@require_GET
def choices(request: PersonRequest) -> HttpResponse:
    """Suggestions for a field in which one types a competence."""
    words = request.GET.get(request.GET.get("field", ""), "") or request.GET.get("q", "")
    found = queries.choices(words[:_LONGEST_SEARCH]) if words.strip() else queries.own_choices()
    return render(request, "competences/_choices.html", {"suggestions": found})


@require_GET
def page(request: PersonRequest, competence_id: UUID) -> HttpResponse:
    """A competence: what it is, which roles ask for it, what is planned to learn it."""
    competence = _competence(request, competence_id)
    today = clock.today()
    context = {
        "page": queries.competence_page(request.user, competence, today),
        "competence": competence,
        "links": pages_about(request.user, competence),
        "may_edit": may_edit_catalogue(request.user, today),
    }
    return render(request, "competences/competence.html", context)


@require_http_methods(["GET", "POST"])
def new(request: PersonRequest) -> HttpResponse:
    """Put an own entry into the catalogue."""
    require(may_edit_catalogue(request.user, clock.today()))
    form = CompetenceForm(request.POST or None, initial={"kind": Competence.Kind.PROFESSIONAL})
    if request.method == "POST" and form.is_valid():
        address, done = only_once(request, lambda: _create(request, form))
        if done:
            messages.success(request, _("The competence is in the catalogue. Roles can ask for it now."))
        return redirect(address)
    if form.errors and (before := once.earlier(request)):  # its own first sending has taken the name
        return redirect(before)
    context = {
        "form": form,
        "title": _("A new competence"),
        "lede": _("Your own words come first. Look whether it is there already."),
        "crumb": _("Competences"),
        "back": reverse("competences:catalogue"),
        "button": _("Put it into the catalogue"),
    }
    return render(request, "organisation/form.html", context, status=422 if form.errors else 200)


def _create(request: PersonRequest, form: CompetenceForm) -> str:
    competence = actions.create(by=request.user, **form.facts())
    return reverse("competences:competence", args=[competence.pk])


@require_http_methods(["GET", "POST"])
def edit(request: PersonRequest, competence_id: UUID) -> HttpResponse:
    """Change an own entry; ESCO's words are ESCO's."""
    competence = _competence(request, competence_id)
    require(may_edit_catalogue(request.user, clock.today()) and not competence.is_esco)
    back = reverse("competences:competence", args=[competence.pk])
    if request.POST.get("keep") == "theirs":
        return redirect(back)
    form = CompetenceForm(request.POST or None, competence=competence)
    conflict = None
    if request.method == "POST" and form.is_valid():
        conflict = _save(request, competence, form)
        if conflict is None:
            messages.success(request, _("The competence is changed."))
            return redirect(back)
    clash = _("Two of you wrote at the same time")
    context = {
        "form": form,
        "conflict": conflict,
        "title": clash if conflict else _("Change %(title)s") % {"title": competence},
        "crumb": _("Competences"),
        "back": back,
        "button": _("Save"),
    }
    status = 409 if conflict else 422 if form.errors else 200
    return render(request, "organisation/form.html", context, status=status)


def _save(request: PersonRequest, competence: Competence, form: CompetenceForm) -> Conflict | None:
    """Save the form; where somebody changed the entry since, both texts."""
    try:
        actions.change(competence, form.facts(), by=request.user, version=version_in(request.POST, 0))
    except Stale:
        competence.refresh_from_db()
        theirs = {name: as_text(getattr(competence, name)) for name in TEXTS}
        choices = {name: getattr(competence, name) for name in CHOICES}
        who = last_change(competence, "competence changed")
        conflict = conflict_with(form, theirs, competence.version, who, choices)
        if conflict is None:  # they wrote the same
            actions.change(competence, form.facts(), by=request.user)
        return conflict
    return None


@require_http_methods(["GET", "POST"])
def close(request: PersonRequest, competence_id: UUID) -> HttpResponse:
    """Take an entry out of use, after a look at who uses it."""
    competence = _competence(request, competence_id)
    today = clock.today()
    require(may_edit_catalogue(request.user, today))
    if request.method == "POST":
        if actions.close(competence, by=request.user):
            messages.success(request, _("The competence is closed. It stays where it is used."))
            return redirect("competences:competence", competence.pk)
        messages.success(request, _("The competence is deleted. Nobody had used it."))
        return redirect("competences:catalogue")
    context = {
        "page": queries.competence_page(request.user, competence, today),
        "competence": competence,
        "is_deleted": not competence.is_esco and not queries.is_used(competence),
    }
    return render(request, "competences/competence_close.html", context)


@require_POST
def reopen(request: PersonRequest, competence_id: UUID) -> HttpResponse:
    """Offer it again."""
    competence = _competence(request, competence_id)
    require(may_edit_catalogue(request.user, clock.today()))
    actions.reopen(competence, by=request.user)
    messages.success(request, _("The competence is open again. Roles can ask for it."))
    return redirect("competences:competence", competence.pk)


def _competence(request: PersonRequest, competence_id: UUID) -> Competence:
    return get_object_or_404(Competence.objects.visible_to(request.user), pk=competence_id)
