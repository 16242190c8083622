"""Who can lead a dialogue beside its manager, and who waits for an answer about it."""

from __future__ import annotations

from datetime import date

from haandgreb.dialogues.models import Dialogue, Round
from haandgreb.dialogues.queries.members import jobs_of
from haandgreb.organisation.models import Person, Unit, UnitManager
from haandgreb.organisation.queries.managers import managers_above, managers_of


def may_be_picked(dialogue: Dialogue, today: date) -> list[Person]:
    """The person's nearest managers, of whom she picks one; nobody to pick among where there is one."""
    nearest = managers_of(dialogue.person, today)
    return nearest if len(nearest) > 1 else []


def offers_near(dialogue: Dialogue, today: date) -> list[Person]:
    """Whom HR can offer at hand: everybody above the person, and the managers of units beside hers."""
    found = {one.pk: one for one in managers_above(dialogue.person, today)}
    units = Unit.objects.filter(engagements__in=dialogue.person.engagements.on(today))
    beside = UnitManager.objects.in_office(today).filter(unit__parent__in=units.values("parent"))
    for row in beside.select_related("person").order_by("person__sort_key"):
        if row.person is not None:
            found.setdefault(row.person.pk, row.person)
    return [one for one in found.values() if one.pk not in (dialogue.person_id, dialogue.manager_id)]


def needs_offer(dialogue: Dialogue, today: date) -> bool:
    """HR finds somebody for who wishes another manager, and for who has none today; never where she can pick one."""
    if dialogue.wants_other_manager:
        return True
    return dialogue.manager_id is None and not managers_of(dialogue.person, today)


def may_be_offered(dialogue: Dialogue, manager: Person, today: date) -> bool:
    """Anybody who manages something today, but the person herself and who leads it now."""
    if manager.pk in (dialogue.person_id, dialogue.manager_id):
        return False
    return UnitManager.objects.in_office(today).filter(person=manager).exists()


def rounds_of_groups(person: Person, today: date) -> list[Round]:
    """Running rounds of groups she is in and has asked for no talk of her own in."""
    running = (Round.State.PREPARING, Round.State.TALKS, Round.State.AGREEING)
    asked = Dialogue.objects.filter(person=person, round__isnull=False).values("round")
    found = Round.objects.filter(kind__is_group=True, state__in=running).exclude(pk__in=asked)
    return [one for one in found.select_related("kind") if jobs_of(one, today).filter(person=person).exists()]
