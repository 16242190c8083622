"""The agreement of two people: read, written, offered, said yes to, seen differently, filed."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from haandgreb.competences.development_words import MISSING
from haandgreb.dialogues.actions import agreement as actions
from haandgreb.dialogues.actions import differing
from haandgreb.dialogues.actions.agreement import NotTheTwo, Outcome
from haandgreb.dialogues.actions.filing import mark_filed
from haandgreb.dialogues.actions.opening import note_opening
from haandgreb.dialogues.forms.agreement import AgreementForm, DayForm, FiledForm, WordingForm
from haandgreb.dialogues.models import Agreement, Dialogue
from haandgreb.dialogues.permissions import EMPLOYEE, side_of
from haandgreb.dialogues.plan_words import rows_of, title_of
from haandgreb.dialogues.queries import agreement as queries
from haandgreb.dialogues.queries.following import days_of
from haandgreb.dialogues.queries.plan import lines_of
from haandgreb.dialogues.views.seen import seen
from haandgreb.organisation.editing import Change, conflict_with, number, require, version_in, with_draft
from haandgreb.organisation.http import PersonRequest
from haandgreb.organisation.permissions import is_hr
from haandgreb.shared import clock, drafts
from haandgreb.shared.conflict import Clash, Conflict
from haandgreb.shared.states import Refused
from haandgreb.shared.versions import Stale

State = Agreement.State


def agreement_of(request: PersonRequest, dialogue_id: UUID) -> tuple[Dialogue, Agreement]:
    """The dialogue and its agreement, for the two; 404 for everybody else, before the talk, and when it is put away."""
    dialogue = seen(request, dialogue_id)
    row = Agreement.objects.select_related("changed_by", "yes_by", "agreed_with").filter(dialogue=dialogue).first()
    if row is None:
        raise Http404
    row.dialogue = dialogue
    return dialogue, row


@require_GET
def page(request: PersonRequest, dialogue_id: UUID) -> HttpResponse:
    """What the two agree, and what either can do now."""
    dialogue, row = agreement_of(request, dialogue_id)
    today = clock.today()
    found = queries.page_of(row, dialogue, request.user, today)
    if found.is_readable:
        note_opening(dialogue, "agreement", by=request.user, role=side_of(dialogue, request.user, today))
    goals = [one.goal for one in found.goals if one.goal is not None]
    told = lines_of(goals)
    lines = {str(one.goal.pk): rows_of(one) for one in told}
    titles = {str(one.goal.pk): title_of(one, is_hers=found.is_hers) for one in told}
    context = {
        "dialogue": dialogue,
        "agreement": row,
        "page": found,
        "goals": [
            (held, titles.get(held.key), lines.get(held.key), [MISSING[what] for what in held.missing])
            for held in found.goals
        ],
        "since": _since(request, found),
        "days": days_of(dialogue, request.user),
        "day_form": DayForm(),
        "filed_form": FiledForm(initial={"filed_on": row.filed_on or today, "filed_as": row.filed_as}),
        "today": today,
        "see": _who_sees(dialogue, found.is_hers),
    }
    return render(request, "dialogues/agreement/page.html", context)


def _who_sees(dialogue: Dialogue, is_hers: bool) -> str:
    if dialogue.manager is None:
        return _("Only you can see this")
    if is_hers:
        return _("This agreement can be seen by you and %(name)s.") % {"name": dialogue.manager}
    return _("This agreement can be seen by %(name)s and you.") % {"name": dialogue.person}


def _since(request: PersonRequest, page: queries.Page) -> Clash | None:
    """What was changed since the wording somebody wanted to say yes to, marked."""
    text = request.GET.get("seen", "")
    if not (text.isdecimal() and len(text) < 9) or int(text) == page.agreement.number or page.text is None:
        return None
    rows = queries.wordings_of(page.agreement, page.dialogue, request.user)
    earlier = next((one for one in rows if not one.row.side and one.row.number == int(text)), None)
    return None if earlier is None or earlier.text is None else Clash("text", "", page.text, earlier.text)


@require_http_methods(["GET", "POST"])
def write(request: PersonRequest, dialogue_id: UUID) -> HttpResponse:
    """Write the text and choose its goals; of two at once the second one sees both texts."""
    dialogue, row = agreement_of(request, dialogue_id)
    key = draft_key(row)
    if request.POST.get("keep") == "theirs" or request.POST.get("act") == "drop":
        drafts.drop(request.user, key)
        back = "dialogues:agreement_write" if request.POST.get("act") == "drop" else "dialogues:agreement"
        return redirect(back, dialogue.pk)
    if row.state in queries.WORDED:
        return _refused(request, dialogue, _("The agreement is locked. What you want to change is written in a goal."))
    form = _form(request, dialogue, row)
    conflict = None
    if request.method == "POST" and form.is_valid():
        try:
            conflict = _save(request, dialogue, form)
        except Refused:
            text = _("Meanwhile the two of you see it differently, or have agreed. What you wrote is kept as a draft.")
            drafts.keep(request.user, key, request.POST)
            return _refused(request, dialogue, text)
        if conflict is None:
            drafts.drop(request.user, key)
            return _after_writing(request, dialogue)
    return _render_form(request, form, dialogue, row, conflict)


def draft_key(row: Agreement) -> str:
    """Under which name what somebody types into this agreement is kept."""
    return f"dialogues-agreement-{row.pk}"


def _form(request: PersonRequest, dialogue: Dialogue, row: Agreement) -> AgreementForm:
    goals = queries.goals_to_choose(dialogue, clock.today())
    is_readable = queries.reads_text(row, dialogue, request.user)
    chosen = list(row.goals.values_list("goal_id", flat=True)) if is_readable else []
    if row.number == 1 and not chosen:
        chosen = [goal.pk for goal in goals]
    initial = {"text": (queries.said(row) or "") if is_readable else "", "goals": chosen}
    return AgreementForm(request.POST or None, goals=goals, initial=initial)


def _save(request: PersonRequest, dialogue: Dialogue, form: AgreementForm) -> Conflict | None:
    text, goals = form.cleaned_data["text"], form.cleaned_data.get("goals", [])
    sent = version_in(request.POST, 0)
    try:
        actions.write(dialogue, text, goals, by=request.user, number=sent)
    except NotTheTwo as error:  # the manager is another one since the page was opened
        raise PermissionDenied from error
    except Stale:
        row = Agreement.objects.select_related("changed_by").get(dialogue=dialogue)
        is_readable = queries.reads_text(row, dialogue, request.user)
        theirs = {"text": (queries.said(row) or "") if is_readable else ""}
        choices = {"goals": list(row.goals.values_list("goal_id", flat=True))} if "goals" in form.fields else {}
        conflict = conflict_with(form, theirs, row.number, Change(row.changed_by, row.changed_at), choices)
        if conflict is not None:
            return conflict
        actions.write(dialogue, text, goals, by=request.user, number=row.number)  # both wrote the same
    return None


def _after_writing(request: PersonRequest, dialogue: Dialogue) -> HttpResponse:
    """Saved; and where she pressed it, offered with her own yes."""
    if request.POST.get("act") == "yes":
        row = Agreement.objects.get(dialogue=dialogue)
        return _yes(request, dialogue, row.number)
    messages.success(request, _("The text is saved. Both of you can read it. No yes counts until you say it anew."))
    return redirect("dialogues:agreement", dialogue.pk)


def _render_form(
    request: PersonRequest, form: AgreementForm, dialogue: Dialogue, row: Agreement, conflict: Conflict | None
) -> HttpResponse:
    key = draft_key(row)
    drafted = with_draft(request, key, form)
    context = {
        "form": form,
        "dialogue": dialogue,
        "conflict": conflict,
        "version": version_in(drafted or request.POST, row.number),
        "draft_key": key,
        "drafted": drafted,
        "other": queries.other_of(dialogue, request.user),
        "starts_anew": not queries.reads_text(row, dialogue, request.user),
        "see": _who_sees(dialogue, dialogue.person_id == request.user.pk),
    }
    status = 409 if conflict else 422 if form.errors else 200
    return render(request, "dialogues/agreement/write.html", context, status=status)


@require_POST
def offer(request: PersonRequest, dialogue_id: UUID) -> HttpResponse:
    """Ask both for a yes to the wording on the page, or take one's own yes or the offer back."""
    dialogue, _row = agreement_of(request, dialogue_id)
    if request.POST.get("act") == "back":
        if actions.take_back(dialogue, by=request.user):
            messages.success(request, _("Taken back. You can go on writing."))
        else:
            messages.warning(request, _("There is nothing to take back any more."))
        return redirect("dialogues:agreement", dialogue.pk)
    sent = number(request, "number")
    try:
        outcome = actions.offer(dialogue, by=request.user, number=sent)
    except NotTheTwo as error:
        raise PermissionDenied from error
    return _told(request, dialogue, outcome, sent)


