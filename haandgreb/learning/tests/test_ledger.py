"""The ledger of handles: tried by whom, hours, what changed, would do again."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.urls import reverse

from haandgreb.competences.handle_words import HANDLES
from haandgreb.confidentiality import actions as gate
from haandgreb.learning import parts
from haandgreb.learning.actions import ledger as actions
from haandgreb.learning.models import HandleTrial
from haandgreb.learning.parts import ledger as part
from haandgreb.learning.queries.ledger import Ledger, ledger_of
from haandgreb.learning.tests.factories import Workplace
from haandgreb.learning.tests.test_access_ledger import tried
from haandgreb.organisation.tests.factories import sign_in
from haandgreb.shared import clock
from haandgreb.shared.tests.content import flaws, load
from haandgreb.shared.versions import Stale

pytestmark = pytest.mark.django_db
NEW = reverse("learning:trial_new", args=["hg-06"])


@pytest.fixture
def place():
    return Workplace()


def filled(**facts):
    today = clock.today().isoformat()
    form = {"tried_on": today, "people": "4", "minutes": "45", "changed": "Vi ringer først", "again": "yes"}
    return {**form, "seen_by": "unit", **facts}


def test_what_she_writes_stands_on_the_page_of_the_handle_in_the_toolbox(client, place):
    sign_in(client, place.person)
    handle = reverse("toolbox:handle", args=["hg-06"])
    assert client.get(handle).context["cards"][-1].context["sums"].trials == 0

    answer = client.post(NEW, filled())
    assert answer["Location"] == reverse("learning:ledger", args=["hg-06"])

    page = client.get(handle)
    assert "Vi ringer først" in page.content.decode()
    assert page.context["cards"][-1].context["sums"] == Ledger(trials=1, people=4, hours=3, again=1)
    other = client.get(reverse("toolbox:handle", args=["hg-07"]))
    assert other.context["cards"][-1].context["sums"].trials == 0


def test_the_sums_are_of_what_is_read_and_of_nothing_else(place):
    tried(place.person, people=2, minutes=90, seen_by="me", again="no")
    tried(place.colleague, people=3, minutes=60, again="changed")
    tried(place.other_manager, people=10, minutes=60, seen_by="unit")

    assert ledger_of(place.person, "HG-06") == Ledger(trials=2, people=5, hours=6, again=1)
    assert ledger_of(place.hr, "HG-06") == Ledger(trials=1, people=3, hours=3, again=1)
    assert ledger_of(place.hr, "HG-01") == Ledger(trials=0, people=0, hours=0, again=0)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("tried_on", ""),
        ("tried_on", "2999-01-01"),
        ("tried_on", "in the spring"),
        ("people", "0"),
        ("people", "-1"),
        ("minutes", "many"),
        ("minutes", "60001"),
        ("changed", "Fra 120385-1234"),
        ("changed", "x" * 1001),
        ("again", ""),
        ("again", "perhaps"),
        ("seen_by", "world"),
    ],
)
def test_what_cannot_be_says_so_at_its_field_and_keeps_the_rest(client, place, field, value):
    sign_in(client, place.person)

    answer = client.post(NEW, filled(**{field: value}))

    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {field}
    assert not HandleTrial.objects.exists()


def test_sent_twice_it_is_written_once(client, place):
    sign_in(client, place.person)

    for _time in range(2):
        client.post(NEW, filled(once="a"))

    assert HandleTrial.objects.count() == 1


def test_it_is_put_right_and_taken_out_by_who_wrote_it(client, place):
    trial = tried(place.person)
    sign_in(client, place.person)

    client.post(reverse("learning:trial", args=[trial.pk]), filled(changed="Ingenting", again="no", version="1"))
    trial.refresh_from_db()
    assert (trial.changed, trial.again, trial.version) == ("Ingenting", "no", 2)
    assert client.post(reverse("learning:trial", args=[trial.pk]), filled(version="1")).status_code == 409

    client.post(reverse("learning:trial_delete", args=[trial.pk]))
    assert not HandleTrial.objects.exists()


def test_two_windows_do_not_overwrite_each_other(place):
    trial = tried(place.person)
    actions.change(trial, {"changed": "Det ene"}, by=place.person, version=1)

    with pytest.raises(Stale):
        actions.change(trial, {"changed": "Det andet"}, by=place.person, version=1)


@pytest.mark.parametrize("handle", ["hg-13", "hg-00", "x"])
def test_a_handle_there_is_none_of_is_not_found(client, place, handle):
    sign_in(client, place.person)

    assert client.get(reverse("learning:ledger", args=[handle])).status_code == 404
    assert client.get(reverse("learning:trial_new", args=[handle])).status_code == 404


@pytest.mark.parametrize("handle", HANDLES)
def test_each_of_the_twelve_has_its_ledger(client, place, handle):
    sign_in(client, place.person)

    assert client.get(reverse("learning:ledger", args=[handle.lower()])).status_code == 200


@pytest.mark.parametrize("number", [1, 30])
def test_few_and_many_take_as_many_queries(client, place, django_assert_max_num_queries, number):
    for day in range(number):
        tried(place.colleague, tried_on=clock.today() - timedelta(days=day))
    sign_in(client, place.person)

    with django_assert_max_num_queries(14):
        page = client.get(reverse("learning:ledger", args=["hg-06"]))
    assert len(page.context["page"]) == min(number, 20)


def test_courses_begin_with_ones_own_learning(place):
    place.enrolment("approved")
    place.enrolment("completed")

    assert [(start.handle, start.under_way) for start in part.handles(place.person)] == [("HG-12", 1)]


def test_her_copy_holds_it_and_erasing_takes_it(place):
    tried(place.person, changed="Vi ringer først")

    assert part.personal_data(place.person)["handle_trials"][0]["changed"] == "Vi ringer først"
    gate.set_gate(is_on=False, why="Ikke omfattet", by=place.admin)
    part.forget(place.person)
    assert not HandleTrial.everything.exists()


def test_the_content_speaks_well():
    assert flaws(load(Path(parts.__file__).parents[1] / "content" / "demo-ledger.toml")) == []
