"""Whatever is written, shared, taken back, held or handed over, in whatever order: who reads what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from haandgreb.dialogues.actions import preparation as actions
from haandgreb.dialogues.models import Dialogue, Prepared
from haandgreb.dialogues.permissions import EMPLOYEE
from haandgreb.dialogues.queries import preparation as queries
from haandgreb.dialogues.rules import preparation as rules
from haandgreb.dialogues.rules.preparation import MARK, TAB, mark, merge, merge_drafts, typed_in
from haandgreb.dialogues.tests.factories import Workplace, make_dialogue
from haandgreb.organisation.models import Person, UnitManager
from haandgreb.organisation.tests.factories import make_person
from haandgreb.shared import clock

KEYS = ("proud", "together", "feedback", "remember")
some_keys = st.sets(st.sampled_from(KEYS), min_size=1)
steps = st.lists(
    st.one_of(
        st.tuples(st.just("write"), st.sampled_from(KEYS), st.integers(0, 9)),
        st.tuples(st.just("share"), some_keys),
        st.tuples(st.just("withdraw"), st.one_of(st.none(), some_keys)),
        st.tuples(st.just("open"), st.just("feedback")),
        st.tuples(st.just("manager"), st.integers(0, 2)),
        st.tuples(st.just("hold")),
    ),
    max_size=14,
)


@dataclass
class Field:
    """What the model remembers of a field: its text, with whom it is shared in this turn, whether it waits."""

    text: str = ""
    reader: int | None = None
    turn: int = 0
    waits: bool = False


class Model:
    """The same acts on plain values, beside the real ones."""

    def __init__(self) -> None:
        self.place = Workplace()
        self.managers = [
            self.place.manager,
            make_person("Vera Bregnø", self.place.unit),
            make_person("Ida Nord", self.place.unit),
        ]
        self.at, self.turn, self.held = 0, 0, False
        self.fields = {key: Field() for key in KEYS}
        self.dialogue = make_dialogue(self.place.person, self.place.manager, "invited")
        self.now = clock.now() - timedelta(days=10)
        Dialogue.objects.update(manager_since=self.now)

    def tick(self):
        self.now += timedelta(minutes=1)
        return self.now

    def write(self, key, number):
        text = f"tekst {number}" if number else ""
        parts = (
            {"headline": text, "text": "kun mit"} if key == "together" and text else {"headline": text, "text": text}
        )
        sent = {key: parts if key == "together" else {"text": text}}
        try:
            actions.write(self.dialogue, sent, {}, by=self.place.person, side=EMPLOYEE)
        except actions.Closed:
            assert self.held
            return
        assert not self.held
        self.fields[key] = Field() if not text else self.fields[key]
        self.fields[key].text = text

    def share(self, keys):
        mine = queries.own(self.fresh(), self.place.person, EMPLOYEE, clock.today())
        keys = [key for key in sorted(keys) if self.fields[key].text]
        seen = {one.question.key: one.seen_mark for one in mine.asked if one.question.key in keys}
        actions.share(
            self.dialogue, seen, reader=self.managers[self.at], by=self.place.person, side=EMPLOYEE, now=self.tick()
        )
        for key in keys:
            field = self.fields[key]
            field.reader, field.turn, field.waits = self.at, self.turn, key == "feedback"

    def withdraw(self, keys):
        try:
            actions.withdraw(self.dialogue, keys, by=self.place.person)
        except actions.Held:
            assert self.held
            return
        assert not self.held
        for key in keys if keys is not None else KEYS:
            self.fields[key].reader = None

    def open(self, key):
        actions.open_now(self.dialogue, key, by=self.place.person)
        self.fields[key].waits = False

    def manager(self, number):
        self.at, self.turn = number, self.turn + 1
        UnitManager.objects.filter(unit=self.place.unit).update(person=self.managers[number])
        Dialogue.objects.update(manager=self.managers[number], manager_since=self.tick())

    def hold(self):
        self.held = True
        Dialogue.objects.update(state="held", held_on=clock.today())

    def fresh(self):
        return Dialogue.objects.select_related("person", "manager", "kind").get()

    def expected(self, reader):
        return {
            key: field.text
            for key, field in self.fields.items()
            if field.text
            and field.reader == reader == self.at
            and field.turn == self.turn
            and (self.held or not field.waits)
        }

    def read(self, reader: Person):
        return {one.question.key: one.text for one in queries.readable(self.fresh(), reader, clock.today())}


@pytest.mark.django_db
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps)
def test_the_reader_reads_exactly_what_is_shared_with_her_now(acts):
    with transaction.atomic():
        model = Model()
        for name, *arguments in acts:
            getattr(model, name)(*arguments)
            for number, manager in enumerate(model.managers):
                assert model.read(manager) == model.expected(number)
            for role in ("above", "colleague", "deputy", "hr", "admin"):
                assert model.read(getattr(model.place, role)) == {}
        texts = {row.key: row.text for row in Prepared.objects.all()}
        assert set(texts) == {key for key, field in model.fields.items() if field.text}
        transaction.set_rollback(True)


texts = st.text(alphabet="ab \n", max_size=4)


@given(texts, texts, texts)
def test_merging_loses_nothing_that_somebody_wrote(base, saved, sent):
    found = merge(sent, saved, mark(base))

    here, there = mark(sent) != mark(base), mark(saved) != mark(base)
    assert found.clashes == (here and there and mark(sent) != mark(saved))
    assert mark(found.text) == mark(sent if here and mark(sent) != mark(saved) else saved)


@given(st.lists(st.tuples(st.sampled_from("ABC"), st.sampled_from("xy"), st.integers(1, 3)), max_size=14))
def test_what_each_window_typed_last_is_kept(typed):
    """Each window sends its whole form each time."""
    begun = {**{name: [""] for name in "xy"}, **{MARK + name: [mark("")] for name in "xy"}}
    pages = {tab: {TAB: [tab], **begun} for tab in "ABC"}
    draft = {}
    for tab, name, number in typed:
        pages[tab][name] = [f"{tab}{number}"]
        draft = merge_drafts(draft, pages[tab])

    kept = {(one.name, one.tab, one.text) for one in typed_in(draft)}
    there = {tab for tab, _, _ in typed}
    assert kept == {(name, tab, pages[tab][name][0]) for tab in there for name in "xy" if pages[tab][name] != [""]}
    assert typed_in(draft)[-1].tab == typed[-1][0] if typed else kept == set()


def test_a_page_opened_with_a_draft_carries_it_on():
    first = merge_drafts({}, {TAB: ["A"], MARK + "x": [mark("")], "x": ["Midt i"]})
    page = {TAB: ["B"], MARK + "x": [mark("")], rules.SHOWN + "x": [mark("Midt i")], "x": ["Midt i en sætning"]}

    assert [one.text for one in typed_in(merge_drafts(first, page))] == ["Midt i en sætning"]


@given(st.sampled_from(rules.KINDS), st.dictionaries(st.sampled_from(["text", "step", "headline", "handles"]), texts))
def test_what_is_kept_comes_back_as_it_was(kind, parts):
    held = {name: parts.get(name, "") for name in rules.PARTS[kind]}

    assert rules.parts_of(kind, rules.value_of(kind, parts)) == held


@given(st.text(max_size=30), st.text(max_size=30))
def test_the_note_below_a_headline_never_leaves(headline, note):
    shown = rules.shown_parts(rules.HEADLINE, {"headline": headline, "text": note})

    assert shown == {"headline": headline}
