"""What a person says about herself is hers alone until she shares it, with one manager at a time."""

from datetime import date

import pytest

from haandgreb.competences.actions import level_keeping, own_levels
from haandgreb.competences.actions.levels import NotTheTwo
from haandgreb.competences.models import Evidence, SelfLevel, Wish
from haandgreb.competences.queries.levels import levels_of
from haandgreb.competences.rules.gap import Basis, Field
from haandgreb.competences.tests.factories import agree
from haandgreb.competences.tests.level_factory import Pair
from haandgreb.organisation.tests.factories import make_person
from haandgreb.shared import clock
from haandgreb.shared.versions import Stale

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair():
    return Pair()


def seen_by(viewer, pair):
    """Her own estimates as the viewer reads them, by title."""
    page = levels_of(pair.person, viewer, clock.today())
    return {row.competence.title: row.spoke.own for row in page.rows if row.spoke.own is not None}


def test_an_estimate_is_kept_and_what_stays_the_same_is_not_written_again(pair):
    assert own_levels.estimate(pair.person, {pair.language: 2, pair.dialogue: 1}) == 2
    assert own_levels.estimate(pair.person, {pair.language: 3, pair.dialogue: 1, pair.extra: None}) == 1

    rows = SelfLevel.objects.filter(person=pair.person, competence=pair.language).order_by("written_at")
    assert [(row.level, row.replaced_at is None) for row in rows] == [(2, False), (3, True)]


def test_an_estimate_may_be_taken_away_and_the_past_stays(pair):
    own_levels.estimate(pair.person, {pair.language: 2})

    own_levels.estimate(pair.person, {pair.language: None})

    assert SelfLevel.objects.get().replaced_at is not None
    assert seen_by(pair.person, pair) == {}


def test_nobody_but_herself_reads_an_estimate_before_she_shares_it(pair):
    own_levels.estimate(pair.person, {pair.language: 2})

    assert seen_by(pair.person, pair) == {"Klart sprog": 2}
    assert seen_by(pair.manager, pair) == {}


def test_what_is_shared_is_what_stood_there_then(pair):
    own_levels.estimate(pair.person, {pair.language: 2})
    own_levels.share_estimates(pair.person, pair.manager)

    own_levels.estimate(pair.person, {pair.language: 4, pair.dialogue: 1})

    assert seen_by(pair.manager, pair) == {"Klart sprog": 2}
    assert seen_by(pair.person, pair) == {"Klart sprog": 4, "Vejledning og brugerdialog": 1}
    assert levels_of(pair.person, pair.person, clock.today()).estimates.changed == 2
    own_levels.share_estimates(pair.person, pair.manager)
    assert seen_by(pair.manager, pair) == {"Klart sprog": 4, "Vejledning og brugerdialog": 1}
    assert levels_of(pair.person, pair.person, clock.today()).estimates.changed == 0


def test_what_is_withdrawn_is_hers_alone_again(pair):
    own_levels.estimate(pair.person, {pair.language: 2})
    own_levels.share_estimates(pair.person, pair.manager)
    own_levels.estimate(pair.person, {pair.language: 3})

    own_levels.withdraw_estimates(pair.person)

    assert seen_by(pair.manager, pair) == {}


def test_a_new_manager_reads_nothing_that_was_shared_with_the_earlier_one(pair):
    own_levels.estimate(pair.person, {pair.language: 2})
    own_levels.share_estimates(pair.person, pair.manager)

    vera = pair.another_manager()

    assert seen_by(vera, pair) == {}
    level_keeping.daily(clock.today())
    assert not SelfLevel.objects.exclude(shared_at=None).exists()


def test_sharing_reaches_a_nearest_manager_only(pair):
    own_levels.estimate(pair.person, {pair.language: 2})
    colleague = make_person("Ivan Vindeholt", pair.unit)

    with pytest.raises(NotTheTwo):
        own_levels.share_estimates(pair.person, colleague)
    with pytest.raises(NotTheTwo):
        own_levels.share_wishes(pair.person, colleague)


def test_only_she_reads_a_gap_from_her_own_estimate_and_only_until_a_level_is_agreed(pair):
    own_levels.estimate(pair.person, {pair.language: 2})
    own_levels.share_estimates(pair.person, pair.manager)

    def gap_for(viewer):
        page = levels_of(pair.person, viewer, clock.today())
        return next((row.standing.basis, row.standing.gap) for row in page.rows if row.competence == pair.language)

    assert gap_for(pair.person) == (Basis.OWN, 2)
    assert gap_for(pair.manager) == (Basis.UNKNOWN, None)
    agree(pair.person, pair.language, 3)
    assert gap_for(pair.person) == gap_for(pair.manager) == (Basis.AGREED, 1)


