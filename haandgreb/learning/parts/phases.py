"""The acts before – during – after, their days, what stands in the way."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from haandgreb.learning.parts import IN_ROLE
from haandgreb.shared.parted import Section
from haandgreb.shared.passport import Due, Waiting

if TYPE_CHECKING:
    from haandgreb.learning.models import Enrolment
    from haandgreb.organisation.models import Person

WAY = 35
ON_HOME, MOST = 20, 8


def section(enrolment: Enrolment, person: Person, today: date) -> Section | None:
    """The acts in their order, what stands in the way, and what has been told."""
    from haandgreb.learning.permissions import may_clear_barriers
    from haandgreb.learning.queries.steps import barriers_of, told_of, way_of

    way = way_of(enrolment, person, today)
    if not way:
        return None
    context = {
        "enrolment": enrolment,
        "way": way,
        "barriers": barriers_of(enrolment),
        "may_clear": may_clear_barriers(enrolment, person, today),
        "told": told_of(enrolment, person, today),
        "is_learner": enrolment.person_id == person.pk,
        "today": today,
    }
    return Section("learning/phases/_section.html", context, WAY)


def home_sections(person: Person, today: date) -> list[Section]:
    """What waits for her, and for a manager what she has not done yet, first."""
    from haandgreb.learning.models.steps import Actor
    from haandgreb.learning.permissions import may_keep_days_off, may_see_numbers
    from haandgreb.learning.queries.staff_steps import own_acts
    from haandgreb.learning.queries.steps import mine_now
    from haandgreb.organisation.queries.managers import staff_of

    found = []
    as_manager = own_acts(person, today)
    if as_manager or staff_of(person, today):
        context = {"steps": as_manager[:MOST], "more": len(as_manager) - MOST, "today": today}
        found.append(Section("learning/phases/_manager_home.html", context, ON_HOME - 15))
    own = [step for step in mine_now(person, today) if step.actor != Actor.MANAGER]
    if own:
        found.append(Section("learning/phases/_home.html", {"steps": own[:MOST], "today": today}, ON_HOME))
    whole = {"numbers": may_see_numbers(person, today), "days": may_keep_days_off(person, today)}
    if any(whole.values()):
        found.append(Section("learning/phases/_aside_home.html", whole, IN_ROLE + 3))
    return found


def may_wait(person: Person, today: date) -> Any:
    """Wider than what waits."""
    from haandgreb.learning.queries.steps import may_wait

    return may_wait(person, today)


def waiting_for(person: Person, today: date) -> Iterable[Waiting]:
    """Her acts of the week, and what she has said she clears away."""
    from haandgreb.learning.queries.steps import barriers_owned, mine_now
    from haandgreb.learning.rules.where import talk_is_missed

    label = _("Learning in use")
    for step in mine_now(person, today)[:MOST]:
        if step.key == "talk" and talk_is_missed(today, step.enrolment.starts_on, step.enrolment.talk_on):
            continue  # the choice between a talk and none waits instead
        url = reverse("learning:step", args=[step.pk])
        yield Waiting(step.title, url, _about(step, person), step.due_on, step.phase, label)
    for barrier in barriers_owned(person, today)[:MOST]:
        text = _("Clear away: %(what)s") % {"what": barrier.text or barrier.get_kind_display()}
        url = reverse("learning:barrier", args=[barrier.pk])
        yield Waiting(text, url, _about(barrier, person), barrier.due_on, "after", label)


def _about(thing: Any, person: Person) -> str:
    """The course; before it whose it is, where it is not her own."""
    enrolment = thing.enrolment
    course = str(enrolment.activity)
    return course if enrolment.person_id == person.pk else f"{enrolment.person} · {course}"


def daily(today: date) -> None:
    """Acts follow today's managers; what was shared with an earlier one is the learner's alone again."""
    from haandgreb.learning.actions.check_ins import withdraw_where_manager_changed
    from haandgreb.learning.actions.step_owners import follow

    follow(today)
    withdraw_where_manager_changed(today)


def due(today: date, until: date) -> Iterable[Due]:
    """Acts and barriers for the week's one digest."""
    from haandgreb.learning.actions import step_owners

    return step_owners.due(today, until)


def told(people: Collection[UUID], today: date, until: date) -> None:
    """The digest tells of them."""
    from haandgreb.learning.actions import step_owners

    step_owners.told(people, today, until)


def forget(person: Person) -> None:
    """She is asked for no more; her words go past the archive gate, with the other parts'."""
    from haandgreb.learning.actions import check_ins

    check_ins.forget(person)


def personal_data(person: Person) -> dict[str, Any]:
    """Her acts, what she told, what stood in her way; and the acts she has had for others."""
    from haandgreb.learning.models import CheckIn, Step, TransferBarrier

    steps = Step.objects.filter(enrolment__person=person)
    fields = (
        "enrolment__activity__title",
        "key",
        "actor",
        "due_on",
        "state",
        "ended_on",
        "used_minutes",
        "why_skipped",
    )
    others = Step.objects.filter(ended_by=person).exclude(enrolment__person=person)
    told = [
        field.name
        for field in CheckIn._meta.concrete_fields
        if field.name not in ("id", "enrolment", "result", "shared_with")
    ]
    barriers = TransferBarrier.objects.filter(enrolment__person=person)
    return {
        "transfer_steps": list(steps.values(*fields)),
        "transfer_steps_for_others": list(others.values("key", "actor", "state", "ended_on")),
        "check_ins": list(CheckIn.objects.filter(enrolment__person=person).values("enrolment__activity__title", *told)),
        "transfer_barriers": list(barriers.values("kind", "text", "state", "named_on", "ended_on", "due_on")),
    }
