"""What is written in dialogues goes when its time is up: deleted with a receipt, or hidden until it may be."""

from datetime import date, timedelta

import pytest

from haandgreb.confidentiality import actions as gate
from haandgreb.confidentiality.classes import data_classes, read_classes
from haandgreb.confidentiality.models import Authority, DeletionReceipt, WaitingRows
from haandgreb.dialogues.actions import forgetting, keeping
from haandgreb.dialogues.actions.opening import note_opening
from haandgreb.dialogues.models import (
    Agreement,
    Card,
    Dialogue,
    Feedback,
    FollowUpTalk,
    GroupPoint,
    GroupTalk,
    Opened,
    Pair,
    PairAnswer,
    Prepared,
    Round,
    TalkText,
)
from haandgreb.dialogues.parts.keeping import CLASSES
from haandgreb.dialogues.queries.keeping import EXPIRED, expired, kept_words
from haandgreb.dialogues.rules.texts import NOTE, UNDERSTOOD
from haandgreb.dialogues.tests.factories import Workplace, make_kind, make_round
from haandgreb.shared import clock
from haandgreb.shared.models import AuditEntry

pytestmark = pytest.mark.django_db

TODAY = clock.today()
AUTHORITY = {"reference": "Rigsarkivet 24/117", "given_on": TODAY, "through": None}


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def moment_ago(days: int):
    return clock.now() - timedelta(days=days)


class Kept:
    """Mads's dialogue with everything in it, held and agreed so many days ago."""

    def __init__(self, held: int, agreed: int | None = None, place: Workplace | None = None) -> None:
        self.place = place or Workplace()
        person, manager = self.place.person, self.place.manager
        self.dialogue = self.place.dialogue("agreed" if agreed is not None else "held", held_on=ago(held))
        if agreed is not None:
            facts = {"state": "agreed", "agreed_at": moment_ago(agreed), "agreed_number": 1}
            Agreement.objects.filter(dialogue=self.dialogue).update(**facts)
        of_it = {"dialogue": self.dialogue}
        shared = {"shared_at": clock.now()}
        now = {"changed_at": clock.now()}
        self.rows = {
            "preparation-private": Prepared(writer=person, key="a", text="x", **of_it, **now),
            "preparation-shared": Prepared(
                writer=person, key="b", text="x", shared_with=manager, **of_it, **now, **shared
            ),
            "manager-notes": Prepared(writer=manager, key="a", text="x", **of_it, **now),
            "manager-shared": Prepared(writer=manager, key="b", text="x", shared_with=person, **of_it, **now, **shared),
            "talk": TalkText(key=UNDERSTOOD, text="x", **of_it),
        }
        more = [
            TalkText(key=NOTE, writer=person, text="x", **of_it),
            TalkText(key=NOTE, writer=manager, text="x", **of_it),
            Card(column="mine", writer=person, text="x", shown_at=clock.now(), **of_it),
            Feedback(giver=manager, text={}, given_at=clock.now(), **of_it),
            FollowUpTalk(due_on=ago(held), held_on=ago(held), note="x", **of_it),
        ]
        for row in [*self.rows.values(), *more]:
            row.save()

    def left(self) -> set[str]:
        """Which of the rows pages may still read."""
        return {name for name, row in self.rows.items() if type(row).objects.filter(pk=row.pk).exists()}

    def held_back(self) -> set[str]:
        """Which of the rows are hidden, and still there."""
        return {
            name for name, row in self.rows.items() if type(row).everything.filter(pk=row.pk).exists()
        } - self.left()


ALL = {"preparation-private", "preparation-shared", "manager-notes", "manager-shared", "talk"}


@pytest.mark.parametrize(
    ("held", "agreed", "left"),
    [
        (10, 10, ALL),
        (31, 31, ALL - {"manager-notes", "manager-shared"}),
        (91, 91, {"preparation-private", "talk"}),
        (366, 91, {"talk"}),
        (731, 91, set()),
        (364, None, ALL),
        (366, None, {"talk"}),
    ],
)
def test_each_class_has_its_own_day_where_the_gate_is_off(held, agreed, left):
    kept = Kept(held, agreed)
    gate.set_gate(is_on=False, why="Ikke omfattet", by=kept.place.admin)
    keeping.daily(TODAY)

    assert kept.left() == left
    assert kept.held_back() == set()


