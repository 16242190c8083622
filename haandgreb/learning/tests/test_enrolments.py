"""An enrolment from wish to completion."""

from datetime import timedelta

import pytest

from haandgreb.competences.models import DevelopmentGoal
from haandgreb.learning.actions import enrolments as actions
from haandgreb.learning.actions.enrolments import AlreadyThere, Closed, Full, NotTheirs
from haandgreb.learning.models import Enrolment, Step
from haandgreb.learning.tests.factories import Workplace, make_activity, make_enrolment, make_offering
from haandgreb.organisation.tests.factories import make_person
from haandgreb.shared import clock
from haandgreb.shared.models import OutboxMessage
from haandgreb.shared.states import Refused
from haandgreb.shared.versions import Stale

pytestmark = pytest.mark.django_db

NEED = "Jeg skal sige nej til en forening, så de stadig vil ringe igen"


def wish(place, **facts):
    facts = {"need": NEED, "by": place.person, **facts}
    activity = facts.pop("activity", None) or make_activity()
    return actions.wish(place.person, activity, **facts)


def mails():
    return sorted(OutboxMessage.objects.filter(kind="learning").values_list("to", flat=True))


def test_a_wish_begins_with_the_situation_and_takes_the_days_of_the_offering():
    place, activity = Workplace(), make_activity(cost=4200)
    offering = make_offering(activity, clock.today() + timedelta(days=50))

    made = wish(place, activity=activity, offering=offering)

    assert (made.state, made.starts_on, made.ends_on) == ("wished", offering.starts_on, offering.ends_on)
    assert (made.hours, made.cost, made.size, made.plan.situation) == (14, 4200, "standard", NEED)
    assert mails() == []


def test_asking_leads_to_the_nearest_manager_whose_yes_begins_the_steps():
    place = Workplace()
    made = wish(place, starts_on=clock.today() + timedelta(days=40))
    actions.ask(made, by=place.person)
    assert (made.state, mails()) == ("asked", [place.manager.email])

    actions.approve(made, by=place.manager)

    assert (made.state, made.decided_by) == ("approved", place.manager)
    assert mails() == sorted([place.manager.email, place.person.email])
    assert set(made.steps.values_list("state", flat=True)) == {"open"}


@pytest.mark.parametrize("role", ["person", "above", "colleague", "deputy", "hr", "council", "admin", "other_manager"])
def test_only_the_nearest_manager_answers(role):
    place = Workplace()
    made = place.enrolment("asked")

    for act in (lambda by: actions.approve(made, by=by), lambda by: actions.decline(made, by=by, why="Nej")):
        with pytest.raises(NotTheirs):
            act(getattr(place, role))
    assert Enrolment.objects.get(pk=made.pk).state == "asked"


def test_a_no_says_why_and_can_be_asked_about_anew():
    place = Workplace()
    made = place.enrolment("asked")
    actions.decline(made, by=place.manager, why="Vi har ikke råd i år")
    assert (made.state, made.why_declined) == ("declined", "Vi har ikke råd i år")

    actions.ask(made, by=place.person)

    assert (made.state, made.why_declined, made.decided_by) == ("asked", "", None)


def test_who_has_no_manager_here_has_her_place_at_once():
    place = Workplace()
    made = actions.wish(place.above, make_activity(), by=place.above, starts_on=clock.today() + timedelta(days=40))

    actions.ask(made, by=place.above)

    assert (made.state, made.decided_by) == ("approved", place.above)


def test_what_is_mandatory_needs_no_yes_and_says_on_what_ground():
    place = Workplace()
    activity = make_activity("Send sikkert", is_mandatory=True, why_mandatory="Databeskyttelsesloven")

    made = actions.enrol_mandatory(place.person, activity, by=place.hr, starts_on=clock.today() + timedelta(days=9))

    assert (made.state, made.is_mandatory, made.legal_ground) == ("approved", True, "Databeskyttelsesloven")
    assert made.steps.exists()


