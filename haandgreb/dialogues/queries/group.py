"""What the pages of a group's talk show, to whom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Q

from haandgreb.competences.level_words import LEVELS
from haandgreb.competences.models import Competence
from haandgreb.competences.queries.required import required_of
from haandgreb.confidentiality.rules import enough_people
from haandgreb.dialogues.group_content import Step, Theme, last_titles, run_of, themes
from haandgreb.dialogues.models import Dialogue, GroupBallot, GroupMember, GroupPoint, GroupTalk
from haandgreb.dialogues.rules import group as rules
from haandgreb.organisation.models import Engagement, Person
from haandgreb.organisation.permissions import hr_units, manages_unit
from haandgreb.shared.twolang import Text

State, What = GroupTalk.State, GroupPoint.What
RUNNING = (State.TALKING, State.WRITING, State.SHOWN, State.VOTING, State.PLANNING)


def seen(person: Person, talk_id: UUID, today: date) -> GroupTalk | None:
    """The talk, where the person is in it or leads it."""
    found = GroupTalk.objects.visible_to(person, today).filter(pk=talk_id, hidden_at=None)
    return found.select_related("unit", "kind", "round", "manager").first()


def plan_seen(person: Person, talk_id: UUID, today: date) -> GroupTalk | None:
    """The talk, where the person may read its plan."""
    found = GroupTalk.objects.plan_visible_to(person, today).filter(pk=talk_id, hidden_at=None)
    return found.select_related("unit", "kind", "round", "manager").first()


def leads(talk: GroupTalk, person: Person, today: date) -> bool:
    """Whether the person is the nearest manager of the group's unit today."""
    return manages_unit(person, talk.unit, today)


def is_member(talk: GroupTalk, person: Person) -> bool:
    """Whether the person is in the group."""
    return talk.members.filter(person=person).exists()


def members_of(talk: GroupTalk) -> list[GroupMember]:
    """The group in Danish order."""
    return list(talk.members.select_related("person").order_by("person__sort_key", "person"))


@dataclass(frozen=True)
class Where:
    """Where the talk is: number of all, what it is called, and its step while the group talks."""

    number: int
    of: int
    title: Text
    step: Step | None = None


@dataclass(frozen=True)
class StepRow:
    """A step in the list at the side of the screen."""

    number: int
    title: Text
    is_done: bool
    is_current: bool
    minutes: int = 0
    goes_to: int | None = None  # the manager may go there


def where(talk: GroupTalk) -> Where:
    """Where the talk is."""
    run, last = run_of(talk.run), last_titles()
    total = len(run.steps) + len(last)
    if talk.state == State.TALKING:
        step = run.steps[min(talk.step, len(run.steps) - 1)]
        return Where(min(talk.step, len(run.steps) - 1) + 1, total, step.title, step)
    names = list(last)
    place = names.index(talk.state) if talk.state in names else -1
    return Where(len(run.steps) + place + 1, total, last.get(talk.state, Text("")))


def steps(talk: GroupTalk) -> list[StepRow]:
    """All steps of the talk, with where it is."""
    run, at = run_of(talk.run), where(talk).number
    is_talking = talk.state == State.TALKING
    rows = [
        StepRow(number, step.title, number < at, number == at, step.minutes, number - 1 if is_talking else None)
        for number, step in enumerate(run.steps, 1)
    ]
    first = len(run.steps) + 1
    return rows + [
        StepRow(number, title, number < at, number == at) for number, title in enumerate(last_titles().values(), first)
    ]


@dataclass(frozen=True)
class Card:
    """A card on the table with those that say the same under it."""

    point: GroupPoint
    same: Sequence[GroupPoint]


def cards(talk: GroupTalk) -> list[Card]:
    """The cards that are shown, those with most dots first where they are counted; silent ones are not here."""
    found = list(talk.points.filter(what=What.NEED, writer=None, hidden_at=None))
    under: dict[UUID | None, list[GroupPoint]] = {}
    for point in found:
        under.setdefault(point.under_id, []).append(point)
    tops = sorted(under.get(None, []), key=lambda one: (-(one.dots or 0), not one.is_chosen, one.place))
    return [Card(one, under.get(one.pk, [])) for one in tops]


def by_kind(found: Sequence[Card]) -> list[tuple[str, Any, list[Card]]]:
    """The four kinds of needs, each with its cards, and first those nobody has sorted yet, where there are any."""
    kinds: list[tuple[str, Any]] = [("", ""), *GroupPoint.Need.choices]
    groups = [(key, label, [card for card in found if card.point.need == key]) for key, label in kinds]
    return [group for group in groups if group[0] or group[2]]


