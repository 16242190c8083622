"""Service checks are deleted when their days are over, and go on without somebody who is forgotten."""

from datetime import timedelta

import pytest

from haandgreb.followups.models import FollowUp
from haandgreb.meetings.actions import check_keeping, service_check
from haandgreb.meetings.models import ServiceCheck, Verdict
from haandgreb.meetings.queries.check_personal import personal_data
from haandgreb.meetings.tests.check_factory import Setting, Step
from haandgreb.organisation.tests.factories import make_person
from haandgreb.shared import clock

pytestmark = pytest.mark.django_db


@pytest.fixture
def setting() -> Setting:
    return Setting()


@pytest.mark.parametrize(("days", "left"), [(729, 1), (730, 1), (731, 0)])
def test_a_check_is_kept_for_two_years_and_its_promises_outlive_it(setting, days, left):
    check = setting.check(Step.LOOK)
    check_keeping.delete_old(check.started_on + timedelta(days=days))

    assert ServiceCheck.objects.count() == left
    promised = FollowUp.objects.get(owner=setting.leader)
    assert (promised.source_url == "") is (left == 0)


def test_a_check_goes_on_with_another_voter_when_its_leader_is_forgotten(setting):
    check = setting.check()
    check_keeping.forget(setting.leader)

    check.refresh_from_db()
    assert check.leader == setting.others[0]
    assert not check.voters.filter(person=setting.leader).exists()


def test_a_check_without_anybody_left_goes(setting):
    alone = make_person("Asta Rugvænge", setting.unit)
    service_check.start(title="Alene", series=[setting.daily], voters=[alone], by=alone)
    check_keeping.forget(alone)

    assert not ServiceCheck.objects.exists()


def test_open_verdicts_stand_in_ones_own_copy_and_closed_ones_cannot_be_found(setting):
    check = setting.check(Step.VOTE)
    person = setting.others[0]
    service_check.vote(check, {setting.row(check, setting.weekly).pk: "close"}, by=person, wanted="Et erfamøde")

    held = personal_data(person)
    assert held == {
        "checks": [{"title": "Eftersyn", "started_on": clock.today().isoformat(), "voted": True}],
        "leads": [],
        "decisions": [],
        "open_verdicts": [{"check": "Eftersyn", "series": "Sagsmøde", "verdict": "close"}],
        "open_wishes": [{"check": "Eftersyn", "text": "Et erfamøde"}],
    }
    setting.take(check, Step.TALK)
    assert personal_data(person)["open_verdicts"] == []
    assert Verdict.objects.count() == 1
