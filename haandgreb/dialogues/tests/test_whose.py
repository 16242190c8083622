"""Whose dialogue it is: picked by the person, wished by her, offered by HR; her manager does not see the wish."""

import pytest
from django.urls import reverse

from haandgreb.dialogues.actions import wishes
from haandgreb.dialogues.actions.wishes import NotPossible
from haandgreb.dialogues.models import Dialogue
from haandgreb.dialogues.queries.rounds import waits_for_hr
from haandgreb.dialogues.tests.factories import Workplace, make_round
from haandgreb.organisation.models import UnitManager
from haandgreb.organisation.tests.factories import engage, make_manager, make_person, make_unit, sign_in
from haandgreb.shared import clock
from haandgreb.shared.models import AuditEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    return Workplace()


def again(dialogue):
    return Dialogue.objects.get(pk=dialogue.pk)


def press(client, dialogue, **fields):
    return client.post(reverse("dialogues:whose", args=[dialogue.pk]), fields)


def second_job(place):
    """Mads works in Data too, under Kaja."""
    unit = make_unit("Data", place.top)
    kaja = make_person("Kaja Solhede", unit)
    make_manager(kaja, unit)
    engage(place.person, unit, is_primary=False)
    return kaja


def test_with_two_jobs_the_person_picks_and_only_that_manager_has_it(client, place):
    kaja = second_job(place)
    dialogue = place.dialogue()
    sign_in(client, place.person)

    assert press(client, dialogue, does="pick", manager=str(kaja.pk)).status_code == 302

    found = again(dialogue)
    assert (found.manager, found.is_picked) == (kaja, False)
    seen = {str(one): Dialogue.objects.visible_to(one, clock.today()).exists() for one in (kaja, place.manager)}
    assert seen == {"Kaja Solhede": True, "Gorm Vangsted": False}


def test_nobody_else_can_be_picked(client, place):
    second_job(place)
    dialogue = place.dialogue()
    sign_in(client, place.person)

    assert press(client, dialogue, does="pick", manager=str(place.other_manager.pk)).status_code == 422
    with pytest.raises(NotPossible):
        wishes.pick_manager(dialogue, place.other_manager, by=place.person)
    assert again(dialogue).manager == place.manager


def test_a_wish_is_answered_by_an_offer_and_a_yes(client, place):
    this = make_round(units=[place.top], started_at=clock.now(), ready_at=clock.now())
    dialogue = place.dialogue(round=this, engagement=place.person.engagements.get())
    sign_in(client, place.person)
    press(client, dialogue, does="wish")
    sign_in(client, place.hr)
    page = reverse("dialogues:round_person", args=[this.pk, dialogue.pk])

    near = client.get(page).context["offer"].offered.values()
    assert [str(one) for one in near] == ["Inger Stavnskær", "Thea Nørrelund"]
    client.post(page, {"does": "offer", "near": str(place.other_manager.pk)})
    assert (again(dialogue).manager, again(dialogue).offered_manager) == (place.manager, place.other_manager)

    sign_in(client, place.person)
    assert place.other_manager.name in client.get(reverse("dialogues:dialogue", args=[dialogue.pk])).content.decode()
    press(client, dialogue, does="yes")

    found = again(dialogue)
    assert (found.manager, found.is_picked, found.wants_other_manager) == (place.other_manager, True, False)


def test_a_no_keeps_the_wish_and_it_can_be_taken_back(client, place):
    dialogue = place.dialogue(wants_other_manager=True, offered_manager=place.other_manager)
    sign_in(client, place.person)

    press(client, dialogue, does="no")
    assert (again(dialogue).manager, again(dialogue).offered_manager) == (place.manager, None)
    assert again(dialogue).wants_other_manager
    press(client, dialogue, does="back")
    assert not again(dialogue).wants_other_manager


def test_the_manager_sees_nothing_of_the_wish(client, place):
    dialogue = place.dialogue(wants_other_manager=True, offered_manager=place.other_manager)
    sign_in(client, place.manager)

    for page in ("dialogues:home", "dialogues:staff"):
        assert "Thea" not in client.get(reverse(page)).content.decode()
    text = client.get(reverse("dialogues:dialogue", args=[dialogue.pk])).content.decode()
    assert "Thea" not in text
    assert reverse("dialogues:whose", args=[dialogue.pk]) not in text
    assert press(client, dialogue, does="yes").status_code == 403


