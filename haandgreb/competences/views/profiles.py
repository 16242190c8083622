"""Role profiles: what roles ask for, and who has which."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from haandgreb.competences.actions import profiles as actions
from haandgreb.competences.forms.profiles import (
    ChooseProfilesForm,
    ProfileForm,
    RequirementTable,
    TitleForm,
    titles_of,
)
from haandgreb.competences.level_words import LEVELS
from haandgreb.competences.models import RoleProfile
from haandgreb.competences.permissions import may_choose_profiles, may_edit_catalogue
from haandgreb.competences.queries import profiles as queries
from haandgreb.competences.queries.catalogue import own_choices
from haandgreb.competences.rules.requirements import put_together
from haandgreb.organisation.edit_page import Editing, edit_page
from haandgreb.organisation.editing import last_change, only_once, require, version_in, with_draft
from haandgreb.organisation.http import PersonRequest
from haandgreb.organisation.models import Person
from haandgreb.organisation.permissions import is_hr
from haandgreb.shared import clock, drafts, once
from haandgreb.shared.passport import pages_about
from haandgreb.shared.versions import Stale

TEXTS = ("title", "title_en", "description", "code")
_LONGEST_TITLE = 200
NEW_DRAFT = "role-profile-new"


@require_GET
def home(request: PersonRequest) -> HttpResponse:
    """All role profiles."""
    today = clock.today()
    with_closed = "all" in request.GET
    found = queries.profiles(request.user, today, page=request.GET.get("page", "1"), with_closed=with_closed)
    context = {
        "page": found,
        "with_closed": with_closed,
        "may_edit": may_edit_catalogue(request.user, today),
        "is_hr": is_hr(request.user, today),
    }
    return render(request, "competences/profiles.html", context)


@require_GET
def page(request: PersonRequest, profile_id: UUID) -> HttpResponse:
    """What a role asks for, and has asked for."""
    profile = _profile(request, profile_id)
    today = clock.today()
    context = {
        "profile": profile,
        "page": queries.profile_page(profile, today),
        "levels": LEVELS,
        "links": pages_about(request.user, profile),
        "may_edit": may_edit_catalogue(request.user, today),
    }
    return render(request, "competences/profile.html", context)


@require_http_methods(["GET", "POST"])
def new(request: PersonRequest) -> HttpResponse:
    """Make a role profile; what it asks for comes next."""
    require(may_edit_catalogue(request.user, clock.today()))
    form = ProfileForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        address, done = only_once(request, lambda: _create(request, form))
        if done:
            messages.success(request, _("The role profile is made. Now say what the role asks for."))
        return redirect(address)
    if form.errors and (before := once.earlier(request)):  # its own first sending has taken the name
        return redirect(before)
    context = {
        "form": form,
        "draft_key": NEW_DRAFT,
        "drafted": with_draft(request, NEW_DRAFT, form),
        "title": _("A new role profile"),
        "crumb": _("Role profiles"),
        "back": reverse("competences:profiles"),
        "button": _("Make the role profile"),
    }
    return render(request, "organisation/form.html", context, status=422 if form.errors else 200)


def _create(request: PersonRequest, form: ProfileForm) -> str:
    profile = actions.create(by=request.user, titles=form.job_titles(), **form.facts())
    drafts.drop(request.user, NEW_DRAFT)
    return reverse("competences:requirements", args=[profile.pk])


@require_http_methods(["GET", "POST"])
def edit(request: PersonRequest, profile_id: UUID) -> HttpResponse:
    """What a profile is called, and the job titles it goes with. Two who write at once lose nothing."""
    return edit_page(request, "organisation/form.html", lambda: _editing(request, profile_id))


def _editing(request: PersonRequest, profile_id: UUID) -> Editing:
    profile = _profile(request, profile_id)
    require(_may_change(request, profile))
    form = ProfileForm(request.POST or None, profile=profile)

    def save(version: int | None) -> None:
        actions.change(profile, form.facts(), titles=form.job_titles(), by=request.user, version=version)

    return Editing(
        profile,
        form,
        "profile changed",
        save,
        {**{name: getattr(profile, name) for name in TEXTS}, "titles": titles_of(profile)},
        {},
        back=reverse("competences:profile", args=[profile.pk]),
        done=_("The role profile is changed."),
        draft_key=f"role-profile-{profile.pk}",
        context={
            "title": _("Change %(title)s") % {"title": profile},
            "crumb": _("Role profiles"),
            "button": _("Save"),
        },
    )


@require_http_methods(["GET", "POST"])
def requirements(request: PersonRequest, profile_id: UUID) -> HttpResponse:
    """The table of what the role asks for, as one form."""
    profile = _profile(request, profile_id)
    require(_may_change(request, profile))
    saved = queries.table(profile)
    table = RequirementTable.sent(request.POST, saved) if request.method == "POST" else RequirementTable.of(saved)
    status = 200
    if request.method == "POST":
        status = 422
        if table.is_valid():
            merged = _set_requirements(request, profile, table)
            if merged is None:
                return redirect("competences:profile", profile.pk)
            table, status = merged, 409
    context = {
        "profile": profile,
        "table": table,
        "version": profile.version if status == 409 else version_in(request.POST, profile.version),
        "is_clash": status == 409,
        "who": last_change(profile, "requirements changed"),
        "levels": LEVELS[1:],
        "own": own_choices(),
    }
    return render(request, "competences/requirements.html", context, status=status)


def _set_requirements(request: PersonRequest, profile: RoleProfile, table: RequirementTable) -> RequirementTable | None:
    """
    Save the table; where somebody saved it meanwhile, the two put together. The table to choose from where both have
    changed the same row, each in her own way; None where all is saved.
    """
    try:
        changes = actions.set_requirements(profile, table.wanted, by=request.user, version=version_in(request.POST, 0))
    except Stale:
        profile.refresh_from_db()
        saved = queries.table(profile)
        theirs = {row.competence_id: queries.as_wanted(row) for row in saved}
        merge = put_together(table.was, table.wanted, theirs)
        if merge.clashes:
            return RequirementTable.merged(merge, saved)
        changes = actions.set_requirements(profile, merge.table, by=request.user, version=profile.version)
        messages.info(request, _("Somebody else had changed other rows meanwhile. Theirs and yours are both saved."))
    messages.success(request, _in_words(changes))
    return None


def _in_words(changes: actions.Changes) -> str:
    if not changes:
        return _("Nothing was changed.")
    parts = [
        ngettext("%(n)d new", "%(n)d new", changes.new) % {"n": changes.new} if changes.new else "",
        ngettext("%(n)d changed", "%(n)d changed", changes.changed) % {"n": changes.changed} if changes.changed else "",
        ngettext("%(n)d taken out", "%(n)d taken out", changes.ended) % {"n": changes.ended} if changes.ended else "",
    ]
    return _("Saved: %(what)s. It holds from today.") % {"what": ", ".join(part for part in parts if part)}


@require_http_methods(["GET", "POST"])
def close(request: PersonRequest, profile_id: UUID) -> HttpResponse:
    """Close a profile, after a look at who has it."""
    profile = _profile(request, profile_id)
    require(_may_change(request, profile))
    if request.method == "POST":
        actions.close(profile, by=request.user)
        messages.success(request, _("The role profile is closed. What it asked for can still be read."))
        return redirect("competences:profile", profile.pk)
    context = {"profile": profile, "page": queries.profile_page(profile, clock.today())}
    return render(request, "competences/profile_close.html", context)


@require_POST
def reopen(request: PersonRequest, profile_id: UUID) -> HttpResponse:
    """Open it again."""
    profile = _profile(request, profile_id)
    require(may_edit_catalogue(request.user, clock.today()))
    actions.reopen(profile, by=request.user)
    messages.success(request, _("The role profile is open again. Give it to job titles, or to people."))
    return redirect("competences:profile", profile.pk)


@require_http_methods(["GET", "POST"])
def missing(request: PersonRequest) -> HttpResponse:
    """Engagements without a profile, by job title; a title is given a profile here."""
    today = clock.today()
    require(is_hr(request.user, today))
    may_edit = may_edit_catalogue(request.user, today)
    form = TitleForm(request.POST or None)
    if request.method == "POST":
        require(may_edit)
        if form.is_valid():
            _give_title(request, form)
            return redirect("competences:without_profile")
    title = request.GET["title"].replace("\0", "")[:_LONGEST_TITLE] if "title" in request.GET else None
    found = queries.without_profile(
        request.user,
        today,
        page=request.GET.get("page", "1"),
        title=title,
    )
    context = {"found": found, "may_edit": may_edit, "profiles": list(RoleProfile.objects.active()), "form": form}
    return render(request, "competences/without_profile.html", context, status=422 if form.errors else 200)


def _give_title(request: PersonRequest, form: TitleForm) -> None:
    title, profile = form.cleaned_data["job_title"], form.cleaned_data["profile"]
    if actions.give_by_title(profile, title, by=request.user):
        said = _("Everybody called “%(title)s” now has the profile %(profile)s, unless another was chosen by hand.")
        messages.success(request, said % {"title": title, "profile": profile})
    else:
        messages.warning(request, _("“%(title)s” goes with another profile already.") % {"title": title})


@require_http_methods(["GET", "POST"])
def of_person(request: PersonRequest, person_id: UUID) -> HttpResponse:
    """Which role profiles somebody's engagements have; chosen by hand, or as the job title says."""
    person = get_object_or_404(Person.objects.visible_to(request.user), pk=person_id)
    today = clock.today()
    require(may_choose_profiles(request.user, person, today))
    lines = queries.engagements(person, today)
    sent = request.POST.get("engagement", "")
    shown = []
    for line in lines:
        is_sent = sent == str(line.engagement.pk)
        prefix = line.engagement.pk.hex
        form = ChooseProfilesForm(request.POST if is_sent else None, prefix=prefix, chosen=line.by_hand)
        if is_sent and form.is_valid():
            actions.choose_profiles(line.engagement, form.cleaned_data["profiles"], by=request.user)
            messages.success(request, _("The role profiles are chosen."))
            return redirect("competences:profiles_of", person.pk)
        shown.append((line, form))
    status = 422 if any(form.errors for _line, form in shown) else 200
    return render(request, "competences/profiles_of.html", {"person": person, "lines": shown}, status=status)


def _profile(request: PersonRequest, profile_id: UUID) -> RoleProfile:
    return get_object_or_404(RoleProfile.objects.visible_to(request.user), pk=profile_id)


def _may_change(request: PersonRequest, profile: RoleProfile) -> bool:
    return profile.state == RoleProfile.State.ACTIVE and may_edit_catalogue(request.user, clock.today())
