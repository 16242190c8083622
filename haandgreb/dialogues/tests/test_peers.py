"""Colleagues who prepare each other: who is put together, who reads what was said, and whose words they are."""

import pytest
from django.test import Client
from django.urls import reverse

from haandgreb.dialogues.actions import peers as actions
from haandgreb.dialogues.models import Dialogue, Pair, PairAnswer, Prepared
from haandgreb.dialogues.queries import peers as queries
from haandgreb.dialogues.tests.factories import Workplace, make_dialogue, make_round
from haandgreb.organisation.models import Engagement
from haandgreb.organisation.tests.factories import make_person, sign_in
from haandgreb.shared import clock
from haandgreb.shared.models import AuditEntry

pytestmark = pytest.mark.django_db
SAID = "Afslaget til forsamlingshuset"


@pytest.fixture
def place():
    return Workplace()


def in_round(place, many=4, state="preparing"):
    """A round with Mads and some colleagues of his unit in it."""
    round_ = make_round(state, [place.unit])
    people = [place.person, *(make_person(f"Kollega Nummer{number}", place.unit) for number in range(many - 1))]
    for person in people:
        job = Engagement.objects.get(person=person)
        make_dialogue(person, place.manager, round=round_, engagement=job)
    return round_, people


def asked_of(person):
    """The pair in which this person is asked."""
    return Pair.objects.get(asked=person)


@pytest.mark.parametrize(("many", "sizes"), [(2, [2]), (3, [3]), (5, [2, 3]), (6, [2, 2, 2])])
def test_everybody_of_the_unit_gets_one_colleague_or_two(place, many, sizes):
    round_, _ = in_round(place, many)
    actions.offer(round_, place.unit, by=place.manager)
    group = queries.group_of(round_, place.unit)

    assert sorted(len(circle) for circle in group.circles) == sizes
    assert (list(group.free), group.people) == ([], many)
    assert Pair.objects.count() == many


def test_offering_again_draws_the_same(place):
    round_, _ = in_round(place, 6)
    actions.offer(round_, place.unit, by=place.manager)
    first = set(Pair.objects.values_list("asker", "asked"))
    actions.take_back(round_, place.unit, by=place.manager)
    none = Pair.objects.count()
    actions.offer(round_, place.unit, by=place.manager)

    assert none == 0
    assert set(Pair.objects.values_list("asker", "asked")) == first


def test_one_who_comes_later_joins_a_pair_that_has_not_begun(place):
    round_, _ = in_round(place, 2)
    actions.offer(round_, place.unit, by=place.manager)
    late = make_person("Sen Kollega", place.unit)
    make_dialogue(late, place.manager, round=round_, engagement=Engagement.objects.get(person=late))
    actions.offer(round_, place.unit, by=place.manager)

    assert [len(circle) for circle in queries.group_of(round_, place.unit).circles] == [3]


def test_a_pair_that_has_begun_is_left_alone(place):
    round_, people = in_round(place, 2)
    actions.offer(round_, place.unit, by=place.manager)
    actions.answer(asked_of(people[0]), {"went_well": SAID}, {}, by=people[0])
    late = make_person("Sen Kollega", place.unit)
    make_dialogue(late, place.manager, round=round_, engagement=Engagement.objects.get(person=late))

    with pytest.raises(actions.NotNow):
        actions.offer(round_, place.unit, by=place.manager)
    assert actions.take_back(round_, place.unit, by=place.manager) == 0
    assert PairAnswer.objects.count() == 1


def test_nobody_is_put_together_after_the_talks(place):
    round_, _ = in_round(place, 4, state="following")

    with pytest.raises(actions.NotNow):
        actions.offer(round_, place.unit, by=place.manager)


def test_what_was_said_is_read_by_the_two_alone(place):
    round_, people = in_round(place, 4)
    actions.offer(round_, place.unit, by=place.manager)
    pair = asked_of(place.person)
    actions.answer(pair, {"went_well": SAID}, {}, by=place.person)
    page = reverse("dialogues:peer", args=[pair.pk])
    others = [
        one
        for one in (*people, place.manager, place.hr, place.council, place.admin, place.above)
        if one.pk not in (pair.asker_id, pair.asked_id)
    ]

    for one in (pair.asker, place.person):
        assert SAID in sign_in(Client(), one).get(page).content.decode()
    assert [sign_in(Client(), one).get(page).status_code for one in others] == [404] * len(others)


def test_only_the_one_who_was_asked_writes(place):
    round_, _ = in_round(place, 2)
    actions.offer(round_, place.unit, by=place.manager)
    pair = asked_of(place.person)

    with pytest.raises(actions.NotYours):
        actions.answer(pair, {"went_well": SAID}, {}, by=pair.asker)
    assert (
        sign_in(Client(), pair.asker).post(reverse("dialogues:peer", args=[pair.pk]), {"went_well": SAID}).status_code
        == 403
    )


