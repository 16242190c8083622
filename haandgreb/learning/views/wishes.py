"""A wish to take part: the situation first, then what helps; sent, answered, taken back."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from haandgreb.learning.actions import enrolments as actions
from haandgreb.learning.forms.enrolments import DeclineForm, NeedForm, WishForm, values_of
from haandgreb.learning.models import Activity, Enrolment
from haandgreb.learning.permissions import may_answer, may_change_wish
from haandgreb.learning.queries import enrolments as queries
from haandgreb.learning.views.seen import seen
from haandgreb.organisation.edit_page import Editing, edit_page
from haandgreb.organisation.editing import number, only_once, require
from haandgreb.organisation.http import PersonRequest
from haandgreb.organisation.queries.managers import managers_of
from haandgreb.shared import clock
from haandgreb.shared.states import Refused
from haandgreb.shared.versions import Stale

TEXTS = ("need", "legal_ground", "hours", "cost")


@require_http_methods(["GET", "HEAD", "POST"])
def wish(request: PersonRequest) -> HttpResponse:
    """Which situation do I want to handle better, and what would help? The activity may be chosen already."""
    activity = _activity(request)
    if activity is None and queries.is_large_catalogue():
        return render(request, "learning/enrolments/find.html")
    form = _first_form(request, activity)
    if request.method == "POST" and form.is_valid():
        try:
            address, _is_new = only_once(request, lambda: _write(request, form, activity))
        except actions.AlreadyThere as error:
            messages.info(request, _("You have a place in this, or have asked for one. Here it is."))
            return redirect("learning:enrolment", error.enrolment.pk)
        except actions.Closed:
            form.add_error(None, _("This is offered no more. Choose something else."))
        else:
            return redirect(address)
    context = {"form": form, "activity": activity, "manager": _manager(request)}
    return render(request, "learning/enrolments/wish.html", context, status=422 if form.errors else 200)


def _activity(request: PersonRequest) -> Activity | None:
    key = request.GET.get("activity", "")
    try:
        return get_object_or_404(Activity.objects.open(), pk=UUID(key)) if key else None
    except ValueError:
        return None


def _first_form(request: PersonRequest, activity: Activity | None) -> NeedForm | WishForm:
    initial: dict[str, Any] = {"development_goal": request.GET.get("goal", "")[:36]}
    if activity is None:
        return NeedForm(request.POST or None, person=request.user, initial=initial)
    times = queries.coming_times(activity, clock.today())
    chosen = request.GET.get("offering", "")[:36]
    initial |= {
        "time": chosen or (str(times[0].offering.pk) if len(times) == 1 else ""),
        "hours": (activity.minutes + 59) // 60 or None,
        "cost": activity.cost or None,
    }
    return WishForm(request.POST or None, person=request.user, times=times, initial=initial)


def _write(request: PersonRequest, form: NeedForm | WishForm, activity: Activity | None) -> str:
    me = request.user
    if isinstance(form, NeedForm):
        chosen = form.cleaned_data["activity"]
        facts = {name: form.cleaned_data[name] for name in ("need", "development_goal")}
        made = actions.wish(me, chosen, by=me, **facts)
        return reverse("learning:wish_edit", args=[made.pk])
    assert activity is not None
    made = actions.wish(me, activity, by=me, **form.facts())
    if request.POST.get("act") == "ask":
        _send(request, made)
    else:
        messages.success(request, _("Your wish is saved. Only you can see it until you ask your manager."))
    return reverse("learning:enrolment", args=[made.pk])


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: PersonRequest, enrolment_id: UUID) -> HttpResponse:
    """Change what I asked for, while nobody has said yes; and ask, with the same press."""
    answer = edit_page(request, "learning/enrolments/edit.html", lambda: _editing(request, enrolment_id))
    if answer.status_code == 302 and request.POST.get("act") == "ask":
        _send(request, seen(request, enrolment_id))
    return answer


def _editing(request: PersonRequest, enrolment_id: UUID) -> Editing:
    enrolment, me = seen(request, enrolment_id), request.user
    require(may_change_wish(enrolment, me))
    values = values_of(enrolment)
    times = queries.coming_times(enrolment.activity, clock.today(), but=enrolment)
    form = WishForm(request.POST or None, person=me, times=times, initial=values)

    def save(version: int | None) -> None:
        try:
            actions.change(enrolment, by=me, version=version, **form.facts())
        except actions.AlreadyThere:
            form.add_error("time", _("You have a place at this time already."))
        except actions.Closed:
            form.add_error("time", _("This time is offered no more. Choose another one."))

    return Editing(
        thing=enrolment,
        form=form,
        action="learning.wish_changed",
        save=save,
        texts={name: values[name] for name in TEXTS},
        choices={name: values[name] for name in form.fields if name not in TEXTS},
        back=reverse("learning:enrolment", args=[enrolment.pk]),
        done=_("Your wish is saved."),
        context={"enrolment": enrolment, "manager": _manager(request)},
    )


@require_POST
def ask(request: PersonRequest, enrolment_id: UUID) -> HttpResponse:
    """Ask for a yes, or ask no more."""
    enrolment = seen(request, enrolment_id)
    require(enrolment.person_id == request.user.pk)
    if request.POST.get("act") == "back":
        try:
            actions.take_back(enrolment, by=request.user)
        except Refused:
            messages.warning(request, _("It has been answered meanwhile."))
        else:
            messages.success(request, _("You ask no more. Only you can see it now."))
    else:
        _send(request, enrolment)
    return redirect("learning:enrolment", enrolment.pk)


def _send(request: PersonRequest, enrolment: Enrolment) -> None:
    if enrolment.state == Enrolment.State.ASKED:
        return
    try:
        actions.ask(enrolment, by=request.user)
    except Refused:
        messages.warning(request, _("It has been answered meanwhile."))
    except actions.Full:
        messages.warning(request, _("No seat is left at this time. Choose another one."))
    else:
        if enrolment.state == Enrolment.State.APPROVED:
            messages.success(request, _("You have a place. Nobody else has to say yes to this."))
        else:
            messages.success(request, _("%(name)s is asked for a yes.") % {"name": _manager(request)})


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: PersonRequest, enrolment_id: UUID) -> HttpResponse:
    """The manager says yes with one press, or no and why."""
    enrolment, today = seen(request, enrolment_id), clock.today()
    back = reverse("learning:enrolment", args=[enrolment.pk])
    if request.method == "POST" and enrolment.state in ("approved", "declined") and enrolment.person != request.user:
        messages.info(request, _("It has been answered already."))
        return redirect(back)
    require(may_answer(enrolment, request.user, today))
    if request.method == "POST" and request.POST.get("act") == "yes":
        _say_yes(request, enrolment)
        if queries.is_without_talk(enrolment, today):
            return redirect("learning:talk_choice", enrolment.pk)
        return redirect(back)
    form = DeclineForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        _guarded(lambda: actions.decline(enrolment, by=request.user, why=form.cleaned_data["why"]))
        messages.success(request, _("You have said no. %(name)s is told, and reads why.") % {"name": enrolment.person})
        return redirect(back)
    context = {
        "form": form,
        "title": _("Say no to a wish"),
        "lede": f"{enrolment.person} · {enrolment.activity}",
        "crumb": str(enrolment.activity),
        "back": back,
        "button": _("Say no"),
    }
    return render(request, "organisation/form.html", context, status=422 if form.errors else 200)


def _say_yes(request: PersonRequest, enrolment: Enrolment) -> None:
    try:
        _guarded(lambda: actions.approve(enrolment, by=request.user, version=number(request, "version") or None))
    except Stale:
        messages.warning(request, _("It was changed meanwhile. Read it, and answer what it says now."))
    except actions.Full:
        messages.warning(request, _("No seat is left at this time. Say no, or talk about another time."))
    except actions.Closed:
        messages.warning(request, _("This time is cancelled. Say no, or talk about another time."))
    else:
        text = _("You have said yes. %(name)s is told. Now find a quarter of an hour to talk before the course.")
        messages.success(request, text % {"name": enrolment.person})


def _guarded(act: Any) -> None:
    """403 where she is the manager no more since the page was opened."""
    try:
        act()
    except actions.NotTheirs as error:
        raise PermissionDenied from error


def _manager(request: PersonRequest) -> Any:
    return next(iter(managers_of(request.user, clock.today())), None)
