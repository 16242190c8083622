"""The page of an erasure: HR of the unit she left asks, an administrator carries it out."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_http_methods

from haandgreb.confidentiality import erasing
from haandgreb.confidentiality.forms import ErasureForm
from haandgreb.confidentiality.models import Erasure
from haandgreb.confidentiality.permissions import may_ask_for_erasure, may_carry_out_erasure
from haandgreb.organisation.http import PersonRequest
from haandgreb.organisation.models import Person
from haandgreb.shared import clock

PARTS = {
    "meetings": pgettext_lazy("part of the data", "meetings"),
    "dialogues": pgettext_lazy("part of the data", "dialogues"),
    "learning": pgettext_lazy("part of the data", "learning"),
    "impactmap": pgettext_lazy("part of the data", "impact map"),
    "competences": pgettext_lazy("part of the data", "competences and goals"),
    "strategy": pgettext_lazy("part of the data", "strategy"),
    "questions": pgettext_lazy("part of the data", "answers"),
    "followups": pgettext_lazy("part of the data", "promises"),
    "confidentiality": pgettext_lazy("part of the data", "archives and holds"),
    "organisation": pgettext_lazy("part of the data", "employment and account"),
    "toolbox": pgettext_lazy("part of the data", "handles tried"),
    "shared": pgettext_lazy("part of the data", "drafts and mails"),
    "ical": pgettext_lazy("part of the data", "calendar link"),
    "xapi": pgettext_lazy("part of the data", "learning platforms"),
}
WHY_NOT = {
    "here": gettext_lazy("She or he works here again, so nothing was erased."),
    "asked": gettext_lazy("It is written down already."),
    "not-asked": gettext_lazy("HR has not written it down. Nothing was erased."),
    "done": gettext_lazy("It is done already."),
    "same-hand": gettext_lazy("You wrote it down, so somebody else has to carry it out."),
    "held": gettext_lazy("A legal hold stands. Nothing was erased."),
}


@require_http_methods(["GET", "POST"])
def erasure(request: PersonRequest, person_id: UUID) -> HttpResponse:
    """Where it stands, and the next act of the one who reads it."""
    person, today = get_object_or_404(Person.objects.visible_to(request.user), pk=person_id), clock.today()
    may_ask = may_ask_for_erasure(request.user, person, today)
    may_carry_out = may_carry_out_erasure(request.user, person, today)
    if not may_ask and not may_carry_out:
        raise PermissionDenied
    act = request.POST.get("act", "")
    form = ErasureForm(request.POST if act == "ask" else None)
    if act == "ask" and may_ask and form.is_valid():
        return _act(request, person, lambda: erasing.ask(person, by=request.user, **form.cleaned_data))
    if act == "take back" and may_ask:
        return _act(request, person, lambda: erasing.take_back(person, by=request.user))
    if act == "carry out" and may_carry_out:
        return _act(request, person, lambda: erasing.carry_out(person, by=request.user))
    if request.method == "POST" and not form.errors:
        raise PermissionDenied
    found = Erasure.objects.filter(person=person.pk).select_related("asked_by", "done_by").first()
    context = {
        "left": person,
        "erasure": found,
        "report": _report(found),
        "is_held": erasing.is_held(person),
        "may_ask": may_ask,
        "may_carry_out": may_carry_out and found is not None and found.asked_by_id != request.user.pk,
        "form": form,
    }
    return render(request, "confidentiality/erasure.html", context, status=422 if form.errors else 200)


def _act(request: PersonRequest, person: Person, act: Callable[[], object]) -> HttpResponse:
    try:
        act()
    except erasing.NotPossible as no:
        messages.warning(request, WHY_NOT[no.code])
    else:
        messages.success(request, _("Done. What stands here is how it is now."))
    return redirect("confidentiality:erasure", person.pk)


def _report(found: Erasure | None) -> list[tuple[str, int, int]]:
    if found is None:
        return []
    return [(str(PARTS.get(label, label)), before, after) for label, (before, after) in found.report.items()]