def test_a_place_is_had_once():
    place, activity = Workplace(), make_activity()
    offering = make_offering(activity, clock.today() + timedelta(days=50))
    first = wish(place, activity=activity, offering=offering)

    with pytest.raises(AlreadyThere) as told:
        wish(place, activity=activity, offering=offering)

    assert told.value.enrolment == first


def test_the_last_seat_is_given_once():
    place, activity = Workplace(), make_activity()
    offering = make_offering(activity, clock.today() + timedelta(days=50), seats=1)
    make_enrolment(place.colleague, activity, offering=offering)
    made = wish(place, activity=activity, offering=offering)
    actions.ask(made, by=place.person)

    with pytest.raises(Full):
        actions.approve(made, by=place.manager)
    assert Enrolment.objects.get(pk=made.pk).state == "asked"


def test_nobody_wishes_for_what_is_offered_no_more():
    place, activity = Workplace(), make_activity()
    cancelled = make_offering(activity, clock.today(), state="cancelled", why_cancelled="For få tilmeldte")

    for facts in (
        {"activity": make_activity("Gammelt", state="closed")},
        {"activity": activity, "offering": cancelled},
    ):
        with pytest.raises(Closed):
            wish(place, **facts)


def test_what_was_completed_without_a_yes_gets_its_steps_then():
    place, today = Workplace(), clock.today()
    made = wish(place)

    actions.complete(made, on=today, by=None, source="campus")

    assert (made.state, made.completed_on, made.ends_on, made.source) == ("completed", today, today, "campus")
    assert made.steps.filter(phase="after").exists()


def test_what_has_no_fixed_day_counts_from_the_day_it_was_completed():
    place, today = Workplace(), clock.today()
    made = wish(place, starts_on=today, ends_on=today + timedelta(days=20))
    actions.ask(made, by=place.person)
    actions.approve(made, by=place.manager)
    before = made.steps.get(key="status", actor="learner").due_on if made.steps.filter(key="status").exists() else None

    actions.complete(made, on=today, by=place.person)

    assert made.ends_on == today
    assert before is None or made.steps.get(key="status", actor="learner").due_on < before


@pytest.mark.parametrize(
    ("state", "act"),
    [
        ("absent", lambda made, by: actions.mark_absent(made, by=by, why="Syg den dag")),
        ("cancelled", lambda made, by: actions.cancel(made, by=by, why="Kurset er aflyst")),
    ],
)
def test_who_does_not_take_part_is_asked_for_nothing_more(state, act):
    place = Workplace()
    made = wish(place, starts_on=clock.today() + timedelta(days=40))
    actions.ask(made, by=place.person)
    actions.approve(made, by=place.manager)

    act(made, place.manager)

    assert made.state == state
    assert set(made.steps.values_list("state", flat=True)) == {Step.State.CANCELLED}


def test_somebody_else_takes_the_seat_and_nothing_of_what_the_first_one_wrote():
    place, activity = Workplace(), make_activity()
    offering = make_offering(activity, clock.today() + timedelta(days=50), seats=1)
    made = wish(place, activity=activity, offering=offering, hours=10)
    actions.ask(made, by=place.person)
    actions.approve(made, by=place.manager)

    new = actions.replace(made, person=place.colleague, by=place.manager, why="Mads er på orlov")

    assert (made.state, made.why_ended) == ("replaced", "Mads er på orlov")
    assert (new.state, new.person, new.replaces, new.hours) == ("approved", place.colleague, made, 10)
    assert (new.need, new.plan.situation) == ("", "")
    assert (made.steps.exclude(state="cancelled").count(), new.steps.filter(state="open").exists()) == (0, True)


