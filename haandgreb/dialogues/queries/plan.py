"""The development plan: what the two have agreed, for the page, the PDF and the ODT."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from haandgreb.competences.models import DevelopmentGoal, GoalFollowUp, PathStep, Support
from haandgreb.competences.queries.development import with_links
from haandgreb.competences.queries.development_links import Chain, chain_of
from haandgreb.competences.queries.development_reading import in_agreed_words, path_of, support_of
from haandgreb.dialogues.models import Agreement, Dialogue, FollowUpTalk
from haandgreb.dialogues.queries.agreement import goals_of_two, reads_text, said
from haandgreb.organisation.models import Engagement, Person
from haandgreb.shared.clock import local_day

Status = DevelopmentGoal.Status


@dataclass(frozen=True)
class GoalLines:
    """One goal with its rows."""

    goal: DevelopmentGoal
    chain: Chain
    path: Sequence[PathStep]
    support: Sequence[Support]
    follow_ups: Sequence[GoalFollowUp]


@dataclass(frozen=True)
class Plan:
    """All that may leave the two: the agreed text and goals. No note, no draft, no side's own wording."""

    person: Person
    manager: Person | None
    unit: str
    agreed_on: date | None
    number: int
    text: str | None  # None where it cannot be opened here
    goals: Sequence[GoalLines]
    talks: Sequence[FollowUpTalk]
    filed_on: date | None
    filed_as: str


def plan_of(agreement: Agreement, dialogue: Dialogue, reader: Person, today: date) -> Plan | None:
    """The plan as both said yes to it; None where nothing is agreed, or it was replaced."""
    if agreement.state != Agreement.State.AGREED or not reads_text(agreement, dialogue, reader):
        return None
    talks = list(FollowUpTalk.objects.filter(dialogue=dialogue).defer("note").order_by("due_on", "pk"))
    return Plan(
        person=dialogue.person,
        manager=agreement.agreed_with,
        unit=unit_of(dialogue, today),
        agreed_on=local_day(agreement.agreed_at) if agreement.agreed_at else None,
        number=agreement.agreed_number or agreement.number,
        text=said(agreement),
        goals=lines_of(agreed_goals(dialogue, reader, today)),
        talks=talks,
        filed_on=agreement.filed_on,
        filed_as=agreement.filed_as,
    )


def agreed_goals(dialogue: Dialogue, reader: Person, today: date) -> list[DevelopmentGoal]:
    """
    The person's agreed goals in the words that were agreed; those that were replaced are left out.

    The person reads all of hers; a manager those she may read (development_reading).
    """
    if reader.pk == dialogue.person_id:
        rows = with_links(DevelopmentGoal.objects.filter(person=reader, state=DevelopmentGoal.State.AGREED))
        found = in_agreed_words(rows.order_by("written_at", "pk"))
    else:
        found = in_agreed_words(
            goal for goal in goals_of_two(dialogue, today) if goal.state == DevelopmentGoal.State.AGREED
        )
    return [goal for goal in found if goal.status != Status.REPLACED]


def lines_of(goals: Sequence[DevelopmentGoal]) -> list[GoalLines]:
    """Each goal with its path, support and days."""
    return [
        GoalLines(goal, chain_of(goal), path_of(goal), support_of(goal), list(goal.follow_ups.all())) for goal in goals
    ]


def unit_of(dialogue: Dialogue, today: date) -> str:
    """The unit the dialogue is about."""
    job = dialogue.engagement or Engagement.objects.on(today).filter(person=dialogue.person).first()
    return "" if job is None else str(job.unit)


@dataclass(frozen=True)
class Apart:
    """Completed and planned, which never travel together (confidentiality.md 4, "Aktindsigt")."""

    completed: Sequence[DevelopmentGoal]
    planned: Sequence[DevelopmentGoal]


def apart(person: Person) -> Apart:
    """
    The person's agreed goals, those part of practice apart from those still to come.

    Completed counts only what is said to be part of practice: an activity whose day has passed may not have been. What
    was replaced is neither.
    """
    rows = with_links(DevelopmentGoal.objects.filter(person=person, state=DevelopmentGoal.State.AGREED))
    goals = in_agreed_words(rows.order_by("written_at", "pk"))
    return Apart(
        [goal for goal in goals if goal.status == Status.PART],
        [goal for goal in goals if goal.status not in (Status.PART, Status.REPLACED)],
    )
