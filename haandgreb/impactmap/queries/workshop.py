"""What the pages of a workshop ask: the clock, how many have written, the notes that are shown, what came of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from haandgreb.competences.models import LearningGoal
from haandgreb.confidentiality.rules import ENOUGH
from haandgreb.impactmap import workshop_steps
from haandgreb.impactmap.models import Workshop, WorkshopNote, WorkshopOutcome, WorkshopPerson, WorkshopStep
from haandgreb.impactmap.models.workshop import WorkshopQuerySet
from haandgreb.impactmap.permissions import may_run_workshop, may_start_workshop
from haandgreb.impactmap.queries.workshop_sentences import practices_of, results_of, sentences
from haandgreb.impactmap.rules import workshop as rules
from haandgreb.impactmap.workshop_steps import StepText
from haandgreb.organisation.models import Person
from haandgreb.shared import clock
from haandgreb.shared.passport import MenuItem, Waiting
from haandgreb.strategy.models import Barrier, PracticeChange, Result, StrategicGoal

Fate = WorkshopNote.Fate
Kind = WorkshopOutcome.Kind


@dataclass(frozen=True)
class StepRow:
    """A step in the list: its text, and what is known of it once it was begun."""

    text: StepText
    begun: WorkshopStep | None
    is_current: bool
    used_seconds: int = 0

    @property
    def minutes(self) -> int:
        return self.text.minutes + (self.begun.extra_minutes if self.begun is not None else 0)

    @property
    def used_minutes(self) -> int:
        """Whole minutes used, begun ones counted."""
        return -(-self.used_seconds // 60)

    @property
    def is_done(self) -> bool:
        return self.begun is not None and not self.is_current


@dataclass
class Shown:
    """A note everybody reads, and those that say the same."""

    note: WorkshopNote
    same: list[WorkshopNote] = field(default_factory=list)
    about: str = ""

    @property
    def is_free(self) -> bool:
        return self.note.fate == Fate.FREE


@dataclass(frozen=True)
class Made:
    """Something the workshop put on the map or cut: where it can be opened, by those who may see it."""

    kind: str
    word: str
    title: str
    url: str = ""
    owner: str = ""
    due_on: date | None = None
    is_cut: bool = False
    is_gone: bool = False


def workshops_of(person: Person, today: date) -> dict[str, Any]:
    """The page of workshops: hers, and whether she may plan one."""
    rows = Workshop.objects.visible_to(person).select_related("goal", "unit", "facilitator")
    found = list(rows.annotate(people_count=Count("participants")))
    return {
        "coming": sorted((one for one in found if one.state != Workshop.State.CLOSED), key=lambda one: one.held_on),
        "closed": [one for one in found if one.state == Workshop.State.CLOSED],
        "may_start": may_start_workshop(person, today),
        "minutes": workshop_steps.minutes(),
        "steps": workshop_steps.steps(),
        "today": today,
    }


def plan_page(workshop: Workshop, person: Person, today: date) -> dict[str, Any]:
    """A workshop that has not begun."""
    few, many = workshop_steps.people()
    people = _people(workshop)
    return {
        "workshop": workshop,
        "people": people,
        "is_few": len(people) < few,
        "is_many": len(people) > many,
        "steps": workshop_steps.steps(),
        "minutes": workshop_steps.minutes(),
        "may_run": may_run_workshop(person, workshop, today),
        "address": address(workshop),
        "today": today,
    }


def run_page(workshop: Workshop, now: datetime) -> dict[str, Any]:
    """Everything on the facilitator's screen. No silent note is read, not even hers: only how many have written."""
    rows = _rows(workshop, now)
    current = next(row for row in rows if row.is_current)
    step_clock = _clock(current, now)
    later = [row.minutes for row in rows if row.text.number > workshop.step]
    people, written = _people(workshop), _written(workshop)
    is_open = current.begun is not None and current.begun.is_open
    context: dict[str, Any] = {
        "workshop": workshop,
        "rows": rows,
        "current": current,
        "text": current.text,
        "clock": step_clock,
        "next": next((row for row in rows if row.text.number == workshop.step + 1), None),
        "previous": next((row for row in rows if row.text.number == workshop.step - 1), None),
        "ends_at": rules.ends_at(now, step_clock.seconds_left, later),
        "people": people,
        "is_open": is_open,
        "shown": shown_notes(workshop, workshop.step),
        "written": written,
        "made": made(workshop, kind=current.text.makes) if current.text.makes else [],
        "counts": _counts(workshop),
        "address": address(workshop),
        "few": 0 < written < ENOUGH,
        "now": now,
        "state": state_of(workshop, is_open=is_open),
    }
    context["key"] = key_of(context)
    if current.text.is_backwards:
        context["lines"] = sentences(workshop)
        context["show_counts"] = _marked_enough(context["lines"])
    return context


