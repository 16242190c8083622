"""The cards of a map as a reader sees them: loaded in a fixed number of queries, whatever stands on the map."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import OuterRef, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from haandgreb.competences.models import (
    LearningActivity,
    LearningGoal,
    LevelStep,
    PlannedActivity,
    PracticeLearning,
    Room,
)
from haandgreb.impactmap.permissions import Editor
from haandgreb.impactmap.rules.board import Key
from haandgreb.impactmap.rules.hints import toward
from haandgreb.shared import formats
from haandgreb.shared.templatetags.look import current_language
from haandgreb.strategy.models import (
    Barrier,
    GoalResult,
    Measurement,
    PracticeChange,
    Result,
    ResultPractice,
    StrategicGoal,
)

GOAL, RESULT, PRACTICE, LEARNING = "goal", "result", "practice", "learning"
ROOM_TAGS = {Room.EXTERNAL: "external", Room.FORMAL: "internal", Room.INFORMAL: "informal"}


@dataclass
class Card:
    """One card of the board; the words are in the reader's language."""

    kind: str
    id: UUID
    title: str
    url: str
    place: int = 0
    note: str = ""
    # What a result shows of its indicator: how far, in figures; `way` is None where that cannot be said.
    way: float | None = None
    figures: str = ""
    # What a learning goal shows of its first activity.
    room: str = ""
    room_word: str = ""
    barriers: int = 0
    decision: bool = False
    lacks: str = ""  # what should hang below it and does not
    mine: bool = False
    personal: bool = False
    closed: bool = False
    may_edit: bool = False
    more_above: int = 0

    acts: str = ""  # where what one can do with it begins

    @property
    def key(self) -> str:
        return f"{self.kind}-{self.id}"

    @property
    def way_share(self) -> str:
        """The way gone, as HTML writes a number."""
        return f"{self.way or 0:.3f}"


def room_word(room: str) -> str:
    """The room in one word, for a tag."""
    return {
        "external": pgettext("room", "Outside"),
        "formal": pgettext("room", "In-house"),
        "informal": pgettext("room", "Everyday"),
    }[room]


def address(name: str) -> Callable[[UUID], str]:
    """The address of a page of one thing, found once for any number of things."""
    nobody = UUID(int=0)
    before, _id, after = reverse(name, args=[nobody]).partition(str(nobody))
    return lambda pk: f"{before}{pk}{after}"


@dataclass
class Loaded:
    """Everything below some goals that a person sees, by kind and id, and the lines between neighbours."""

    prefix: str
    cards: dict[Key, Card] = field(default_factory=dict)
    lines: dict[tuple[Key, Key], str] = field(default_factory=dict)
    activities: dict[UUID, list[PlannedActivity]] = field(default_factory=dict)
    hopes: set[UUID] = field(default_factory=set)  # learning goals whose activities are all hopes

    def active(self) -> dict[tuple[Key, Key], str]:
        """The lines between cards that are both active."""
        open_ones = {key for key, card in self.cards.items() if not card.closed}
        return {pair: said for pair, said in self.lines.items() if open_ones.issuperset(pair)}

    def below(self, *, closed: bool = False) -> dict[Key, list[Key]]:
        """What hangs on each card, in the order of its places."""
        found: dict[Key, list[Key]] = defaultdict(list)
        for upper, lower in self.lines:
            if closed or not self.cards[lower].closed:
                found[upper].append(lower)
        for cards in found.values():
            cards.sort(key=lambda key: (self.cards[key].place, self.cards[key].title, str(key[1])))
        return found


def load(goals: Sequence[StrategicGoal], editor: Editor, *, within: models.Q | None = None) -> Loaded:
    """
    The goals and what hangs below them, as far as the reader sees it. Nine queries for any number of cards.

    A card one may not see leaves no trace: no line, no count. `within` keeps to what holds for a unit.
    """
    within = within or models.Q()
    found = Loaded(reverse("impactmap:home"))
    page = address("impactmap:goal")
    for goal in goals:
        _add(found, Card(GOAL, goal.pk, str(goal), page(goal.pk), goal.place))
    owned = {goal.pk for goal in goals if goal.owner_id == editor.person.pk}
    # Which lines there are is asked of the database by what they hang on: long lists of ids cost more than the rows.
    up = GoalResult.objects.filter(goal__in=[goal.pk for goal in goals])
    middle = ResultPractice.objects.filter(result__in=up.values("result"))
    down = PracticeLearning.objects.filter(practice__in=middle.values("practice"))
    _results(found, up, editor)
    practices = _practices(found, middle, editor, within)
    _barriers(found, middle)
    aims = _learning(found, down, editor, within)
    _activities(found, down, editor)
    _editing(found, (practices, middle.values("practice")), (aims, down.values("learning_goal")), owned, editor)
    _drop_unconnected(found)
    _lacking(found)
    return found


