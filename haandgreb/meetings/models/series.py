"""A meeting series: why it exists, who is in it, how often, until when."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from haandgreb.organisation.models import Person, Unit
from haandgreb.shared import danish


class SeriesQuerySet(models.QuerySet["Series"]):
    """Series in Danish order of their titles."""

    def visible_to(self, person: Person) -> SeriesQuerySet:
        """A series is seen by its participants (core and optional), its chair and its owner."""
        taking_part = Membership.objects.filter(person=person).values("series")
        led = Series.objects.filter(chair=person).order_by().values("pk")
        owned = Series.objects.filter(owner=person).order_by().values("pk")
        # A union, as each part has its index: with "or" the database would walk through every series.
        return self.filter(pk__in=taking_part.union(led, owned, all=True))


class Series(models.Model):
    """Meetings that come again: one purpose, one chair, an expiry date."""

    # The values of Cadence and Scoring are those of rules.hours.Cadence and rules.rhythm.Rhythm.
    class Cadence(models.TextChoices):
        DAILY = "daily", _("daily")
        THREE_A_WEEK = "three-a-week", _("three times a week")
        WEEKLY = "weekly", _("weekly")
        EVERY_2_WEEKS = "every-2-weeks", _("every 2 weeks")
        EVERY_3_WEEKS = "every-3-weeks", _("every 3 weeks")
        MONTHLY = "monthly", _("monthly")
        EVERY_6_WEEKS = "every-6-weeks", _("every 6 weeks")
        QUARTERLY = "quarterly", _("every 3 months")
        HALF_YEARLY = "half-yearly", _("every half year")
        AS_NEEDED = "as-needed", _("as needed")
        ONCE = "once", _("once")

    class Scoring(models.TextChoices):
        EVERY_THIRD = "every-third", _("every third meeting, and four in a row after a change")
        EVERY = "every", _("every meeting")
        NEVER = "never", _("no meetings")

    class State(models.TextChoices):
        ACTIVE = "active", _("Active")
        CLOSED = "closed", _("Closed")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    title = models.CharField(max_length=200)
    sort_key = models.CharField(max_length=410, blank=True)
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    purpose = models.CharField(max_length=400, blank=True)
    type = models.CharField(max_length=40)  # a key of content/types.toml
    cadence = models.CharField(max_length=20, choices=Cadence, default=Cadence.WEEKLY)
    minutes = models.PositiveSmallIntegerField(default=60)
    place = models.CharField(max_length=200, blank=True)
    chair = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    owner = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    template = models.CharField(max_length=40, blank=True)  # a key of content/agenda-templates.toml
    scoring = models.CharField(max_length=20, choices=Scoring, default=Scoring.EVERY_THIRD)
    # MS-8 as the series' own question for a period; only listed, never averaged, where it is empty.
    focus_question = models.CharField(max_length=200, blank=True)
    focus_since = models.DateField(null=True, blank=True)
    expires_on = models.DateField()
    reviewed_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.ACTIVE)
    closed_on = models.DateField(null=True, blank=True)
    is_demo = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)

    objects = SeriesQuerySet.as_manager()

    class Meta:
        ordering = ["sort_key", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(minutes__range=(5, 720)), name="series_minutes_5_to_720"),
            models.CheckConstraint(
                condition=Q(state="active", closed_on__isnull=True) | Q(state="closed", closed_on__isnull=False),
                name="closed_series_has_a_day",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: object, **kwargs: object) -> None:
        self.sort_key = danish.sort_key(self.title)
        super().save(*args, **kwargs)  # type: ignore[arg-type]  # passed on as they came


class Membership(models.Model):
    """Who is in a series; core participants are needed, optional ones choose."""

    series = models.ForeignKey(Series, on_delete=models.CASCADE, related_name="memberships")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    is_core = models.BooleanField(default=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["series", "person"], name="one_membership_per_series")]


class SeriesChange(models.Model):
    """What the group chose after three scored meetings, or a change it made; marked on the run chart."""

    class Choice(models.TextChoices):
        KEEP = "keep", _("Keep")
        CHANGE = "change", _("Change one thing")
        STOP = "stop", _("Stop")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    series = models.ForeignKey(Series, on_delete=models.CASCADE, related_name="changes")
    choice = models.CharField(max_length=10, choices=Choice)
    what = models.CharField(max_length=200, blank=True)
    what_en = models.CharField(max_length=200, blank=True)
    from_day = models.DateField()
    chosen_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["from_day", "pk"]
        constraints = [models.CheckConstraint(condition=~Q(choice="change") | ~Q(what=""), name="a_change_says_what")]