@require_POST
def approve(request: PersonRequest, dialogue_id: UUID) -> HttpResponse:
    """Say yes to the wording on the page; one that is only written is offered with it."""
    dialogue, _row = agreement_of(request, dialogue_id)
    return _yes(request, dialogue, number(request, "number"))


def _yes(request: PersonRequest, dialogue: Dialogue, sent: int) -> HttpResponse:
    try:
        outcome = actions.say_yes(dialogue, by=request.user, number=sent, offers=True)
    except NotTheTwo as error:
        raise PermissionDenied from error
    return _told(request, dialogue, outcome, sent)


def _told(request: PersonRequest, dialogue: Dialogue, outcome: Outcome, sent: int) -> HttpResponse:
    other = queries.other_of(dialogue, request.user)
    name = {"name": other or _("the other")}
    if outcome is Outcome.AGREED:
        messages.success(request, _("You have both said yes. The text is locked, and it is what you have agreed."))
    elif outcome is Outcome.ASKED:
        messages.success(request, _("You have said yes. It is agreed when %(name)s says yes to the same text.") % name)
    elif outcome is Outcome.OFFERED:
        messages.success(request, _("The text is offered. It is agreed when both have said yes to it."))
    elif outcome is Outcome.EMPTY:
        messages.warning(request, _("There is nothing to agree on yet. Write a text or choose a goal first."))
    elif outcome is Outcome.GOALS:
        messages.warning(request, _("A goal in the agreement is not ready. It stands below what is to be done."))
    elif outcome is Outcome.UNREAD:
        text = _("%(name)s cannot read this text yet: it was written before. Open it, and save it to share it.")
        messages.warning(request, text % name)
    elif outcome is Outcome.LOST:
        messages.warning(request, _("This text cannot be opened here, so nobody can say yes to it. Write it anew."))
    elif outcome is Outcome.NOT_OFFERED:
        messages.warning(request, _("The text is not offered for a yes right now. Read what stands."))
    else:
        messages.warning(request, _("The text was changed before your yes. Your yes does not count for the new one."))
        address = redirect("dialogues:agreement", dialogue.pk)
        address["Location"] += f"?seen={sent}"
        return address
    return redirect("dialogues:agreement", dialogue.pk)


