"""Who may do what in dialogues. Reading is `Dialogue.objects.visible_to`; HR and works council read counts only."""

from __future__ import annotations

from datetime import date

from haandgreb.dialogues.models import Dialogue, Round
from haandgreb.organisation.models import Person
from haandgreb.organisation.permissions import (
    acts_as_manager,
    hr_units,
    is_hr,
    is_hr_for,
    is_hr_for_all,
    is_works_council,
)
from haandgreb.organisation.queries.managers import units_managed_by

EMPLOYEE = "employee"
MANAGER = "manager"


def side_of(dialogue: Dialogue, person: Person, today: date) -> str:
    """Which of the two the person is: EMPLOYEE, MANAGER, or "" for neither (who gets 404 before this is asked)."""
    if dialogue.person_id == person.pk:
        return EMPLOYEE
    return MANAGER if dialogue.is_led_by(person, today) else ""


def may_plan_rounds(person: Person, today: date) -> bool:
    """HR plans rounds within the units assigned to her."""
    return is_hr(person, today) and hr_units(person, today).exists()


def may_read_status(person: Person, today: date) -> bool:
    """HR reads the status of each dialogue by name within her units; the works council reads counts."""
    return is_hr(person, today)


def may_write_concept(person: Person, today: date) -> bool:
    """What the works council has decided is written down by its members, or by HR for the whole organisation."""
    return is_works_council(person, today) or is_hr_for_all(person, today)


def may_check(person: Person, today: date) -> bool:
    """The ten questions belong to the works council; HR for the whole organisation prepares and reads."""
    return is_works_council(person, today) or is_hr_for_all(person, today)


def may_give_levels(person: Person, today: date) -> bool:
    """The levels of the ten questions are given by members of the works council, each for one side."""
    return is_works_council(person, today)


def may_lead_groups(person: Person, today: date) -> bool:
    """A talk of a group is planned by the nearest manager of a unit, with her unit or a part of it."""
    return bool(units_managed_by(person, today))


def may_set_kinds(person: Person, today: date) -> bool:
    """Which kinds of dialogue there are is set by HR for the whole organisation."""
    return is_hr_for_all(person, today)


def may_offer_pairs(person: Person, today: date) -> bool:
    """HR within her units, and whoever manages a unit for her own, puts colleagues together before a round."""
    return acts_as_manager(person, today) or is_hr(person, today)


def may_change_round(round_: Round, person: Person, today: date) -> bool:
    """HR plans a round and takes its steps where all its units are assigned to her."""
    units = list(round_.units.all())
    return may_plan_rounds(person, today) and all(is_hr_for(person, unit, today) for unit in units)


def may_read_names(round_: Round, person: Person, today: date) -> bool:
    """
    HR reads the state of each dialogue by name, of those who work in her units: state and day, nothing else.

    Until the round is closed: its purpose is over then, and only numbers are left (confidentiality.md 6).
    """
    if round_.state == Round.State.CLOSED:
        return False
    return is_hr(person, today) and Round.objects.visible_to(person, today).filter(pk=round_.pk).exists()
