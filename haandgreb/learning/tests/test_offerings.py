"""When an activity takes place: moved, everybody moves along; cancelled, everybody is told."""

from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse

from haandgreb.learning.actions import enrolments
from haandgreb.learning.actions import offerings as actions
from haandgreb.learning.models import Enrolment, Offering, Step
from haandgreb.learning.tests.factories import Workplace, make_activity, make_enrolment, make_offering
from haandgreb.organisation.tests.factories import sign_in
from haandgreb.shared import clock
from haandgreb.shared.models import OutboxMessage
from haandgreb.shared.versions import Stale

pytestmark = pytest.mark.django_db

LATER = timedelta(days=14)


@pytest.fixture
def place():
    return Workplace()


@pytest.fixture
def offering():
    return make_offering(make_activity(), clock.today() + timedelta(days=40), seats=2)


def seat(place, offering, person=None):
    """An approved seat with its steps."""
    made = enrolments.wish(person or place.person, offering.activity, by=place.person, offering=offering)
    enrolments.ask(made, by=made.person)
    enrolments.approve(made, by=place.manager)
    OutboxMessage.objects.all().delete()
    return made


def days(offering, by=LATER):
    return {"starts_on": offering.starts_on + by, "ends_on": offering.ends_on + by}


def test_a_time_ends_on_or_after_the_day_it_starts(client, place):
    activity = make_activity()
    sign_in(client, place.hr)
    sent = {"starts_on": "2027-03-03", "ends_on": "2027-03-02"}

    answer = client.post(reverse("learning:offering_new", args=[activity.pk]), sent)

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["ends_on"]
    assert answer.context["form"].data["starts_on"] == "2027-03-03"
    assert not Offering.objects.exists()


def test_moved_the_seats_and_the_steps_nobody_was_told_of_move_along(place, offering):
    made = seat(place, offering)
    told = made.steps.order_by("due_on").first()
    Step.objects.filter(pk=told.pk).update(told_on=clock.today())
    before = dict(made.steps.values_list("pk", "due_on"))

    actions.move_offering(offering, by=place.hr, seats=2, **days(offering))

    made.refresh_from_db()
    after = dict(made.steps.values_list("pk", "due_on"))
    assert (made.starts_on, made.ends_on) == (offering.starts_on + LATER, offering.ends_on + LATER)
    assert after[told.pk] == before[told.pk]
    assert all(after[pk] > day for pk, day in before.items() if pk != told.pk)
    assert list(OutboxMessage.objects.values_list("to", flat=True)) == [place.person.email]


def test_another_room_alone_is_told_to_nobody(place, offering):
    seat(place, offering)

    moved = actions.move_offering(offering, by=place.hr, place="Gavlrummet", seats=2, **days(offering, timedelta(0)))

    assert (moved, OutboxMessage.objects.count()) == (0, 0)


def test_seats_that_are_taken_cannot_be_taken_away(client, place, offering):
    for person in (place.person, place.colleague):
        make_enrolment(person, offering.activity, offering=offering)
    sign_in(client, place.hr)
    sent = {"starts_on": str(offering.starts_on), "ends_on": str(offering.ends_on), "seats": "1", "version": "1"}

    answer = client.post(reverse("learning:offering_move", args=[offering.pk]), sent)

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["seats"])
    offering.refresh_from_db()
    assert (offering.seats, offering.version) == (2, 1)


def test_two_who_move_it_at_once_are_told(place, offering):
    actions.move_offering(offering, by=place.hr, version=1, **days(offering))

    with pytest.raises(Stale):
        actions.move_offering(Offering.objects.get(), by=place.hr, version=1, **days(offering))


def test_cancelled_everybody_with_a_seat_is_told_once_and_nothing_more_is_asked(place, offering):
    made = seat(place, offering)
    done = make_enrolment(place.colleague, offering.activity, "completed", offering=offering)

    told = [actions.cancel_offering(offering, why="For få tilmeldte", by=place.hr) for _press in range(2)]

    made.refresh_from_db()
    done.refresh_from_db()
    assert told == [1, 0]
    assert (made.state, made.why_ended) == (Enrolment.State.CANCELLED, "For få tilmeldte")
    assert done.state == Enrolment.State.COMPLETED
    assert not made.steps.filter(state=Step.State.OPEN).exists()
    assert list(OutboxMessage.objects.values_list("to", flat=True)) == [place.person.email]


def test_the_mail_says_that_it_is_so_and_never_what(place, offering):
    seat(place, offering)
    actions.cancel_offering(offering, why="For få tilmeldte", by=place.hr)

    sent = OutboxMessage.objects.get()
    assert "svære samtale" not in (sent.subject + sent.text)
    assert "For få" not in (sent.subject + sent.text)
    assert mail.outbox == []


def test_what_is_cancelled_or_held_is_changed_no_more(client, place, offering):
    actions.cancel_offering(offering, why="Aflyst", by=place.hr)
    sign_in(client, place.hr)

    assert client.get(reverse("learning:offering_move", args=[offering.pk])).status_code == 404


def test_a_time_to_come_is_not_held_yet(client, place, offering):
    sign_in(client, place.hr)

    assert client.post(reverse("learning:offering_hold", args=[offering.pk])).status_code == 403
