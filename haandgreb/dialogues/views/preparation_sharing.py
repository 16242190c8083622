"""Share field by field, take back, and read what the other one has shared."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from haandgreb.competences.handle_words import HANDLES
from haandgreb.dialogues.actions import preparation as actions
from haandgreb.dialogues.actions.opening import note_opening
from haandgreb.dialogues.permissions import EMPLOYEE, MANAGER, side_of
from haandgreb.dialogues.queries import preparation as queries
from haandgreb.dialogues.queries.preparation_pages import kept
from haandgreb.dialogues.rules import preparation as rules
from haandgreb.dialogues.views.preparation_drafts import draft_key
from haandgreb.dialogues.views.seen import seen
from haandgreb.organisation.http import PersonRequest
from haandgreb.shared import clock, drafts

SEEN = "seen-"


@require_http_methods(["GET", "POST"])
def share(request: PersonRequest, dialogue_id: UUID) -> HttpResponse:
    """What would be read by whom, field by field; and what is read already."""
    mine = _mine(request, dialogue_id)
    if request.method == "GET":
        return _page(request, mine)
    keys = request.POST.getlist("share")
    if not keys:
        return _page(request, mine, status=422, trouble=_("Nothing is ticked, so nothing was shared."))
    if mine.reader is None or request.POST.get("reader") != str(mine.reader.pk):
        return _page(request, mine, status=409, trouble=_changed_reader(mine))
    marks = {key: request.POST.get(SEEN + key, "") for key in keys}
    try:
        count = actions.share(mine.dialogue, marks, reader=mine.reader, by=request.user, side=mine.side)
    except actions.Changed:
        trouble = _("Something was changed since you opened this page, so nothing was shared. Look again.")
        return _page(request, _mine(request, dialogue_id), status=409, trouble=trouble)
    except actions.Closed:
        trouble = _("This dialogue is over, so nothing more is shared in it.")
        return _page(request, _mine(request, dialogue_id), status=409, trouble=trouble)
    text = ngettext("Shared with %(name)s: one field.", "Shared with %(name)s: %(n)d fields.", count)
    messages.success(request, text % {"name": mine.reader, "n": count})
    return redirect("dialogues:share", mine.dialogue.pk)


@require_POST
def withdraw(request: PersonRequest, dialogue_id: UUID) -> HttpResponse:
    """Take one field back, or all; after the talk it is said why not."""
    mine = _mine(request, dialogue_id)
    key = request.POST.get("key", "")
    try:
        count = actions.withdraw(mine.dialogue, [key] if key else None, by=request.user)
    except actions.Held:
        return _page(request, _mine(request, dialogue_id), status=409, trouble=_held())
    text = ngettext("Taken back: one field. Only you can see it now.", "Taken back: %(n)d fields.", count)
    messages.success(request, text % {"n": count} if count else _("Nothing was shared."))
    return redirect("dialogues:share", mine.dialogue.pk)


@require_POST
def open_now(request: PersonRequest, dialogue_id: UUID) -> HttpResponse:
    """Let the other one read before the talk what was kept for it."""
    mine = _mine(request, dialogue_id)
    if actions.open_now(mine.dialogue, request.POST.get("key", ""), by=request.user):
        messages.success(request, _("%(name)s can read it now.") % {"name": mine.reader})
    return redirect("dialogues:share", mine.dialogue.pk)


@require_GET
def read(request: PersonRequest, dialogue_id: UUID) -> HttpResponse:
    """What the other one has shared with me; that I have opened it is written down."""
    dialogue, today = seen(request, dialogue_id), clock.today()
    side = side_of(dialogue, request.user, today)
    shown = queries.readable(dialogue, request.user, today)
    if shown:
        note_opening(dialogue, "preparation", by=request.user, role=side)
    context = {
        "dialogue": dialogue,
        "side": side,
        "other": dialogue.manager if side == EMPLOYEE else dialogue.person,
        "shown": shown,
        "wheel": queries.wheel_of(dialogue.person, request.user) if side == MANAGER else None,
        "handles": HANDLES,
    }
    return render(request, "dialogues/preparation/read.html", context)


def _mine(request: PersonRequest, dialogue_id: UUID) -> queries.Preparation:
    dialogue, today = seen(request, dialogue_id), clock.today()
    return queries.own(dialogue, request.user, side_of(dialogue, request.user, today), today)


def _changed_reader(mine: queries.Preparation) -> str:
    if mine.reader is None:
        return _("You have no manager for this dialogue right now, so there is nobody to share with.")
    text = _("The dialogue is with %(name)s now. Nothing was shared: look again, and decide anew.")
    return text % {"name": mine.reader}


def _held() -> str:
    return _(
        "The talk has been held, so what the other one has read cannot be taken back. "
        "It is deleted when its time is up; until then it stays between the two of you."
    )


def _page(request: PersonRequest, mine: queries.Preparation, *, status: int = 200, trouble: str = "") -> HttpResponse:
    """Beforehand what the content says is ticked, the first time; where something lapsed exactly that, again."""
    ticked = {one.question.key for one in mine.lapsed}
    if not ticked and not mine.shared:
        ticked = {one.question.key for one in mine.to_share if one.question.ticked}
    if request.method == "POST":
        ticked = set(request.POST.getlist("share")) or ticked
    context = {
        "mine": mine,
        "dialogue": mine.dialogue,
        "kept": kept(mine.side),
        "trouble": trouble,
        "offered": [(one, one.question.key in ticked) for one in mine.to_share],
        "private": [one for one in mine.standing(rules.Standing.PRIVATE) if not one.can_be_shared],
        "shared": mine.shared,
        "again": [one for one in mine.lapsed if one.can_be_shared],
        "wheel": queries.wheel_of(request.user, mine.reader) if mine.has_wheel and mine.side == EMPLOYEE else None,
        "handles": HANDLES,
        "has_draft": drafts.find(request.user, draft_key(mine.dialogue.pk)) is not None,
        "READ": rules.Standing.READ,
    }
    return render(request, "dialogues/preparation/share.html", context, status=status)