def test_wishes_are_hers_until_shared_and_what_she_says_anew_is_hers_again(pair):
    own_levels.say_wishes(pair.person, {pair.language: True, pair.dialogue: False})

    def read_by(viewer):
        page = levels_of(pair.person, viewer, clock.today())
        return {row.competence.title: row.wants for row in page.rows if row.wants is not None}

    assert read_by(pair.manager) == {}
    own_levels.share_wishes(pair.person, pair.manager)
    assert read_by(pair.manager) == {"Klart sprog": True, "Vejledning og brugerdialog": False}
    own_levels.say_wishes(pair.person, {pair.language: False, pair.dialogue: False})
    assert read_by(pair.manager) == {"Vejledning og brugerdialog": False}
    assert levels_of(pair.person, pair.person, clock.today()).wishes.changed == 1
    own_levels.withdraw_wishes(pair.person)
    assert read_by(pair.manager) == {}
    own_levels.say_wishes(pair.person, {pair.language: None, pair.dialogue: None})
    assert not Wish.objects.exists()


def test_a_wish_places_what_is_lacking_among_the_fields(pair):
    agree(pair.person, pair.language, 2)
    agree(pair.person, pair.dialogue, 3)
    own_levels.say_wishes(pair.person, {pair.language: True, pair.extra: True})

    fields = levels_of(pair.person, pair.person, clock.today()).fields()

    assert [row.competence for row in fields[Field.COMMON_GOAL]] == [pair.language]
    assert [row.competence for row in fields[Field.FOUNDATION]] == [pair.dialogue]
    assert [row.competence for row in fields[Field.DREAM]] == [pair.extra]


def a_use(pair, **facts):
    plain = {"used_on": date(2026, 3, 2), "what": "Skrev et afslag om", "came_of_it": "Ingen ringede"}
    return own_levels.write_evidence(pair.person, pair.language, {**plain, **facts})


def uses_read_by(viewer, pair):
    page = levels_of(pair.person, viewer, clock.today())
    return [use.what for row in page.rows for use in row.evidence]


def test_a_use_is_hers_until_she_shares_it_and_can_be_taken_back(pair):
    use = a_use(pair)
    a_use(pair, what="Noget andet")
    assert uses_read_by(pair.manager, pair) == []

    own_levels.share_evidence(use, pair.manager, by=pair.person)
    assert uses_read_by(pair.manager, pair) == ["Skrev et afslag om"]
    assert len(uses_read_by(pair.person, pair)) == 2

    own_levels.share_evidence(use, None, by=pair.person)
    assert uses_read_by(pair.manager, pair) == []


def test_a_use_changed_in_two_windows_keeps_the_first_and_tells_the_second(pair):
    use = a_use(pair)
    own_levels.change_evidence(use, {"what": "Den første"}, by=pair.person, version=1)

    with pytest.raises(Stale):
        own_levels.change_evidence(use, {"what": "Den anden"}, by=pair.person, version=1)

    assert Evidence.objects.get().what == "Den første"


def test_a_deleted_use_is_gone(pair):
    own_levels.delete_evidence(a_use(pair), by=pair.person)

    assert not Evidence.objects.exists()


def test_the_page_asks_as_much_of_the_database_for_one_competence_as_for_many(pair, django_assert_num_queries):
    own_levels.estimate(pair.person, {pair.language: 2})
    with django_assert_num_queries(10):
        levels_of(pair.person, pair.person, clock.today())
    own_levels.estimate(pair.person, {pair.dialogue: 2, pair.extra: 3})
    agree(pair.person, pair.language, 3)
    agree(pair.person, pair.dialogue, 3)
    a_use(pair)
    with django_assert_num_queries(10):
        levels_of(pair.person, pair.person, clock.today())


def test_when_a_person_is_forgotten_her_levels_go_and_she_is_nobody_in_those_of_others(pair):
    own_levels.estimate(pair.person, {pair.language: 2})
    own_levels.share_estimates(pair.person, pair.manager)
    kept = agree(pair.person, pair.dialogue, 3, agreed_with=pair.manager)

    level_keeping.forget(pair.manager)
    kept.refresh_from_db()
    assert kept.agreed_with is None
    assert SelfLevel.objects.get().shared_at is None

    level_keeping.forget(pair.person)
    assert not SelfLevel.objects.exists()
    assert not pair.person.agreed_levels.exists()
