"""What is kept of a workshop and for how long, what a person gets a copy of, and what goes with her."""

from datetime import timedelta

import pytest
from django.apps import apps

from haandgreb.impactmap.actions import workshop as acts
from haandgreb.impactmap.actions import workshop_keeping as keeping
from haandgreb.impactmap.actions import workshop_marks as marks
from haandgreb.impactmap.models import Workshop, WorkshopMark, WorkshopNote, WorkshopOutcome, WorkshopPerson
from haandgreb.impactmap.rules.workshop import notes_go_on
from haandgreb.impactmap.tests.workshop_factory import Setting
from haandgreb.shared import clock

pytestmark = pytest.mark.django_db


@pytest.fixture
def setting() -> Setting:
    made = Setting()
    made.lines = [made.practice()]
    made.at(2)
    made.wrote(made.people[0], "Færre ringer")
    made.opened()
    made.at(3)
    made.wrote(made.people[1], "Opkaldet dagen efter", 3)
    return made


def test_notes_go_on_the_day_the_summary_names_and_not_before(setting):
    acts.close(setting.workshop, by=setting.facilitator)
    gone_on = notes_go_on(clock.today())

    keeping.daily(gone_on - timedelta(days=1))
    assert WorkshopNote.objects.count() == 2

    for _run in range(2):
        keeping.daily(gone_on)
    assert (WorkshopNote.objects.count(), Workshop.objects.count()) == (0, 1)


def test_notes_of_a_workshop_that_runs_stay(setting):
    keeping.daily(clock.today() + timedelta(days=29))

    assert (WorkshopNote.objects.count(), setting.now().state) == (2, "running")


def test_a_workshop_nobody_closed_is_closed_after_a_month_and_its_notes_go_a_month_later(setting):
    keeping.daily(clock.today() + timedelta(days=31))
    assert setting.now().state == "closed"

    Workshop.objects.update(closed_at=clock.now() - timedelta(days=31))
    keeping.daily(clock.today())
    assert WorkshopNote.objects.count() == 0


def test_her_copy_holds_what_is_hers_alone_and_the_workshops_she_is_in(setting):
    acts.go(setting.workshop, 7, version=None, by=setting.facilitator)
    marks.mark(setting.workshop, {setting.lines[0].pk: True}, by=setting.people[1])
    config = apps.get_app_config("impactmap")

    hers = config.personal_data(setting.people[1])

    assert hers == {
        "workshops": [
            {
                "goal": str(setting.goal),
                "held_on": clock.today().isoformat(),
                "facilitator": False,
                "planned": False,
            }
        ],
        "silent_notes": ["Opkaldet dagen efter"],
        "marks": [{"practice": str(setting.lines[0]), "keep": True}],
    }
    assert config.personal_data(setting.people[0])["silent_notes"] == []  # opened: nobody's any more


def test_who_is_forgotten_leaves_and_what_the_group_made_stays(setting):
    acts.go(setting.workshop, 7, version=None, by=setting.facilitator)
    marks.mark(setting.workshop, {setting.lines[0].pk: True}, by=setting.people[1])
    config = apps.get_app_config("impactmap")

    for person in (setting.people[1], setting.facilitator, setting.manager):
        config.forget(person)

    workshop = setting.now()
    assert (workshop.facilitator, workshop.planned_by, workshop.participants.count()) == (None, None, 3)
    assert (WorkshopMark.objects.count(), [note.text for note in WorkshopNote.objects.all()]) == (0, ["Færre ringer"])


def test_a_demo_is_removed_with_everything_in_it(setting):
    apps.get_app_config("impactmap").remove_demo()

    for model in (Workshop, WorkshopNote, WorkshopPerson, WorkshopOutcome):
        assert model.objects.count() == 0