def test_where_the_gate_is_on_what_has_run_out_is_hidden_and_never_deleted():
    kept = Kept(800, 800)
    for _ in range(2):
        keeping.daily(TODAY)

    assert (kept.left(), kept.held_back()) == (set(), ALL)
    assert dict(WaitingRows.objects.filter(rows__gt=0).values_list("data_class", "rows")) == {
        "preparation-private": 2, "preparation-shared": 1, "manager-notes": 2, "manager-shared": 1, "talk": 4,
    }  # fmt: skip
    assert not DeletionReceipt.objects.exists()


def test_with_an_authority_it_is_deleted_from_the_next_day_and_a_receipt_is_kept(monkeypatch):
    kept = Kept(800, 800)
    keeping.daily(TODAY)
    gate.register(data_classes()["talk"], "dispose", by=kept.place.admin, **AUTHORITY)
    keeping.daily(TODAY)
    assert "talk" in kept.held_back()

    tomorrow = clock.now() + timedelta(days=1)
    monkeypatch.setattr(clock, "now", lambda: tomorrow)
    keeping.daily(clock.today())
    assert kept.held_back() == ALL - {"talk"}
    receipt = DeletionReceipt.objects.get()
    assert (receipt.data_class, receipt.rows, receipt.reference) == ("talk", 4, "Rigsarkivet 24/117")
    assert WaitingRows.objects.get(pk="talk").rows == 0


def test_an_authority_that_was_taken_back_deletes_nothing(monkeypatch):
    kept = Kept(800, 800)
    authority = gate.register(data_classes()["talk"], "dispose", by=kept.place.admin, **AUTHORITY)
    gate.end_authority(authority, by=kept.place.admin)
    tomorrow = clock.now() + timedelta(days=1)
    monkeypatch.setattr(clock, "now", lambda: tomorrow)
    keeping.daily(clock.today())

    assert "talk" in kept.held_back()


def test_an_archive_version_covers_what_had_run_out_by_its_day():
    early = Kept(800, 800)
    keeping.daily(TODAY)
    for model in (TalkText, Card, Feedback, FollowUpTalk):
        model.everything.exclude(hidden_at=None).update(hidden_at=moment_ago(40))
    late = Kept(800, 800, place=early.place)
    keeping.daily(TODAY)
    gate.register(
        data_classes()["talk"], "kept", reference="AVID 12345", given_on=TODAY, through=ago(30), by=early.place.admin
    )
    Authority.objects.update(registered_at=moment_ago(2))
    keeping.daily(TODAY)

    assert "talk" not in early.held_back()
    assert "talk" in late.held_back()


@pytest.mark.parametrize("whose", ["person", "manager", None])
@pytest.mark.parametrize("is_on", [True, False])
def test_a_legal_hold_stops_both_hiding_and_deleting(whose, is_on):
    kept = Kept(800, 800)
    gate.set_gate(is_on=is_on, why="Prøve", by=kept.place.admin)
    who = None if whose is None else getattr(kept.place, whose)
    hold = gate.hold(None, who, reference="Sag 7", by=kept.place.admin)
    keeping.daily(TODAY)
    assert (kept.left(), kept.held_back()) == (ALL, set())

    gate.lift(hold, by=kept.place.admin)
    keeping.daily(TODAY)
    assert kept.left() == set()


def test_a_hold_on_somebody_else_or_another_class_stops_nothing():
    kept = Kept(800, 800)
    gate.hold(None, kept.place.colleague, reference="Sag 7", by=kept.place.admin)
    gate.hold(data_classes()["openings"], None, reference="Sag 8", by=kept.place.admin)
    keeping.daily(TODAY)

    assert kept.left() == set()


