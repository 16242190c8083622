"""The catalogue: found by word, room and form; kept by HR; connected with what it is to change."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from haandgreb.competences.models import LearningGoal, PlannedActivity, Room
from haandgreb.learning import activity_words
from haandgreb.learning.actions import activities as actions
from haandgreb.learning.models import Activity, Provider
from haandgreb.learning.queries.activities import Search, activity_page, catalogue, floating
from haandgreb.learning.queries.floating import share
from haandgreb.learning.tests.factories import Workplace, make_activity, make_enrolment, make_offering, make_provider
from haandgreb.learning.tests.tracks_factory import make_click, make_track
from haandgreb.organisation.tests.factories import make_person, sign_in
from haandgreb.shared import clock
from haandgreb.strategy.models import PracticeChange

pytestmark = pytest.mark.django_db

FORM = {"title": "Netværk for vejledere", "form": "RM-I01", "size": "light", "language": "da", "hours": "1,5"}


def found(**search):
    return [str(one) for one in catalogue(Search(**search), clock.today()).page]


def test_every_form_of_the_deck_stands_in_its_room():
    by_room = {room: [one for one in activity_words.forms().values() if one.room == room] for room in Room}

    assert {room.value: len(forms) for room, forms in by_room.items()} == {"external": 4, "formal": 20, "informal": 8}


@pytest.mark.parametrize(
    ("search", "titles"),
    [
        ({}, ["Den svære samtale", "Netværk for vejledere", "Send sikkert"]),
        ({"words": "svaere"}, []),
        ({"words": "SVÆRE sam"}, ["Den svære samtale"]),
        ({"words": "a02"}, ["Send sikkert"]),
        ({"room": "formal"}, ["Netværk for vejledere"]),
        ({"form": "RM-E1"}, ["Den svære samtale", "Send sikkert"]),
        ({"form": "RM-E1", "which": "chosen"}, ["Den svære samtale"]),
        ({"which": "mandatory"}, ["Send sikkert"]),
        (
            {"room": "nowhere", "form": "x", "which": "y"},
            ["Den svære samtale", "Netværk for vejledere", "Send sikkert"],
        ),
        ({"words": "gammelt", "with_closed": True}, ["Gammelt kursus"]),
    ],
)
def test_the_catalogue_is_searched(search, titles):
    make_activity()
    make_activity("Netværk for vejledere", form="RM-I01", room="formal")
    make_activity("Send sikkert", code="A02", is_mandatory=True, why_mandatory="Lov")
    make_activity("Gammelt kursus", state="closed")

    assert found(**search) == titles


@pytest.mark.parametrize("count", [3, 120])
def test_the_catalogue_asks_the_same_few_queries(client, count):
    provider = make_provider()
    Activity.objects.bulk_create(
        [Activity(title=f"Kursus {n}", form="RM-E1", room="external", provider=provider) for n in range(count)]
    )
    sign_in(client, Workplace().hr)
    client.get(reverse("learning:activities"))

    with CaptureQueriesContext(connection) as asked:
        client.get(reverse("learning:activities"))

    assert len(asked) <= 10


@pytest.mark.parametrize("count", [1, 40])
def test_the_page_of_an_activity_asks_the_same_few_queries(client, count):
    place, activity = Workplace(), make_activity()
    for n in range(count):
        make_offering(activity, clock.today(), seats=9)
        make_enrolment(make_person(f"Kollega {n}"), activity)
        make_click(place.colleague, activity)
        make_track(activity, title=f"Spor {n}")
    sign_in(client, place.person)
    client.get(reverse("learning:activity", args=[activity.pk]))

    with CaptureQueriesContext(connection) as asked:
        client.get(reverse("learning:activity", args=[activity.pk]))

    assert len(asked) <= 32


def test_hr_puts_an_activity_in_and_the_form_says_the_room(client):
    sign_in(client, Workplace().hr)

    answer = client.post(reverse("learning:activity_new"), {**FORM, "provider": "Vejledernes Hus", "once": "a"})

    made = Activity.objects.get()
    assert answer.url == reverse("learning:activity", args=[made.pk])
    assert (made.room, made.minutes, str(made.provider)) == ("formal", 90, "Vejledernes Hus")


def test_sent_twice_it_is_put_in_once(client):
    sign_in(client, Workplace().hr)
    for _press in range(2):
        client.post(reverse("learning:activity_new"), {**FORM, "once": "a"})

    assert Activity.objects.count() == 1


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"title": ""}, "title"),
        ({"form": "RM-X9"}, "form"),
        ({"hours": "-1"}, "hours"),
        ({"is_mandatory": "on"}, "why_mandatory"),
        ({"link": "javascript:alert(1)"}, "link"),
        ({"words": "Ring til 010190-1234"}, "words"),
    ],
)
def test_what_is_wrong_is_said_beside_the_field_and_nothing_is_lost(client, sent, field):
    sign_in(client, Workplace().hr)

    answer = client.post(reverse("learning:activity_new"), {**FORM, **sent})

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert not Activity.objects.exists()


def test_two_who_change_it_at_once_keep_both_texts(client):
    place, activity = Workplace(), make_activity()
    sign_in(client, place.hr)
    page = reverse("learning:activity_edit", args=[activity.pk])
    client.post(page, {**FORM, "title": "Først", "version": "1"})

    answer = client.post(page, {**FORM, "title": "Sidst", "version": "1"})

    assert answer.status_code == 409
    assert Activity.objects.get().title == "Først"


def test_a_known_provider_is_the_same_one(client):
    sign_in(client, Workplace().hr)
    make_provider("Kursushuset")

    client.post(reverse("learning:activity_new"), {**FORM, "provider": "kursushuset"})

    assert Provider.objects.count() == 1


def test_a_closed_activity_is_offered_no_more_and_can_come_back():
    place, activity = Workplace(), make_activity()
    actions.close(activity, by=place.hr)
    closed = found()
    actions.reopen(activity, by=place.hr)

    assert (closed, found()) == ([], ["Den svære samtale"])


def test_an_activity_floats_until_a_practice_or_a_line_that_hangs_together_is_behind_it():
    place = Workplace()
    floats, mandatory = make_activity("Excel"), make_activity("Lov", is_mandatory=True, why_mandatory="Lov")
    served, planned, own = make_activity("Breve"), make_activity("Plan"), make_activity("Hendes")
    actions.connect(served, PracticeChange.objects.create(title="Vægtning først"), by=place.hr)
    line = PlannedActivity.objects.create(title="Linje")
    line.learning_goals.add(LearningGoal.objects.create(title="Begrunde et skøn"))
    actions.connect(planned, line, by=place.hr)
    actions.connect(own, PracticeChange.objects.create(title="Kun hendes", person=place.person), by=place.hr)

    assert [str(one) for one in floating(Activity.objects.all())] == ["Excel", "Hendes"]
    assert mandatory not in floating(Activity.objects.all())
    assert activity_page(place.person, floats, clock.today()).is_floating


def test_the_share_counts_courses_in_use():
    make_activity("Bare et opslag")
    make_offering(make_activity("Excel"), clock.today())
    make_enrolment(make_person(), make_activity("Send sikkert", is_mandatory=True, why_mandatory="Lov"))

    assert share() == (1, 2)


def test_hr_connects_and_takes_off_again_without_script(client):
    place, activity = Workplace(), make_activity()
    practice = PracticeChange.objects.create(title="Ring inden tre dage")
    sign_in(client, place.hr)
    page = reverse("learning:connections", args=[activity.pk])

    client.post(page, {"do": f"connect:practice:{practice.pk}"})
    connected = list(activity.practices.all())
    client.post(page, {"do": f"disconnect:practice:{practice.pk}"})

    assert (connected, list(activity.practices.all())) == ([practice], [])
    assert client.post(page, {"do": f"connect:person:{place.hr.pk}"}).status_code == 404
    assert client.post(page, {"do": "connect:practice:nonsense"}).status_code == 404


def test_a_practice_of_another_unit_is_not_told_of():
    place, activity = Workplace(), make_activity()
    practice = PracticeChange.objects.create(title="Kun i Direktion")
    practice.units.set([place.council.engagements.get().unit])
    actions.connect(activity, practice, by=place.hr)

    page = activity_page(place.person, activity, clock.today())

    assert (page.practices, page.hangs_elsewhere) == ([], True)


def test_a_planned_line_and_a_practice_lead_to_what_one_can_learn_them_by(client):
    place, activity = Workplace(), make_activity("Den svære samtale")
    line, practice = PlannedActivity.objects.create(title="Linje"), PracticeChange.objects.create(title="Ring op")
    for thing in (line, practice):
        actions.connect(activity, thing, by=place.hr)
    sign_in(client, place.person)
    pages = [reverse("impactmap:activity", args=[line.pk]), reverse("impactmap:practice", args=[practice.pk])]

    where = reverse("learning:activity", args=[activity.pk])
    shown = [[link.url for link in client.get(page).context["links"]] for page in pages]
    assert [where in links for links in shown] == [True, True]