def phone_page(workshop: Workshop, person: Person, now: datetime) -> dict[str, Any]:
    """What a participant has on her phone: the step, her own silent notes, and what has been opened."""
    rows = _rows(workshop, now)
    current = next(row for row in rows if row.is_current)
    is_open = current.begun is not None and current.begun.is_open
    context: dict[str, Any] = {
        "workshop": workshop,
        "current": current,
        "text": current.text,
        "clock": _clock(current, now),
        "is_open": is_open,
        "is_in_it": workshop.participants.filter(person=person).exists(),
        "own": list(workshop.notes.filter(writer=person, step=workshop.step)),
        "shown": shown_notes(workshop, workshop.step),
        "may_run": may_run_workshop(person, workshop, clock.local_day(now)),
        "few": workshop.participants.count() < ENOUGH,
        "state": state_of(workshop, is_open=is_open),
        "now": now,
    }
    if current.text.is_backwards:
        marks = dict(workshop.marks.filter(person=person).values_list("practice", "keep"))
        context["marks"] = marks
        context["lines"] = [replace(one, kept=marks.get(one.practice.pk)) for one in sentences(workshop)]
        context["show_counts"] = _marked_enough(context["lines"])
    return context


def summary_page(workshop: Workshop, person: Person, today: date) -> dict[str, Any]:
    """What came of a closed workshop."""
    outcomes = made(workshop, person=person)
    closed_on = clock.local_day(workshop.closed_at) if workshop.closed_at else today
    return {
        "workshop": workshop,
        "people": _people(workshop),
        "groups": [
            (Kind(kind).label, rows)
            for kind in Kind.values
            if (rows := [one for one in outcomes if one.kind == kind and not one.is_cut])
        ],
        "cut": [one for one in outcomes if one.is_cut],
        "left": [one for one in shown_notes(workshop) if one.note.fate != Fate.USED],
        "own": list(workshop.notes.filter(writer=person).order_by("step", "pk")),
        "notes_go_on": rules.notes_go_on(closed_on),
        "notes_are_gone": rules.notes_go_on(closed_on) <= today,
        "closed_on": closed_on,
        "may_go_on": may_run_workshop(person, workshop, today) and rules.may_go_on(closed_on, today),
        "today": today,
    }


def address(workshop: Workshop) -> str:
    """The address everybody in it can open."""
    return settings.BASE_URL + reverse("impactmap:workshop", args=[workshop.pk])


def key_of(context: dict[str, Any]) -> str:
    """What the facilitator's screen was drawn from: where it differs, somebody has done something."""
    notes = sum(1 + len(one.same) for one in context["shown"])
    step_clock: rules.Clock = context["clock"]
    parts = [context["workshop"].version, context["state"], notes, step_clock.minutes, int(step_clock.is_paused)]
    return ".".join(str(part) for part in parts)


def state_of(workshop: Workshop, *, is_open: bool) -> str:
    """Where a phone is: it changes when the page must be another one."""
    return f"{workshop.step}-{'open' if is_open else 'silent'}"


