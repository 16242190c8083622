"""Writing a preparation, sharing it field by field and taking it back: what each of the two reads."""

import pytest

from haandgreb.dialogues.actions import preparation as actions
from haandgreb.dialogues.models import Dialogue, Prepared, TalkClock
from haandgreb.dialogues.permissions import EMPLOYEE, MANAGER
from haandgreb.dialogues.preparation_words import questions, sets
from haandgreb.dialogues.queries import preparation as queries
from haandgreb.dialogues.rules import preparation as rules
from haandgreb.dialogues.rules.preparation import Standing
from haandgreb.dialogues.tests.factories import Workplace, make_kind
from haandgreb.shared import clock
from haandgreb.shared.models import AuditEntry

pytestmark = pytest.mark.django_db
SECRET = "Brevet til forsamlingshuset"


@pytest.fixture
def place():
    return Workplace()


def write(dialogue, by, side=EMPLOYEE, marks=None, **texts):
    sent = {key: text if isinstance(text, dict) else {"text": text} for key, text in texts.items()}
    return actions.write(dialogue, sent, marks or {}, by=by, side=side)


def own(dialogue, by, side=EMPLOYEE):
    dialogue.refresh_from_db()
    return queries.own(dialogue, by, side, clock.today())


def share(dialogue, by, *keys, side=EMPLOYEE):
    mine = own(dialogue, by, side)
    seen = {one.question.key: one.seen_mark for one in mine.asked if one.question.key in keys}
    return actions.share(dialogue, seen, reader=mine.reader, by=by, side=side)


def read(dialogue, reader):
    found = Dialogue.objects.select_related("person", "manager", "kind").get(pk=dialogue.pk)
    return {one.question.key: one.text for one in queries.readable(found, reader, clock.today())}


def test_the_sets_of_the_content_hold_together():
    assert set(sets()) == {"mus", "lus", "short"}
    for sides in sets().values():
        for asked in sides.values():
            assert len({one.key for one in asked}) == len(asked)
            assert all(one.kind in rules.KINDS for one in asked)
            assert all(text.da and text.en for one in asked for text in (one.ask, one.help))


def test_what_is_ticked_beforehand_is_as_the_works_councils_case_says():
    ticked = {one.key for one in questions("mus", EMPLOYEE) if one.ticked}

    assert ticked == {"since_last", "proud", "learned", "tasks", "strategy", "practice", "feedback", "learn"}
    assert [one.key for one in questions("mus", EMPLOYEE) if one.must] == ["strategy"]
    assert [one.key for one in questions("mus", EMPLOYEE) if one.in_talk] == ["feedback"]


def test_a_kind_of_dialogue_without_a_set_asks_as_mus_does():
    assert questions("gone", MANAGER) == questions("mus", MANAGER)


def test_what_is_written_is_the_writers_alone(place):
    dialogue = place.dialogue("booked")
    write(dialogue, place.person, proud=SECRET)

    assert read(dialogue, place.manager) == {}
    assert own(dialogue, place.person).written[0].parts == {"text": SECRET}


def test_the_other_one_reads_what_is_shared_and_nothing_else(place):
    dialogue = place.dialogue("booked")
    write(dialogue, place.person, proud=SECRET, remember="Kun min", learned="Genvejen")
    share(dialogue, place.person, "proud")

    assert read(dialogue, place.manager) == {"proud": SECRET}


@pytest.mark.parametrize("role", ["above", "colleague", "deputy", "hr", "council", "admin", "other_manager"])
def test_nobody_else_reads_what_is_shared(place, role):
    dialogue = place.dialogue("booked")
    write(dialogue, place.person, proud=SECRET)
    share(dialogue, place.person, "proud")

    assert read(dialogue, getattr(place, role)) == {}


def test_of_a_headline_field_only_the_headline_leaves(place):
    dialogue = place.dialogue("booked")
    write(dialogue, place.person, together={"headline": "Tempoet i oplæringen", "text": SECRET})
    share(dialogue, place.person, "together")

    assert read(dialogue, place.manager) == {"together": "Tempoet i oplæringen"}