def _add(found: Loaded, card: Card) -> Card:
    card.acts = f"{found.prefix}{card.kind}/{card.id}/"
    found.cards[(card.kind, card.id)] = card
    return card


def _line(found: Loaded, upper: Key, lower: Key, strength: str) -> None:
    if upper in found.cards and lower in found.cards:
        found.lines[(upper, lower)] = strength


def _results(found: Loaded, links: models.QuerySet[GoalResult], editor: Editor) -> None:
    latest = Measurement.objects.filter(result=OuterRef("pk")).order_by("-measured_on").values("value")[:1]
    rows = list(Result.objects.filter(pk__in=links.values("result")).annotate(latest=Subquery(latest)))
    page, language = address("strategy:result"), current_language()
    for row in rows:
        value = vars(row)["latest"]
        card = Card(RESULT, row.pk, str(row), page(row.pk), row.place, row.indicator_text)
        card.way, card.figures = toward(row.baseline, value, row.target), _figures(row, value, language)
        card.closed = row.state == Result.State.CLOSED
        card.may_edit = editor.results or row.owner_id == editor.person.pk
        _add(found, card)
    for goal_id, result_id, strength in links.values_list("goal", "result", "strength"):
        _line(found, (GOAL, goal_id), (RESULT, result_id), strength)


def _figures(result: Result, latest: Decimal | None, language: str) -> str:
    """ "34 → 27 · target 15", or what is known of it."""

    def said(value: Decimal | None) -> str:
        return formats.number(value.normalize(), language) if value is not None else ""

    parts = []
    if result.baseline is not None:
        parts.append(said(result.baseline) + (f" → {said(latest)}" if latest not in (None, result.baseline) else ""))
    elif result.baseline_by is not None:
        day = formats.day_and_month(result.baseline_by, language)
        parts.append(_("unknown, measured by %(day)s") % {"day": day})
    if result.target is not None:
        parts.append(_("target %(value)s") % {"value": said(result.target)})
    return " · ".join(parts)


def _practices(
    found: Loaded, links: models.QuerySet[ResultPractice], editor: Editor, within: models.Q
) -> list[PracticeChange]:
    seen = PracticeChange.objects.filter(editor.seen(PracticeChange), within, pk__in=links.values("practice"))
    rows = list(seen.select_related("situation").distinct() if within else seen.select_related("situation"))
    page = address("impactmap:practice")
    for row in rows:
        card = Card(PRACTICE, row.pk, str(row), page(row.pk), row.place)
        card.note = str(row.situation) if row.situation is not None else row.who
        card.decision, card.personal = bool(row.decision), row.person_id is not None
        card.closed = row.state == PracticeChange.State.CLOSED
        _add(found, card)
    for result_id, practice_id, strength in links.values_list("result", "practice", "strength"):
        _line(found, (RESULT, result_id), (PRACTICE, practice_id), strength)
    return rows


def _barriers(found: Loaded, links: models.QuerySet[ResultPractice]) -> None:
    rows = Barrier.objects.filter(practice__in=links.values("practice"), state=Barrier.State.OPEN)
    for practice_id in rows.order_by().values_list("practice", flat=True):
        if (PRACTICE, practice_id) in found.cards:
            found.cards[(PRACTICE, practice_id)].barriers += 1


def _learning(
    found: Loaded, links: models.QuerySet[PracticeLearning], editor: Editor, within: models.Q
) -> list[LearningGoal]:
    seen = LearningGoal.objects.filter(editor.seen(LearningGoal), within, pk__in=links.values("learning_goal"))
    rows = list(seen.distinct() if within else seen)
    page = address("impactmap:learning_goal")
    for row in rows:
        card = Card(LEARNING, row.pk, str(row), page(row.pk), row.place)
        card.personal, card.closed = row.person_id is not None, row.state == LearningGoal.State.CLOSED
        _add(found, card)
    steps = LevelStep.objects.filter(learning_goal__in=links.values("learning_goal")).select_related("competence")
    said: dict[UUID, list[str]] = defaultdict(list)
    for step in steps:
        said[step.learning_goal_id].append(f"{step.competence} {step.level_from}→{step.level_to}")
    for goal_id, words in said.items():
        if (LEARNING, goal_id) in found.cards:
            found.cards[(LEARNING, goal_id)].note = " · ".join(words)
    for practice_id, goal_id, strength in links.values_list("practice", "learning_goal", "strength"):
        _line(found, (PRACTICE, practice_id), (LEARNING, goal_id), strength)
    return rows