def _refused(request: PersonRequest, dialogue: Dialogue, text: str) -> HttpResponse:
    messages.warning(request, text)
    return redirect("dialogues:agreement", dialogue.pk)


@require_http_methods(["GET", "POST"])
def differ(request: PersonRequest, dialogue_id: UUID) -> HttpResponse:
    """Write one's own wording: the disagreement is noted, and both stand side by side."""
    dialogue, row = agreement_of(request, dialogue_id)
    if row.state not in (*actions.AWAITING, State.DIFFERING) or not queries.reads_text(row, dialogue, request.user):
        return _refused(request, dialogue, _("There is no offered text to see differently right now."))
    key = f"dialogues-wording-{row.pk}"
    found = queries.page_of(row, dialogue, request.user, clock.today())
    mine = found.my_wording.text if found.my_wording else None
    form = WordingForm(request.POST or None, initial={"text": mine or queries.said(row) or ""})
    if request.method == "POST" and form.is_valid():
        try:
            sent = number(request, "number")
            differing.differ(dialogue, form.cleaned_data["text"], by=request.user, number=sent)
        except NotTheTwo as error:
            raise PermissionDenied from error
        except (Stale, Refused):
            drafts.keep(request.user, key, request.POST)
            return _refused(request, dialogue, _("The text was changed meanwhile. What you wrote is kept as a draft."))
        drafts.drop(request.user, key)
        messages.success(request, _("The disagreement is noted. Both wordings stand here."))
        return redirect("dialogues:agreement", dialogue.pk)
    drafted = with_draft(request, key, form)
    context = {"form": form, "dialogue": dialogue, "agreement": row, "draft_key": key, "drafted": drafted}
    return render(request, "dialogues/agreement/differ.html", context, status=422 if form.errors else 200)


