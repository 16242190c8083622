"""Who talks with whom in a round: HR's list by name, one person's line, and whoever is missing."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from haandgreb.dialogues.actions import making, wishes
from haandgreb.dialogues.actions.wishes import NotPossible
from haandgreb.dialogues.forms.rounds import AddForm, OfferForm, WaitForm
from haandgreb.dialogues.models import Dialogue, Round
from haandgreb.dialogues.permissions import may_change_round, may_read_names
from haandgreb.dialogues.queries import rounds
from haandgreb.dialogues.queries.rounds import Asked
from haandgreb.dialogues.queries.wishes import needs_offer, offers_near
from haandgreb.dialogues.views.rounds import round_of
from haandgreb.organisation.editing import require
from haandgreb.organisation.http import PersonRequest
from haandgreb.organisation.models import Unit
from haandgreb.shared import clock
from haandgreb.shared.versions import Stale

PER_PAGE = 50
NOT_NOW = gettext_lazy("That is not possible any more. Here is how it stands now.")


def _named(request: PersonRequest, round_id: UUID) -> Round:
    round_ = round_of(request, round_id)
    if not may_read_names(round_, request.user, clock.today()):
        raise Http404
    return round_


@require_GET
def people(request: PersonRequest, round_id: UUID) -> HttpResponse:
    """The state of each dialogue by name, of those who work in HR's units."""
    round_, today = _named(request, round_id), clock.today()
    asked = _asked(request)
    found = Paginator(rounds.people(round_, request.user, today, asked), PER_PAGE)
    everybody = rounds.by_name(round_, request.user, today)
    runs = round_.ready_at is not None and round_.closed_at is None and not round_.kind.is_group
    context = {
        "round": round_,
        "page": found.get_page(request.GET.get("page")),
        "asked": asked,
        "units": Unit.objects.filter(pk__in=everybody.order_by().values("engagement__unit")),
        "states": Dialogue.State.choices,
        "waits": rounds.waits_for_hr(round_, request.user, today),
        "form": AddForm() if runs and may_change_round(round_, request.user, today) else None,
    }
    return render(request, "dialogues/rounds/people.html", context)


def _asked(request: PersonRequest) -> Asked:
    try:
        unit = UUID(request.GET.get("unit", ""))
    except ValueError:
        unit = None
    state = request.GET.get("state", "")
    return Asked(unit, state if state in Dialogue.State.values else "", request.GET.get("wishes") == "yes")


def _dialogue(request: PersonRequest, round_: Round, dialogue_id: UUID) -> Dialogue:
    found = rounds.by_name(round_, request.user, clock.today())
    dialogue = found.select_related("person", "manager", "offered_manager", "engagement__unit")
    one = dialogue.filter(pk=dialogue_id).first()
    if one is None:
        raise Http404
    return one


@require_http_methods(["GET", "POST"])
def person(request: PersonRequest, round_id: UUID, dialogue_id: UUID) -> HttpResponse:
    """One person in the round: another manager she wishes is offered, a long leave is waited for."""
    round_, today = _named(request, round_id), clock.today()
    dialogue = _dialogue(request, round_, dialogue_id)
    does = request.POST.get("does", "")
    needs = dialogue.held_on is None and needs_offer(dialogue, today)
    near = offers_near(dialogue, today) if needs else []
    offer = OfferForm(request.POST if does == "offer" else None, near=near)
    wait = WaitForm(request.POST if does == "wait" else None)
    if does == "offer" and offer.is_valid():
        chosen = offer.cleaned_data["manager"]
        if _done(request, lambda: wishes.offer_manager(dialogue, chosen, by=request.user)):
            messages.success(request, _("%(name)s is offered. The person herself says yes or no.") % {"name": chosen})
        return redirect("dialogues:round_person", round_.pk, dialogue.pk)
    if does == "wait" and wait.is_valid():
        if _done(request, lambda: wishes.wait_until(dialogue, wait.cleaned_data["until"], by=request.user)):
            messages.success(request, _("The talk waits. It is taken up again by itself that day."))
        return redirect("dialogues:round_people", round_.pk)
    context = {"round": round_, "dialogue": dialogue, "offer": offer, "wait": wait, "needs": needs}
    wrong = offer.errors or wait.errors
    return render(request, "dialogues/rounds/person.html", context, status=422 if wrong else 200)


def _done(request: PersonRequest, act: Callable[[], object]) -> bool:
    """Whether the act could be done; says so where it could not."""
    try:
        act()
    except (NotPossible, Stale):
        messages.warning(request, NOT_NOW)
        return False
    return True


@require_POST
def add(request: PersonRequest, round_id: UUID) -> HttpResponse:
    """Take somebody new into a round that runs."""
    round_ = _named(request, round_id)
    require(may_change_round(round_, request.user, clock.today()))
    form = AddForm(request.POST)
    if not form.is_valid():
        for problem in form.errors.get("person", []):
            messages.warning(request, str(problem))
        return redirect("dialogues:round_people", round_.pk)
    somebody = form.cleaned_data["person"]
    if making.add_person(round_, somebody, by=request.user) is None:
        text = _("%(name)s is in the round already, has a talk in another one now, or is not one of those it is for.")
        messages.warning(request, text % {"name": somebody})
    else:
        messages.success(request, _("%(name)s is in the round now.") % {"name": somebody})
    return redirect("dialogues:round_people", round_.pk)


@require_POST
def own_talk(request: PersonRequest, round_id: UUID) -> HttpResponse:
    """I want a talk of my own instead of, or beside, my group's: nobody can refuse it."""
    round_ = Round.objects.select_related("kind").filter(pk=round_id).first()
    try:
        if round_ is None:
            raise NotPossible
        made = wishes.own_talk(round_, by=request.user)
    except NotPossible as no:
        raise Http404 from no
    messages.success(request, _("You have a talk of your own. Your manager sees it among the others."))
    return redirect("dialogues:dialogue", made.pk)