def test_the_present_agreement_and_the_one_before_stay_however_old():
    place = Workplace()
    gate.set_gate(is_on=False, why="Ikke omfattet", by=place.admin)
    agreed = [Kept(10, days, place).dialogue for days in (1600, 1200, 800)]
    keeping.daily(TODAY)
    assert list(Agreement.objects.order_by("agreed_at").values_list("dialogue", flat=True)) == [
        agreed[1].pk, agreed[2].pk,
    ]  # fmt: skip


def test_another_kind_of_dialogue_pushes_no_agreement_out():
    place = Workplace()
    gate.set_gate(is_on=False, why="Ikke omfattet", by=place.admin)
    first = Kept(10, 1600, place)
    for _ in range(2):
        other = Kept(10, 100, place)
        Dialogue.objects.filter(pk=other.dialogue.pk).update(kind=make_kind("lus"))
    keeping.daily(TODAY)

    assert Agreement.objects.filter(dialogue=first.dialogue).exists()


@pytest.mark.parametrize(("gone", "stays"), [(179, True), (182, False)])
def test_half_a_year_after_she_has_left_her_agreement_goes(gone, stays):
    kept = Kept(300, 300)
    gate.set_gate(is_on=False, why="Ikke omfattet", by=kept.place.admin)
    kept.place.person.engagements.update(valid_to=ago(gone))
    keeping.daily(TODAY)

    assert Agreement.everything.exists() is stays


def test_openings_are_kept_twelve_months_also_where_the_gate_is_on():
    kept = Kept(10, 10)
    note_opening(kept.dialogue, "talk", by=kept.place.manager, role="manager")
    keeping.daily(TODAY)
    assert Opened.objects.count() == 1
    Opened.objects.update(at=moment_ago(367))
    keeping.daily(TODAY)

    assert not Opened.objects.exists()


def test_answers_to_a_colleague_and_the_groups_cards_have_their_days():
    place = Workplace()
    gate.set_gate(is_on=False, why="Ikke omfattet", by=place.admin)
    old = {"prepare_from": ago(500), "talks_from": ago(490), "talks_to": ago(400)}
    pair = Pair.objects.create(round=make_round(**old), asker=place.person, asked=place.colleague)
    PairAnswer.objects.create(pair=pair, key="a", text="x")
    days = {"held_on": ago(400), "sent_on": ago(390), "state": "following"}
    talk = GroupTalk.objects.create(kind=make_kind("grus", is_group=True), unit=place.unit, **days)
    GroupPoint.objects.create(talk=talk, what="note", writer=place.person, text="x")
    GroupPoint.objects.create(talk=talk, what="strength", text="x")
    keeping.daily(TODAY)

    assert not PairAnswer.everything.exists()
    assert list(GroupPoint.everything.values_list("what", flat=True)) == ["strength"]
    assert GroupTalk.everything.exists()
    GroupTalk.everything.update(held_on=ago(1100))
    keeping.daily(TODAY)
    assert not GroupTalk.everything.exists()


def test_a_round_goes_five_years_after_it_closed_and_never_takes_an_agreement_along():
    kept = Kept(1900, 1900)
    gate.set_gate(is_on=False, why="Ikke omfattet", by=kept.place.admin)
    old = {"prepare_from": ago(1990), "talks_from": ago(1980), "talks_to": ago(1900), "closed_at": moment_ago(1830)}
    closed = make_round("closed", **old)
    empty = make_round("closed", **old)
    Dialogue.objects.filter(pk=kept.dialogue.pk).update(round=closed)
    keeping.daily(TODAY)

    assert list(Round.objects.all()) == [closed]
    assert Agreement.objects.count() == 1
    assert not Round.objects.filter(pk=empty.pk).exists()


def test_a_preparation_for_a_talk_that_was_never_held_waits_for_the_day_it_was_put_off_to():
    place = Workplace()
    gate.set_gate(is_on=False, why="Ikke omfattet", by=place.admin)
    facts = {"made_at": moment_ago(400), "postponed_to": TODAY + timedelta(days=20)}
    dialogue = place.dialogue("postponed", **facts)
    Prepared.objects.create(dialogue=dialogue, writer=place.person, key="a", text="x", changed_at=moment_ago(800))
    keeping.daily(TODAY)
    assert Prepared.objects.count() == 1

    Dialogue.objects.update(postponed_to=ago(366))
    keeping.daily(TODAY)
    assert not Prepared.everything.exists()