def test_only_ones_own_words_go_into_the_preparation_and_nothing_is_saved_by_it(place):
    round_, people = in_round(place, 2)
    actions.offer(round_, place.unit, by=place.manager)
    actions.answer(asked_of(place.person), {"went_well": SAID}, {}, by=place.person)
    actions.answer(asked_of(people[1]), {"went_well": "Kollegaens ord"}, {}, by=people[1])
    mine, theirs = PairAnswer.objects.get(pair__asked=place.person), PairAnswer.objects.get(pair__asked=people[1])
    prepare = reverse("dialogues:prepare", args=[Dialogue.objects.get(person=place.person).pk])
    browser = sign_in(Client(), place.person)

    assert SAID in browser.get(f"{prepare}?put={mine.pk}").content.decode()
    assert "Kollegaens ord" not in browser.get(f"{prepare}?put={theirs.pk}").content.decode()
    assert browser.get(f"{prepare}?put=nonsense").status_code == 200
    assert not Prepared.objects.exists()


def test_two_windows_with_the_same_answer_show_both(place):
    round_, _ = in_round(place, 2)
    actions.offer(round_, place.unit, by=place.manager)
    pair, browser = asked_of(place.person), sign_in(Client(), place.person)
    page = reverse("dialogues:peer", args=[pair.pk])
    empty = {f"m-{key}": "" for key in ("others_need", "next_step")}
    mark = browser.get(page).content.decode().split('name="m-went_well" value="')[1].split('"')[0]
    browser.post(page, {"went_well": "Fra telefonen", "m-went_well": mark})
    answer = browser.post(page, {"went_well": "Fra bordet", "m-went_well": mark, **empty})

    assert answer.status_code == 409
    assert {"telefonen", "bordet"} <= set(answer.content.decode().replace("<", " ").replace(">", " ").split())


def test_either_says_that_they_have_talked_and_it_holds_for_both(place):
    round_, _ = in_round(place, 2)
    actions.offer(round_, place.unit, by=place.manager)
    sign_in(Client(), place.person).post(reverse("dialogues:peer_met", args=[asked_of(place.person).pk]))

    assert queries.sessions_held(round_) == 2
    assert Pair.objects.filter(met_on=None).count() == 0


def test_a_cpr_number_and_too_long_a_text_are_stopped_beside_the_field(place):
    round_, _ = in_round(place, 2)
    actions.offer(round_, place.unit, by=place.manager)
    browser, page = sign_in(Client(), place.person), reverse("dialogues:peer", args=[asked_of(place.person).pk])
    answers = [browser.post(page, {"went_well": text}) for text in ("Sag 010203-1234", "Ord " * 5_000)]

    assert [answer.status_code for answer in answers] == [422, 422]
    assert all('id="id_went_well_error"' in answer.content.decode() for answer in answers)
    assert "010203-1234" in answers[0].content.decode()
    assert not PairAnswer.objects.exists()


def test_the_manager_puts_people_together_on_the_page(place):
    round_, _ = in_round(place, 4)
    browser = sign_in(Client(), place.manager)
    page = reverse("dialogues:peers_unit", args=[round_.pk, place.unit.pk])
    before = browser.get(page).content.decode()
    browser.post(page)

    assert "Nummer1" in before
    assert Pair.objects.count() == 4
    assert browser.get(reverse("dialogues:peers_round", args=[round_.pk])).status_code == 200


def test_another_manager_puts_nobody_together_here(place):
    round_, _ = in_round(place, 4)
    page = reverse("dialogues:peers_unit", args=[round_.pk, place.unit.pk])

    assert sign_in(Client(), place.other_manager).post(page).status_code == 404
    assert not Pair.objects.exists()


def test_after_the_round_nothing_is_written_and_what_came_too_late_is_shown(place):
    round_, _ = in_round(place, 2)
    actions.offer(round_, place.unit, by=place.manager)
    pair = asked_of(place.person)
    actions.answer(pair, {"went_well": SAID}, {}, by=place.person)
    type(round_).objects.update(state="following")
    browser, page = sign_in(Client(), place.person), reverse("dialogues:peer", args=[pair.pk])
    answer = browser.post(page, {"went_well": "For sent"})

    assert answer.status_code == 409
    assert "For sent" in answer.content.decode()
    assert SAID in browser.get(page).content.decode()
    assert PairAnswer.objects.get().text == SAID


def test_what_was_put_away_is_read_by_nobody_and_not_written_over(place):
    round_, _ = in_round(place, 2)
    actions.offer(round_, place.unit, by=place.manager)
    pair = asked_of(place.person)
    actions.answer(pair, {"went_well": SAID}, {}, by=place.person)
    PairAnswer.everything.update(hidden_at=clock.now())
    browser, page = sign_in(Client(), place.person), reverse("dialogues:peer", args=[pair.pk])

    assert browser.post(page, {"went_well": "Igen"}).status_code == 409
    assert SAID not in browser.get(page).content.decode()


def test_nothing_of_what_was_said_stands_in_the_trail_or_in_the_table(place):
    round_, _ = in_round(place, 2)
    actions.offer(round_, place.unit, by=place.manager)
    actions.answer(asked_of(place.person), {"went_well": SAID}, {}, by=place.person)

    assert SAID not in str(list(AuditEntry.objects.values()))
    assert SAID.encode() not in bytes(PairAnswer.objects.values_list("text", flat=True).get())
