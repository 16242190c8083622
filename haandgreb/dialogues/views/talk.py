"""The guide of a talk on one screen, and what was written on one page afterwards."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from haandgreb.dialogues import talk_content
from haandgreb.dialogues.actions import talk as actions
from haandgreb.dialogues.actions.calendar import when
from haandgreb.dialogues.actions.opening import note_opening
from haandgreb.dialogues.forms.talk import CardForm, FeedbackForm, HeldForm, TextForm
from haandgreb.dialogues.models import Dialogue
from haandgreb.dialogues.queries import talk as queries
from haandgreb.dialogues.queries.held import holding_of
from haandgreb.dialogues.queries.talk_reading import Reader, reader_of
from haandgreb.dialogues.queries.talk_words import words_of
from haandgreb.dialogues.rules.questions import hints, lines_of
from haandgreb.dialogues.rules.talk import OPEN_STATES
from haandgreb.dialogues.rules.texts import ENERGY, NOTE, QUESTIONS, REALISED, TEXTS, Reads, keys_in
from haandgreb.dialogues.talk_words import HINTS
from haandgreb.dialogues.views.seen import seen
from haandgreb.organisation.editing import number, only_once, version_in, with_draft
from haandgreb.organisation.http import PersonRequest
from haandgreb.shared import clock

MORE_MINUTES = 5
MINUTE = timedelta(seconds=60)


def reader(request: PersonRequest, dialogue_id: UUID) -> Reader:
    """The dialogue and which of the two reads it; 404 for everybody else."""
    found = reader_of(seen(request, dialogue_id), request.user, clock.today())
    if found is None:
        raise Http404
    return found


def draft_key(dialogue: Dialogue, what: str) -> str:
    """Under which what is being typed in the talk is kept."""
    return f"talk-{dialogue.pk}-{what}"


def address(dialogue: Dialogue, at: str = "", anchor: str = "") -> str:
    """The guide, at a phase and a place on the page."""
    page = reverse("dialogues:guide", args=[dialogue.pk])
    return f"{page}{f'?at={at}' if at else ''}{f'#{anchor}' if anchor else ''}"


def at_of(request: PersonRequest) -> str:
    """The phase the form was sent from; "" where it names none of the guide's."""
    wanted = request.POST.get("at", request.GET.get("at", ""))
    known = {phase.key for phases in talk_content.sets().values() for phase in phases}
    return wanted if wanted in known else ""


@require_GET
def guide(request: PersonRequest, dialogue_id: UUID) -> HttpResponse:
    """The one screen of the talk; where nothing is written any more, the page that shows what was."""
    who = reader(request, dialogue_id)
    if who.dialogue.state not in OPEN_STATES:
        if request.htmx:
            return HttpResponse(headers={"HX-Redirect": reverse("dialogues:dialogue", args=[who.dialogue.pk])})
        return redirect("dialogues:talk_paper", who.dialogue.pk)
    return screen(request, who)


def screen(request: PersonRequest, who: Reader, bound: dict[str, Any] | None = None, status: int = 200) -> HttpResponse:
    """The guide, with what came back from a form (`bound`)."""
    found = queries.page(who, today=clock.today(), now=clock.now(), at=at_of(request))
    _note(request, who, found)
    forms = dict((bound or {}).get("texts", {}))
    question, place, total = queries.question_for(who, found.shown.text, number_in(request))
    context = {
        "page": found,
        "dialogue": who.dialogue,
        "reader": who,
        "other": who.other,
        "question": question,
        "question_place": place,
        "question_total": total,
        "text_forms": [text_box(request, found, key, forms.get(key)) for key in keys_in(found.shown.text.tool)],
        "note_box": text_box(request, found, NOTE, forms.get(NOTE)),
        "questions_box": text_box(request, found, QUESTIONS, forms.get(QUESTIONS)),
        "own_questions": _own_questions(found),
        "energy_box": text_box(request, found, ENERGY, forms.get(ENERGY)),
        "card_forms": _card_forms(who),
        "feedback_form": FeedbackForm(),
        "held_form": HeldForm(initial={"on": clock.today()}),
        "holding": holding_of(who.dialogue, request.user, clock.now()),
        "at": found.shown.text.key,
        "more_minutes": MORE_MINUTES,
        "today": clock.today(),
    }
    if bound:
        context |= {name: value for name, value in bound.items() if name != "texts"}
        context["card_forms"] |= bound.get("bound_cards", {})
    key = draft_key(who.dialogue, "feedback-new")
    form = context["feedback_form"]
    assert isinstance(form, FeedbackForm)
    context |= {"feedback_draft": key, "feedback_drafted": with_draft(request, key, form)}
    return render(request, "dialogues/talk/guide.html", context, status=status)


