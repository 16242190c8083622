"""Silent cards, looked at as somebody who wants to know who wrote what: on pages, and in the database."""

import json

import pytest
from django.apps import apps
from django.db import connection
from django.urls import reverse

from haandgreb.dialogues.actions import group_cards as cards
from haandgreb.dialogues.actions import group_own as own
from haandgreb.dialogues.models import GroupMember, GroupPoint
from haandgreb.dialogues.tests.group_factory import Group
from haandgreb.organisation.tests.factories import sign_in
from haandgreb.shared.models import AuditEntry, Draft
from haandgreb.shared.states import Refused

pytestmark = pytest.mark.django_db
SECRET = "Chefen svarer aldrig til tiden"
PAGES = ["dialogues:group", "dialogues:group_screen", "dialogues:group_plan"]


@pytest.fixture
def group() -> Group:
    made = Group()
    made.at("writing")
    return made


def read_by(client, person, group) -> str:
    sign_in(client, person)
    asked = [{}, {"HTTP_HX_REQUEST": "true"}]
    urls = [reverse(page, args=[group.talk.pk]) for page in PAGES]
    return "".join(client.get(url, **how).content.decode() for url in urls for how in asked)


def test_a_silent_card_is_on_the_pages_of_its_writer_alone(client, group):
    cards.write(group.talk, SECRET, by=group.people[0])

    assert SECRET in read_by(client, group.people[0], group)
    for other in [group.manager, *group.people[1:]]:
        assert SECRET not in read_by(client, other, group)


def test_the_screen_tells_how_many_have_written_and_not_who(client, group):
    cards.write(group.talk, SECRET, by=group.people[0])
    cards.write(group.talk, "To", by=group.people[0])
    cards.write(group.talk, "Tre", by=group.people[1])
    sign_in(client, group.manager)

    context = client.get(reverse("dialogues:group_screen", args=[group.talk.pk])).context

    assert (context["written"], context["present"]) == (2, 5)


def test_nobody_changes_or_deletes_the_card_of_another(client, group):
    cards.write(group.talk, SECRET, by=group.people[0])
    card = group.talk.points.get()
    sign_in(client, group.people[1])

    for sent in [{"act": "delete"}, {"text": "Noget andet"}]:
        answer = client.post(reverse("dialogues:group_own_card", args=[group.talk.pk, card.pk]), sent)
        assert answer.status_code == 404

    card.refresh_from_db()
    assert card.text == SECRET


def test_cards_are_written_anew_without_writers_under_other_ids_when_they_are_shown(group):
    for number, person in enumerate(group.people):
        cards.write(group.talk, f"Kort {number}", by=person)
        cards.say_done(group.talk, True, by=person)
    before = {card.pk for card in group.talk.points.all()}

    assert cards.show(group.talk, version=None, by=group.manager) == 5

    after = list(group.talk.points.all())
    assert {card.text for card in after} == {f"Kort {number}" for number in range(5)}
    assert not before & {card.pk for card in after}
    assert {(card.writer_id, card.version, card.hidden_at) for card in after} == {(None, 1, None)}
    assert not GroupMember.objects.filter(is_done=True).exists()


def test_neither_places_nor_the_order_of_rows_tell_the_order_of_writing():
    orders, stored = set(), set()
    group = Group(size=8)
    group.at("writing")
    for _round in range(6):
        for number, person in enumerate(group.people):
            cards.write(group.talk, f"{number}", by=person)
        cards.show(group.talk, version=None, by=group.manager)
        shown = group.shown()
        orders.add(tuple(card.text for card in shown))
        with connection.cursor() as cursor:
            cursor.execute("SELECT id FROM dialogues_grouppoint")
            ids = [str(row[0]).replace("-", "") for row in cursor.fetchall()]
        by_id = {card.pk.hex: card.text for card in shown}
        stored.add(tuple(by_id[pk] for pk in ids))
        GroupPoint.objects.all().delete()
        cards.write_again(group.talk, version=None, by=group.manager)

    written = tuple(str(number) for number in range(8))
    assert len(orders) > 1
    assert len(stored) > 1
    assert orders != {written}
    assert stored != {written}


def test_nothing_in_the_database_leads_from_a_shown_card_to_a_person(group):
    for number, person in enumerate(group.people):
        cards.write(group.talk, f"Kort {number}", by=person)
    cards.show(group.talk, version=None, by=group.manager)
    people = {person.pk.hex for person in group.people}
    ids = {card.pk.hex for card in group.shown()}

    for model in apps.get_models():
        for row in model._base_manager.all().values():
            text = json.dumps(row, default=str).replace("-", "")
            named = {pk for pk in people if pk in text}
            pointed = {pk for pk in ids if pk in text}
            assert not (named and pointed), model

    assert [entry.actor for entry in AuditEntry.objects.filter(action__contains="card")] == [group.manager.pk]