def shown_notes(workshop: Workshop, number: int | None = None) -> list[Shown]:
    """The opened notes of a step, or of all, in their shuffled order; those alike under the first of them."""
    rows = workshop.notes.filter(writer=None, **({"step": number} if number is not None else {}))
    found = list(rows.order_by("step", "place", "pk"))
    names = _abouts(workshop, found)
    lead = {note.pk: Shown(note, about=names.get(note.about, "")) for note in found if note.under_id is None}
    for note in found:
        if note.under_id in lead:
            lead[note.under_id].same.append(note)
    return list(lead.values())


def about_choices(workshop: Workshop, about: str) -> list[tuple[str, str]]:
    """What a note may be about: the moments that were chosen, or the practice changes."""
    if about == workshop_steps.MOMENT:
        moments = workshop.outcomes.filter(kind=Kind.MOMENT, is_cut=False)
        return [(str(one.card), one.title) for one in moments]
    if about == workshop_steps.PRACTICE:
        return [(str(one.pk), str(one)) for one in practices_of(workshop)]
    return []


def made(workshop: Workshop, *, kind: str = "", person: Person | None = None) -> list[Made]:
    """
    What the workshop put on the map, of one kind or all, as it says today. With `person` each has its address, where
    she may open it. At most five queries.
    """
    rows = list(workshop.outcomes.filter(**({"kind": kind, "is_cut": False} if kind else {})))
    cards: dict[UUID, Any] = {}
    pks = {one: [row.card for row in rows if row.kind == one] for one in Kind.values}
    cards |= Result.objects.in_bulk(pks[Kind.RESULT])
    cards |= PracticeChange.objects.in_bulk(pks[Kind.PRACTICE])
    barriers = Barrier.objects.select_related("owner", "owner_unit", "practice").in_bulk(pks[Kind.BARRIER])
    cards |= barriers
    cards |= LearningGoal.objects.in_bulk(pks[Kind.LEARNING])
    seen = _seen(person, pks, [one.practice_id for one in barriers.values()]) if person is not None else set()
    return [_made(row, cards.get(row.card), seen) for row in rows]


def _made(row: WorkshopOutcome, card: Any, seen: set[UUID]) -> Made:
    target = card.practice_id if isinstance(card, Barrier) else row.card
    page = {Kind.RESULT: "strategy:result", Kind.LEARNING: "impactmap:learning_goal"}.get(
        Kind(row.kind), "impactmap:practice"
    )
    owner = str(card.owner or card.owner_unit or "") if isinstance(card, Barrier) else ""
    return Made(
        kind=row.kind,
        word=str(row.get_kind_display()),
        title=str(card) if card is not None else row.title,
        url=reverse(page, args=[target]) if card is not None and target in seen else "",
        owner=owner,
        due_on=card.due_on if isinstance(card, Barrier) else None,
        is_cut=row.is_cut,
        is_gone=card is None and row.kind != Kind.MOMENT,
    )


def _seen(person: Person, pks: dict[str, list[UUID]], more: Sequence[UUID]) -> set[UUID]:
    practices = PracticeChange.objects.visible_to(person).filter(pk__in=[*pks[Kind.PRACTICE], *more])
    aims = LearningGoal.objects.visible_to(person).filter(pk__in=pks[Kind.LEARNING])
    return {*practices.values_list("pk", flat=True), *aims.values_list("pk", flat=True), *pks[Kind.RESULT]}


def _rows(workshop: Workshop, now: datetime) -> list[StepRow]:
    begun = {step.number: step for step in workshop.steps.all()}
    rows = []
    for text in workshop_steps.steps():
        step = begun.get(text.number)
        used = rules.used_at(step.used_seconds, step.running_since, now) if step is not None else 0
        rows.append(StepRow(text, step, text.number == workshop.step, used))
    return rows


def _clock(current: StepRow, now: datetime) -> rules.Clock:
    step = current.begun
    return rules.Clock(
        seconds=current.minutes * 60,
        used=step.used_seconds if step is not None else 0,
        running_since=step.running_since if step is not None else None,
        now=now,
    )


def _written(workshop: Workshop) -> int:
    """How many have written, or marked, in silence at the present step; never who."""
    if workshop.step == rules.LAST:
        return workshop.marks.values("person").distinct().count()
    silent = workshop.notes.filter(step=workshop.step, writer__isnull=False)
    return silent.order_by().values("writer").distinct().count()


