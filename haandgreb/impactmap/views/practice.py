"""Pages about changed practice and what stands in its way."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from haandgreb.impactmap.forms.cards import BarrierForm, PracticeForm
from haandgreb.impactmap.forms.whom import EVERYBODY, UNITS
from haandgreb.impactmap.kinds import page_of
from haandgreb.impactmap.permissions import goals_owned_above, may_edit_card
from haandgreb.impactmap.queries import pages
from haandgreb.impactmap.views.common import card_asked_for, card_of
from haandgreb.organisation.edit_page import Editing, edit_page
from haandgreb.organisation.editing import only_once, require, with_draft
from haandgreb.organisation.http import PersonRequest
from haandgreb.organisation.queries import main_unit
from haandgreb.shared import clock, drafts
from haandgreb.shared.passport import pages_about
from haandgreb.strategy.actions import barriers as barrier_actions
from haandgreb.strategy.actions import practice as actions
from haandgreb.strategy.models import Barrier, PracticeChange, Result, StrategicGoal
from haandgreb.strategy.queries.practice import situations_seen_by

DRAFT = "map-new-practice"


@require_GET
def page(request: PersonRequest, practice_id: UUID) -> HttpResponse:
    """One changed practice: situation, from and to, neighbours, barriers."""
    _kind, practice = card_of(request, "practice", practice_id)
    context = pages.practice_page(practice, request.user, clock.today())
    return render(request, "impactmap/practice.html", {**context, "links": pages_about(request.user, practice)})


@require_http_methods(["GET", "POST"])
def new(request: PersonRequest) -> HttpResponse:
    """A changed practice, under the result one came from."""
    result = card_asked_for(request, "result")
    unit = main_unit(request.user, clock.today())
    form = PracticeForm(
        request.POST or None,
        by=request.user,
        through=goals_owned_above(request.user, StrategicGoal.objects.filter(results=result)) if result else (),
        situations=situations_seen_by(request.user),
        initial={"for_whom": UNITS, "units": [unit] if unit else []},
    )
    if request.method == "POST" and form.is_valid():
        address, done = only_once(request, lambda: _add(request, form, result))
        if done:
            messages.success(request, _("It stands on the map. What must be learned for it?"))
        return redirect(address)
    drafted = with_draft(request, DRAFT, form)
    context = {"form": form, "above": result, "draft_key": DRAFT, "drafted": drafted}
    return render(request, "impactmap/practice_new.html", context, status=422 if form.errors else 200)


def _add(request: PersonRequest, form: PracticeForm, result: Result | None) -> str:
    practice = actions.add(
        by=request.user,
        results=[result] if result else [],
        strength=form.cleaned_data["strength"],
        new_situation=form.cleaned_data["new_situation"],
        person=form.person,
        **form.facts(),
    )
    drafts.drop(request.user, DRAFT)
    return page_of(practice)


@require_http_methods(["GET", "POST"])
def edit(request: PersonRequest, practice_id: UUID) -> HttpResponse:
    """Change a practice. Where two change it at once, both texts are kept and shown."""
    return edit_page(request, "impactmap/practice_edit.html", lambda: _editing(request, practice_id))


def _editing(request: PersonRequest, practice_id: UUID) -> Editing:
    practice: PracticeChange = card_of(request, "practice", practice_id)[1]
    require(may_edit_card(request.user, practice, clock.today()))
    units = list(practice.units.all())
    names = ("title", "title_en", "who", "before", "after", "sign", "decision")
    texts = {name: getattr(practice, name) for name in names}
    choices: dict[str, Any] = {
        "kind": practice.kind,
        "situation": str(practice.situation_id or ""),
        "decided_on": practice.decided_on,
        "for_whom": UNITS if units else EVERYBODY,
        "units": units,
    }
    goals = StrategicGoal.objects.filter(results__practices=practice)
    form = PracticeForm(
        request.POST or None,
        by=request.user,
        through=goals_owned_above(request.user, goals),
        person=practice.person,
        is_new=False,
        situations=situations_seen_by(request.user),
        initial={**texts, **choices},
    )

    def save(version: int | None) -> None:
        new_one = form.cleaned_data["new_situation"]
        actions.change(practice, form.facts(), by=request.user, version=version, new_situation=new_one)

    return Editing(
        practice,
        form,
        "practice change changed",
        save,
        texts,
        choices,
        back=page_of(practice),
        done=_("The change is saved."),
        draft_key=f"map-practice-{practice.pk}",
        context={"card": practice},
    )


@require_http_methods(["GET", "POST"])
def barrier_new(request: PersonRequest, practice_id: UUID) -> HttpResponse:
    """Something that must be in place besides learning."""
    practice: PracticeChange = card_of(request, "practice", practice_id)[1]
    require(may_edit_card(request.user, practice, clock.today()))
    form = BarrierForm(request.POST or None, initial={"kind": Barrier.Kind.TIME})
    if request.method == "POST" and form.is_valid():

        def act() -> str:
            barrier_actions.add(practice, by=request.user, page=page_of(practice), **form.cleaned_data)
            return page_of(practice)

        address, _done = only_once(request, act)
        return redirect(address)
    context = {"form": form, "card": practice, "back": page_of(practice)}
    return render(request, "impactmap/barrier_new.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def barrier_edit(request: PersonRequest, barrier_id: UUID) -> HttpResponse:
    """Change a barrier."""
    return edit_page(request, "impactmap/barrier_edit.html", lambda: _editing_barrier(request, barrier_id))


def _barrier(request: PersonRequest, barrier_id: UUID) -> Barrier:
    seen = Barrier.objects.filter(practice__in=PracticeChange.objects.visible_to(request.user))
    barrier = get_object_or_404(seen.select_related("practice", "owner", "owner_unit"), pk=barrier_id)
    require(may_edit_card(request.user, barrier.practice, clock.today()))
    return barrier


def _editing_barrier(request: PersonRequest, barrier_id: UUID) -> Editing:
    barrier = _barrier(request, barrier_id)
    back = page_of(barrier.practice)
    choices = {name: getattr(barrier, name) for name in ("kind", "owner", "owner_unit", "due_on")}
    form = BarrierForm(request.POST or None, initial={"text": barrier.text, **choices})

    def save(version: int | None) -> None:
        barrier_actions.change(barrier, form.cleaned_data, by=request.user, version=version, page=back)

    return Editing(
        barrier,
        form,
        "barrier changed",
        save,
        {"text": barrier.text},
        choices,
        back=back,
        done=_("The change is saved."),
        draft_key=f"map-barrier-{barrier.pk}",
        context={"card": barrier.practice, "barrier": barrier},
    )


@require_POST
def barrier_settle(request: PersonRequest, barrier_id: UUID) -> HttpResponse:
    """Removed, we live with it, in the way again; or it was no barrier."""
    barrier = _barrier(request, barrier_id)
    back, act = page_of(barrier.practice), request.POST.get("act", "")
    if act == "delete":
        barrier_actions.remove(barrier, by=request.user)
    elif act in Barrier.State.values:
        barrier_actions.settle(barrier, act, by=request.user, page=back)
    return redirect(reverse("impactmap:practice", args=[barrier.practice_id]) + "#barriers")