def test_a_seat_that_goes_to_somebody_else_s_staff_waits_for_their_manager():
    place = Workplace()
    other = make_person("Ulla Torndal", place.council.engagements.get().unit)

    new = actions.replace(place.enrolment(), person=other, by=place.manager, why="Mads er på orlov")

    assert new.state == "asked"
    assert mails() == sorted([place.other_manager.email, place.person.email])


def test_what_was_declined_is_not_approved_behind_her_back():
    place = Workplace()

    with pytest.raises(Refused):
        actions.approve(place.enrolment("declined"), by=place.manager)


def test_a_wish_hangs_on_a_development_goal():
    place = Workplace()
    goal = DevelopmentGoal.objects.create(
        person=place.person, title="sige nej", written_at=clock.now(), changed_at=clock.now()
    )

    made = wish(place, development_goal=goal)

    assert list(goal.enrolments.all()) == [made]


def test_the_plan_begins_with_what_the_goal_says_until_it_is_written_in():
    place = Workplace()
    goal = DevelopmentGoal.objects.create(
        person=place.person,
        title="sige nej",
        sign="Færre ringer",
        changed_practice="Jeg ringer først",
        written_at=clock.now(),
        changed_at=clock.now(),
    )
    made = wish(place)
    actions.change(made, by=place.person, need=NEED, development_goal=goal)
    made.plan.refresh_from_db()
    assert (made.plan.goal, made.plan.sign) == ("sige nej", "Færre ringer")

    made.plan.goal, made.plan.version = "lytte", 2
    made.plan.save()
    actions.change(made, by=place.person, need="Noget andet", development_goal=goal)

    made.plan.refresh_from_db()
    assert (made.plan.goal, made.plan.situation) == ("lytte", NEED)


def test_days_that_come_after_the_yes_begin_the_steps_and_others_move_them():
    place = Workplace()
    made = wish(place)
    actions.ask(made, by=place.person)
    actions.approve(made, by=place.manager)
    assert made.steps.count() == 0
    days = []

    for on in (30, 60):
        actions.set_days(made, by=place.person, starts_on=clock.today() + timedelta(days=on))
        days.append(made.steps.get(key="questions").due_on)

    assert made.ends_on == made.starts_on
    assert days[1] > days[0]


def test_who_loses_her_place_by_her_manager_s_hand_is_told():
    place = Workplace()
    made = place.enrolment()
    actions.end(made, "cancelled", by=place.manager, why="Kurset er flyttet")
    actions.end(place.enrolment(), "cancelled", by=place.person, why="Jeg skal noget andet")

    assert mails() == [place.person.email]


def test_who_took_part_after_all_gets_her_acts_back():
    place, today = Workplace(), clock.today()
    made = wish(place, starts_on=today)
    actions.ask(made, by=place.person)
    actions.approve(made, by=place.manager)
    actions.mark_absent(made, by=place.manager, why="Kom ikke")

    actions.complete(made, on=today, by=place.person)

    assert set(made.steps.filter(phase="after").values_list("state", flat=True)) == {Step.State.OPEN}


def test_a_yes_is_to_what_the_manager_has_read():
    place = Workplace()
    made = place.enrolment("asked", need=NEED)
    read = made.version
    actions.change(made, by=place.person, need="Noget helt andet")

    with pytest.raises(Stale):
        actions.approve(made, by=place.manager, version=read)
    actions.approve(made, by=place.manager, version=made.version)
    assert made.state == "approved"


@pytest.mark.parametrize(("is_asked", "reads"), [(False, 0), (True, 1)])
def test_a_wish_she_lets_go_before_she_has_asked_stays_hers_alone(is_asked, reads):
    place = Workplace()
    made = actions.wish(place.person, make_activity(), by=place.person, need="Svære samtaler")
    if is_asked:
        actions.ask(made, by=place.person)
    actions.cancel(made, by=place.person, why="Det blev ikke til noget")

    found = [Enrolment.objects.visible_to(one).count() for one in (place.person, place.manager)]
    assert found == [1, reads]
