"""Kinds of dialogue, what the works council has decided about them, and the rounds."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from haandgreb.organisation import permissions
from haandgreb.organisation.models import Person, Unit
from haandgreb.organisation.queries.managers import units_led_by
from haandgreb.shared.titled import Titled


class Kind(Titled):
    """A kind of dialogue: from kinds.toml or the workplace's own."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    key = models.CharField(max_length=20, unique=True)  # mus, lus, grus, puls, tus, half_year
    words = models.CharField(max_length=400, blank=True)  # one line: what it is for
    words_en = models.CharField(max_length=400, blank=True)
    minutes = models.PositiveSmallIntegerField(default=90)
    is_group = models.BooleanField(default=False)
    level_up = models.BooleanField(default=False)  # of managers with their own managers
    preparation = models.CharField(max_length=40, blank=True)  # a set of preparation.toml
    guide = models.CharField(max_length=40, blank=True)  # a set of phases.toml
    place = models.PositiveSmallIntegerField(default=0)
    is_used = models.BooleanField(default=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["place", "sort_key"]


class Concept(models.Model):
    """One version of what the works council has decided. The latest published one is shown to everybody."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    number = models.PositiveIntegerField(unique=True)
    purpose = models.TextField(max_length=4000, blank=True)
    scope = models.TextField(max_length=4000, blank=True)
    forms = models.TextField(max_length=4000, blank=True)
    stored = models.TextField(max_length=4000, blank=True)
    who_sees = models.TextField(max_length=4000, blank=True)
    contact = models.CharField(max_length=400, blank=True)
    basis = models.CharField(max_length=400, blank=True)  # the legal basis, in the workplace's words
    changed = models.CharField(max_length=400, blank=True)  # what is new, and why
    published_at = models.DateTimeField(null=True, blank=True)
    written_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-number"]


class RoundQuerySet(models.QuerySet["Round"]):
    """Rounds, the latest first."""

    def visible_to(self, person: Person, today: date) -> RoundQuerySet:
        """
        HR whose units meet the round's; the works council; managers of units the round covers and of units below or
        above them. What each of them reads of it stands in queries/status.py.
        """
        if permissions.is_works_council(person, today) or permissions.is_hr_everywhere(person, today):
            return self.all()
        # A top unit is enough: what lies below it is on the same line.
        mine = permissions.hr_units(person, today) | units_led_by(person, today)
        paths = _tops(mine.values_list("path", flat=True))
        if not paths:
            return self.none()
        there = self.values_list("pk", "units__path")
        found = {pk for pk, path in there if path and any(_on_one_line(path, one) for one in paths)}
        return self.filter(pk__in=found)


def _tops(paths: Iterable[str]) -> list[str]:
    found: list[str] = []
    for path in sorted(paths):
        if not found or not path.startswith(found[-1]):
            found.append(path)
    return found


def _on_one_line(one: str, other: str) -> bool:
    return one.startswith(other) or other.startswith(one)


class Round(Titled):
    """One round: who talks with whom, when, under which version of the concept."""

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        DISCUSSED = "discussed", _("discussed in the works council")
        PREPARING = "preparing", _("open for preparation")
        TALKS = "talks", _("talks")
        AGREEING = "agreeing", _("agreements are approved")
        FOLLOWING = "following", _("follow-up")
        CLOSED = "closed", _("evaluated and closed")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    kind = models.ForeignKey(Kind, on_delete=models.PROTECT, related_name="rounds")
    concept = models.ForeignKey(Concept, null=True, blank=True, on_delete=models.PROTECT, related_name="rounds")
    state = models.CharField(max_length=12, choices=State, default=State.DRAFT)
    units = models.ManyToManyField(Unit, related_name="+")  # with everything below them
    kinds_out = models.JSONField(default=list, blank=True)  # kinds of engagement that are left out, as "student"
    leaders_out = models.BooleanField(default=True)  # those who lead others have their own round
    discussed_on = models.DateField(null=True, blank=True)
    kickoff_on = models.DateField(null=True, blank=True)  # the joint start
    prepare_from = models.DateField()
    talks_from = models.DateField()
    talks_to = models.DateField()
    follow_up_from = models.DateField(null=True, blank=True)
    follow_up_to = models.DateField(null=True, blank=True)
    made_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    # Its dialogues are made by a job, once: when it was asked for, how far it is, when it was done.
    started_at = models.DateTimeField(null=True, blank=True)
    wanted = models.PositiveIntegerField(default=0)
    made = models.PositiveIntegerField(default=0)
    ready_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = RoundQuerySet.as_manager()

    class Meta:
        ordering = ["-talks_from", "sort_key"]
        constraints = [
            models.CheckConstraint(
                condition=Q(prepare_from__lte=F("talks_from")) & Q(talks_from__lte=F("talks_to")),
                name="round_prepares_before_it_talks",
            ),
            models.CheckConstraint(
                condition=Q(follow_up_from=None) | Q(follow_up_from__gte=F("talks_from")),
                name="round_follows_up_after_its_talks",
            ),
        ]


class YearEvent(Titled):
    """Another activity of the year wheel, so that rounds are placed beside it: budget, strategy, training plan."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    starts_on = models.DateField()
    ends_on = models.DateField()
    who = models.CharField(max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["starts_on", "sort_key"]
        constraints = [
            models.CheckConstraint(condition=Q(starts_on__lte=F("ends_on")), name="year_event_ends_after_it_starts")
        ]