def _activities(found: Loaded, aims: models.QuerySet[PracticeLearning], editor: Editor) -> None:
    links = LearningActivity.objects.filter(learning_goal__in=aims.values("learning_goal"))
    rows = PlannedActivity.objects.filter(editor.seen(PlannedActivity), pk__in=links.values("activity"))
    known = {row.pk: row for row in rows}
    strengths: dict[UUID, set[str]] = defaultdict(set)
    for goal_id, activity_id, strength in links.values_list("learning_goal", "activity", "strength"):
        if activity_id in known and (LEARNING, goal_id) in found.cards:
            found.activities.setdefault(goal_id, []).append(known[activity_id])
            strengths[goal_id].add(strength)
    found.hopes = {goal_id for goal_id, kinds in strengths.items() if kinds == {"hope"}}
    for goal_id, planned in found.activities.items():
        card = found.cards[(LEARNING, goal_id)]
        card.room, card.room_word = ROOM_TAGS[Room(planned[0].room)], room_word(planned[0].room)
        card.note = activity_words(planned)


def activity_words(planned: Sequence[PlannedActivity]) -> str:
    """ "Sidemand, 4 timer · og 2 til": the first, and how many more there are."""
    first, more = planned[0], len(planned) - 1
    hours = ngettext("%(n)s hour", "%(n)s hours", first.hours) % {"n": first.hours} if first.hours else ""
    words = ", ".join(part for part in (str(first), hours or first.when) if part)
    return words + (" · " + ngettext("and %(n)s more", "and %(n)s more", more) % {"n": more} if more else "")


def _editing(
    found: Loaded,
    practices: tuple[Sequence[PracticeChange], models.QuerySet[Any, Any]],
    aims: tuple[Sequence[LearningGoal], models.QuerySet[Any, Any]],
    owned: set[UUID],
    editor: Editor,
) -> None:
    """Which cards the person may change: two queries for the units they hold for."""
    of_owned: set[Key] = {(GOAL, pk) for pk in owned}
    for upper, lower in found.lines:  # from left to right, as they were loaded
        if upper in of_owned:
            of_owned.add(lower)
    for kind, (rows, ids) in ((PRACTICE, practices), (LEARNING, aims)):
        units = _units_of(PracticeChange if kind == PRACTICE else LearningGoal, ids)
        for row in rows:
            key = (kind, row.pk)
            found.cards[key].may_edit = editor.may_edit(units[row.pk], row.person_id, owns_goal=key in of_owned)
    for upper, lower in found.lines:  # who may change a practice may change the learning it needs
        if lower[0] == LEARNING and found.cards[upper].may_edit and not found.cards[lower].personal:
            found.cards[lower].may_edit = True


def _units_of(
    model: type[PracticeChange] | type[LearningGoal], ids: models.QuerySet[Any, Any]
) -> dict[UUID, list[UUID]]:
    column = f"{model._meta.model_name}_id"
    rows: Any = model.units.through._default_manager
    found: dict[UUID, list[UUID]] = defaultdict(list)
    for pk, unit_id in rows.filter(**{f"{column}__in": ids}).values_list(column, "unit_id"):
        found[pk].append(unit_id)
    return found


def _drop_unconnected(found: Loaded) -> None:
    """What hangs only on a card one may not see is not below these goals for her."""
    connected = {lower for _upper, lower in found.lines}
    for key in [key for key in found.cards if key[0] != GOAL and key not in connected]:
        del found.cards[key]
        found.activities.pop(key[1], None)
    found.lines = {pair: said for pair, said in found.lines.items() if found.cards.keys() >= set(pair)}


def _lacking(found: Loaded) -> None:
    """What should hang below a card and does not; a practice that is management's to decide needs no learning."""
    has_below = {upper for upper, lower in found.lines if not found.cards[lower].closed}
    for key, card in found.cards.items():
        if card.closed or key in has_below:
            continue
        if card.kind == RESULT:
            card.lacks = "practice"
        elif card.kind == PRACTICE and not card.decision:
            card.lacks = "learning"
        elif card.kind == LEARNING and card.id not in found.activities:
            card.lacks = "activity"


def count_by_kind(cards: Iterable[Card]) -> dict[str, int]:
    """How many of each kind are active."""
    counts = dict.fromkeys((RESULT, PRACTICE, LEARNING), 0)
    for card in cards:
        if not card.closed and card.kind in counts:
            counts[card.kind] += 1
    return counts