def test_the_one_who_is_offered_sees_nothing_before_the_yes(client, place):
    dialogue = place.dialogue(wants_other_manager=True, offered_manager=place.other_manager)
    sign_in(client, place.other_manager)

    assert client.get(reverse("dialogues:dialogue", args=[dialogue.pk])).status_code == 404


@pytest.mark.parametrize("state", ["held", "agreeing", "agreed", "following", "replaced", "cancelled"])
@pytest.mark.parametrize("does", ["wish", "back", "yes", "no"])
def test_when_the_talk_has_been_it_stands(client, place, state, does):
    dialogue = place.dialogue(state, offered_manager=place.other_manager, wants_other_manager=True)
    sign_in(client, place.person)

    assert press(client, dialogue, does=does).status_code == 302

    found = again(dialogue)
    assert (found.manager, found.wants_other_manager, found.version) == (place.manager, True, 1)


def test_an_offer_asks_for_a_wish_and_for_somebody_who_manages(place):
    dialogue = place.dialogue()
    with pytest.raises(NotPossible):
        wishes.offer_manager(dialogue, place.other_manager, by=place.hr)
    wishes.wish_other_manager(dialogue, by=place.person)
    for nobody in (place.colleague, place.manager, place.person):
        with pytest.raises(NotPossible):
            wishes.offer_manager(dialogue, nobody, by=place.hr)


def test_hr_finds_somebody_for_who_has_no_manager_and_for_nobody_who_can_pick(client, place):
    this = make_round(units=[place.top], started_at=clock.now(), ready_at=clock.now())
    alone = place.dialogue(round=this, engagement=place.person.engagements.get())
    Dialogue.objects.filter(pk=alone.pk).update(manager=None)
    UnitManager.objects.exclude(person=place.other_manager).update(valid_to=clock.today())
    assert waits_for_hr(this, place.hr, clock.today()) == 1

    wishes.offer_manager(again(alone), place.other_manager, by=place.hr)
    assert waits_for_hr(this, place.hr, clock.today()) == 0
    wishes.answer_offer(again(alone), by=place.person, yes=True)

    assert (again(alone).manager, again(alone).is_picked) == (place.other_manager, True)


def test_who_can_pick_waits_for_nobody_but_herself(place):
    second_job(place)
    this = make_round(units=[place.top], started_at=clock.now(), ready_at=clock.now())
    dialogue = place.dialogue(round=this)
    Dialogue.objects.filter(pk=dialogue.pk).update(manager=None)

    assert waits_for_hr(this, place.hr, clock.today()) == 0
    with pytest.raises(NotPossible):
        wishes.offer_manager(again(dialogue), place.other_manager, by=place.hr)


def test_an_offer_falls_when_the_one_offered_manages_nothing_any_more(client, place):
    dialogue = place.dialogue(wants_other_manager=True, offered_manager=place.other_manager)
    UnitManager.objects.filter(person=place.other_manager).update(valid_to=clock.today())
    sign_in(client, place.person)

    press(client, dialogue, does="yes")

    assert again(dialogue).manager == place.manager


def test_nobody_wishes_for_somebody_else(place):
    dialogue = place.dialogue()
    for other in (place.manager, place.hr, place.colleague):
        with pytest.raises(NotPossible):
            wishes.wish_other_manager(dialogue, by=other)


def test_a_long_leave_waits_with_its_category_alone(client, place):
    this = make_round(units=[place.top], started_at=clock.now(), ready_at=clock.now())
    dialogue = place.dialogue(round=this, engagement=place.person.engagements.get())
    sign_in(client, place.hr)
    page = reverse("dialogues:round_person", args=[this.pk, dialogue.pk])

    assert client.post(page, {"does": "wait", "until": "2020-01-01"}).status_code == 422
    assert client.post(page, {"does": "wait", "until": "2031-01-06"}).status_code == 302

    found = again(dialogue)
    assert (found.state, found.why_postponed, str(found.postponed_to)) == ("postponed", "leave", "2031-01-06")


def test_wishes_are_in_the_trail_without_a_name(place):
    dialogue = place.dialogue()
    wishes.wish_other_manager(dialogue, by=place.person)
    wishes.offer_manager(dialogue, place.other_manager, by=place.hr)

    entries = AuditEntry.objects.filter(about_id=dialogue.pk).order_by("id")
    assert [(one.action, one.details) for one in entries] == [
        ("other manager wished", {}),
        ("other manager offered", {}),
    ]
