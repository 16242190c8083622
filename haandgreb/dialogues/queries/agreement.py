"""What the pages of an agreement ask: who reads which wording, and which goals it holds."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from haandgreb.competences.models import DevelopmentGoal
from haandgreb.competences.queries.development import with_links
from haandgreb.competences.queries.development_reading import readable
from haandgreb.competences.queries.development_text import facts_of
from haandgreb.competences.rules.development import Missing, missing
from haandgreb.dialogues.models import AgreedGoal, Agreement, AgreementVersion, Dialogue
from haandgreb.dialogues.rules.following import ANSWER_DAYS
from haandgreb.organisation.models import Engagement, Person
from haandgreb.organisation.models.people import PersonQuerySet
from haandgreb.organisation.permissions import hr_units
from haandgreb.shared.clock import local_day
from haandgreb.shared.keyring import Unreadable

State = Agreement.State
WORDED = (State.AGREED, State.REPLACED)


@dataclass(frozen=True)
class Held:
    """A goal the agreement holds, as its reader may read it; `goal` is None where she may not read it any more."""

    row: AgreedGoal
    goal: DevelopmentGoal | None
    missing: list[Missing] = field(default_factory=list)

    @property
    def key(self) -> str:
        """The goal's id; "" where it was deleted."""
        return str(self.row.goal_id or "")

    @property
    def is_changed(self) -> bool:
        """Its text is another one than the agreement holds."""
        return self.goal is not None and self.goal.version != self.row.version

    @property
    def is_agreed(self) -> bool:
        """Both have said yes to the version the agreement holds."""
        return self.goal is not None and self.goal.agreed_version == self.row.version

    @property
    def is_ready(self) -> bool:
        """Both can say yes to it with the agreement."""
        return self.goal is not None and not self.is_changed and (self.is_agreed or not self.missing)


@dataclass(frozen=True)
class Wording:
    """An earlier wording, or a side's own; `text` is None where the key it was sealed with is lost."""

    row: AgreementVersion
    text: str | None
    goals: list[str] = field(default_factory=list)  # ids


@dataclass(frozen=True)
class Page:
    """The agreement as one of the two reads it."""

    dialogue: Dialogue
    agreement: Agreement
    is_hers: bool
    other: Person | None
    text: str | None  # None where it was written before the reader came, and is not hers to read
    goals: list[Held]
    my_yes: bool
    other_yes: bool
    my_wording: Wording | None
    other_wording: Wording | None
    answer_by: date | None
    has_history: bool
    other_reads: bool = True  # not a manager who came after it was written
    is_lost: bool = False  # the key the text was sealed with is not there

    @property
    def is_readable(self) -> bool:
        """The reader may read the text."""
        return self.text is not None

    @property
    def is_empty(self) -> bool:
        """There is nothing to say yes to."""
        return not self.text and not self.goals and not self.is_lost

    @property
    def is_ready(self) -> bool:
        """Nothing stands in the way of a yes."""
        return (
            self.is_readable
            and self.other_reads
            and not self.is_lost
            and not self.is_empty
            and all(one.is_ready for one in self.goals)
        )


def other_of(dialogue: Dialogue, reader: Person) -> Person | None:
    """The other of the two."""
    return dialogue.manager if dialogue.person_id == reader.pk else dialogue.person


def reads_text(agreement: Agreement, dialogue: Dialogue, reader: Person) -> bool:
    """
    The employee reads all. A manager reads what was written while she is it, and what both have agreed on, which is
    the plan she takes over; not a draft, a side's wording or an earlier year's agreement from before her
    (confidentiality.md 2, "New manager").
    """
    if agreement.hidden_at is not None:
        return False
    if dialogue.person_id == reader.pk or agreement.state == State.AGREED:
        return True
    return agreement.changed_at >= dialogue.manager_since


def goals_of_two(dialogue: Dialogue, today: date) -> list[DevelopmentGoal]:
    """
    The person's goals both can read, in the words the manager reads: only these can stand in an agreement.

    A manager the person has picked, who is not her nearest, reads those that are shared or agreed with that one.
    """
    if dialogue.manager is None:
        return []
    rows = with_links(DevelopmentGoal.objects.visible_to(dialogue.manager, today).filter(person=dialogue.person))
    return readable(rows.order_by("written_at", "pk"), dialogue.manager)


