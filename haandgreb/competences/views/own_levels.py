"""What I say about myself: estimates, uses and wishes. Mine alone until I share them."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from haandgreb.competences.actions import own_levels as actions
from haandgreb.competences.forms.levels import EstimateForm, UseForm, WishForm
from haandgreb.competences.level_words import LEVELS
from haandgreb.competences.models import Competence, Evidence
from haandgreb.competences.queries import levels as queries
from haandgreb.competences.views.level_common import fields_context, kept_or_found, manager_sent, picking
from haandgreb.organisation.editing import Change, conflict_with, only_once, version_in, with_draft
from haandgreb.organisation.http import PersonRequest
from haandgreb.organisation.queries.managers import managers_of
from haandgreb.shared import clock, drafts
from haandgreb.shared.versions import Stale

ESTIMATE = "competences-estimate"
WISHES = "competences-wishes"


@require_http_methods(["GET", "POST"])
def estimate(request: PersonRequest) -> HttpResponse:
    """My own estimate, competence by competence; before anybody else says anything."""
    page = reverse("competences:estimate")
    if request.method == "POST" and (answer := kept_or_found(request, ESTIMATE, page)) is not None:
        return answer
    levels = queries.levels_of(request.user, request.user, clock.today())
    known = {row.competence.pk: row.spoke.own for row in levels.rows}
    picked = picking(request, EstimateForm, levels.rows, ESTIMATE, known)
    if request.method == "POST" and picked.form.is_valid():
        with transaction.atomic():
            actions.estimate(request.user, picked.form.levels())
            drafts.drop(request.user, ESTIMATE)
        messages.success(request, _("Your estimate is saved. Only you can see it until you share it."))
        return redirect("competences:mine")
    facts = {"scale": LEVELS, "page": page, "is_first": not levels.has_estimates}
    context = {**picked.context(ESTIMATE), "levels": levels, **facts}
    return render(request, "competences/levels/estimate.html", context, status=422 if picked.form.errors else 200)


@require_POST
def share_estimates(request: PersonRequest) -> HttpResponse:
    """Share my estimate with my manager, or take it back."""
    if request.POST.get("act") == "withdraw":
        actions.withdraw_estimates(request.user)
        messages.success(request, _("Withdrawn. Only you can see your estimate now."))
    else:
        manager = manager_sent(request)
        actions.share_estimates(request.user, manager)
        text = _("Shared with %(name)s. You can withdraw it whenever you want.")
        messages.success(request, text % {"name": manager})
    return redirect("competences:mine")


@require_GET
def fields(request: PersonRequest) -> HttpResponse:
    """The four fields where my reasons and those of the workplace meet."""
    levels = queries.levels_of(request.user, request.user, clock.today())
    return render(request, "competences/levels/fields.html", fields_context(levels))


@require_http_methods(["GET", "POST"])
def wishes(request: PersonRequest) -> HttpResponse:
    """What I want to learn, asked for or not, and what I would rather not."""
    page = reverse("competences:wishes")
    if request.method == "POST" and (answer := kept_or_found(request, WISHES, page)) is not None:
        return answer
    levels = queries.levels_of(request.user, request.user, clock.today())
    known = {row.competence.pk: row.wants for row in levels.rows if row.wants is not None}
    picked = picking(request, WishForm, levels.rows, WISHES, known)
    if request.method == "POST" and picked.form.is_valid():
        with transaction.atomic():
            actions.say_wishes(request.user, picked.form.wishes())
            drafts.drop(request.user, WISHES)
        messages.success(request, _("Your wishes are saved. Only you can see them until you share them."))
        return redirect("competences:fields")
    context = {**picked.context(WISHES), "levels": levels, "page": page}
    return render(request, "competences/levels/wishes.html", context, status=422 if picked.form.errors else 200)


@require_POST
def share_wishes(request: PersonRequest) -> HttpResponse:
    """Share my wishes with my manager, or take them back."""
    if request.POST.get("act") == "withdraw":
        actions.withdraw_wishes(request.user)
        messages.success(request, _("Withdrawn. Only you can see your wishes now."))
    else:
        manager = manager_sent(request)
        actions.share_wishes(request.user, manager)
        text = _("Shared with %(name)s. You can withdraw it whenever you want.")
        messages.success(request, text % {"name": manager})
    return redirect("competences:fields")


@require_http_methods(["GET", "POST"])
def use_new(request: PersonRequest, competence_id: UUID) -> HttpResponse:
    """Write down when I last used a competence, and what came of it."""
    competence = get_object_or_404(Competence.objects.visible_to(request.user), pk=competence_id)
    key = f"competences-use-{competence.pk}"
    if request.POST.get("act") == "drop":
        drafts.drop(request.user, key)
        return redirect("competences:use_new", competence.pk)
    form = UseForm(request.POST or None, initial={"used_on": clock.today()})
    if request.method == "POST" and form.is_valid():

        def write() -> str:
            evidence = actions.write_evidence(request.user, competence, form.cleaned_data)
            drafts.drop(request.user, key)
            return reverse("competences:use", args=[evidence.pk])

        address, is_new = only_once(request, write)
        if is_new:
            messages.success(request, _("It is written down. Only you can see it until you share it."))
        return redirect(address)
    drafted = with_draft(request, key, form)
    context = {
        "form": form,
        "competence": competence,
        "others": queries.uses_of(request.user, competence),
        "draft_key": key,
        "drafted": drafted,
    }
    return render(request, "competences/levels/use.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def use(request: PersonRequest, use_id: UUID) -> HttpResponse:
    """One use of mine: read it, change it, share it or delete it."""
    mine = Evidence.objects.filter(person=request.user).select_related("competence", "shared_with")
    evidence = get_object_or_404(mine, pk=use_id)
    key = f"competences-use-{evidence.pk}"
    if request.POST.get("act") == "delete":
        actions.delete_evidence(evidence, by=request.user)
        drafts.drop(request.user, key)
        messages.success(request, _("It is deleted."))
        return redirect("competences:mine")
    if request.POST.get("keep") == "theirs" or request.POST.get("act") == "drop":
        drafts.drop(request.user, key)
        return redirect("competences:use", evidence.pk)
    facts = {"used_on": evidence.used_on, "what": evidence.what, "came_of_it": evidence.came_of_it}
    form = UseForm(request.POST or None, initial=facts)
    conflict = None
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_evidence(evidence, form.cleaned_data, by=request.user, version=version_in(request.POST, 0))
        except Stale:
            evidence.refresh_from_db()
            theirs = {"what": evidence.what, "came_of_it": evidence.came_of_it}
            conflict = conflict_with(form, theirs, evidence.version, Change(request.user, None))
            if conflict is None:
                actions.change_evidence(evidence, form.cleaned_data, by=request.user)
        if conflict is None:
            drafts.drop(request.user, key)
            messages.success(request, _("It is saved."))
            return redirect("competences:use", evidence.pk)
    drafted = with_draft(request, key, form)
    context = {
        "form": form,
        "use": evidence,
        "competence": evidence.competence,
        "others": [one for one in queries.uses_of(request.user, evidence.competence) if one != evidence],
        "managers": managers_of(request.user, clock.today()),
        "version": version_in(drafted or request.POST, evidence.version),
        "conflict": conflict,
        "draft_key": key,
        "drafted": drafted,
    }
    return render(
        request, "competences/levels/use.html", context, status=409 if conflict else 422 if form.errors else 200
    )


@require_POST
def share_use(request: PersonRequest, use_id: UUID) -> HttpResponse:
    """Share one use with my manager, or take it back."""
    evidence = get_object_or_404(Evidence, pk=use_id, person=request.user)
    if request.POST.get("act") == "withdraw":
        actions.share_evidence(evidence, None, by=request.user)
        messages.success(request, _("Withdrawn. Only you can see it now."))
    else:
        manager = manager_sent(request)
        actions.share_evidence(evidence, manager, by=request.user)
        text = _("Shared with %(name)s. You can withdraw it whenever you want.")
        messages.success(request, text % {"name": manager})
    return redirect("competences:use", evidence.pk)
