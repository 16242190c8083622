"""The demo's sixteen competences, its twelve role profiles, and who has which."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from django.db.models import Model

from haandgreb.competences.models import (
    Competence,
    EngagementProfile,
    Importance,
    ProfileTitle,
    Requirement,
    RoleProfile,
)
from haandgreb.organisation.models import Engagement
from haandgreb.shared.demo import Demo
from haandgreb.shared.twolang import Text
from haandgreb.strategy.models import GoalVersion

_FILE = Path(__file__).parents[1] / "content" / "demo-catalogue.toml"

Row = dict[str, Any]


@cache
def content() -> Row:
    """The parsed content."""
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))


def same_id(*parts: object) -> UUID:
    """The same id for the same thing each time the demo is loaded, so that addresses stay."""
    return uuid5(NAMESPACE_URL, "/".join(["haandgreb-demo", "competences", *(str(part) for part in parts)]))


def load(demo: Demo) -> None:
    """Make competences, profiles, requirements and everybody's profile; as many statements however many people."""
    competences = {row["id"]: _competence(row, place) for place, row in enumerate(content()["competence"])}
    profiles = {row["id"]: _profile(row) for row in content()["profile"]}
    demo.things["competences"] = competences
    demo.things["profiles"] = profiles
    Competence.objects.bulk_create(competences.values())
    RoleProfile.objects.bulk_create(profiles.values())
    ProfileTitle.objects.bulk_create(
        ProfileTitle(profile=profiles[row["id"]], job_title=title)
        for row in content()["profile"]
        for title in row["titles"]
    )
    Requirement.objects.bulk_create(_requirements(demo))
    EngagementProfile.objects.bulk_create(_of_engagements(demo))


def find(demo: Demo) -> None:
    """The competences and profiles that are still there."""
    demo.things["competences"] = _still_there(Competence, [row["id"] for row in content()["competence"]])
    demo.things["profiles"] = _still_there(RoleProfile, [row["id"] for row in content()["profile"]])


def _still_there(model: type[Model], keys: list[str]) -> dict[str, Any]:
    found = model._default_manager.in_bulk([same_id(key) for key in keys])
    return {key: found[same_id(key)] for key in keys if same_id(key) in found}


def _competence(row: Row, place: int) -> Competence:
    title, text = Text.of(row["title"]), Text.of(row["text"])
    competence = Competence(
        id=same_id(row["id"]),
        code=row["id"],
        title=title.da,
        title_en=title.en,
        description=text.da,
        description_en=text.en,
        kind=row["kind"],
        column=place,
        is_demo=True,
    )
    competence.fill_keys()
    return competence


def _profile(row: Row) -> RoleProfile:
    title = Text.of(row["title"])
    profile = RoleProfile(
        id=same_id(row["id"]),
        code=row["id"],
        title=title.da,
        title_en=title.en,
        description=row["text"],
        is_demo=True,
    )
    profile.fill_keys()
    return profile


def _requirements(demo: Demo) -> Iterator[Requirement]:
    """What each role has asked for since the beginning; from its first day with the weight of a goal that asks."""
    goals = demo.things.get("goals", {})
    said = _what_goals_say(goals)
    for row in content()["profile"]:
        for place, level in enumerate(row["levels"]):
            if level == 0:
                continue
            competence = content()["competence"][place]["id"]
            usual = Importance.LOW if level == 1 else Importance.NORMAL
            importance, key = _asked_by(row["id"], competence, usual)
            facts = {"profile": row["id"], "competence": competence, "level": level}
            if key not in goals:
                yield _requirement(demo, facts, importance, demo.day(content()["since"]))
                continue
            begins = demo.day(content()["goals_since"])
            yield _requirement(demo, facts, usual, demo.day(content()["since"]), valid_to=begins)
            yield _requirement(demo, facts, importance, begins, goal=goals[key], said=said.get(goals[key].pk))


def _asked_by(profile: str, competence: str, usual: Importance) -> tuple[Importance, str]:
    """The importance, and the key of the goal that asks; the first one in the content, as a row has one goal."""
    for row in content()["asked_for"]:
        if profile in row["profiles"] and competence in row["competences"]:
            return Importance.HIGH, row["goal"]
    for row in content()["asked_of_all"]:
        if competence in row["competences"]:
            return usual, row["goal"]
    return usual, ""


def _requirement(demo: Demo, facts: Row, importance: Importance, begins: date, **more: Any) -> Requirement:
    return Requirement(
        id=same_id(facts["profile"], facts["competence"], "goal" if "goal" in more else "role"),
        profile=demo.things["profiles"][facts["profile"]],
        competence=demo.things["competences"][facts["competence"]],
        level=facts["level"],
        importance=importance,
        is_common=facts["competence"] in content()["common"],
        valid_from=begins,
        **more,
    )


def _what_goals_say(goals: dict[str, Any]) -> dict[UUID, GoalVersion]:
    """Goal id → its newest version."""
    versions = GoalVersion.objects.filter(goal__in=[goal.pk for goal in goals.values()]).order_by("number")
    return {version.goal_id: version for version in versions}


def _of_engagements(demo: Demo) -> Iterator[EngagementProfile]:
    """By job title where the title says which profile, by hand for the others."""
    keys = {person.pk: key for key, person in demo.people.items()}
    rows = {person: row for row in content()["profile"] for person in row["people"]}
    for engagement in Engagement.objects.filter(person__in=list(keys)).order_by("pk"):
        row = rows[keys[engagement.person_id]]
        by_title = engagement.job_title in row["titles"]
        yield EngagementProfile(
            engagement=engagement,
            profile=demo.things["profiles"][row["id"]],
            source=EngagementProfile.Source.TITLE if by_title else EngagementProfile.Source.HAND,
            valid_from=engagement.valid_from,
            valid_to=engagement.valid_to,
        )
