"""What one can be good at, and what each role asks for."""

from __future__ import annotations

import uuid
from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from haandgreb.organisation.models import Engagement, Person
from haandgreb.organisation.models.validity import HasLastDay, ends_after_start, valid_on
from haandgreb.shared import danish
from haandgreb.shared.titled import Titled
from haandgreb.strategy.models import GoalVersion, StrategicGoal

TOP_LEVEL = 5
LONGEST_SEARCH_KEY = 2000


class Importance(models.IntegerChoices):
    """How much a competence matters for the tasks of the next twelve months (dialogue.md 1; algorithms.md 5)."""

    LOW = 1, _("low")
    NORMAL = 2, _("normal")
    HIGH = 3, _("high")


class CompetenceQuerySet(models.QuerySet["Competence"]):
    """Competences in Danish order."""

    def visible_to(self, person: Person) -> CompetenceQuerySet:
        """The catalogue is open to everybody who works here."""
        return self.all()

    def active(self) -> CompetenceQuerySet:
        return self.filter(state=Competence.State.ACTIVE)


class Competence(Titled):
    """One entry of the catalogue: the workplace's own words first, ESCO's where somebody fetched them."""

    class Kind(models.TextChoices):
        PROFESSIONAL = "professional", _("professional")
        RELATIONAL = "relational", _("relational")
        GENERAL = "general", _("general")
        ORGANISATIONAL = "organisational", _("organisational")
        LEADERSHIP = "leadership", _("leadership")

    class Source(models.TextChoices):
        OWN = "own", _("our own")
        ESCO = "esco", "ESCO"

    class State(models.TextChoices):
        ACTIVE = "active", _("Active")
        CLOSED = "closed", _("Closed")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    code = models.CharField(max_length=20, blank=True)
    description = models.TextField(max_length=4000, blank=True)
    description_en = models.TextField(max_length=4000, blank=True)
    kind = models.CharField(max_length=15, choices=Kind, default=Kind.PROFESSIONAL)
    source = models.CharField(max_length=10, choices=Source, default=Source.OWN)
    esco_uri = models.CharField(max_length=200, null=True, blank=True, unique=True)
    # What else it is called, one name a line; found by search.
    other_names = models.TextField(max_length=4000, blank=True)
    other_names_en = models.TextField(max_length=4000, blank=True)
    # Closed because ESCO no longer has it: it opens again should ESCO take it back. What somebody closed stays closed.
    gone_from_esco = models.BooleanField(default=False)
    search_key = models.CharField(max_length=LONGEST_SEARCH_KEY, blank=True)
    # Its place in every person's row of levels; given when the competence is first asked for or agreed, never reused.
    column = models.PositiveSmallIntegerField(null=True, blank=True, unique=True)
    state = models.CharField(max_length=10, choices=State, default=State.ACTIVE)
    version = models.PositiveIntegerField(default=1)
    is_demo = models.BooleanField(default=False)

    objects = CompetenceQuerySet.as_manager()

    class Meta:
        ordering = ["sort_key", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(source="own") | Q(esco_uri__isnull=False), name="esco_entry_has_its_uri"
            ),
        ]
        # The order of the catalogue page: own entries first.
        indexes = [models.Index(fields=["-source", "sort_key", "id"])]

    def fill_keys(self) -> None:
        super().fill_keys()
        names = [self.code, self.title, self.title_en, self.other_names, self.other_names_en]
        self.search_key = danish.search_key(" ".join(names))[:LONGEST_SEARCH_KEY]

    @property
    def is_esco(self) -> bool:
        """Whether its words are ESCO's, which nobody changes here."""
        return self.source == self.Source.ESCO


class ProfileQuerySet(models.QuerySet["RoleProfile"]):
    """Role profiles in Danish order."""

    def visible_to(self, person: Person) -> ProfileQuerySet:
        """What the roles ask for is open to everybody who works here."""
        return self.all()

    def active(self) -> ProfileQuerySet:
        return self.filter(state=RoleProfile.State.ACTIVE)


class RoleProfile(Titled):
    """What a role asks for. People get it with their engagement, by hand or by job title."""

    class State(models.TextChoices):
        ACTIVE = "active", _("Active")
        CLOSED = "closed", _("Closed")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    code = models.CharField(max_length=20, blank=True)
    description = models.TextField(max_length=4000, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.ACTIVE)
    version = models.PositiveIntegerField(default=1)
    is_demo = models.BooleanField(default=False)

    objects = ProfileQuerySet.as_manager()

    class Meta:
        ordering = ["sort_key", "pk"]


class ProfileTitle(models.Model):
    """Everybody with this job title gets the profile, until somebody chooses another for an engagement by hand."""

    profile = models.ForeignKey(RoleProfile, on_delete=models.CASCADE, related_name="job_titles")
    job_title = models.CharField(max_length=200, unique=True)

    class Meta:
        ordering = ["job_title"]


class Requirement(HasLastDay, models.Model):
    """The level a role asks for in a competence, and how much it matters for the next twelve months."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    profile = models.ForeignKey(RoleProfile, on_delete=models.CASCADE, related_name="requirements")
    competence = models.ForeignKey(Competence, on_delete=models.PROTECT, related_name="requirements")
    level = models.PositiveSmallIntegerField()
    importance = models.PositiveSmallIntegerField(choices=Importance, default=Importance.NORMAL)
    is_common = models.BooleanField(default=True)  # common to the workplace; otherwise local to the role
    goal = models.ForeignKey(StrategicGoal, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    said = models.ForeignKey(GoalVersion, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["profile", "-importance", "competence__sort_key", "valid_from"]
        constraints = [
            ends_after_start("requirement_ends_after_start"),
            models.CheckConstraint(condition=Q(level__gte=1, level__lte=TOP_LEVEL), name="required_level_is_1_to_5"),
            models.UniqueConstraint(
                fields=["profile", "competence"], condition=Q(valid_to=None), name="one_open_requirement"
            ),
        ]

    @property
    def now_says_else(self) -> bool:
        """Whether the goal that asks for it is worded otherwise than when this was written."""
        if self.goal is None or self.said is None:
            return False
        return (self.goal.title, self.goal.title_en) != (self.said.title, self.said.title_en)


class EngagementProfileQuerySet(models.QuerySet["EngagementProfile"]):
    def on(self, day: date) -> EngagementProfileQuerySet:
        """Which profile each engagement has on the day."""
        return self.filter(valid_on(day))


class EngagementProfile(models.Model):
    """An engagement has a profile in a time. Two engagements ask for the higher of two levels."""

    class Source(models.TextChoices):
        TITLE = "title", _("by job title")
        HAND = "hand", _("chosen by hand")

    engagement = models.ForeignKey(Engagement, on_delete=models.CASCADE, related_name="profiles")
    profile = models.ForeignKey(RoleProfile, on_delete=models.CASCADE, related_name="engagement_rows")
    source = models.CharField(max_length=5, choices=Source)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    objects = EngagementProfileQuerySet.as_manager()

    class Meta:
        ordering = ["engagement", "valid_from"]
        constraints = [
            ends_after_start("engagement_profile_ends_after_start"),
            models.UniqueConstraint(
                fields=["engagement", "profile"], condition=Q(valid_to=None), name="one_open_engagement_profile"
            ),
        ]
