"""The ten questions: each side by itself, then together, then promised; and MUS-08 for oneself alone."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse

from haandgreb.dialogues.actions import check as actions
from haandgreb.dialogues.models import Ambassador, Check, CheckMember, Side
from haandgreb.dialogues.queries import check as queries
from haandgreb.dialogues.queries.evidence import evidence_for
from haandgreb.dialogues.rules.check import KEYS
from haandgreb.dialogues.tests.council_factory import Council
from haandgreb.followups.models import FollowUp
from haandgreb.organisation.tests.factories import sign_in
from haandgreb.shared import clock
from haandgreb.shared.models import AuditEntry, OutboxMessage
from haandgreb.shared.versions import Stale

pytestmark = pytest.mark.django_db


def levels_seen(check, reader):
    """Every level the reader gets of each side."""
    lines = queries.page_of(check, reader).lines
    return {line.levels.management for line in lines}, {line.levels.staff for line in lines}


def test_two_who_begin_get_the_same_check():
    place = Council()

    assert actions.begin(by=place.council) == actions.begin(by=place.colleague_in_council)
    assert Check.objects.get().answers.count() == len(KEYS)


def test_nobody_sees_the_other_sides_levels_before_both_are_in():
    place = Council()
    check = place.check()
    place.give(check, place.council, 3)
    place.give(check, place.colleague_in_council, 1)
    actions.hand_in(check, by=place.council)

    assert levels_seen(check, place.council) == ({3}, {None})
    assert levels_seen(check, place.colleague_in_council) == ({None}, {1})
    assert levels_seen(check, place.hr) == ({None}, {None})

    check = actions.hand_in(check, by=place.colleague_in_council)

    assert [levels_seen(check, one) for one in (place.council, place.colleague_in_council, place.hr)] == [
        ({3}, {1})
    ] * 3


def test_no_page_holds_the_other_sides_levels_before_both_are_in(client):
    place = Council()
    shown = {}
    for level in (0, 3):
        Check.objects.all().delete()
        check = place.check()
        place.give(check, place.colleague_in_council, level)
        shown[level] = []
        for who in (place.council, place.hr):
            sign_in(client, who)
            for page in ("dialogues:check", "dialogues:check_list", "dialogues:packs"):
                arguments = [check.pk] if page == "dialogues:check" else []
                text = client.get(reverse(page, args=arguments)).content.decode()
                shown[level].append(re.sub(r'value="[^"]+"|[0-9a-f]{8}-[0-9a-f-]{27}', "", text))
    assert [len(set(pair)) for pair in zip(shown[0], shown[3], strict=True)] == [1] * 6


def test_somebody_cannot_read_one_side_and_then_go_over_to_the_other():
    place = Council()
    check = place.check()
    actions.choose_side(check, Side.STAFF, by=place.council)  # nothing is written yet: a mistake
    actions.choose_side(check, Side.MANAGEMENT, by=place.council)
    place.give(check, place.council, 2)

    with pytest.raises(actions.WrongStep):
        actions.choose_side(check, Side.STAFF, by=place.council)

    assert CheckMember.objects.get(person=place.council).side == Side.MANAGEMENT


def test_a_side_is_handed_in_whole_and_taken_back_while_the_other_is_out():
    place = Council()
    check = place.check()
    actions.give_levels(check, {"MUS-01": 2}, version=None, by=place.council)
    with pytest.raises(actions.NotWhole) as error:
        actions.hand_in(check, by=place.council)
    place.give(check, place.council)
    actions.hand_in(check, by=place.council)
    with pytest.raises(actions.WrongStep):
        place.give(check, place.council, 3)
    actions.take_back(check, by=place.council)
    place.give(check, place.council, 3)
    place.give(check, place.colleague_in_council)
    actions.hand_in(check, by=place.council)
    actions.hand_in(check, by=place.colleague_in_council)

    assert error.value.missing == list(KEYS[1:])
    with pytest.raises(actions.WrongStep):
        actions.take_back(check, by=place.council)


def test_where_both_say_the_same_that_is_where_they_begin():
    place = Council()

    check = place.together()

    common = dict(check.answers.values_list("key", "common"))
    assert {key: level for key, level in common.items() if level is None} == {"MUS-04": None}
    assert [line.question.key for line in queries.page_of(check, place.hr).split] == ["MUS-04"]


def test_who_speaks_for_no_side_gives_no_level():
    place = Council()
    check = place.check()

    with pytest.raises(actions.WrongStep):
        place.give(check, place.hr)


def test_of_two_of_a_side_who_write_at_once_the_second_chooses(client):
    place = Council()
    check = place.check()
    actions.choose_side(check, Side.STAFF, by=place.council)
    side = check.sides.get(side=Side.STAFF)
    place.give(check, place.colleague_in_council, 1)
    sign_in(client, place.council)
    address = reverse("dialogues:check_levels", args=[check.pk])

    clash = client.post(address, {"version": side.version, **dict.fromkeys(KEYS, 2)})
    client.post(address, {"version": side.version + 1, "keep": "both", **dict.fromkeys(KEYS, 2)})

    assert clash.status_code == 409
    assert set(check.answers.values_list("staff", flat=True)) == {2}


def test_of_two_who_agree_at_once_the_second_is_told():
    place = Council()
    check = place.together()
    answer = check.answers.get(key="MUS-04")
    actions.agree(answer, {"today": "Først"}, version=1, by=place.council)

    with pytest.raises(Stale):
        actions.agree(answer, {"today": "Sidst"}, version=1, by=place.hr)


def test_both_texts_of_a_question_are_kept_on_the_page(client):
    place = Council()
    check = place.together()
    answer = check.answers.get(key="MUS-04")
    actions.agree(answer, {"today": "Lederen afgør det", "common": 1}, version=1, by=place.colleague_in_council)
    sign_in(client, place.council)
    sent = {"version": 1, "today": "Vi taler om det hvert år", "common": "2"}

    page = client.post(reverse("dialogues:check_answer", args=[check.pk, "MUS-04"]), sent)

    text = page.content.decode()
    assert (page.status_code, "afgør" in text, "hvert" in text) == (409, True, True)


def test_a_next_step_has_an_owner_and_a_day(client):
    place = Council()
    check = place.together()
    sign_in(client, place.council)

    page = client.post(
        reverse("dialogues:check_answer", args=[check.pk, "MUS-04"]), {"version": 1, "next_step": "Et møde"}
    )

    assert (page.status_code, set(page.context["form"].errors)) == (422, {"owner", "due_on"})


def test_done_means_all_ten_and_each_step_is_promised_once():
    place = Council()
    check = place.together()
    answer = check.answers.get(key="MUS-04")
    with pytest.raises(actions.NotWhole) as error:
        actions.finish(check, by=place.council)
    due_on = clock.today() + timedelta(days=30)
    facts = {"common": 1, "next_step": "Møde i hver enhed", "owner": place.manager, "due_on": due_on}
    actions.agree(answer, facts, version=None, by=place.council)
    actions.finish(check, by=place.council)
    with pytest.raises(actions.WrongStep):
        actions.finish(check, by=place.council)

    promise = FollowUp.objects.get(source="dialogues")
    assert error.value.missing == ["MUS-04"]
    assert (promise.what, promise.owner, promise.due_on) == ("Møde i hver enhed", place.manager, due_on)
    assert [year.total for year in queries.history()] == [19]
    with pytest.raises(actions.WrongStep):
        actions.agree(answer, facts, version=None, by=place.council)


def test_years_lie_beside_each_other():
    place = Council()
    for level in (1, 2):
        check = place.check()
        for who in (place.council, place.colleague_in_council):
            place.give(check, who, level)
            actions.hand_in(check, by=who)
        actions.finish(Check.objects.get(pk=check.pk), by=place.council)
        Check.objects.filter(pk=check.pk).update(held_on=clock.today() - timedelta(days=400 - 365 * (level - 1)))

    assert [(year.total, year.differ, year.common[0]) for year in queries.history()] == [(10, 0, 1), (20, 0, 2)]


@pytest.mark.parametrize("question", queries.questions(), ids=lambda one: one.key)
def test_evidence_is_told_for_each_question_also_where_there_is_nothing(question):
    Council()

    assert all(isinstance(sentence, str) and sentence for sentence in evidence_for(question.system, clock.today()))


def test_the_trail_of_a_check_holds_no_level_and_no_text():
    place = Council()
    check = place.together()
    actions.agree(check.answers.get(key="MUS-04"), {"today": "Hemmeligt"}, version=None, by=place.council)

    found = [entry.details for entry in AuditEntry.objects.filter(action__startswith="check")]
    assert "Hemmeligt" not in str(found)
    assert {name for entry in found for name in entry} <= {"side", "key", "check"}


def test_what_one_ticks_of_oneself_is_sealed_and_leaves_no_trail(client):
    place = Council()
    sign_in(client, place.person)
    before = AuditEntry.objects.count()

    client.post(reverse("dialogues:ambassador"), {"prepares": "on", "helps": "on"})

    row = Ambassador.objects.get()
    assert row.answers == {
        "prepares": True,
        "speaks_well": False,
        "has_goals": False,
        "follows_up": False,
        "helps": True,
    }
    with connection.cursor() as cursor:
        cursor.execute("SELECT answers FROM dialogues_ambassador")
        stored = bytes(cursor.fetchone()[0])
    assert [word for word in (b"prepares", b"true") if word in stored] == []
    assert (AuditEntry.objects.count(), OutboxMessage.objects.count()) == (before, 0)


def test_what_one_ticks_of_oneself_is_read_by_oneself_alone_and_deleted_at_ones_word(client):
    place = Council()
    sign_in(client, place.person)
    client.post(reverse("dialogues:ambassador"), {"prepares": "on"})
    sign_in(client, place.council)
    others = client.get(reverse("dialogues:ambassador")).context["form"].initial
    sign_in(client, place.person)
    mine = client.get(reverse("dialogues:ambassador")).context["form"].initial
    client.post(reverse("dialogues:ambassador"), {"act": "forget"})

    assert (others, mine["prepares"], Ambassador.objects.count()) == ({}, True, 0)