def _marked_enough(lines: Sequence[Any]) -> bool:
    """Counts are shown where at least five have marked; below that only what is proposed (confidentiality)."""
    said = [one.verdict.keep + one.verdict.cut for one in lines if one.verdict is not None]
    return bool(said) and min(said) >= ENOUGH


def _counts(workshop: Workshop) -> list[tuple[str, int]]:
    rows = dict(workshop.outcomes.filter(is_cut=False).order_by().values_list("kind").annotate(n=Count("pk")))
    return [(str(Kind(kind).label), rows.get(kind, 0)) for kind in Kind.values]


def _abouts(workshop: Workshop, notes: Sequence[WorkshopNote]) -> dict[UUID | None, str]:
    wanted = {note.about for note in notes if note.about is not None}
    if not wanted:
        return {}
    names: dict[UUID | None, str] = dict(
        workshop.outcomes.filter(kind=Kind.MOMENT, card__in=wanted).values_list("card", "title")
    )
    return names | {one.pk: str(one) for one in PracticeChange.objects.filter(pk__in=wanted)}


def _people(workshop: Workshop) -> list[Person]:
    joined = workshop.participants.values("person")
    return list(Person.objects.filter(pk__in=joined).order_by("sort_key", "pk"))


def results_to_choose(workshop: Workshop) -> list[Result]:
    """The results a practice may lead to."""
    return list(results_of(workshop))


def _of_today(today: date) -> WorkshopQuerySet:
    return Workshop.objects.filter(Q(state=Workshop.State.RUNNING) | Q(state=Workshop.State.PLANNED, held_on=today))


def may_wait(person: Person, today: date) -> WorkshopQuerySet:
    """Workshops that may wait for her: told without asking which units she writes for."""
    joined = WorkshopPerson.objects.filter(person=person).values("workshop")
    return _of_today(today).filter(Q(pk__in=joined) | Q(facilitator=person) | Q(planned_by=person))


def waiting_for(person: Person, today: date) -> Iterator[Waiting]:
    """Workshops that run, and those of today."""
    for one in _of_today(today).visible_to(person).select_related("goal").order_by("held_on", "pk"):
        page = reverse("impactmap:workshop", args=[one.pk])
        text = _("The workshop is running") if one.state == Workshop.State.RUNNING else _("The workshop is today")
        yield Waiting(text, page, str(one), one.held_on, "meeting", _("Workshop"))


def facilitators_on(goal_id: UUID) -> list[Person]:
    """Who has a workshop on the goal ahead of her; told when the goal is closed."""
    rows = Workshop.objects.filter(goal=goal_id).exclude(state=Workshop.State.CLOSED).exclude(facilitator=None)
    return [one.facilitator for one in rows.select_related("facilitator") if one.facilitator is not None]


def pages_about(person: Person, thing: Any) -> list[MenuItem]:
    """On a goal's page: plan a workshop on it, for whoever may."""
    if not isinstance(thing, StrategicGoal) or thing.state != StrategicGoal.State.ACTIVE:
        return []
    if not may_start_workshop(person, clock.today()):
        return []
    page = reverse("impactmap:workshop_new") + f"?goal={thing.pk}"
    return [MenuItem(_("Plan a workshop"), page, "people", order=60)]


def personal_data(person: Person) -> dict[str, Any]:
    """Workshops she is in, plans or runs, and her notes and marks while they are hers alone."""
    mine = Workshop.objects.visible_to(person).select_related("goal")
    return {
        "workshops": [
            {
                "goal": str(one),
                "held_on": one.held_on.isoformat(),
                "facilitator": one.facilitator_id == person.pk,
                "planned": one.planned_by_id == person.pk,
            }
            for one in mine
        ],
        "silent_notes": list(WorkshopNote.objects.filter(writer=person).values_list("text", flat=True)),
        "marks": [
            {"practice": str(mark.practice), "keep": mark.keep}
            for one in mine.filter(marks__person=person).distinct()
            for mark in one.marks.filter(person=person).select_related("practice")
        ],
    }
