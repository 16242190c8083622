"""Hidden dots and levels: who gave what is known to nobody, and counts only where they name nobody."""

import pytest
from django.urls import reverse

from haandgreb.competences.tests.factories import make_competence
from haandgreb.dialogues.actions import group as acts
from haandgreb.dialogues.actions import group_votes as votes
from haandgreb.dialogues.models import GroupBallot
from haandgreb.dialogues.tests.group_factory import Group
from haandgreb.organisation.tests.factories import sign_in
from haandgreb.shared.models import AuditEntry
from haandgreb.shared.states import Refused

pytestmark = pytest.mark.django_db


def ids(group):
    return [str(card.pk) for card in group.shown()]


def dots_of(group):
    return {str(card.pk): card.dots for card in group.shown()}


def test_dots_are_hidden_until_everybody_has_given_hers_and_counted_once():
    group = Group()
    group.at("voting")
    first, second, *_rest = ids(group)
    for person in group.people[:4]:
        votes.give_dots(group.talk, {first: 2, second: 1}, by=person)

    with pytest.raises(votes.StillWaiting) as waiting:
        votes.count_dots(group.talk, version=None, by=group.manager)
    assert waiting.value.left == 1
    assert set(dots_of(group).values()) == {None}

    votes.give_dots(group.talk, {second: 3}, by=group.people[4])
    assert votes.count_dots(group.talk, version=None, by=group.manager) is True

    assert (dots_of(group)[first], dots_of(group)[second]) == (8, 7)
    assert sum(dots_of(group).values()) == 15
    assert (group.now().voters, group.now().state) == (5, "planning")
    assert not GroupBallot.objects.exists()
    with pytest.raises(votes.NotOpen):
        votes.count_dots(group.talk, version=None, by=group.manager)
    with pytest.raises(votes.NotOpen):
        votes.give_dots(group.talk, {first: 1}, by=group.people[0])


def test_dots_given_again_replace_the_earlier_ones():
    group = Group()
    group.at("voting")
    first, second, *_rest = ids(group)

    assert votes.give_dots(group.talk, {first: 3}, by=group.people[0]) is False
    assert votes.give_dots(group.talk, {second: 1}, by=group.people[0]) is True

    assert [ballot.given["dots"] for ballot in GroupBallot.objects.all()] == [{second: 1}]


def test_a_ballot_names_nobody_and_leaves_no_trace():
    group = Group()
    group.at("voting")
    before = AuditEntry.objects.count()

    votes.give_dots(group.talk, {ids(group)[0]: 3}, by=group.people[0])

    names = {field.name for field in GroupBallot._meta.get_fields()}
    assert names == {"id", "talk", "about", "hash", "given"}
    assert AuditEntry.objects.count() == before
    assert group.people[0].pk.hex not in GroupBallot.objects.get().hash


@pytest.mark.parametrize("dots", [{"first": 4}, {"first": 2, "second": 2}, {"elsewhere": 1}, {"first": -1}])
def test_wrong_dots_are_refused(dots):
    group = Group()
    group.at("voting")
    names = dict(zip(("first", "second"), ids(group), strict=False))

    with pytest.raises(votes.WrongDots):
        votes.give_dots(group.talk, {names.get(key, key): n for key, n in dots.items()}, by=group.people[0])

    assert not GroupBallot.objects.exists()


@pytest.mark.parametrize(
    ("size", "yes", "may"), [(5, False, True), (4, False, False), (4, True, True), (3, True, True)]
)
def test_few_vote_only_when_everybody_said_yes(size, yes, may):
    group = Group(size=size)
    group.at("shown")

    if may:
        votes.open_vote(group.talk, version=None, everybody_said_yes=yes, by=group.manager)
        assert group.now().open_vote is (size < 5)
    else:
        with pytest.raises(votes.TooFewForDots):
            votes.open_vote(group.talk, version=None, everybody_said_yes=yes, by=group.manager)


def test_two_never_vote():
    group = Group(size=2)
    group.at("shown")

    with pytest.raises(votes.TooFewForDots):
        votes.open_vote(group.talk, version=None, everybody_said_yes=True, by=group.manager)


@pytest.mark.parametrize(("yeses", "shown"), [(3, True), (2, False), (0, False)])
def test_of_three_one_no_is_enough_and_nobody_learns_whose(yeses, shown):
    group = Group(size=3)
    group.at("shown")
    votes.open_vote(group.talk, version=None, everybody_said_yes=True, by=group.manager)
    for number, person in enumerate(group.people):
        votes.give_dots(group.talk, {ids(group)[0]: 3}, by=person, yes=number < yeses)

    assert votes.count_dots(group.talk, version=None, by=group.manager) is shown

    assert dots_of(group)[ids(group)[0]] == (9 if shown else None)
    assert group.now().voters == (3 if shown else 0)
    assert not GroupBallot.objects.exists()


