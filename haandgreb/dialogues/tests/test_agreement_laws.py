"""Whatever the two do, in whatever order: agreed means that both said yes to the wording and the goals that stand."""

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from haandgreb.competences.actions import development as goal_actions
from haandgreb.competences.actions import development_sharing as sharing
from haandgreb.competences.actions.levels import NotTheTwo as NotTheTwoOfGoal
from haandgreb.competences.tests.development_factory import a_text
from haandgreb.dialogues.actions import agreement as actions
from haandgreb.dialogues.actions import differing
from haandgreb.dialogues.actions.agreement import wording_of
from haandgreb.dialogues.models import Agreement, AgreementVersion
from haandgreb.dialogues.tests.agreement_factory import a_goal_of
from haandgreb.dialogues.tests.factories import Workplace
from haandgreb.shared.states import Refused
from haandgreb.shared.versions import Stale

SIDES = st.sampled_from(["person", "manager"])
LATE = st.sampled_from([False, False, False, True])  # from a page opened before the last change
WORDS = st.sampled_from(["en", "to", "tre", ""])


class Two(RuleBasedStateMachine):
    """What the two press. `said` remembers who has said yes to which words, as each read them."""

    @initialize()
    def begin(self):
        self.place = Workplace()
        self.dialogue = self.place.dialogue("held")
        self.goal = a_goal_of(self.place)
        self.said = []
        self.words = set()
        self.locked = None
        self.write("person", "en", True, late=False)

    @property
    def row(self):
        return Agreement.objects.get(dialogue=self.dialogue)

    def stands(self):
        """What stands, as one text: the words and the goals with what each goal says."""
        self.goal.refresh_from_db()
        return f"{wording_of(self.row)} {self.goal.version}"

    @rule(side=SIDES, words=WORDS, holds_goal=st.booleans(), late=LATE)
    def write(self, side, words, holds_goal, late):
        number = self.row.number - (1 if late else 0)
        goals = [self.goal.pk] if holds_goal else []
        try:
            actions.write(self.dialogue, words, goals, by=getattr(self.place, side), number=number)
        except (Refused, Stale):
            return
        self.words.add(words)

    @rule(side=SIDES)
    def offer(self, side):
        actions.offer(self.dialogue, by=getattr(self.place, side), number=self.row.number)

    @rule(side=SIDES, late=LATE)
    def say_yes(self, side, late):
        stands = self.stands()
        found = actions.say_yes(
            self.dialogue, by=getattr(self.place, side), number=self.row.number - (1 if late else 0)
        )
        if found in (actions.Outcome.ASKED, actions.Outcome.AGREED):
            self.said.append((side, stands))

    @rule(first=SIDES, second=SIDES, late=LATE, words=WORDS, holds_goal=st.booleans())
    def write_offer_and_say_yes(self, first, second, late, words, holds_goal):
        self.write(first, words, holds_goal, late=False)
        self.offer(first)
        self.say_yes(first, late)
        self.say_yes(second, late)

    @rule(side=SIDES)
    def take_back(self, side):
        if actions.take_back(self.dialogue, by=getattr(self.place, side)):
            self.said = []

    @rule(side=SIDES, words=WORDS)
    def differ(self, side, words):
        try:
            differing.differ(self.dialogue, words, by=getattr(self.place, side), number=self.row.number)
        except (Refused, Stale):
            return
        self.said = []

    @rule(side=SIDES)
    def go_on(self, side):
        try:
            differing.go_on(self.dialogue, by=getattr(self.place, side))
        except Refused:
            return

    @rule(words=st.sampled_from(["Skrive kort", "Skrive klart"]))
    def change_goal(self, words):
        goal_actions.change(self.goal, a_text(self.place.manager, title=words), by=self.place.person)

    @rule()
    def withdraw_or_share_goal(self):
        self.goal.refresh_from_db()
        if self.goal.state == "shared":
            sharing.withdraw(self.goal, by=self.place.person)
        elif self.goal.state == "private":
            sharing.share(self.goal, self.place.manager, by=self.place.person)

    @rule(side=SIDES)
    def yes_to_goal_elsewhere(self, side):
        self.goal.refresh_from_db()
        try:
            sharing.say_yes(self.goal, self.goal.version, by=getattr(self.place, side))
        except NotTheTwoOfGoal:
            return

    @invariant()
    def agreed_means_both_said_yes_to_what_stands(self):
        row = self.row
        if row.state != "agreed":
            return
        if self.locked is None:
            self.locked = wording_of(row)
            stands = dict(self.said)
            assert set(stands) == {"person", "manager"}
            assert len(set(stands.values())) == 1
            self.goal.refresh_from_db()
            assert all(one.goal is not None and one.goal.agreed_version == one.version for one in row.goals.all())
        assert wording_of(row) == self.locked
        assert (row.agreed_number, row.agreed_with) == (row.number, self.place.manager)

    @invariant()
    def the_dialogue_follows_the_agreement(self):
        self.dialogue.refresh_from_db()
        expected = {"writing": "held", "offered": "agreeing", "one_yes": "agreeing", "differing": "agreeing"}
        assert self.dialogue.state == expected.get(self.row.state, "agreed")

    @invariant()
    def nothing_that_was_written_is_lost(self):
        kept = {one.text["text"] for one in AgreementVersion.objects.filter(agreement=self.row, side=False)}
        assert self.words <= kept | {self.row.text, ""}


class TestTwo(TestCase):
    """The machine, in a transaction of its own each time."""

    def test_whatever_the_two_do(self):
        run_state_machine_as_test(Two, settings=settings(max_examples=15, stateful_step_count=25, deadline=None))
