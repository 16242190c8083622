"""A level is agreed by two: proposing, confirming, saying another, declining; and who can do none of it."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from haandgreb.competences.actions import level_keeping, levels
from haandgreb.competences.actions.levels import NotTheTwo, Outcome
from haandgreb.competences.models import AgreedLevel, LevelProposal, Wheel
from haandgreb.competences.rules import wheel
from haandgreb.competences.tests.factories import agree
from haandgreb.competences.tests.level_factory import Pair
from haandgreb.organisation.tests.factories import make_manager, make_person, make_unit, sign_in
from haandgreb.shared import clock
from haandgreb.shared.models import AuditEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair():
    return Pair()


def propose(pair, level=3, *, by=None, competence=None, **facts):
    by = by or pair.manager
    wanted = {competence or pair.language: level}
    return levels.propose(pair.person, wanted, by=by, manager=pair.manager, **facts).made[0]


def current(pair, competence=None):
    return AgreedLevel.objects.current().filter(person=pair.person, competence=competence or pair.language)


def counted(pair):
    return wheel.decode(bytes(Wheel.objects.get(person=pair.person).levels))


def test_nothing_is_agreed_until_the_other_one_says_yes(pair):
    proposal = propose(pair)
    assert not current(pair).exists()

    assert levels.confirm(proposal, by=pair.person) is Outcome.AGREED

    agreed = current(pair).get()
    assert (agreed.level, agreed.agreed_with, agreed.valid_from) == (3, pair.manager, clock.today())
    pair.language.refresh_from_db()
    assert counted(pair) == {pair.language.column: 3}


def test_the_person_may_propose_and_her_manager_confirms(pair):
    proposal = propose(pair, by=pair.person)
    assert proposal.to == pair.manager

    assert levels.confirm(proposal, by=pair.manager) is Outcome.AGREED

    assert current(pair).get().agreed_with == pair.manager


def test_another_level_waits_for_the_first_ones_answer(pair):
    first = propose(pair, 2)

    assert levels.say_another(first, 4, by=pair.person) is Outcome.PROPOSED

    second = LevelProposal.objects.get(state="open")
    assert (second.level, second.proposed_by, second.to) == (4, pair.person, pair.manager)
    first.refresh_from_db()
    assert first.state == "declined"
    assert not current(pair).exists()
    assert levels.confirm(second, by=pair.manager) is Outcome.AGREED
    assert current(pair).get().level == 4


def test_saying_the_same_level_is_a_yes(pair):
    assert levels.say_another(propose(pair, 2), 2, by=pair.person) is Outcome.AGREED
    assert current(pair).get().level == 2


def test_after_a_no_what_was_agreed_before_goes_on_holding(pair):
    levels.confirm(propose(pair, 2), by=pair.person)

    assert levels.decline(propose(pair, 1), by=pair.person) is Outcome.DECLINED

    assert current(pair).get().level == 2


def test_a_new_level_ends_the_old_one_and_the_past_stays(pair):
    today = date(2026, 3, 2)
    levels.confirm(propose(pair, 2, today=today), by=pair.person, today=today)
    later = today + timedelta(days=90)

    levels.confirm(propose(pair, 3, today=later), by=pair.person, today=later)

    history = AgreedLevel.objects.filter(person=pair.person).order_by("valid_from")
    assert [(row.level, row.valid_from, row.valid_to) for row in history] == [(2, today, later), (3, later, None)]
    assert AgreedLevel.objects.on(later - timedelta(days=1)).get().level == 2
    assert AgreedLevel.objects.on(later).get().level == 3


def test_a_level_may_be_agreed_twice_on_one_day(pair):
    levels.confirm(propose(pair, 2), by=pair.person)

    levels.confirm(propose(pair, 4), by=pair.person)

    assert current(pair).get().level == 4
    assert AgreedLevel.objects.filter(person=pair.person).count() == 2
    assert AgreedLevel.objects.on(clock.today()).get().level == 4


def test_several_levels_are_proposed_in_one_go_and_one_that_waits_for_me_is_not_passed_by(pair):
    propose(pair, 2, by=pair.person)

    found = levels.propose(pair.person, {pair.language: 3, pair.dialogue: 1}, by=pair.manager, manager=pair.manager)

    assert found.waiting == [pair.language]
    assert [proposal.competence for proposal in found.made] == [pair.dialogue]


def test_a_new_proposal_replaces_my_own_that_waits(pair):
    first = propose(pair, 2)

    second = propose(pair, 3)

    assert list(LevelProposal.objects.filter(state="open")) == [second]
    assert levels.confirm(first, by=pair.person) is Outcome.TOO_LATE


def test_an_answer_counts_once(pair):
    proposal = propose(pair)
    levels.confirm(proposal, by=pair.person)

    assert levels.confirm(proposal, by=pair.person) is Outcome.TOO_LATE
    assert levels.decline(proposal, by=pair.person) is Outcome.TOO_LATE
    assert levels.say_another(proposal, 1, by=pair.person) is Outcome.TOO_LATE
    assert levels.take_back(proposal, by=pair.manager) is Outcome.TOO_LATE
    assert AgreedLevel.objects.count() == 1


def test_what_one_proposed_one_may_take_back(pair):
    proposal = propose(pair)

    assert levels.take_back(proposal, by=pair.manager) is Outcome.WITHDRAWN
    assert levels.confirm(proposal, by=pair.person) is Outcome.TOO_LATE


@pytest.mark.parametrize("act", [levels.confirm, levels.decline])
def test_only_the_one_who_was_asked_answers(pair, act):
    proposal = propose(pair)
    outsider = make_person("Ivan Vindeholt", pair.unit)

    for somebody in (pair.manager, outsider):
        with pytest.raises(NotTheTwo):
            act(proposal, by=somebody)
    with pytest.raises(NotTheTwo):
        levels.take_back(proposal, by=pair.person)


def test_only_the_person_and_a_nearest_manager_can_propose(pair):
    above = make_person("Frida Moseklint")
    make_manager(above, make_unit("Afdeling"))
    outsider = make_person("Ivan Vindeholt", pair.unit)

    with pytest.raises(NotTheTwo):
        propose(pair, by=outsider)
    with pytest.raises(NotTheTwo):
        levels.propose(pair.person, {pair.language: 3}, by=pair.person, manager=above)
    with pytest.raises(NotTheTwo):
        levels.propose(pair.manager, {pair.language: 3}, by=pair.manager, manager=pair.manager)


def test_a_proposal_of_a_manager_who_was_replaced_is_withdrawn_when_answered(pair):
    proposal = propose(pair)
    pair.another_manager()

    assert levels.confirm(proposal, by=pair.person) is Outcome.NO_LONGER_TWO

    proposal.refresh_from_db()
    assert proposal.state == "withdrawn"
    assert not current(pair).exists()


def test_the_earlier_manager_cannot_confirm_any_more(pair):
    proposal = propose(pair, by=pair.person)
    pair.another_manager()

    assert levels.confirm(proposal, by=pair.manager) is Outcome.NO_LONGER_TWO


def test_the_daily_run_withdraws_what_nobody_can_answer_and_nothing_else(pair):
    stale = propose(pair)
    pair.another_manager()
    other = Pair(unit=make_unit("Tilsyn"))
    fresh = propose(other)

    level_keeping.daily(clock.today())
    level_keeping.daily(clock.today())

    stale.refresh_from_db()
    fresh.refresh_from_db()
    assert (stale.state, fresh.state) == ("withdrawn", "open")
    assert AuditEntry.objects.filter(action="competences.proposals_of_earlier_managers_withdrawn").count() == 1


def test_the_daily_run_mends_a_row_for_counting_that_differs_from_what_was_agreed(pair):
    agree(pair.person, pair.language, 3)
    Wheel.objects.filter(person=pair.person).update(levels=b"\x06\x06\x06")
    nobody = make_person("Uden aftaler")
    Wheel.objects.create(person=nobody, levels=b"\x02")

    assert level_keeping.mend_wheels() == 2

    pair.language.refresh_from_db()
    assert counted(pair) == {pair.language.column: 3}
    assert bytes(Wheel.objects.get(person=nobody).levels) == b""
    assert level_keeping.mend_wheels() == 0


def test_the_trail_says_that_and_by_whom_and_never_which_level(pair):
    levels.confirm(propose(pair, 5), by=pair.person)

    entries = AuditEntry.objects.filter(action__startswith="competences.").values_list("action", "actor", "details")

    assert list(entries.order_by("id")) == [
        ("competences.levels_proposed", pair.manager.pk, {"count": 1}),
        ("competences.level_agreed", pair.person.pk, {}),
    ]


def test_what_waits_with_an_earlier_manager_is_in_nobodys_way(pair):
    earlier = propose(pair, 2, by=pair.person)
    vera = pair.another_manager()

    found = levels.propose(pair.person, {pair.language: 4}, by=vera, manager=vera)

    earlier.refresh_from_db()
    assert (len(found.made), found.waiting, found.elsewhere) == (1, [], [])
    assert earlier.state == LevelProposal.State.WITHDRAWN


def test_one_of_two_managers_is_not_told_who_proposed_what_to_the_other(client, pair):
    propose(pair, 2, by=pair.person)
    vera = make_person("Vera Bregnø", make_unit("Service"))
    make_manager(vera, pair.unit)

    found = levels.propose(pair.person, {pair.language: 4}, by=vera, manager=vera)

    assert (found.made, found.waiting, found.elsewhere) == ([], [], [pair.language])
    sign_in(client, vera)
    page = reverse("competences:person_propose", args=[pair.person.pk])
    told = client.post(page, {f"level-{pair.language.pk.hex}": "4"}, follow=True).content.decode()
    assert "Et andet forslag venter først på svar: Klart sprog." in told
    assert "kom først" not in told