def test_a_run_that_is_stopped_halfway_goes_on_the_next_time(monkeypatch):
    kept = Kept(800, 800)
    gate.set_gate(is_on=False, why="Ikke omfattet", by=kept.place.admin)
    monkeypatch.setattr(gate, "_AT_ONCE", 1)
    real, calls = gate._receipt, []

    def stops_at_the_third(*arguments):
        calls.append(arguments)
        if len(calls) == 3:
            raise RuntimeError
        return real(*arguments)

    monkeypatch.setattr(gate, "_receipt", stops_at_the_third)
    with pytest.raises(RuntimeError):
        keeping.daily(TODAY)
    receipts = sum(DeletionReceipt.objects.values_list("rows", flat=True))
    keeping.daily(TODAY)

    assert receipts == 2
    assert kept.left() | kept.held_back() == set()
    assert sum(DeletionReceipt.objects.values_list("rows", flat=True)) == 10


def test_the_days_a_workplace_has_chosen_count():
    kept = Kept(200, 20)
    gate.set_gate(is_on=False, why="Ikke omfattet", by=kept.place.admin)
    gate.set_days(data_classes()["talk"], 180, by=kept.place.admin)
    gate.set_days(data_classes()["preparation-private"], 180, by=kept.place.admin)
    keeping.daily(TODAY)

    assert kept.left() == ALL - {"talk", "preparation-private"}


def test_every_class_of_dialogues_says_how_long_and_is_looked_for():
    assert {one.key for one in read_classes(CLASSES)} == set(EXPIRED) <= set(data_classes())
    assert all(kept_words(key) for key in EXPIRED)
    assert [rows.count() for key in EXPIRED for rows in expired(key, TODAY)] == [0] * sum(
        len(expired(key, TODAY)) for key in EXPIRED
    )


@pytest.mark.parametrize("is_on", [True, False])
def test_forgetting_somebody_respects_the_gate_and_says_what_it_did(is_on):
    kept = Kept(10, 10)
    gate.set_gate(is_on=is_on, why="Prøve", by=kept.place.admin)
    report = forgetting.forget(kept.place.person)

    assert kept.left() == set()
    assert kept.held_back() == (ALL if is_on else set())
    assert Dialogue.objects.filter(person=kept.place.person).exists() is is_on
    number = 11
    assert report == (
        {"deleted": 0, "hidden": number, "kept for the archives": number}
        if is_on
        else {"deleted": number, "hidden": 0, "kept for the archives": 0}
    )
    entry = AuditEntry.objects.get(action="dialogues forgotten")
    assert set(entry.details) == {"deleted", "hidden", "kept_for_the_archives"}


def test_forgetting_a_manager_leaves_what_is_about_her_staff():
    kept = Kept(10, 10)
    gate.set_gate(is_on=False, why="Prøve", by=kept.place.admin)
    note_opening(kept.dialogue, "talk", by=kept.place.manager, role="manager")
    forgetting.forget(kept.place.manager)

    assert kept.left() == ALL
    assert Opened.objects.get().name == "–"


def test_what_waits_for_the_archives_is_in_nobodys_way():
    place = Workplace()
    dialogue = place.dialogue("invited", made_at=moment_ago(400))
    Prepared.objects.create(
        dialogue=dialogue, writer=place.person, key="proud", text="gammelt", changed_at=moment_ago(380)
    )
    keeping.daily(TODAY)
    Prepared.objects.create(dialogue=dialogue, writer=place.person, key="proud", text="nyt", changed_at=clock.now())
    keeping.daily(TODAY)  # what is written since counts from when it was written

    assert Prepared.objects.get().text == "nyt"
    assert Prepared.everything.exclude(hidden_at=None).get().text == "gammelt"