def test_a_yes_of_an_open_vote_counts_for_nothing_among_five():
    group = Group()
    group.at("voting")
    votes.give_dots(group.talk, {}, by=group.people[0], yes=True)

    assert GroupBallot.objects.get().given == {"dots": {}, "yes": False}


def test_nobody_waits_for_who_is_not_there():
    group = Group(size=6)
    group.at("voting")
    acts.set_absent(group.talk, [group.people[5]], by=group.manager)
    for person in group.people[:5]:
        votes.give_dots(group.talk, {ids(group)[0]: 1}, by=person)

    assert votes.count_dots(group.talk, version=None, by=group.manager) is True
    assert group.now().voters == 5


def test_five_who_become_four_see_no_counts():
    group = Group()
    group.at("voting")
    acts.set_absent(group.talk, [group.people[4]], by=group.manager)
    for person in group.people[:4]:
        votes.give_dots(group.talk, {ids(group)[0]: 3}, by=person)

    assert votes.count_dots(group.talk, version=None, by=group.manager) is False
    assert set(dots_of(group).values()) == {None}


def test_without_dots_the_group_says_what_comes_first():
    group = Group(size=2)
    group.at("shown")
    votes.agree_by_talking(group.talk, version=None, by=group.manager)
    chosen = group.shown()[0]

    votes.choose(group.talk, [chosen.pk], by=group.people[0])

    assert [card.pk for card in group.shown() if card.is_chosen] == [chosen.pk]


def test_pages_show_no_dots_before_they_are_counted(client):
    group = Group()
    group.at("voting")
    for person in group.people[1:]:
        votes.give_dots(group.talk, {ids(group)[0]: 3}, by=person)

    for reader in [group.manager, group.people[0]]:
        sign_in(client, reader)
        for page in ["dialogues:group", "dialogues:group_screen", "dialogues:group_plan"]:
            context = client.get(reverse(page, args=[group.talk.pk])).context
            assert "dots_form" not in context or set(context["dots"].values()) == set()
            assert all(card.point.dots is None for card in context.get("cards", []))


def test_she_sees_and_changes_her_own_dots_on_her_page(client):
    group = Group()
    group.at("voting")
    first, second, *_rest = ids(group)
    url = reverse("dialogues:group_dots", args=[group.talk.pk])
    sign_in(client, group.people[0])

    assert client.post(url, {f"dots-{first}": "2", f"dots-{second}": "2"}).status_code == 422
    assert client.post(url, {f"dots-{first}": "2", f"dots-{second}": "1"}).status_code == 302

    context = client.get(reverse("dialogues:group", args=[group.talk.pk])).context
    assert context["dots"] == {first: 2, second: 1}


class TestWheel:
    def spokes(self, group):
        competences = [make_competence("Klart sprog"), make_competence("Dataanalyse")]
        group.at("talking")
        acts.set_spokes(group.talk, competences, by=group.manager)
        return [str(one.pk) for one in competences]

    def test_from_five_answers_the_wheel_tells_how_many_chose_what(self):
        group = Group()
        language, data = self.spokes(group)
        votes.open_levels(group.talk, by=group.manager)
        for number, person in enumerate(group.people):
            votes.give_levels(group.talk, {language: number, **({data: 2} if number else {})}, by=person)

        votes.count_levels(group.talk, by=group.manager)

        assert group.now().levels == {language: [1, 1, 1, 1, 1, 0]}  # four answers to the other
        assert not GroupBallot.objects.exists()

    def test_four_raise_their_hands_and_nothing_is_stored(self):
        group = Group(size=4)
        self.spokes(group)

        with pytest.raises(votes.TooFewForDots):
            votes.open_levels(group.talk, by=group.manager)

    def test_a_wheel_nobody_counted_goes_with_its_step(self):
        group = Group()
        language, _data = self.spokes(group)
        votes.open_levels(group.talk, by=group.manager)
        votes.give_levels(group.talk, {language: 3}, by=group.people[0])

        acts.go(group.talk, 1, version=None, by=group.manager)

        assert not GroupBallot.objects.exists()
        assert group.now().levels_open is False

    def test_levels_of_other_competences_or_beyond_five_are_refused(self):
        group = Group()
        language, _data = self.spokes(group)
        with pytest.raises(votes.NotOpen):
            votes.give_levels(group.talk, {language: 3}, by=group.people[0])
        votes.open_levels(group.talk, by=group.manager)

        for levels in [{language: 6}, {str(group.talk.pk): 1}]:
            with pytest.raises(votes.WrongDots):
                votes.give_levels(group.talk, levels, by=group.people[0])

    def test_the_spokes_stand_still_while_they_are_filled_in(self):
        group = Group()
        self.spokes(group)
        votes.open_levels(group.talk, by=group.manager)

        with pytest.raises(Refused):
            acts.set_spokes(group.talk, [], by=group.manager)