def test_no_trace_tells_who_wrote_when(client, group):
    sign_in(client, group.people[0])
    before = set(AuditEntry.objects.values_list("pk", flat=True))
    client.post(reverse("save_draft", args=[f"dialogues-group-card-{group.talk.pk}"]), {"text": SECRET})

    answer = client.post(reverse("dialogues:group_card", args=[group.talk.pk]), {"text": SECRET, "need": ""})

    assert answer.status_code == 302
    assert group.talk.points.get().text == SECRET
    assert not Draft.objects.filter(person=group.people[0].pk).exists()
    assert not AuditEntry.objects.exclude(pk__in=before).filter(about__startswith="dialogues").exists()


def test_the_text_of_a_card_is_nowhere_in_the_database_in_plain_words(group):
    cards.write(group.talk, SECRET, by=group.people[0])
    cards.write(group.talk, "To", by=group.people[1])
    cards.show(group.talk, version=None, by=group.manager)
    with connection.cursor() as cursor:
        cursor.execute("SELECT text FROM dialogues_grouppoint")
        held = [bytes(row[0]) for row in cursor.fetchall()]

    assert len(held) == 2
    assert all(SECRET.encode() not in one for one in held)


def test_cards_of_one_writer_alone_are_not_shown(group):
    cards.write(group.talk, SECRET, by=group.people[0])

    with pytest.raises(cards.TooFewWriters):
        cards.show(group.talk, version=None, by=group.manager)

    assert group.now().state == "writing"
    assert group.talk.points.get().writer == group.people[0]


def test_a_card_that_comes_too_late_is_not_shown_and_not_lost(client, group):
    group.at("shown")
    sign_in(client, group.people[0])

    answer = client.post(reverse("dialogues:group_card", args=[group.talk.pk]), {"text": SECRET, "need": ""})

    assert answer.status_code == 409
    assert SECRET in answer.content.decode()
    assert SECRET not in [card.text for card in group.shown()]


def test_another_round_of_silence_leaves_what_was_shown(group):
    group.at("shown")
    cards.write_again(group.talk, version=None, by=group.manager)
    cards.write(group.talk, "Seks", by=group.people[0])
    cards.write(group.talk, "Syv", by=group.people[1])

    cards.show(group.talk, version=None, by=group.manager)

    assert sorted(card.place for card in group.shown()) == list(range(7))
    assert {"Seks", "Syv"} < {card.text for card in group.shown()}


def test_cards_that_say_the_same_lie_under_the_first_and_can_be_parted(group):
    group.at("shown")
    first, second, third = (card.pk for card in group.shown()[:3])

    cards.join(group.talk, [first, second], by=group.manager)
    cards.join(group.talk, [first, third], by=group.manager)
    cards.sort(group.talk, [first], "relational", by=group.manager)

    assert {card.under_id for card in group.shown() if card.pk in {second, third}} == {first}
    assert group.talk.points.get(pk=first).get_need_display() in {"relational", "relationelt"}
    cards.part(group.talk, first, by=group.manager)
    assert {card.under_id for card in group.shown()} == {None}


def test_no_more_than_twelve_cards_of_one_person(group):
    for number in range(cards.MOST_CARDS):
        cards.write(group.talk, f"{number}", by=group.people[0])

    with pytest.raises(cards.TooMany):
        cards.write(group.talk, "en til", by=group.people[0])


def test_what_works_is_put_on_the_screen_and_taken_away_again(group):
    cards.put(group.talk, "strength", "Vi hjælper hinanden", by=group.people[0])
    point = group.talk.points.get(what="strength")
    assert (point.text, point.writer) == ("Vi hjælper hinanden", None)

    cards.take_away(point, by=group.people[1])

    assert not group.talk.points.exists()
    with pytest.raises(Refused):
        cards.put(group.talk, "need", "Smuglet ind", by=group.people[0])


def test_a_point_for_ones_own_talk_and_notes_are_on_no_page_of_anybody_else(client, group):
    own.save_note(group.talk, SECRET, version=1, by=group.people[0])
    own.carry(group.talk, SECRET + " igen", by=group.people[0])
    mine = read_by(client, group.people[0], group)
    assert SECRET + " igen" in mine

    for other in [group.manager, *group.people[1:]]:
        assert SECRET not in read_by(client, other, group)