def test_a_note_without_a_headline_cannot_be_shared(place):
    dialogue = place.dialogue("booked")
    write(dialogue, place.person, together={"headline": "", "text": SECRET})

    with pytest.raises(actions.Changed):
        share(dialogue, place.person, "together")


def test_what_is_for_the_talk_is_read_when_the_talk_begins(place):
    dialogue = place.dialogue("booked", starts_at=clock.now())
    write(dialogue, place.person, feedback="Gør mere: vis mig dine udkast")
    share(dialogue, place.person, "feedback")
    before = read(dialogue, place.manager)
    TalkClock.objects.create(dialogue=dialogue, started_at=clock.now())

    assert before == {}
    assert read(dialogue, place.manager) == {"feedback": "Gør mere: vis mig dine udkast"}


def test_starting_the_guide_days_before_opens_nothing(place):
    dialogue = place.dialogue("booked")  # in three days
    write(dialogue, place.person, feedback=SECRET)
    share(dialogue, place.person, "feedback")
    TalkClock.objects.create(dialogue=dialogue, started_at=clock.now())

    assert read(dialogue, place.manager) == {}


def test_its_writer_may_open_it_before_the_talk(place):
    dialogue = place.dialogue("booked")
    write(dialogue, place.person, feedback=SECRET)
    share(dialogue, place.person, "feedback")
    actions.open_now(dialogue, "feedback", by=place.person)

    assert read(dialogue, place.manager) == {"feedback": SECRET}


def test_what_is_taken_back_is_read_by_nobody_else(place):
    dialogue = place.dialogue("booked")
    write(dialogue, place.person, proud=SECRET, learned="Genvejen")
    share(dialogue, place.person, "proud", "learned")
    actions.withdraw(dialogue, ["proud"], by=place.person)
    one = read(dialogue, place.manager)
    actions.withdraw(dialogue, None, by=place.person)

    assert one == {"learned": "Genvejen"}
    assert read(dialogue, place.manager) == {}


def test_after_the_talk_nothing_is_taken_back_or_written_anew(place):
    dialogue = place.dialogue("booked")
    write(dialogue, place.person, proud=SECRET)
    share(dialogue, place.person, "proud")
    Dialogue.objects.filter(pk=dialogue.pk).update(state="held", held_on=clock.today())

    with pytest.raises(actions.Held):
        actions.withdraw(dialogue, None, by=place.person)
    with pytest.raises(actions.Closed):
        write(dialogue, place.person, proud="Noget andet")
    assert read(dialogue, place.manager) == {"proud": SECRET}


def test_a_new_manager_reads_nothing_until_it_is_shared_again(place):
    dialogue = place.dialogue("booked")
    write(dialogue, place.person, proud=SECRET)
    share(dialogue, place.person, "proud")
    vera = place.another_manager()
    Dialogue.objects.filter(pk=dialogue.pk).update(manager=vera, manager_since=clock.now())
    before = read(dialogue, vera)
    mine = own(dialogue, place.person)

    assert (before, read(dialogue, place.manager)) == ({}, {})
    assert [one.standing for one in mine.lapsed] == [Standing.LAPSED]
    assert (mine.former, mine.reader) == ([place.manager], vera)

    share(dialogue, place.person, "proud")
    assert read(dialogue, vera) == {"proud": SECRET}


def test_the_same_manager_who_comes_back_reads_nothing_either(place):
    dialogue = place.dialogue("booked")
    write(dialogue, place.person, proud=SECRET)
    share(dialogue, place.person, "proud")
    Dialogue.objects.filter(pk=dialogue.pk).update(manager_since=clock.now())

    assert read(dialogue, place.manager) == {}


def test_nothing_is_shared_with_somebody_the_page_did_not_name(place):
    dialogue = place.dialogue("booked")
    write(dialogue, place.person, proud=SECRET)
    mine = own(dialogue, place.person)
    vera = place.another_manager()
    Dialogue.objects.filter(pk=dialogue.pk).update(manager=vera, manager_since=clock.now())

    with pytest.raises(actions.Changed):
        actions.share(
            dialogue, {"proud": mine.written[0].seen_mark}, reader=place.manager, by=place.person, side=EMPLOYEE
        )
    assert read(dialogue, vera) == {}


