"""The development plan: on the page and on paper, as PDF and ODT; completed and planned apart."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET

from haandgreb.competences.models import DevelopmentGoal
from haandgreb.dialogues import plan_pdf
from haandgreb.dialogues.actions.opening import note_opening
from haandgreb.dialogues.permissions import side_of
from haandgreb.dialogues.plan_odt import OdtText
from haandgreb.dialogues.plan_words import day, rows_of, title_of
from haandgreb.dialogues.queries import plan as queries
from haandgreb.dialogues.views.agreement import agreement_of
from haandgreb.organisation.http import PersonRequest
from haandgreb.shared import clock
from haandgreb.shared.installation import installation
from haandgreb.shared.templatetags.look import current_language

PDF = "application/pdf"
ODT = "application/vnd.oasis.opendocument.text"


@require_GET
def page(request: PersonRequest, dialogue_id: UUID) -> HttpResponse:
    """The plan, fit for printing."""
    context = _context(request, dialogue_id)
    if isinstance(context, HttpResponse):
        return context
    return render(request, "dialogues/agreement/plan.html", {**context, "has_pdf": plan_pdf.is_offered()})


@require_GET
def pdf(request: PersonRequest, dialogue_id: UUID) -> HttpResponse:
    """The plan as PDF; where it cannot be made here, the page to print instead."""
    context = _context(request, dialogue_id)
    if isinstance(context, HttpResponse):
        return context
    try:
        content = plan_pdf.pdf_of(context)
    except plan_pdf.NoPdf:
        messages.warning(request, _("PDF cannot be made on this server. Print the page instead."))
        return redirect("dialogues:plan", dialogue_id)
    return _file(content, PDF, pgettext("file name", "development-plan") + ".pdf")


@require_GET
def odt(request: PersonRequest, dialogue_id: UUID) -> HttpResponse:
    """The plan as ODT."""
    context = _context(request, dialogue_id)
    if isinstance(context, HttpResponse):
        return context
    return _file(plan_as_odt(context), ODT, pgettext("file name", "development-plan") + ".odt")


@require_GET
def completed(request: PersonRequest) -> HttpResponse:
    """My own completed development, for a request for access to documents: nothing planned goes along."""
    goals = queries.apart(request.user).completed
    return _file(
        _list_as_odt(request, _("Completed development"), goals), ODT, pgettext("file name", "completed") + ".odt"
    )


@require_GET
def planned(request: PersonRequest) -> HttpResponse:
    """My own planned development, by itself."""
    goals = queries.apart(request.user).planned
    return _file(_list_as_odt(request, _("Planned development"), goals), ODT, pgettext("file name", "planned") + ".odt")


def _context(request: PersonRequest, dialogue_id: UUID) -> dict[str, Any] | HttpResponse:
    """What every form of the plan shows; the agreement instead where nothing is agreed. The opening is written down."""
    dialogue, row = agreement_of(request, dialogue_id)
    today = clock.today()
    plan = queries.plan_of(row, dialogue, request.user, today)
    if plan is None:
        messages.warning(request, _("There is no plan here: nothing is agreed, or a newer agreement holds."))
        return redirect("dialogues:agreement", dialogue.pk)
    note_opening(dialogue, "plan", by=request.user, role=side_of(dialogue, request.user, today))
    return {**plan_context(plan, is_hers=dialogue.person_id == request.user.pk), "dialogue": dialogue}


def plan_context(plan: queries.Plan, *, is_hers: bool) -> dict[str, Any]:
    """The plan in words, the same on every paper: told in the third person, as others read it too."""
    return {
        "plan": plan,
        "heading": _("Development plan"),
        "agency": installation().name or "Håndgreb",
        "goals": [(title_of(one, is_hers=False), rows_of(one)) for one in plan.goals],
        "signed": [str(one) for one in (plan.person, plan.manager) if one is not None],
        "meaning": _("A yes means that the wording is right. It is no proof of consent to the content."),
        "is_hers": is_hers,
    }


def plan_as_odt(context: dict[str, Any]) -> bytes:
    """The plan as ODT, from what the page shows."""
    plan: queries.Plan = context["plan"]
    text = OdtText(f"{context['heading']} – {context['agency']}", context["agency"], current_language())
    text.heading(context["heading"], 1)
    text.paragraphs(" · ".join(part for part in (context["agency"], plan.unit) if part))
    text.paragraphs(" · ".join(context["signed"]))
    if plan.agreed_on is not None:
        agreed = _("Agreed %(day)s, version %(n)d") % {"day": day(plan.agreed_on), "n": plan.number}
        text.paragraphs(agreed)
    if plan.text is None:
        text.paragraphs(_("This text cannot be opened here: the key it was sealed with is lost."))
    elif plan.text:
        text.heading(_("What we have agreed"), 2)
        text.paragraphs(plan.text)
    for title, rows in context["goals"]:
        text.heading(title, 2)
        text.table(
            [pgettext("column", "What"), pgettext("column", "Agreed")],
            [[row.label, "\n".join(row.lines)] for row in rows],
        )
    if plan.talks:
        text.heading(_("Days we look at it again"), 2)
        rows = [[day(one.due_on), day(one.held_on) if one.held_on else "–"] for one in plan.talks]
        text.table([_("Day"), pgettext("column", "Held")], rows)
    text.heading(_("Both have said yes"), 2)
    agreed_on = day(plan.agreed_on) if plan.agreed_on else ""
    text.table([_("Name"), _("Said yes")], [[name, agreed_on] for name in context["signed"]])
    text.paragraphs(context["meaning"])
    return text.as_bytes()


def _list_as_odt(request: PersonRequest, heading: str, goals: Sequence[DevelopmentGoal]) -> bytes:
    agency = installation().name or "Håndgreb"
    text = OdtText(f"{heading} – {agency}", agency, current_language())
    text.heading(heading, 1)
    text.paragraphs(f"{agency} · {request.user}")
    text.paragraphs(_("As of %(day)s") % {"day": day(clock.today())})
    rows = []
    for one in queries.lines_of(goals):
        rows.append([one.goal.title, pgettext("kind of line", "goal"), ""])
        rows += [
            [step.text, str(step.get_room_display()), day(step.due_on) if step.due_on else ""] for step in one.path
        ]
    if rows:
        text.table([pgettext("column", "What"), pgettext("column", "Kind"), _("Day")], rows)
    else:
        text.paragraphs(_("Nothing stands here yet."))
    return text.as_bytes()


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "no-store"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
