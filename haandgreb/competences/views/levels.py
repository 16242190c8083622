"""A person's own page of levels, and the levels two people agree."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from haandgreb.competences.actions import levels as actions
from haandgreb.competences.actions.levels import Outcome
from haandgreb.competences.forms.levels import ProposeForm
from haandgreb.competences.level_words import LEVELS
from haandgreb.competences.models import LevelProposal
from haandgreb.competences.permissions import may_see_levels
from haandgreb.competences.queries import levels as queries
from haandgreb.competences.queries import staff_levels
from haandgreb.competences.views.level_common import (
    kept_or_found,
    manager_sent,
    one_of_staff,
    other_pages,
    picking,
    wheel_context,
)
from haandgreb.organisation.editing import require
from haandgreb.organisation.http import PersonRequest
from haandgreb.organisation.models import Person
from haandgreb.organisation.permissions import acts_as_manager
from haandgreb.shared import clock, drafts


@require_GET
def mine(request: PersonRequest) -> HttpResponse:
    """What I can, what my role asks for, and what waits for my answer."""
    levels = queries.levels_of(request.user, request.user, clock.today())
    facts = {
        "manages": acts_as_manager(request.user, clock.today()),
        "links": other_pages(request, request.user),
    }
    return render(request, "competences/levels/mine.html", {**wheel_context(levels), **facts})


@require_GET
def history(request: PersonRequest) -> HttpResponse:
    """All that was ever agreed about me, and my own estimates."""
    own = staff_levels.own_history(request.user)
    context = {
        "person": request.user,
        "agreed": staff_levels.agreed_history(request.user),
        "own": own,
        "is_shared": any(row.shared_at is not None for row in own),
    }
    return render(request, "competences/levels/history.html", context)


@require_GET
def staff(request: PersonRequest) -> HttpResponse:
    """The people whose nearest manager I am, by name; a page of nothing for everybody else."""
    return render(
        request, "competences/levels/staff.html", {"lines": staff_levels.staff_lines(request.user, clock.today())}
    )


@require_GET
def person(request: PersonRequest, person_id: UUID) -> HttpResponse:
    """One of my staff: what is agreed, what is shared with me, what waits."""
    if person_id == request.user.pk:
        return redirect("competences:mine")
    somebody = one_of_staff(request, person_id)
    levels = queries.levels_of(somebody, request.user, clock.today())
    facts = {"person": somebody, "links": other_pages(request, somebody)}
    return render(request, "competences/levels/person.html", {**wheel_context(levels), **facts})


@require_GET
def person_history(request: PersonRequest, person_id: UUID) -> HttpResponse:
    """All that was ever agreed about one of my staff."""
    somebody = one_of_staff(request, person_id)
    context = {"person": somebody, "agreed": staff_levels.agreed_history(somebody)}
    return render(request, "competences/levels/history.html", context)


@require_http_methods(["GET", "POST"])
def propose(request: PersonRequest) -> HttpResponse:
    """Propose levels to my manager."""
    levels = queries.levels_of(request.user, request.user, clock.today())
    if request.method == "POST" and not levels.managers:
        messages.warning(request, _("You have no manager here to agree levels with."))
        return redirect("competences:mine")
    return _propose(request, levels, reverse("competences:propose"), reverse("competences:mine"))


@require_http_methods(["GET", "POST"])
def person_propose(request: PersonRequest, person_id: UUID) -> HttpResponse:
    """Propose levels to one of my staff."""
    somebody = one_of_staff(request, person_id)
    levels = queries.levels_of(somebody, request.user, clock.today())
    args = [person_id]
    return _propose(
        request, levels, reverse("competences:person_propose", args=args), reverse("competences:person", args=args)
    )


def _propose(request: PersonRequest, levels: queries.Levels, page: str, back: str) -> HttpResponse:
    key = f"competences-propose-{levels.person.pk}"
    if request.method == "POST" and (answer := kept_or_found(request, key, page)) is not None:
        return answer
    to_answer = {row.competence.pk for row in levels.to_answer}
    waiting = {row.competence.pk: row.proposal.level for row in levels.waiting if row.proposal is not None}
    picked = picking(request, ProposeForm, levels.rows, key, waiting, without=to_answer)
    if request.method == "POST" and picked.form.is_valid():
        _save_proposals(request, levels, picked.form, waiting)
        drafts.drop(request.user, key)
        return redirect(back)
    context = {**picked.context(key), "levels": levels, "page": page, "back": back, "scale": LEVELS}
    return render(request, "competences/levels/propose.html", context, status=422 if picked.form.errors else 200)


def _save_proposals(
    request: PersonRequest, levels: queries.Levels, form: ProposeForm, waiting: dict[UUID, int]
) -> None:
    wanted = {one: level for one, level in form.chosen().items() if waiting.get(one.pk) != level}
    manager = manager_sent(request) if levels.for_herself else request.user
    found = actions.propose(levels.person, wanted, by=request.user, manager=manager)
    other = manager if levels.for_herself else levels.person
    if found.made:
        text = ngettext(
            "%(count)d level is proposed. %(name)s answers.",
            "%(count)d levels are proposed. %(name)s answers.",
            len(found.made),
        )
        messages.success(request, text % {"count": len(found.made), "name": other})
    if found.waiting:
        names = ", ".join(str(competence) for competence in found.waiting)
        text = _("A proposal from %(name)s came first: %(competences)s. Answer it here.")
        messages.warning(request, text % {"name": other, "competences": names})
    if found.elsewhere:
        names = ", ".join(str(competence) for competence in found.elsewhere)
        text = _("Another proposal waits for an answer first: %(competences)s.")
        messages.warning(request, text % {"competences": names})
    if not found.made and not found.waiting and not found.elsewhere:
        messages.info(request, _("Nothing new was proposed."))


@require_POST
def answer(request: PersonRequest, proposal_id: UUID) -> HttpResponse:
    """Say yes, another level or no to a proposal, or take one's own back."""
    user = request.user
    mine = LevelProposal.objects.filter(Q(to=user) | Q(proposed_by=user))
    proposal = get_object_or_404(mine.select_related("person", "competence", "proposed_by", "to"), pk=proposal_id)
    about = proposal.person
    if not may_see_levels(user, about, clock.today()):
        # The earlier manager has lost the page; what she proposed is withdrawn by the other's answer or the daily run.
        raise Http404
    act = request.POST.get("act")
    require((proposal.proposed_by_id if act == "back" else proposal.to_id) == user.pk)
    text = request.POST.get("level", "")
    if act == "another" and text not in {str(level.number) for level in LEVELS}:
        messages.error(request, _("A level is a number from 0 to 5. Nothing was changed."))
    elif act == "another":
        _tell(request, proposal, actions.say_another(proposal, int(text), by=user))
    elif act == "no":
        _tell(request, proposal, actions.decline(proposal, by=user))
    elif act == "back":
        _tell(request, proposal, actions.take_back(proposal, by=user))
    else:
        _tell(request, proposal, actions.confirm(proposal, by=user))
    return _to_page_of(about, user)


