"""One act: do it, tell of it, skip it, open it again."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from haandgreb.learning.actions import check_ins
from haandgreb.learning.actions import steps as actions
from haandgreb.learning.actions.steps import NotOpen
from haandgreb.learning.forms.steps import AskedForm, DoneForm, EffectForm, SkipForm, ToldForm, form_for
from haandgreb.learning.models import CheckIn, Enrolment, Step, TransferBarrier
from haandgreb.learning.models.steps import Actor
from haandgreb.learning.permissions import may_do, side_of
from haandgreb.learning.phases_content import act_of
from haandgreb.learning.queries import staff_steps
from haandgreb.learning.queries.steps import results_of, step_seen
from haandgreb.learning.rules.calendar import is_early
from haandgreb.learning.step_pages import own_page
from haandgreb.organisation.editing import require, with_draft
from haandgreb.organisation.http import PersonRequest
from haandgreb.organisation.models import Person
from haandgreb.organisation.permissions import acts_as_manager
from haandgreb.shared import clock, drafts


@require_http_methods(["GET", "POST"])
def step(request: PersonRequest, step_id: UUID) -> HttpResponse:
    """What the act is, and where she tells that it is done and what came of it."""
    found, today = _mine(request, step_id), clock.today()
    form = _form(request, found)
    if request.method == "POST" and not _is_early(found, today) and form.is_valid():
        try:
            _tell(request, found, form, today)
        except NotOpen as error:
            raise PermissionDenied from error
        drafts.drop(request.user, _draft_key(found))
        messages.success(request, _("It is recorded. Nobody is reminded of it any more."))
        return redirect(_back(request, found, today))
    return _page(request, found, form)


@require_POST
def skip(request: PersonRequest, step_id: UUID) -> HttpResponse:
    """It is not done, and why."""
    found = _mine(request, step_id)
    form = SkipForm(request.POST)
    if not form.is_valid():
        return _page(request, found, _form(request, found, sent=False), form)
    try:
        actions.skip_step(found, by=request.user, why=form.cleaned_data["why"])
    except NotOpen:
        messages.warning(request, _("Somebody was here before you. This is how it stands now."))
        return redirect("learning:step", found.pk)
    drafts.drop(request.user, _draft_key(found))
    messages.success(request, _("It is skipped, and the reason is kept. Nobody is reminded of it any more."))
    return redirect(_back(request, found, clock.today()))


@require_POST
def again(request: PersonRequest, step_id: UUID) -> HttpResponse:
    """It was ended by mistake."""
    found = _mine(request, step_id)
    try:
        actions.open_again(found, by=request.user)
    except NotOpen:
        messages.warning(request, _("Somebody was here before you. This is how it stands now."))
    else:
        messages.success(request, _("It is open again."))
    return redirect("learning:step", found.pk)


@require_GET
def staff(request: PersonRequest) -> HttpResponse:
    """What a manager has to do for her staff, her own undone acts first; then how far each of them is."""
    today = clock.today()
    if not acts_as_manager(request.user, today):
        raise Http404
    found = staff_steps.of(request.user, today, request.GET.get("page"))
    return render(request, "learning/phases/staff.html", {"found": found, "page": found.page, "today": today})


def _mine(request: PersonRequest, step_id: UUID) -> Step:
    """The step where she may know of it and has it: 404, then 403."""
    today = clock.today()
    found = step_seen(request.user, step_id, today)
    if found is None:
        raise Http404
    require(may_do(found, request.user, today))
    return found


def _form(request: PersonRequest, found: Step, *, sent: bool = True) -> DoneForm:
    kind = form_for(found)
    if found.actor == Actor.COLLEAGUE and request.user.pk == found.enrolment.person_id:
        kind = DoneForm  # what others see is told by others (transfer.md 4): her word ends the act and tells nothing
    told = _told(found, request.user)
    initial: dict[str, Any] = {"minutes": found.used_minutes}
    if told is not None:
        initial |= {name: getattr(told, name) for name in kind.base_fields if hasattr(told, name)}
    plan = getattr(found.enrolment, "plan", None)
    if plan is not None:
        initial["confidence_after"] = plan.confidence_after
    facts: dict[str, Any] = {"results": results_of(found.enrolment)} if kind is EffectForm else {}
    return kind(request.POST if sent and request.method == "POST" else None, initial=initial, **facts)


def _is_early(found: Step, today: date) -> bool:
    """A course that was completed before its last day is over."""
    enrolment = found.enrolment
    return enrolment.state != Enrolment.State.COMPLETED and is_early(found.phase, enrolment.ends_on, today)


def _told(found: Step, person: Person) -> CheckIn | None:
    """What was told there before; what another colleague saw, only the learner reads, on the enrolment's page."""
    if act_of(found.key).page != "check":
        return None
    if found.actor == Actor.COLLEAGUE and person.pk != found.ended_by_id:
        return None
    source = check_ins.SOURCES[Actor(found.actor)]
    return CheckIn.objects.filter(enrolment=found.enrolment_id, day=act_of(found.key).row.days, source=source).first()


def _tell(request: PersonRequest, found: Step, form: DoneForm, today: date) -> None:
    cleaned, by = form.cleaned_data, request.user
    if isinstance(form, ToldForm):
        check_ins.check_in(
            found, form.answers(), by=by, minutes=cleaned["minutes"], confidence_after=cleaned.get("confidence_after")
        )
        if cleaned.get("list_it") and cleaned.get("barrier"):
            _list(request, found, cleaned["barrier"])
        return
    actions.end_step(found, by=by, minutes=cleaned["minutes"])
    if isinstance(form, AskedForm) and cleaned["barrier"]:
        check_ins.name_barrier(
            found.enrolment, kind=cleaned["barrier"], text=cleaned["text"], owner=by, due_on=cleaned["due_on"], by=by
        )


def _list(request: PersonRequest, found: Step, kind: str) -> None:
    """On the list once: told again it is not named twice while it is open."""
    there = TransferBarrier.objects.filter(enrolment=found.enrolment_id, kind=kind, state=TransferBarrier.State.OPEN)
    if not there.exists():
        check_ins.name_barrier(found.enrolment, kind=kind, by=request.user)


def _page(request: PersonRequest, found: Step, form: DoneForm, skipping: SkipForm | None = None) -> HttpResponse:
    today = clock.today()
    act = act_of(found.key)
    key = _draft_key(found) if isinstance(form, ToldForm) else ""
    context = {
        "step": found,
        "enrolment": found.enrolment,
        "title": act.title(found.actor),
        "words": act.words(found.actor),
        "is_joint": act.is_joint,
        "side": side_of(found.enrolment, request.user, today),
        "is_learner": found.enrolment.person_id == request.user.pk,
        "own_page": own_page(found) if side_of(found.enrolment, request.user, today) else "",
        "form": form,
        "is_early": _is_early(found, today),
        "is_told": isinstance(form, ToldForm),
        "skipping": skipping or SkipForm(),
        "draft_key": key,
        "drafted": with_draft(request, key, form) if key else None,
        "back": _back(request, found, today),
    }
    wrong = form.errors or (request.method == "POST" and skipping is None) or (skipping is not None and skipping.errors)
    return render(request, "learning/phases/step.html", context, status=422 if wrong else 200)


def _back(request: PersonRequest, found: Step, today: date) -> str:
    """The enrolment for the two it is about; her own page for a buddy."""
    side = side_of(found.enrolment, request.user, today)
    return reverse("learning:enrolment", args=[found.enrolment_id]) if side else reverse("home")


def _draft_key(found: Step) -> str:
    return f"learning-step-{found.pk}"