@require_POST
def go_on(request: PersonRequest, dialogue_id: UUID) -> HttpResponse:
    """Withdraw one's own wording and go on writing together."""
    dialogue, _row = agreement_of(request, dialogue_id)
    try:
        is_over = differing.go_on(dialogue, by=request.user)
    except NotTheTwo as error:
        raise PermissionDenied from error
    except Refused:
        return _refused(request, dialogue, _("No disagreement is noted any more."))
    if is_over:
        messages.success(request, _("You go on writing. Both wordings stand under earlier wordings."))
    else:
        messages.success(request, _("Your wording is withdrawn. The other still holds to the other one."))
    return redirect("dialogues:agreement", dialogue.pk)


@require_POST
def ask_for_help(request: PersonRequest, dialogue_id: UUID) -> HttpResponse:
    """The employee asks HR for help, or no more."""
    dialogue, _row = agreement_of(request, dialogue_id)
    require(side_of(dialogue, request.user, clock.today()) == EMPLOYEE)
    asks = request.POST.get("act") != "no"
    try:
        differing.ask_for_help(dialogue, asks=asks, by=request.user)
    except Refused:
        return _refused(request, dialogue, _("No disagreement is noted any more."))
    if asks:
        messages.success(request, _("HR can see that you ask for help, and nothing of what you have written."))
    else:
        messages.success(request, _("You ask for help no more."))
    return redirect("dialogues:agreement", dialogue.pk)


@require_GET
def wordings(request: PersonRequest, dialogue_id: UUID) -> HttpResponse:
    """What it said before, and each side's own wordings."""
    dialogue, row = agreement_of(request, dialogue_id)
    rows = queries.wordings_of(row, dialogue, request.user)
    if rows:
        note_opening(dialogue, "agreement", by=request.user, role=side_of(dialogue, request.user, clock.today()))
    titles = {str(goal.pk): goal.title for goal in queries.goals_of_two(dialogue, clock.today())}
    found = [(one.row, one.text, [titles[key] for key in one.goals if key in titles]) for one in rows]
    return render(request, "dialogues/agreement/wordings.html", {"dialogue": dialogue, "wordings": found})


@require_POST
def filed(request: PersonRequest, dialogue_id: UUID) -> HttpResponse:
    """Mark the plan as filed in the records system, or that it is not."""
    dialogue, _row = agreement_of(request, dialogue_id)
    form = FiledForm(request.POST)
    is_off = request.POST.get("act") == "no"
    if not is_off and not form.is_valid():
        return _refused(request, dialogue, _("Choose the day it was filed, and at most 100 letters for where it lies."))
    on = None if is_off else form.cleaned_data["filed_on"]
    try:
        mark_filed(dialogue, on=on, filed_as="" if is_off else form.cleaned_data["filed_as"], by=request.user)
    except NotTheTwo as error:
        raise PermissionDenied from error
    except Refused:
        return _refused(request, dialogue, _("Only what you have both agreed on is filed."))
    messages.success(request, _("The mark is removed.") if is_off else _("The plan is marked as filed."))
    return redirect("dialogues:agreement", dialogue.pk)


@require_GET
def help_wanted(request: PersonRequest) -> HttpResponse:
    """For HR in her units: who asks for help with an agreement. A status, never a text."""
    today = clock.today()
    if not is_hr(request.user, today):
        raise Http404
    return render(request, "dialogues/agreement/help.html", {"asking": queries.asking_in_units(request.user, today)})
