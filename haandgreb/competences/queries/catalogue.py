"""What the pages of the catalogue ask."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from haandgreb.competences.models import (
    AgreedLevel,
    Competence,
    CompetenceQuerySet,
    DevelopmentGoal,
    Evidence,
    LearningGoal,
    LevelProposal,
    LevelStep,
    Requirement,
    SelfLevel,
    Wish,
)
from haandgreb.organisation.models import Person, valid_on
from haandgreb.shared import danish

PER_PAGE = 50
MOST_CHOICES = 20
MOST_OWN_CHOICES = 200
_MOST_WORDS = 8
_MOST_STEPS = 50


@dataclass(frozen=True)
class CataloguePage:
    """One page of the catalogue, as it was searched."""

    page: Page[Competence]
    q: str
    kind: str
    with_closed: bool

    @property
    def is_filtered(self) -> bool:
        return bool(self.q or self.kind)

    @property
    def shows_esco(self) -> bool:
        return any(entry.is_esco for entry in self.page)


def matching(entries: CompetenceQuerySet, words: str) -> CompetenceQuerySet:
    """Entries where every word stands in the code or one of the names, in either language."""
    for word in danish.search_key(words.replace("\0", " ")).split()[:_MOST_WORDS]:
        entries = entries.filter(search_key__contains=word)
    return entries


def catalogue(
    person: Person, today: date, *, words: str = "", kind: str = "", page: str = "1", with_closed: bool = False
) -> CataloguePage:
    """The entries, own ones first, each with how many roles ask for it; two queries however many entries."""
    entries = Competence.objects.visible_to(person)
    if not with_closed:
        entries = entries.active()
    if kind in Competence.Kind.values:
        entries = entries.filter(kind=kind)
    entries = matching(entries, words)
    roles = (
        Requirement.objects.filter(valid_on(today), competence=OuterRef("pk"))
        .order_by()
        .values("competence")
        .annotate(count=Count("profile", distinct=True))
    )
    listed = entries.order_by("-source", "sort_key", "pk").defer(
        "description", "description_en", "other_names", "other_names_en"
    )
    # "own" comes after "esco"; the count is asked for the entries of the page alone.
    paginator = Paginator(_counted(listed, roles), PER_PAGE)
    paginator.count = entries.order_by().count()
    return CataloguePage(paginator.get_page(page), words, kind, with_closed)


def _counted(entries: QuerySet[Competence], roles: QuerySet[Any]) -> QuerySet[Competence]:
    return entries.annotate(roles=Coalesce(Subquery(roles.values("count")), 0))


def choices(words: str, limit: int = MOST_CHOICES) -> list[Competence]:
    """Entries that may be chosen for something new and match the words, own ones first."""
    found = matching(Competence.objects.active(), words).order_by("-source", "sort_key", "pk")
    return list(found[:limit])


def own_choices() -> list[Competence]:
    """The workplace's own entries, for a list one chooses from without script; never ESCO's thousands."""
    own = Competence.objects.active().filter(source=Competence.Source.OWN)
    return list(own.order_by("sort_key", "pk")[:MOST_OWN_CHOICES])


@dataclass(frozen=True)
class CompetencePage:
    """What stands about one competence."""

    competence: Competence
    asked: Sequence[Requirement]
    steps: Sequence[LevelStep]


def competence_page(person: Person, competence: Competence, today: date) -> CompetencePage:
    """Which roles ask for it today, and the steps learning goals take in it, as far as this person sees them."""
    asked = (
        Requirement.objects.filter(valid_on(today), competence=competence)
        .select_related("profile", "goal", "said")
        .order_by("profile__sort_key", "profile")
    )
    goals = LearningGoal.objects.visible_to(person).active()
    steps = LevelStep.objects.filter(competence=competence, learning_goal__in=goals.order_by().values("pk"))
    ordered = steps.select_related("learning_goal").order_by("learning_goal__sort_key", "pk")
    return CompetencePage(competence, list(asked), list(ordered[:_MOST_STEPS]))


def is_used(competence: Competence) -> bool:
    """Whether anybody has ever asked for it, put a level on it, or built on it."""
    if competence.column is not None:
        return True
    users = (Requirement, AgreedLevel, LevelStep, SelfLevel, LevelProposal, Evidence, Wish, DevelopmentGoal)
    return any(model._default_manager.filter(competence=competence).exists() for model in users)


def named(words: str) -> Competence | None:
    """The active entry with this code or name, in either language; the workplace's own before ESCO's."""
    wanted = danish.search_key(words)
    found = matching(Competence.objects.active(), words).order_by("-source", "sort_key", "pk")
    for entry in found.filter(Q(title__iexact=words) | Q(title_en__iexact=words) | Q(code__iexact=words))[:1]:
        return entry
    for entry in found[:MOST_CHOICES]:
        if wanted in {danish.search_key(name) for name in (entry.title, entry.title_en, entry.code)}:
            return entry
    return None
