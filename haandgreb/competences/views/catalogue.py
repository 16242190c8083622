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
from haandgreb.organisation.edit_page import Editing, edit_page
from haandgreb.organisation.editing import only_once, require, with_draft
from haandgreb.organisation.http import PersonRequest
from haandgreb.shared import clock, drafts, once
from haandgreb.shared.passport import pages_about

_LONGEST_SEARCH = 100
TEXTS = ("title", "title_en", "description", "description_en", "other_names", "code")
CHOICES = ("kind",)
NEW_DRAFT = "competence-new"


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
        "draft_key": NEW_DRAFT,
        "drafted": with_draft(request, NEW_DRAFT, form),
        "title": _("A new competence"),
        "lede": _("Your own words come first. Look whether it is there already."),
        "crumb": _("Competences"),
        "back": reverse("competences:catalogue"),
        "button": _("Put it into the catalogue"),
    }
    return render(request, "organisation/form.html", context, status=422 if form.errors else 200)


def _create(request: PersonRequest, form: CompetenceForm) -> str:
    competence = actions.create(by=request.user, **form.facts())
    drafts.drop(request.user, NEW_DRAFT)
    return reverse("competences:competence", args=[competence.pk])


@require_http_methods(["GET", "POST"])
def edit(request: PersonRequest, competence_id: UUID) -> HttpResponse:
    """Change an own entry; ESCO's words are ESCO's. Where two change it at once, both texts are kept and shown."""
    return edit_page(request, "organisation/form.html", lambda: _editing(request, competence_id))


def _editing(request: PersonRequest, competence_id: UUID) -> Editing:
    competence = _competence(request, competence_id)
    require(may_edit_catalogue(request.user, clock.today()) and not competence.is_esco)
    form = CompetenceForm(request.POST or None, competence=competence)

    def save(version: int | None) -> None:
        actions.change(competence, form.facts(), by=request.user, version=version)

    return Editing(
        competence,
        form,
        "competence changed",
        save,
        {name: getattr(competence, name) for name in TEXTS},
        {name: getattr(competence, name) for name in CHOICES},
        back=reverse("competences:competence", args=[competence.pk]),
        done=_("The competence is changed."),
        draft_key=f"competence-{competence.pk}",
        context={
            "title": _("Change %(title)s") % {"title": competence},
            "crumb": _("Competences"),
            "button": _("Save"),
        },
    )


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
