"""What there is to count of a round's goals, before anything is hidden: for actions/counting.py alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from haandgreb.competences.models import DevelopmentGoal
from haandgreb.competences.rules.disclosure import NOBODY, People, Split, add
from haandgreb.dialogues.models import AgreedGoal, Dialogue, Round
from haandgreb.dialogues.queries.following import followed_up
from haandgreb.dialogues.queries.status import AGREED, in_round
from haandgreb.dialogues.rules.following import IN_TIME_DAYS
from haandgreb.organisation.models import Engagement, Role, Unit, valid_on
from haandgreb.shared import clock

STATUSES = (
    DevelopmentGoal.Status.NOT_BEGUN,
    DevelopmentGoal.Status.TRYING,
    DevelopmentGoal.Status.USING,
    DevelopmentGoal.Status.PART,
)


@dataclass(frozen=True)
class Counted:
    """
    All of a round: `linked` goals that hang on the strategy and that do not, `status` in the order of STATUSES,
    `followed` agreements followed up within half a year and those not, and in `units` how many have a goal.
    """

    people: int  # with an agreed goal
    linked: tuple[int, int]
    status: tuple[int, ...]
    agreements: int
    followed: tuple[int, int]
    units: Mapping[UUID, People[UUID]]
    parents: Mapping[UUID, UUID | None]


def count(found: Round, today: date) -> Counted:
    """Count a round as it is now, in as many queries for ten people as for ten thousand."""
    dialogues = list(in_round(found).order_by())
    goals = _goals(found, {one.person_id for one in dialogues})
    holders = {goal.person_id for goal in goals}
    linked = sum(1 for goal in goals if goal.goal_id or goal.result_id or goal.practice_id)
    parents = dict(Unit.objects.order_by().values_list("pk", "parent_id"))
    agreements, followed = _followed(found, today)
    return Counted(
        people=len(holders),
        linked=(linked, len(goals) - linked),
        status=tuple(sum(goal.status == status for goal in goals) for status in STATUSES),
        agreements=agreements,
        followed=(followed, agreements - followed),
        units=_by_unit(dialogues, holders, parents, today),
        parents=parents,
    )


def _goals(found: Round, people: Iterable[UUID]) -> list[DevelopmentGoal]:
    """
    The agreed goals of a round. A goal belongs to one round: that of the latest agreement that holds it, or else the
    latest round its person is in that began before the two said yes.
    """
    rows = DevelopmentGoal.objects.filter(person__in=list(people), state=DevelopmentGoal.State.AGREED)
    goals = list(rows.exclude(status=DevelopmentGoal.Status.REPLACED).order_by())
    held = AgreedGoal.objects.filter(goal__in=goals).order_by("agreement__changed_at")
    in_agreement = dict(held.values_list("goal", "agreement__dialogue__round"))
    began: defaultdict[UUID, list[tuple[date, UUID]]] = defaultdict(list)
    others = Dialogue.objects.filter(person__in=list(people), round__isnull=False).order_by()
    for person, round_id, day in others.values_list("person", "round", "round__prepare_from"):
        if round_id is not None and day is not None:
            began[person].append((day, round_id))
    return [goal for goal in goals if (in_agreement.get(goal.pk) or _by_day(goal, began)) == found.pk]


def _by_day(goal: DevelopmentGoal, began: Mapping[UUID, list[tuple[date, UUID]]]) -> UUID | None:
    if goal.agreed_at is None:
        return None
    day = clock.local_day(goal.agreed_at)
    earlier = [entry for entry in began.get(goal.person_id, ()) if entry[0] <= day]
    return max(earlier, key=lambda entry: (entry[0], str(entry[1])))[1] if earlier else None


def _followed(found: Round, today: date) -> tuple[int, int]:
    """
    How many agreed half a year ago or more, and how many of them followed up within half a year of their talk (MUS-09).

    Whose half year still runs counts in neither: nobody is late yet.
    """
    over = in_round(found).filter(AGREED, held_on__lt=today - timedelta(days=IN_TIME_DAYS)).order_by()
    counted = followed_up(over)
    return counted.agreed, counted.followed


def _by_unit(
    dialogues: Iterable[Dialogue], holders: set[UUID], parents: Mapping[UUID, UUID | None], today: date
) -> dict[UUID, People[UUID]]:
    """
    For each unit and below who has an agreed goal and who has not. A member of the works council or HR who leads
    people knows their goals: what is left without them is looked at too (competences.rules.disclosure).
    """
    rows = list(dialogues)
    homes = _homes(rows, today)
    readers = set(_readers(today))
    totals: dict[UUID, Split] = defaultdict(lambda: NOBODY)
    known: dict[UUID, dict[UUID, Split]] = defaultdict(lambda: defaultdict(lambda: NOBODY))
    counted: set[UUID] = set()
    for one in rows:
        home = homes.get(one.person_id)
        if home is None or one.person_id in counted:
            continue
        counted.add(one.person_id)
        split = (1, 0, 0) if one.person_id in holders else (0, 1, 0)
        knows = {who for who in (one.manager_id, one.person_id) if who in readers}
        at: UUID | None = home
        while at is not None:
            totals[at] = add(totals[at], split)
            for who in knows:
                if who is not None:
                    known[at][who] = add(known[at][who], split)
            at = parents.get(at)
    return {unit: People(split, dict(known[unit]), list(known[unit])) for unit, split in totals.items()}


def _homes(dialogues: Iterable[Dialogue], today: date) -> dict[UUID, UUID]:
    """Where each person's main engagement is today; for those who have left, the unit of the dialogue's engagement."""
    rows = list(dialogues)
    jobs = Engagement.objects.filter(pk__in=[one.engagement_id for one in rows if one.engagement_id])
    units = dict(jobs.order_by().values_list("pk", "unit_id"))
    found = {one.person_id: units[one.engagement_id] for one in rows if one.engagement_id in units}
    people = [one.person_id for one in rows]
    now = Engagement.objects.on(today).filter(person__in=people).order_by("is_primary", "-valid_from")
    found.update(now.values_list("person_id", "unit_id"))
    return found


def _readers(today: date) -> Iterable[UUID]:
    roles = Role.objects.filter(valid_on(today), kind__in=[Role.Kind.HR, Role.Kind.WORKS_COUNCIL])
    return roles.order_by().values_list("person_id", flat=True)
