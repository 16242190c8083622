"""Prepare for the talk: write, in as many windows as one has, and lose nothing."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from haandgreb.dialogues.actions import preparation as actions
from haandgreb.dialogues.forms.preparation import Line, PreparationForm, name_of
from haandgreb.dialogues.permissions import EMPLOYEE, side_of
from haandgreb.dialogues.preparation_words import household
from haandgreb.dialogues.queries import peers
from haandgreb.dialogues.queries import preparation as queries
from haandgreb.dialogues.queries.group_own import carried_to
from haandgreb.dialogues.queries.preparation_pages import kept
from haandgreb.dialogues.rules import preparation as rules
from haandgreb.dialogues.views import preparation_drafts as typed
from haandgreb.dialogues.views.seen import seen
from haandgreb.organisation.http import PersonRequest, autosave
from haandgreb.shared import clock, drafts
from haandgreb.shared.conflict import Clash, Conflict


@require_http_methods(["GET", "POST"])
def prepare(request: PersonRequest, dialogue_id: UUID) -> HttpResponse:
    """My own preparation of this dialogue: the questions of my side."""
    dialogue, today = seen(request, dialogue_id), clock.today()
    mine = queries.own(dialogue, request.user, side_of(dialogue, request.user, today), today)
    if request.method == "GET":
        return _page(request, mine, PreparationForm(mine.fields))
    if request.POST.get("act") == "drop":
        drafts.drop(request.user, typed.draft_key(dialogue.pk))
        return redirect("dialogues:prepare", dialogue.pk)
    return _save(request, mine, PreparationForm(mine.fields, _sent(request, mine)))


@autosave
@require_POST
def keep_draft(request: PersonRequest, dialogue_id: UUID) -> HttpResponse:
    """Keep what is being typed; only the writer gets it back."""
    return JsonResponse({"saved_at": typed.keep_typed(request.user, dialogue_id, request.POST)})


def _save(request: PersonRequest, mine: queries.Preparation, form: PreparationForm) -> HttpResponse:
    dialogue = mine.dialogue
    if not form.is_valid():
        typed.keep_refused(request.user, dialogue.pk, request.POST)
        return _page(request, mine, form, status=422)
    try:
        changed = actions.write(dialogue, form.sent(), form.marks(), by=request.user, side=mine.side)
    except actions.Closed:
        typed.keep_refused(request.user, dialogue.pk, request.POST)
        return _page(request, mine, form, status=409, is_closed=True)
    except actions.BothWrote as error:
        mine = queries.own(dialogue, request.user, mine.side, clock.today())
        return _page(request, mine, form, status=409, conflict=_conflict(mine, form, error.clashes))
    mine = queries.own(dialogue, request.user, mine.side, clock.today())
    typed.drop_saved(request.user, mine, request.POST)
    if request.POST.get("then") == "share":
        return redirect("dialogues:share", dialogue.pk)
    messages.success(request, _saved(mine, changed))
    return redirect("dialogues:prepare", dialogue.pk)


def _sent(request: PersonRequest, mine: queries.Preparation) -> QueryDict:
    """What was sent; where somebody chose to keep the saved text of some inputs, with that text in them."""
    if request.POST.get("keep") != "theirs":
        return request.POST
    sent = request.POST.copy()
    clashing = set(sent.getlist("clash"))
    for name, text in typed.saved_texts(mine):
        if name in clashing:
            sent.setlist(name, text.split() if name.endswith("-handles") else [text])
            sent[rules.MARK + name] = rules.mark(text)
    return sent


def _saved(mine: queries.Preparation, changed: int) -> str:
    """What is true after saving."""
    if not changed:
        return _("Nothing had changed. Everything is saved.")
    read = len(mine.standing(rules.Standing.READ))
    if not read or mine.reader is None:
        return _("Saved. Only you can see it.")
    text = ngettext(
        "Saved. %(name)s can read the one field you have shared, as it stands now.",
        "Saved. %(name)s can read the %(n)d fields you have shared, as they stand now.",
        read,
    )
    return text % {"name": mine.reader, "n": read}


def _conflict(mine: queries.Preparation, form: PreparationForm, clashes: list[actions.Clash]) -> Conflict:
    """Both texts of each input that was changed in two windows; all else travels along as this window has it."""
    saved, sent = dict(typed.saved_texts(mine)), form.data
    assert isinstance(sent, QueryDict)
    both = {name_of(clash.key, clash.part): clash for clash in clashes}
    kept = [(rules.TAB, sent.get(rules.TAB, "")), *(("clash", name) for name in both)]
    for name in form.fields:
        kept.append((rules.MARK + name, rules.mark(saved[name]) if name in both else sent.get(rules.MARK + name, "")))
        if name not in both:
            kept += [(name, value) for value in sent.getlist(name)]
    shown = [Clash(name, _label(form, name), clash.mine, clash.theirs) for name, clash in both.items()]
    changed = [one.row.changed_at for one in mine.asked if one.row is not None]
    at = max(changed, default=clock.now())
    return Conflict(other="", at=at, version=0, clashes=shown, kept=kept)


def _label(form: PreparationForm, name: str) -> str:
    """The question, and of a question with several inputs which one."""
    question = next(one.question for one in form.asked if name.startswith(f"{one.question.key}-"))
    return str(question.ask) if question.kind == rules.TEXT else f"{question.ask} · {form.fields[name].label}"


def _page(
    request: PersonRequest,
    mine: queries.Preparation,
    form: PreparationForm,
    *,
    status: int = 200,
    is_closed: bool = False,
    conflict: Conflict | None = None,
) -> HttpResponse:
    filled = typed.fill(request.user, mine, form)
    put = _put_in(request, mine, form)
    lines = list(form.lines())
    context: dict[str, Any] = {
        "mine": mine,
        "dialogue": mine.dialogue,
        "kept": kept(mine.side),
        "form": form,
        "first": [line for line in lines if not line.question.later],
        "later": [line for line in lines if line.question.later],
        "later_open": any(_wants_to_be_seen(line) for line in lines if line.question.later),
        "filled": filled,
        "also": [(_label(form, one.name), one.text) for one in filled.also],
        "put": put,
        "tab": form.data.get(rules.TAB) or get_random_string(12),
        "wheel": queries.wheel_of(request.user, mine.reader) if mine.has_wheel and mine.side == EMPLOYEE else None,
        "carried": {"points": carried_to(mine.dialogue, request.user)},
        "household": household(),
        "is_closed": is_closed,
        "conflict": conflict,
        "earlier": queries.prepared_before(mine.dialogue, request.user) if mine.side == EMPLOYEE else None,
    }
    return render(request, "dialogues/preparation/prepare.html", context, status=status)


def _wants_to_be_seen(line: Line) -> bool:
    return line.field.is_lost or any(bound.value() or bound.errors for bound in line.inputs.values())


def _put_in(request: PersonRequest, mine: queries.Preparation, form: PreparationForm) -> bool:
    """What I said to a colleague goes into the form, below what stands there; nothing is saved by it."""
    answer = request.GET.get("put", "")
    if form.is_bound or not answer or mine.side != EMPLOYEE or not mine.may_write:
        return False
    found = peers.own_answer(request.user, answer)
    name = name_of(found.into, "text") if found is not None else ""
    if found is None or name not in form.fields:
        return False
    before = str(form.initial.get(name, "")).rstrip()
    if found.text not in before:
        form.initial[name] = f"{before}\n\n{found.text}" if before else found.text
    return True
