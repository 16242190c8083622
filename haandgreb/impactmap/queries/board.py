"""One goal on the board: cards, lines, what is missing, what can be read aloud."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from uuid import UUID

from haandgreb.competences.models import DevelopmentGoal, EngagementProfile, LearningGoal
from haandgreb.impactmap.permissions import Editor
from haandgreb.impactmap.queries.cards import GOAL, LEARNING, PRACTICE, RESULT, Card, Loaded, count_by_kind, load
from haandgreb.impactmap.queries.reading import Sentence, sentence
from haandgreb.impactmap.rules import chains
from haandgreb.impactmap.rules.board import Key, Line, Step, lay_out, lines
from haandgreb.organisation.models import Person
from haandgreb.organisation.queries import units_of
from haandgreb.shared.twolang import Text
from haandgreb.strategy.models import GoalResult, PracticeChange, StrategicGoal, Strength
from haandgreb.strategy.permissions import sees_names

MOST_CARDS = 200
"""A map with more cards is shown as a list that unfolds, and drawn one result at a time."""


MOST_READ = 12
"""So many more lines of sight are read out on the page."""


@dataclass(frozen=True)
class Row:
    """One card in the order of reading: where it stands, under which parent, and how sure we are of the line."""

    step: Step
    card: Card
    strength: str
    at: int
    rows: int
    up: str = ""  # the key of the parent it is read under
    also: Sequence[tuple[str, str]] = ()  # what else it leads to, and how sure we are of that line

    @property
    def ends(self) -> range:
        return range(self.step.ends)

    @property
    def ended(self) -> range:
        """The depths of the parents that end with it, the nearest first."""
        return range(self.step.depth - 1, self.step.depth - 1 - self.step.ends, -1)


@dataclass(frozen=True)
class Drawn:
    """A line as it is drawn."""

    path: str
    strength: str
    mine: bool


@dataclass
class Board:
    """What the page shows."""

    goal: StrategicGoal
    top: Card
    sees_all: bool = False
    rows: list[Row] = field(default_factory=list)
    lines: list[Drawn] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    lacks: dict[str, int] = field(default_factory=dict)
    read: Sentence | None = None
    others: list[Sentence] = field(default_factory=list)
    closed: list[Card] = field(default_factory=list)
    is_large: bool = False
    has_own_way: bool = False
    too_hopeful: bool = False
    owner: Person | None = None
    only: Card | None = None  # the one result that is shown, of a large map
    said: list[tuple[str, str]] = field(default_factory=list)  # a result, and what the goal said when it was hung there

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def why(self) -> str:
        return str(Text(self.goal.why, self.goal.why_en))

    @property
    def height(self) -> int:
        return max((row.at + row.rows for row in self.rows), default=1)


def board(goal: StrategicGoal, reader: Editor, today: date, only: str = "") -> Board:
    """The board of one goal; `only` is the id of the one result to draw, of a large map."""
    loaded = load([goal], reader)
    top: Key = (GOAL, goal.pk)
    below = loaded.below()
    found = Board(goal, loaded.cards[top], sees_all=reader.sees_all)
    found.counts = count_by_kind(loaded.cards.values())
    found.is_large = sum(found.counts.values()) > MOST_CARDS
    found.lacks = {kind: _lacking(loaded, kind) for kind in ("practice", "learning", "activity")}
    found.owner = goal.owner if sees_names(reader.person, today) else None
    found.closed = sorted((card for card in loaded.cards.values() if card.closed), key=lambda card: card.title)
    found.said = _said_otherwise(goal)
    found.too_hopeful = _hope(loaded, top, below) > chains.MOST_HOPE
    chosen = next((key for key in below.get(top, []) if str(key[1]) == only), None)
    if chosen is not None:
        found.only = loaded.cards[chosen]
        found.is_large = False
        below = {**below, top: [chosen]}
    hers, own_lines = chains.own_lines(_anchors(loaded, reader.person, today), loaded.active())
    found.has_own_way = bool(own_lines)
    for key in hers:
        loaded.cards[key].mine = True
    _lay(found, loaded, top, below, own_lines)
    _read(found, loaded, top, below, own_lines)
    return found


def _said_otherwise(goal: StrategicGoal) -> list[tuple[str, str]]:
    """Results that were hung on the goal when it said something else."""
    links = GoalResult.objects.filter(goal=goal, said__isnull=False).select_related("said", "result")
    pairs = [(str(link.result), str(link.said), link.said) for link in links]
    return [(result, said) for result, said, then in pairs if then is not None and then.title != goal.title]


def _lacking(loaded: Loaded, what: str) -> int:
    return sum(card.lacks == what for card in loaded.cards.values())


def _hope(loaded: Loaded, top: Key, below: dict[Key, list[Key]]) -> int:
    """The longest run of hope, down to the activities."""
    with_activities = dict(loaded.lines)
    deeper = {**below}
    for goal_id in loaded.hopes:
        plan: Key = ("activity", goal_id)
        deeper[(LEARNING, goal_id)] = [plan]
        with_activities[((LEARNING, goal_id), plan)] = Strength.HOPE
    return chains.hope_below(top, deeper, with_activities)


def _lay(found: Board, loaded: Loaded, top: Key, below: dict[Key, list[Key]], own_lines: set[tuple[Key, Key]]) -> None:
    layout = lay_out(top, below)
    above: dict[Key, list[Key]] = {}
    for upper, lower in loaded.lines:
        above.setdefault(lower, []).append(upper)
    for step in layout.steps:
        card, spot = loaded.cards[step.card], layout.spots[step.card]
        parent = step.parent
        strength = loaded.lines[(parent, step.card)] if parent else ""
        others = [
            (loaded.cards[key].title, str(Strength(loaded.lines[key, step.card]).label))
            for key in above.get(step.card, [])
            if key != parent and key in layout.spots
        ]
        up = loaded.cards[parent].key if parent else ""
        found.rows.append(Row(step, card, strength, spot.at + 1, spot.rows, up, others))
    found.lines = _drawn(lines(layout, loaded.active()), loaded, own_lines)


def _drawn(curves: Sequence[Line], loaded: Loaded, own_lines: set[tuple[Key, Key]]) -> list[Drawn]:
    """The reader's own lines last, so that they lie on top."""
    drawn = [
        Drawn(line.path, loaded.lines[line.upper, line.lower], (line.upper, line.lower) in own_lines) for line in curves
    ]
    return sorted(drawn, key=lambda line: line.mine)