def points(talk: GroupTalk, what: str) -> list[GroupPoint]:
    """The strengths, or where we are."""
    return list(talk.points.filter(what=what, writer=None, hidden_at=None))


def screen_page(talk: GroupTalk, person: Person, today: date) -> dict[str, Any]:
    """The one screen all look at: nothing on it is anybody's own, and nothing silent."""
    there = talk.members.filter(is_absent=False)
    at = where(talk)
    found = cards(talk) if talk.state in {State.SHOWN, State.VOTING, State.PLANNING} else []
    return {
        "talk": talk,
        "leads": leads(talk, person, today),
        "is_member": is_member(talk, person),
        "where": at,
        "steps": steps(talk),
        "themes": chosen_themes(talk),
        "statuses": points(talk, What.STATUS),
        "strengths": points(talk, What.STRENGTH),
        "people": members_of(talk),
        "present": there.count(),
        "written": _written(talk),
        "done": there.filter(is_done=True).count(),
        "given": talk.ballots.filter(about="dots").count(),
        "levels_given": talk.ballots.filter(about="levels").count(),
        "cards": found,
        "kinds": by_kind(found),
        "may_vote": rules.may_vote(there.count(), everybody_said_yes=False),
        "may_open_vote": rules.may_vote(there.count(), everybody_said_yes=True),
        "is_counted": talk.voters > 0,
        "enough_for_wheel": enough_people(there.count()),
        "wheel": wheel_rows(talk),
        "level_words": LEVELS,
        "plan": plan_lines(talk),
        "key": _key(talk),
    }


def _written(talk: GroupTalk) -> int:
    """How many have written a card; who is not told."""
    silent = talk.points.filter(what=What.NEED, writer__isnull=False)
    return silent.order_by().values("writer").distinct().count()


def _key(talk: GroupTalk) -> str:
    return f"{talk.state}-{talk.step}-{int(talk.levels_open)}"


def own_page(talk: GroupTalk, person: Person, today: date) -> dict[str, Any]:
    """A member's own page: what she alone sees, and what is to be done now."""
    mine = talk.points.filter(writer=person, hidden_at=None)
    member = talk.members.filter(person=person).select_related("own_talk").first()
    given = _ballot(talk, person, "dots")
    levels = _ballot(talk, person, "levels")
    found = cards(talk) if talk.state in {State.SHOWN, State.VOTING, State.PLANNING} else []
    return {
        "talk": talk,
        "member": member,
        "leads": leads(talk, person, today),
        "where": where(talk),
        "is_running": talk.state in RUNNING,
        "themes": chosen_themes(talk),
        "all_themes": list(themes().values()),
        "run": run_of(talk.run),
        "people": members_of(talk),
        "without_mail": [one.person for one in members_of(talk) if not one.person.email],
        "note": mine.filter(what=What.NOTE).first(),
        "own_cards": list(mine.filter(what=What.NEED)),
        "private": list(mine.filter(what=What.PRIVATE)),
        "cards": found,
        "dots": given["dots"] if given else {},
        "has_voted": given is not None,
        "has_levels": levels is not None,
        "spokes": spokes(talk),
        "wheel": wheel_rows(talk),
        "level_words": LEVELS,
        "key": _key(talk),
        "today": today,
    }


def _ballot(talk: GroupTalk, person: Person, about: str) -> dict[str, Any] | None:
    """Her own ballot while it is hidden."""
    name = rules.ballot(settings.SECRET_KEY.encode(), about, person.pk, talk.pk)
    row = GroupBallot.objects.filter(talk=talk, about=about, hash=name).first()
    return None if row is None else row.given


def chosen_themes(talk: GroupTalk) -> list[Theme]:
    """The two the group has picked."""
    return [theme for key, theme in themes().items() if key in talk.themes]


def spokes(talk: GroupTalk) -> list[Competence]:
    """The competences of the group's wheel."""
    rows = talk.spokes.select_related("competence")
    return [row.competence for row in rows]


def proposed_spokes(talk: GroupTalk, today: date) -> list[Competence]:
    """The competences most of the group's roles ask for, at most eight, in Danish order."""
    people = [member.person for member in members_of(talk)]
    asked: dict[UUID, int] = {}
    for competences in required_of(people, today).values():
        for competence in competences:
            asked[competence] = asked.get(competence, 0) + 1
    found = Competence.objects.in_bulk(list(asked))
    order = sorted(found.values(), key=lambda one: (-asked[one.pk], one.sort_key))
    return sorted(order[: rules.MOST_SPOKES], key=lambda one: one.sort_key)


