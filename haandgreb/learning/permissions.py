"""Who may do what in learning. Reading an enrolment is `Enrolment.objects.visible_to`."""

from __future__ import annotations

from datetime import date

from django.db.models import Q

from haandgreb.learning.models import (
    Enrolment,
    GuestLink,
    Journey,
    JourneyAct,
    JourneyPart,
    JourneyStep,
    Step,
    TeamTalk,
)
from haandgreb.learning.models.steps import Actor
from haandgreb.learning.phases_content import act_of
from haandgreb.organisation.models import Person, Unit, UnitQuerySet, valid_on
from haandgreb.organisation.permissions import (
    acts_as_manager,
    hr_units,
    is_administrator,
    is_hr,
    is_hr_for,
    is_hr_for_all,
    is_works_council,
    manages_unit,
)
from haandgreb.organisation.queries.managers import staff_of, units_led_by

LEARNER = "learner"
MANAGER = "manager"


def side_of(enrolment: Enrolment, person: Person, today: date) -> str:
    """LEARNER, MANAGER (nearest, today), or "" for neither (who gets 404 before this is asked)."""
    if enrolment.person_id == person.pk:
        return LEARNER
    return MANAGER if enrolment.person_id in {one.pk for one in staff_of(person, today)} else ""


def may_keep_catalogue(person: Person, today: date) -> bool:
    """The catalogue is kept by HR for the whole workplace."""
    return is_hr_for_all(person, today)


def may_plan_offerings(person: Person, today: date) -> bool:
    """HR, with whatever units, says when an activity takes place."""
    return is_hr(person, today)


def may_write_log(enrolment: Enrolment, person: Person) -> bool:
    """The learner, from when there is something to learn: nobody else writes in her log."""
    return enrolment.person_id == person.pk and enrolment.state in _BEGUN


_BEGUN = (Enrolment.State.APPROVED, Enrolment.State.COMPLETED)


def may_change_wish(enrolment: Enrolment, person: Person) -> bool:
    """The person herself, until somebody has said yes."""
    return enrolment.person_id == person.pk and enrolment.state in ("wished", "asked", "declined")


def may_answer(enrolment: Enrolment, person: Person, today: date) -> bool:
    """Her nearest manager of today, while she waits for an answer."""
    return enrolment.state == "asked" and side_of(enrolment, person, today) == MANAGER


def may_complete(enrolment: Enrolment, person: Person, today: date) -> bool:
    """The two, once it has been said yes to; also where somebody was thought not to have taken part."""
    return enrolment.state in ("approved", "absent") and bool(side_of(enrolment, person, today))


def may_end(enrolment: Enrolment, person: Person, today: date) -> bool:
    """The two, while it is under way; a wish of hers only she; what a platform told as completed stays told."""
    side = side_of(enrolment, person, today)
    if enrolment.state == "wished":
        return side == LEARNER
    return bool(side) and (enrolment.state == "approved" or (enrolment.state == "completed" and not enrolment.source))


def may_set_days(enrolment: Enrolment, person: Person, today: date) -> bool:
    """The two, while it is said yes to and not over."""
    return enrolment.state == "approved" and bool(side_of(enrolment, person, today))


def may_hand_on(enrolment: Enrolment, person: Person, today: date) -> bool:
    """The manager gives the seat to somebody else."""
    return enrolment.state == "approved" and side_of(enrolment, person, today) == MANAGER


def may_enrol_others(person: Person, today: date) -> bool:
    """Into what is mandatory: HR within her units, a manager her own staff."""
    return is_hr(person, today) or bool(staff_of(person, today))


def may_do(step: Step, person: Person, today: date) -> bool:
    """
    Who tells that an act is done, or why it is skipped, while the enrolment runs:
    - the learner her own, and what she arranges with a colleague
    - her nearest manager today the manager's
    - the buddy of her plan what a colleague does
    - what is done together, either of the two
    """
    enrolment = step.enrolment
    if enrolment.state not in _BEGUN or step.state == Step.State.CANCELLED:
        return False
    if step.actor == Actor.COLLEAGUE:
        plan = getattr(enrolment, "plan", None)
        return person.pk in (enrolment.person_id, plan.buddy_id if plan is not None else None)
    side = side_of(enrolment, person, today)
    return side != "" and (step.actor == side or act_of(step.key).is_joint)


def may_clear_barriers(enrolment: Enrolment, person: Person, today: date) -> bool:
    """The learner and her nearest manager today name what stands in the way, and clear it, while the enrolment runs."""
    return enrolment.state in _BEGUN and side_of(enrolment, person, today) != ""


def may_see_numbers(person: Person, today: date) -> bool:
    """HR and the works council count; they never see whose."""
    return is_hr(person, today) or is_works_council(person, today)