def number_in(request: PersonRequest) -> int:
    """Which question is asked for; 0 for anything that is no small number."""
    text = request.GET.get("q", "")
    return int(text) if text.isdecimal() and len(text) < 4 else 0


def text_box(
    request: PersonRequest, found: queries.Page, key: str, came_back: dict[str, Any] | None = None
) -> dict[str, Any]:
    """The form of one text with what stands in it, or what came back of it."""
    row = found.writing(key)
    words = words_of(row) if row is not None else ""
    name = draft_key(found.dialogue, key)
    box: dict[str, Any] = {
        "key": key,
        "reads": TEXTS[key].reads.value,
        "is_private": TEXTS[key].reads is Reads.PRIVATE,
        "is_together": TEXTS[key].reads is Reads.TOGETHER,
        "row": row,
        "is_lost": words is None,
        "draft_key": name,
        "conflict": None,
    }
    if came_back is not None:
        return box | came_back
    form = TextForm(key, initial={"text": words or ""})
    drafted = with_draft(request, name, form)
    stands = row.version if row is not None else 0
    return box | {"form": form, "version": version_in(drafted, stands), "is_drafted": drafted is not None}


def _own_questions(found: queries.Page) -> list[dict[str, Any]]:
    row = found.writing(QUESTIONS)
    words = words_of(row) if row is not None else ""
    return [{"text": line, "hints": [HINTS[hint] for hint in hints(line)]} for line in lines_of(words or "")]


def _card_forms(who: Reader) -> dict[str, CardForm]:
    """One for each side's column, with ids of its own."""
    return {column: card_form(column) for column in ("mine", "work")}


def card_form(column: str, data: QueryDict | None = None) -> CardForm:
    """The form of a new card in a side's column."""
    labels = {"mine": _("A new card under “Mine”"), "work": _("A new card under “The workplace's”")}
    return CardForm(data, auto_id=f"card-{column}-%s", label=labels[column])


def _note(request: PersonRequest, who: Reader, found: queries.Page) -> None:
    if found.preparation:
        note_opening(who.dialogue, "preparation", by=request.user, role=who.side.value)
    if found.shows_the_other:
        note_opening(who.dialogue, "talk", by=request.user, role=who.side.value)


@require_POST
def clock_act(request: PersonRequest, dialogue_id: UUID) -> HttpResponse:
    """Begin, pause, go on, five minutes more, the next phase or the one before."""
    who = reader(request, dialogue_id)
    act, leaving = request.POST.get("act", ""), number(request, "leaving")
    at = at_of(request)
    try:
        if act == "begin":
            actions.begin(who.dialogue, by=request.user)
        elif act == "pause":
            actions.pause(who.dialogue, by=request.user)
        elif act == "go_on":
            actions.go_on(who.dialogue, by=request.user)
        elif act == "more":
            only_once(request, lambda: _more(request, who))
        elif act == "next":
            actions.next_phase(who.dialogue, by=request.user, leaving=leaving)
            at = ""
        elif act == "back":
            actions.phase_before(who.dialogue, by=request.user, leaving=leaving)
            at = ""
    except actions.Closed:
        return closed(request, who)
    return redirect(address(who.dialogue, at))


def _more(request: PersonRequest, who: Reader) -> str:
    actions.extend(who.dialogue, by=request.user, minutes=MORE_MINUTES)
    return address(who.dialogue, at_of(request))