@dataclass(frozen=True)
class WheelRow:
    """A spoke: how many said each level; None where fewer than five did, or nobody has counted."""

    competence: Competence
    counts: Sequence[int] | None


def wheel_rows(talk: GroupTalk) -> list[WheelRow]:
    """The group's wheel as a table: dots without names."""
    return [WheelRow(one, talk.levels.get(str(one.pk))) for one in spokes(talk)]


def plan_lines(talk: GroupTalk) -> list[Any]:
    """The lines of the plan with their owners and how it goes."""
    return list(talk.plan.select_related("who", "promise"))


def plan_page(talk: GroupTalk, person: Person, today: date) -> dict[str, Any]:
    """The plan. Counts of dots are read by the group alone where it was an open vote."""
    inside = is_member(talk, person) or leads(talk, person, today)
    shows_counts = talk.voters > 0 and (inside or not talk.open_vote)
    found = cards(talk)
    first = [card for card in found if (card.point.dots or 0) > 0 or card.point.is_chosen]
    reviews = list(talk.reviews.all())
    is_half_way = any(review.is_half_year and review.held_on for review in reviews)
    return {
        "talk": talk,
        "inside": inside,
        "leads": leads(talk, person, today),
        "is_member": is_member(talk, person),
        "themes": chosen_themes(talk),
        "strengths": points(talk, What.STRENGTH),
        "needs": first if shows_counts else sorted(first, key=lambda card: card.point.place),
        "shows_counts": shows_counts,
        "total": sum(card.point.dots or 0 for card in first),
        "lines": plan_lines(talk),
        "reviews": reviews,
        "may_close": talk.state == State.FOLLOWING and is_half_way and leads(talk, person, today),
        "people": members_of(talk) if inside else [],
        "plan_due_on": rules.plan_due_on(talk.held_on) if talk.held_on else None,
        "wheel": wheel_rows(talk) if inside and talk.levels else [],
        "level_words": LEVELS,
        "today": today,
    }


def my_groups(person: Person, today: date) -> dict[str, Any]:
    """Talks I am in, talks I lead, and plans I may read besides."""
    seen_ids = GroupTalk.objects.visible_to(person, today).order_by().values("pk")
    rows = GroupTalk.objects.filter(hidden_at=None).select_related("unit", "round")
    mine = list(rows.filter(pk__in=seen_ids).order_by("-starts_at", "pk"))
    joined = set(GroupMember.objects.filter(person=person).values_list("talk", flat=True))
    read = rows.filter(pk__in=GroupTalk.objects.plan_visible_to(person, today).order_by().values("pk"))
    return {
        "mine": [talk for talk in mine if talk.pk in joined],
        "led": [talk for talk in mine if talk.pk not in joined],
        "plans": list(read.exclude(pk__in=seen_ids).order_by("unit__sort_key", "pk")),
    }


def own_talks_asked_for(person: Person, today: date) -> list[Dialogue]:
    """The talks somebody has asked for besides her group's, not held yet: for her manager."""
    asked = Dialogue.objects.visible_to(person, today).filter(wants_individual=True, held_on=None)
    asked = asked.exclude(person=person).exclude(state=Dialogue.State.CANCELLED)
    return list(asked.select_related("person", "kind", "round").order_by("person__sort_key"))


def own_talks_in_units(person: Person, today: date) -> list[Dialogue]:
    """The same for HR, within her units: who asked, with whom, how far. Nothing else of the dialogue is hers."""
    jobs = Engagement.objects.on(today).filter(unit__in=hr_units(person, today))
    asked = Dialogue.objects.filter(wants_individual=True, held_on=None, person__in=jobs.values("person"))
    asked = asked.exclude(state=Dialogue.State.CANCELLED).exclude(person=person)
    return list(asked.select_related("person", "manager", "kind").order_by("person__sort_key"))


def may_be_asked(talk: GroupTalk) -> Q:
    """Whoever may own a line of the plan: the group and its managers."""
    return Q(group_memberships__talk=talk) | Q(pk=talk.manager_id)


def open_groups(person: Person, today: date) -> list[GroupTalk]:
    """The talks I am in or lead that are not over."""
    over = (State.CLOSED, State.CANCELLED)
    found = GroupTalk.objects.visible_to(person, today).filter(hidden_at=None).exclude(state__in=over)
    return list(found.select_related("unit").order_by("-starts_at", "pk"))