def may_keep_days_off(person: Person, today: date) -> bool:
    """The workplace's own days off are kept by HR for the whole workplace, and by administrators."""
    return is_hr_for_all(person, today) or is_administrator(person, today)


def may_invite(enrolment: Enrolment, person: Person, kind: str, today: date) -> bool:
    """The learner invites a buddy or the provider, her nearest manager the provider; once it is said yes to."""
    side = side_of(enrolment, person, today)
    return enrolment.state in _BEGUN and (side == LEARNER or (side == MANAGER and kind == GuestLink.Kind.PROVIDER))


def may_call_back(link: GuestLink, person: Person, today: date) -> bool:
    """The learner every link, her nearest manager those to the provider."""
    side = side_of(link.enrolment, person, today)
    return side == LEARNER or (side == MANAGER and link.kind == GuestLink.Kind.PROVIDER)


def may_bring_in(person: Person, today: date) -> bool:
    """Lists of completions name people everywhere: HR for the whole workplace reads them in, administrators do not."""
    return is_hr_for_all(person, today)


def may_name_platforms(person: Person, today: date) -> bool:
    """Platforms and their keys are no content: administrators, and HR for the whole workplace."""
    return is_administrator(person, today) or is_hr_for_all(person, today)


def may_take_back_completion(enrolment: Enrolment, person: Person, today: date) -> bool:
    """A completion told by mistake is taken back by HR within her units; never her own."""
    if enrolment.state != Enrolment.State.COMPLETED or enrolment.person_id == person.pk or not is_hr(person, today):
        return False
    places = enrolment.person.engagements.filter(valid_on(today)).select_related("unit")
    return any(is_hr_for(person, place.unit, today) for place in places)


def may_read_effect(person: Person, today: date) -> bool:
    """Counts of what came of learning: the works council, and HR for the whole workplace (security 1)."""
    return is_works_council(person, today) or is_hr_for_all(person, today)


def may_study_success(person: Person, today: date) -> bool:
    """Success cases name those who said yes: HR for the whole workplace, and nobody else."""
    return is_hr_for_all(person, today)


def may_make_journeys(person: Person, today: date) -> bool:
    """Managers and HR plan learning journeys."""
    return acts_as_manager(person, today) or is_hr(person, today)


def may_lead_journey(journey: Journey, person: Person, today: date) -> bool:
    """Who made it, while she may make journeys, and HR for the whole workplace."""
    return is_hr_for_all(person, today) or (journey.owner_id == person.pk and may_make_journeys(person, today))


def side_of_part(part: JourneyPart, person: Person, today: date) -> str:
    """LEARNER, MANAGER (nearest, today), or "" for neither."""
    if part.person_id == person.pk:
        return LEARNER
    return MANAGER if part.person_id in {one.pk for one in staff_of(person, today)} else ""


def may_end_journey_act(act: JourneyAct, side: str) -> bool:
    """The manager's acts are the manager's; the others the learner's, who asks a colleague herself."""
    return side == (MANAGER if act.step.who == JourneyStep.Who.MANAGER else LEARNER)


def units_with_use_figures(person: Person, today: date) -> UnitQuerySet:
    """
    The units of whose people somebody may read what they answer together, where it may be shown: managers those they
    lead and all below, HR those assigned, the works council all. Nobody reads what one person answered.
    """
    units = Unit.objects.on(today)
    if is_works_council(person, today):
        return units
    led = units_led_by(person, today).order_by().values("pk")
    assigned = hr_units(person, today).order_by().values("pk")
    return units.filter(Q(pk__in=led) | Q(pk__in=assigned))


def may_read_whole_figures(person: Person, today: date) -> bool:
    """What the whole workplace answers: the works council, HR for all of it, and who leads a unit at its top."""
    if is_works_council(person, today) or is_hr_for_all(person, today):
        return True
    return units_led_by(person, today).filter(parent=None).exists()


def reads_use_figures(person: Person, today: date) -> bool:
    """Whether she may read figures of anybody at all."""
    if is_works_council(person, today) or is_hr(person, today):
        return True
    return units_led_by(person, today).exists()


def may_take_on(person: Person, today: date) -> bool:
    """Who clears away what stands in the way of a group: managers and HR, not the works council."""
    return is_hr(person, today) or units_led_by(person, today).exists()


def reads_module_figures(person: Person, today: date) -> bool:
    """How modules are used in the whole workplace, in numbers: HR for all of it, and the works council."""
    return is_works_council(person, today) or is_hr_for_all(person, today)


def may_change_team_talk(talk: TeamTalk, person: Person, today: date) -> bool:
    """Who wrote it, and the nearest manager of the unit."""
    return talk.written_by_id == person.pk or manages_unit(person, talk.unit, today)