def closed(request: PersonRequest, who: Reader) -> HttpResponse:
    """Nothing is written in this talk any more; what was typed is still the writer's draft."""
    messages.warning(request, _("Nothing is written in this talk any more. What you typed was not saved."))
    return redirect("dialogues:dialogue", who.dialogue.pk)


@require_POST
def held(request: PersonRequest, dialogue_id: UUID) -> HttpResponse:
    """The talk was held, or it was not: what follows is the agreement, or nothing."""
    who = reader(request, dialogue_id)
    form = HeldForm(request.POST)
    if who.dialogue.state not in OPEN_STATES:
        return closed(request, who)
    try:
        if request.POST.get("act") == "no":
            actions.not_held(who.dialogue, by=request.user)
            messages.success(request, _("Noted: you have not talked yet."))
            return redirect("dialogues:dialogue", who.dialogue.pk)
        if not form.is_valid():
            return screen(request, who, {"held_form": form}, 422)
        _hold(request, who, form.cleaned_data["on"])
    except actions.Closed:
        return closed(request, who)
    return redirect("dialogues:dialogue", who.dialogue.pk)


def _hold(request: PersonRequest, who: Reader, on: date) -> None:
    """Say what came of it. Raises Closed."""
    try:
        done = actions.hold(who.dialogue, by=request.user, on=on)
    except actions.NotYet as error:
        hour = when(error.until or clock.now(), who.dialogue.minutes)  # a day to come is told beside the field
        words = _("The talk is booked for %(when)s. It can be said to be held from then on.")
        messages.warning(request, words % {"when": hour})
        return
    if done:
        messages.success(request, _("The talk is held. Now write down what you agreed, while you both remember it."))
    else:
        words = _("%(name)s is asked to say that you have talked. Until then nothing is changed.")
        messages.success(request, words % {"name": who.dialogue.person})


@require_GET
def paper(request: PersonRequest, dialogue_id: UUID) -> HttpResponse:
    """What was written in the talk, to read and to print."""
    who = reader(request, dialogue_id)
    found = queries.page(who, today=clock.today(), now=clock.now())
    _note(request, who, found)
    context = {
        "page": found,
        "paper": queries.paper(found),
        "dialogue": who.dialogue,
        "reader": who,
        "other": who.other,
    }
    return render(request, "dialogues/talk/paper.html", context)


@require_GET
def pause(request: PersonRequest, dialogue_id: UUID) -> HttpResponse:
    """A minute to think, each on her own page, and what one has just realised."""
    who = reader(request, dialogue_id)
    if who.dialogue.state not in OPEN_STATES:
        return redirect("dialogues:talk_paper", who.dialogue.pk)
    return pause_page(request, who)


def pause_page(
    request: PersonRequest, who: Reader, came_back: dict[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    """The page of the minute to think."""
    now = clock.now()
    found = queries.page(who, today=clock.today(), now=now)
    context = {
        "dialogue": who.dialogue,
        "box": text_box(request, found, REALISED, came_back),
        "until": now + MINUTE,
        "at": at_of(request),
    }
    return render(request, "dialogues/talk/pause.html", context, status=status)


@require_GET
def question_bank(request: PersonRequest, dialogue_id: UUID) -> HttpResponse:
    """All questions, by theme and by phase."""
    who = reader(request, dialogue_id)
    themes = talk_content.themes()
    phases = talk_content.phases_of(who.dialogue.kind.guide)
    theme = request.GET.get("theme", "") if request.GET.get("theme", "") in themes else ""
    tool = request.GET.get("part", "") if request.GET.get("part", "") in {phase.tool for phase in phases} else ""
    side = who.side.value if request.GET.get("who", "mine") != "all" else ""
    found = talk_content.questions(guide=queries.guide_of(who.dialogue), side=side, tool=tool, theme=theme)
    context = {
        "dialogue": who.dialogue,
        "groups": [(name, [one for one in found if one.theme == key]) for key, name in themes.items()],
        "total": len(found),
        "themes": themes.items(),
        "phases": phases,
        "theme": theme,
        "part": tool,
        "who": "mine" if side else "all",
    }
    return render(request, "dialogues/talk/questions.html", context)
