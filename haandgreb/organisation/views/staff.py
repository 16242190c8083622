"""People, accounts and engagements by hand; administrators only."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from haandgreb.organisation import queries
from haandgreb.organisation.actions import signing_in, staff
from haandgreb.organisation.actions.units import NotPossible
from haandgreb.organisation.editing import conflict_with, last_change
from haandgreb.organisation.forms.people import EngagementForm, LastDayForm, NewPersonForm, PersonForm
from haandgreb.organisation.http import PersonRequest
from haandgreb.organisation.models import Engagement, Person
from haandgreb.organisation.views.acting import WHY_NOT, act, administrators_only, form_page
from haandgreb.shared import clock, formats
from haandgreb.shared.address import base_url
from haandgreb.shared.templatetags.look import current_language


class NotYet(Exception):
    """The sign-in link waits."""


def _address(person: Person) -> str:
    return reverse("organisation:account_of", args=[person.pk])


def link_waits_in_words(person: Person) -> str:
    """Why no sign-in link can be sent yet, and until when; nothing where it can."""
    if (waits := queries.link_waits_until(person, clock.now())) is None:
        return ""
    until = formats.moment(waits, current_language())
    words = _("A sign-in link waits until %(moment)s, as %(name)s holds a role and the mail address is new.")
    return words % {"moment": until, "name": person.name}


def _visible(request: PersonRequest, person_id: UUID) -> Person:
    return get_object_or_404(Person.objects.visible_to(request.user), pk=person_id)


@administrators_only
@require_http_methods(["GET", "POST"])
def new_person(request: PersonRequest) -> HttpResponse:
    """Somebody new, at work in a unit."""
    form = NewPersonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():

        def add() -> str:
            names = ("given", "surname", "email", "unit", "job_title", "valid_from")
            person = staff.add_person(**{name: form.cleaned_data[name] for name in names}, by=request.user)
            messages.success(request, _("%(name)s is added.") % {"name": person.name})
            return _address(person)

        if (done := act(request, form, add)) is not None:
            return done
    back = reverse("organisation:people")
    return form_page(request, form, title=_("Who is new?"), button=_("Add"), back=back, crumb=_("People"))


@administrators_only
@require_GET
def account_of(request: PersonRequest, person_id: UUID) -> HttpResponse:
    """A person's account: open or closed, sessions, roles, places."""
    person, today = _visible(request, person_id), clock.today()
    context = {
        "page": queries.person_page(request.user, person, today),
        # Only what she can still end: what has been is for the person, her managers and HR (security, section 1).
        "places": person.engagements.exclude(valid_to__lte=today).select_related("unit").order_by("-valid_from"),
        "sessions": queries.sessions_of(person, clock.now()),
        "link_waits": link_waits_in_words(person),
        "is_here": Person.objects.here_on(today).filter(pk=person.pk).exists(),
        "is_me": person.pk == request.user.pk,
        "today": today,
    }
    return render(request, "organisation/account_of.html", context)


@administrators_only
@require_http_methods(["GET", "POST"])
def edit_person(request: PersonRequest, person_id: UUID) -> HttpResponse:
    """Name and work mail."""
    person = _visible(request, person_id)
    if request.POST.get("keep") == "theirs":
        return redirect(_address(person))
    form = PersonForm(request.POST or None, person=person)
    words: dict[str, Any] = {"title": person.name, "button": _("Save"), "back": _address(person), "crumb": _("People")}
    if request.method == "POST" and form.is_valid():
        facts = {name: form.cleaned_data[name] for name in ("given", "surname", "email")}
        with transaction.atomic():
            fresh = Person.objects.select_for_update().get(pk=person.pk)
            theirs = {name: getattr(fresh, name) for name in facts}
            conflict = None
            if form.cleaned_data["version"] != fresh.version:
                conflict = conflict_with(form, theirs, fresh.version, last_change(fresh, "person.changed"))
            if conflict is None:
                staff.change_person(fresh, **facts, by=request.user)
                messages.success(request, _("%(name)s is saved.") % {"name": fresh.name})
                return redirect(_address(fresh))
        return form_page(request, form, status=409, conflict=conflict, **words)
    return form_page(request, form, **words)


@administrators_only
@require_POST
def switch_account(request: PersonRequest, person_id: UUID) -> HttpResponse:
    """Close or open the account, end all sessions, or send a sign-in link."""
    person = _visible(request, person_id)
    what = request.POST.get("what", "")
    try:
        message = _switch(request, person, what)
    except NotPossible as problem:
        messages.error(request, str(WHY_NOT[problem.code]))
    except NotYet:
        messages.warning(request, link_waits_in_words(person))
    else:
        messages.success(request, message)
    return redirect(_address(person))


def _switch(request: PersonRequest, person: Person, what: str) -> str:
    if what == "close":
        staff.close_account(person, by=request.user)
        return _("The account is closed. All sessions have ended.")
    if what == "open":
        staff.open_account(person, by=request.user)
        return _("The account is open again.")
    if what == "end-sessions":
        signing_in.end_sessions(person, by=request.user)
        return _("All sessions have ended.")
    if what == "send-link":
        with transaction.atomic():
            waits = signing_in.mail_link(person, base_url=base_url(request))
        if waits is not None:
            raise NotYet
        return _("A sign-in link is on its way to %(name)s.") % {"name": person.name}
    raise Http404


@administrators_only
@require_http_methods(["GET", "POST"])
def engage(request: PersonRequest, person_id: UUID) -> HttpResponse:
    """Another unit or title from a day: instead of a place the person has, or beside it."""
    person, today = _visible(request, person_id), clock.today()
    form = EngagementForm(request.POST or None, engagements=queries.engagements_of([person], today).get(person.pk, []))
    if request.method == "POST" and form.is_valid():

        def begin() -> str:
            data = form.cleaned_data
            staff.engage(
                person,
                data["unit"],
                job_title=data["job_title"],
                valid_from=data["valid_from"],
                instead_of=data["instead_of"],
                by=request.user,
            )
            messages.success(request, _("%(name)s is saved.") % {"name": person.name})
            return _address(person)

        if (done := act(request, form, begin)) is not None:
            return done
    title = _("Where does %(name)s work from then?") % {"name": person.name}
    return form_page(request, form, title=title, button=_("Save"), back=_address(person), crumb=_("People"))


@administrators_only
@require_http_methods(["GET", "POST"])
def end_engagement(request: PersonRequest, engagement_id: UUID) -> HttpResponse:
    """The last day of a place."""
    engagement = get_object_or_404(Engagement.objects.select_related("person", "unit"), pk=engagement_id)
    person = engagement.person
    form = LastDayForm(request.POST or None)
    if request.method == "POST" and form.is_valid():

        def end() -> str:
            staff.end_engagement(
                engagement, valid_to=form.cleaned_data["last_day"] + timedelta(days=1), by=request.user
            )
            messages.success(request, _("%(name)s is saved.") % {"name": person.name})
            return _address(person)

        if (done := act(request, form, end)) is not None:
            return done
    title = _("When is the last day of %(name)s in %(unit)s?") % {"name": person.name, "unit": engagement.unit.title}
    lede = _("When no place is left, the account closes the day after. Nothing is deleted.")
    return form_page(
        request, form, title=title, lede=lede, button=_("Save"), back=_address(person), crumb=_("People"), danger=True
    )