def goals_to_choose(dialogue: Dialogue, today: date) -> list[DevelopmentGoal]:
    """Those somebody still works on, and those that stand in the agreement already."""
    chosen = set(AgreedGoal.objects.filter(agreement__dialogue=dialogue).values_list("goal_id", flat=True))
    over = (DevelopmentGoal.Status.PART, DevelopmentGoal.Status.REPLACED)
    return [goal for goal in goals_of_two(dialogue, today) if goal.pk in chosen or goal.status not in over]


def held_goals(agreement: Agreement, dialogue: Dialogue, today: date) -> list[Held]:
    """The goals the agreement holds, in order."""
    rows = list(agreement.goals.all())
    if not rows:
        return []
    found = {goal.pk: goal for goal in goals_of_two(dialogue, today)}
    return [_held(row, found.get(row.goal_id) if row.goal_id else None) for row in rows]


def _held(row: AgreedGoal, goal: DevelopmentGoal | None) -> Held:
    if goal is None or goal.agreed_version == row.version:
        return Held(row, goal)
    return Held(row, goal, missing(facts_of(goal)))


def page_of(agreement: Agreement, dialogue: Dialogue, reader: Person, today: date) -> Page:
    """All of one agreement for one of the two."""
    other = other_of(dialogue, reader)
    is_readable = reads_text(agreement, dialogue, reader)
    wordings = wordings_of(agreement, dialogue, reader)
    sides = {one.row.written_by_id: one for one in wordings if one.row.side and one.row.number == agreement.number}
    text = said(agreement) if is_readable else None
    is_differing = agreement.state == State.DIFFERING
    yes = agreement.yes_by_id if agreement.yes_number == agreement.number else None
    return Page(
        dialogue=dialogue,
        agreement=agreement,
        is_hers=dialogue.person_id == reader.pk,
        other=other,
        text=(text or "") if is_readable else None,
        goals=held_goals(agreement, dialogue, today) if is_readable else [],
        my_yes=agreement.state == State.AGREED or yes == reader.pk,
        other_yes=agreement.state == State.AGREED or (other is not None and yes == other.pk),
        my_wording=sides.get(reader.pk) if is_differing else None,
        other_wording=sides.get(other.pk) if is_differing and other is not None else None,
        answer_by=answer_by(agreement, dialogue),
        has_history=bool(wordings),
        other_reads=other is None or reads_text(agreement, dialogue, other),
        is_lost=is_readable and text is None,
    )


def said(row: Agreement) -> str | None:
    """What stands; "" where nothing does, None where it cannot be opened here."""
    try:
        return str(row.text or "")
    except Unreadable:
        return None


def answer_by(agreement: Agreement, dialogue: Dialogue) -> date | None:
    """The day within which the wording is written, or said yes to: a week each."""
    if agreement.state == State.WRITING:
        return None if dialogue.held_on is None else dialogue.held_on + timedelta(days=ANSWER_DAYS)
    if agreement.state in (State.OFFERED, State.ONE_YES) and agreement.offered_at is not None:
        return local_day(agreement.offered_at) + timedelta(days=ANSWER_DAYS)
    return None


def wordings_of(agreement: Agreement, dialogue: Dialogue, reader: Person) -> list[Wording]:
    """Earlier wordings and each side's own, the latest first; for a manager those written while she is it."""
    rows = agreement.versions.filter(hidden_at=None).select_related("written_by")
    if dialogue.person_id != reader.pk:
        rows = rows.filter(written_at__gte=dialogue.manager_since)
    return [_wording(row) for row in rows]


def _wording(row: AgreementVersion) -> Wording:
    try:
        return Wording(row, str(row.text["text"]), [key for key, _version in row.text.get("goals", ())])
    except Unreadable:
        return Wording(row, None)


@dataclass(frozen=True)
class Asking:
    """What HR sees of somebody who asks for help: who, with whom, since when. Never a word of the text."""

    person: Person
    manager: Person | None
    since: datetime | None


def asks_for_help(people: PersonQuerySet) -> list[Asking]:
    """Those of the people who ask for help with an agreement, in Danish order."""
    rows = Agreement.objects.filter(asks_for_help=True, hidden_at=None, dialogue__person__in=people).defer("text")
    rows = rows.select_related("dialogue__person", "dialogue__manager")
    return [
        Asking(row.dialogue.person, row.dialogue.manager, row.differed_at)
        for row in rows.order_by("dialogue__person__sort_key", "dialogue__person", "differed_at")
    ]


def asking_in_units(hr: Person, today: date) -> list[Asking]:
    """Those who ask, of today's people in the units HR is assigned to."""
    here = Engagement.objects.on(today).filter(unit__in=hr_units(hr, today).order_by().values("pk"))
    return asks_for_help(Person.objects.filter(engagements__in=here).distinct())
