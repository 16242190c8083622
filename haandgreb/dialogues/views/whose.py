"""Whose dialogue it is: the person picks one of her managers, wishes another, or answers HR's offer."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from haandgreb.dialogues.actions import wishes
from haandgreb.dialogues.actions.wishes import NotPossible
from haandgreb.dialogues.forms.rounds import PickForm
from haandgreb.dialogues.models import Dialogue
from haandgreb.dialogues.permissions import EMPLOYEE, side_of
from haandgreb.dialogues.queries.wishes import may_be_picked
from haandgreb.dialogues.views.round_people import NOT_NOW
from haandgreb.dialogues.views.seen import seen
from haandgreb.organisation.http import PersonRequest
from haandgreb.shared import clock
from haandgreb.shared.versions import Stale


@require_http_methods(["GET", "POST"])
def whose(request: PersonRequest, dialogue_id: UUID) -> HttpResponse:
    """The page is the person's alone: her manager does not see that she wishes another."""
    dialogue, today = seen(request, dialogue_id), clock.today()
    if side_of(dialogue, request.user, today) != EMPLOYEE:
        raise PermissionDenied
    managers = may_be_picked(dialogue, today)
    does = request.POST.get("does", "")
    pick = PickForm(request.POST if does == "pick" else None, managers=managers, initial={"manager": _now(dialogue)})
    if does and (does != "pick" or pick.is_valid()):
        _act(request, dialogue, does, pick)
        return redirect("dialogues:dialogue", dialogue.pk)
    can_change = dialogue.state in wishes.BEFORE_IT
    context = {"dialogue": dialogue, "pick": pick, "managers": managers, "can_change": can_change}
    return render(request, "dialogues/rounds/whose.html", context, status=422 if pick.errors else 200)


def _now(dialogue: Dialogue) -> str:
    return str(dialogue.manager_id or "")


def _act(request: PersonRequest, dialogue: Dialogue, does: str, pick: PickForm) -> None:
    person = request.user
    try:
        if does == "pick":
            made = wishes.pick_manager(dialogue, pick.chosen(), by=person)
            messages.success(request, _("You talk with %(name)s.") % {"name": made.manager})
        elif does == "wish":
            wishes.wish_other_manager(dialogue, by=person)
            messages.success(request, _("HR has your wish, and finds somebody. You say yes or no."))
        elif does == "back":
            wishes.wish_other_manager(dialogue, by=person, wish=False)
            messages.success(request, _("Your wish is taken back."))
        elif does in ("yes", "no"):
            made = wishes.answer_offer(dialogue, by=person, yes=does == "yes")
            if does == "yes":
                messages.success(request, _("You talk with %(name)s.") % {"name": made.manager})
            else:
                messages.success(request, _("You said no. HR can offer somebody else."))
    except (NotPossible, Stale):
        messages.warning(request, NOT_NOW)