def test_nothing_is_shared_with_a_manager_of_yesterday(place):
    dialogue = place.dialogue("booked")
    write(dialogue, place.person, proud=SECRET)
    place.another_manager()  # the dialogue still names Gorm

    assert own(dialogue, place.person).reader is None


def test_a_text_changed_since_the_page_showed_it_is_not_shared(place):
    dialogue = place.dialogue("booked")
    write(dialogue, place.person, proud=SECRET)
    mine = own(dialogue, place.person)
    write(dialogue, place.person, proud="Noget helt andet")

    with pytest.raises(actions.Changed):
        actions.share(
            dialogue, {"proud": mine.written[0].seen_mark}, reader=place.manager, by=place.person, side=EMPLOYEE
        )
    assert read(dialogue, place.manager) == {}


def test_the_manager_shares_her_own_with_the_employee(place):
    dialogue = place.dialogue("booked")
    write(dialogue, place.manager, MANAGER, curious="Hvad ser du?", offer="To formiddage")
    share(dialogue, place.manager, "curious", side=MANAGER)

    assert read(dialogue, place.person) == {"curious": "Hvad ser du?"}
    assert read(dialogue, place.manager) == {}


def test_an_earlier_managers_notes_are_read_by_nobody(place):
    dialogue = place.dialogue("booked")
    write(dialogue, place.manager, MANAGER, curious="Hvad ser du?")
    share(dialogue, place.manager, "curious", side=MANAGER)
    vera = place.another_manager()
    Dialogue.objects.filter(pk=dialogue.pk).update(manager=vera, manager_since=clock.now())

    assert (read(dialogue, place.person), read(dialogue, vera)) == ({}, {})
    assert own(dialogue, vera, MANAGER).written == []


def test_two_windows_that_wrote_in_different_fields_lose_nothing(place):
    dialogue = place.dialogue("booked")
    empty = {key: {"text": rules.mark("")} for key in ("proud", "learned")}
    write(dialogue, place.person, marks=empty, proud="Fra telefonen", learned="")
    write(dialogue, place.person, marks=empty, proud="", learned="Fra pc'en")

    written = {one.question.key: one.parts["text"] for one in own(dialogue, place.person).written}
    assert written == {"proud": "Fra telefonen", "learned": "Fra pc'en"}


def test_two_windows_that_wrote_in_the_same_field_are_both_kept(place):
    dialogue = place.dialogue("booked")
    empty = {"proud": {"text": rules.mark("")}}
    write(dialogue, place.person, marks=empty, proud="Fra telefonen")

    with pytest.raises(actions.BothWrote) as caught:
        write(dialogue, place.person, marks=empty, proud="Fra pc'en")
    assert [(one.mine, one.theirs) for one in caught.value.clashes] == [("Fra pc'en", "Fra telefonen")]
    assert own(dialogue, place.person).written[0].parts == {"text": "Fra telefonen"}


def test_an_emptied_field_is_gone(place):
    dialogue = place.dialogue("booked")
    write(dialogue, place.person, proud=SECRET)
    share(dialogue, place.person, "proud")
    write(dialogue, place.person, proud="")

    assert Prepared.objects.count() == 0
    assert read(dialogue, place.manager) == {}


def test_nothing_of_the_text_stands_in_the_trail_or_in_the_table(place):
    dialogue = place.dialogue("booked")
    write(dialogue, place.person, proud=SECRET)
    share(dialogue, place.person, "proud")
    actions.withdraw(dialogue, None, by=place.person)

    assert SECRET not in str(list(AuditEntry.objects.values()))
    assert SECRET.encode() not in bytes(Prepared.objects.values_list("text", flat=True).get())


def test_hidden_rows_are_read_by_nobody_not_even_their_writer(place):
    dialogue = place.dialogue("booked")
    write(dialogue, place.person, proud=SECRET)
    share(dialogue, place.person, "proud")
    Prepared.objects.update(hidden_at=clock.now())

    assert read(dialogue, place.manager) == {}
    assert own(dialogue, place.person).written == []


def test_a_kinds_own_set_is_asked(place):
    kind = make_kind("lus", preparation="lus")
    dialogue = place.dialogue("booked", kind=kind)

    assert [one.question.key for one in own(dialogue, place.person).asked][:4] == ["must", "does", "can", "wants"]