def _read(found: Board, loaded: Loaded, top: Key, below: dict[Key, list[Key]], own_lines: set[tuple[Key, Key]]) -> None:
    """The line of sight that is read aloud: the reader's own where it goes all the way, else the surest."""
    whole = chains.chains(top, below)
    own = [way for way in whole if set(pairwise(way)) <= own_lines]
    first = chains.surest(own or whole, loaded.lines)
    if first is None:
        return
    found.read = sentence([loaded.cards[key] for key in first])
    found.others = [sentence([loaded.cards[key] for key in way]) for way in whole[: MOST_READ + 1] if way != first][
        :MOST_READ
    ]


def _only_one_below(loaded: Loaded, cards: Sequence[Key]) -> list[Key]:
    """A practice that needs one thing to be learned: then that is hers to learn, too."""
    below = loaded.below()
    return [below[key][0] for key in cards if key[0] == PRACTICE and len(below.get(key, ())) == 1]


def _anchors(loaded: Loaded, person: Person, today: date) -> list[Key]:
    """Where the reader's own work hangs on: by her development goals, else by her role, else by her unit."""
    goals = DevelopmentGoal.objects.filter(person=person).exclude(status=DevelopmentGoal.Status.REPLACED)
    named: list[Key] = []
    for aim, practice, result, goal in goals.values_list("learning_goal", "practice", "result", "goal"):
        ways: list[Key] = [(LEARNING, aim), (PRACTICE, practice), (RESULT, result), (GOAL, goal)]
        named += [next((key for key in ways if key in loaded.cards), (GOAL, UUID(int=0)))]
    named = [key for key in named if key in loaded.cards and key[0] != GOAL]
    if named:
        return [*named, *_only_one_below(loaded, named)]
    profiles = EngagementProfile.objects.on(today).filter(engagement__person=person).values("profile")
    of_role = LearningGoal.objects.filter(profiles__in=profiles, person=None).values_list("pk", flat=True).distinct()
    aims = [(LEARNING, pk) for pk in of_role if (LEARNING, pk) in loaded.cards]
    if aims:
        return aims
    units = [unit.pk for unit in units_of(person, today)]
    of_unit = PracticeChange.objects.filter(units__in=units).values_list("pk", flat=True).distinct()
    practices = [(PRACTICE, pk) for pk in of_unit if (PRACTICE, pk) in loaded.cards]
    # Where everything is hers, nothing stands out: no way is drawn then.
    return practices if len(practices) < count_by_kind(loaded.cards.values())[PRACTICE] else []