@require_POST
def answer_all(request: PersonRequest, person_id: UUID) -> HttpResponse:
    """Say yes to all that waits for me about this person, as it stood on the page I saw."""
    about = get_object_or_404(Person, pk=person_id)
    if not may_see_levels(request.user, about, clock.today()):
        raise Http404
    seen = set(request.POST.getlist("proposal"))
    rows = LevelProposal.objects.filter(person=about, to=request.user, state=LevelProposal.State.OPEN)
    rows = rows.select_related("person", "competence", "proposed_by", "to")
    found = [actions.confirm(row, by=request.user) for row in rows if str(row.pk) in seen]
    agreed = found.count(Outcome.AGREED)
    if agreed:
        text = ngettext("%(count)d level is agreed.", "%(count)d levels are agreed.", agreed)
        messages.success(request, text % {"count": agreed})
    if agreed < len(seen):
        messages.warning(request, _("Some were answered or taken back meanwhile. What holds now stands here."))
    return _to_page_of(about, request.user)


def _tell(request: PersonRequest, proposal: LevelProposal, outcome: Outcome) -> None:
    facts = {"competence": proposal.competence, "level": LEVELS[proposal.level], "name": proposal.proposed_by}
    if outcome is Outcome.AGREED:
        messages.success(request, _("%(competence)s: %(level)s is agreed from today.") % facts)
    elif outcome is Outcome.PROPOSED:
        messages.success(request, _("%(competence)s: your level waits for the answer of %(name)s.") % facts)
    elif outcome is Outcome.DECLINED:
        text = _("%(competence)s: the level is not agreed. What was agreed before still holds.")
        messages.success(request, text % facts)
    elif outcome is Outcome.WITHDRAWN:
        messages.success(request, _("%(competence)s: the proposal is withdrawn.") % facts)
    elif outcome is Outcome.NO_LONGER_TWO:
        text = _("%(competence)s: the two of you are no longer employee and manager. The proposal is withdrawn.")
        messages.warning(request, text % facts)
    else:
        text = _("%(competence)s: this was answered or taken back meanwhile. What holds now stands here.")
        messages.warning(request, text % facts)


def _to_page_of(about: Person, user: Person) -> HttpResponse:
    return redirect("competences:mine") if about.pk == user.pk else redirect("competences:person", about.pk)
