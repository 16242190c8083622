"""The service check of the meeting structure: what meetings cost, what they are for, what the group decides."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from haandgreb.meetings.models.series import Series
from haandgreb.organisation.models import Person, Unit


class ServiceCheckQuerySet(models.QuerySet["ServiceCheck"]):
    """Service checks, the latest first."""

    def visible_to(self, person: Person) -> ServiceCheckQuerySet:
        """A check is seen by those who vote in it, by who leads it, and by the owners of its series."""
        voting = CheckVoter.objects.filter(person=person).values("check_of")
        owning = CheckedSeries.objects.filter(series__owner=person).values("check_of")
        return self.filter(Q(pk__in=voting) | Q(pk__in=owning) | Q(leader=person))


class ServiceCheck(models.Model):
    """One service check of a unit's, or the whole house's, meeting series."""

    class Step(models.TextChoices):
        MAP = "map", _("Map")
        PURPOSE = "purpose", _("Purpose")
        VOTE = "vote", _("Vote in silence")
        TALK = "talk", _("Talk where you differ")
        DECIDE = "decide", _("Decide with a date")
        LOOK = "look", _("Look again after three months")
        DONE = "done", _("Finished")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    title = models.CharField(max_length=200)
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    leader = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    started_on = models.DateField()
    step = models.CharField(max_length=10, choices=Step, default=Step.MAP)
    voted_on = models.DateField(null=True, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    look_on = models.DateField(null=True, blank=True)
    look_note = models.TextField(blank=True)
    look_promise = models.UUIDField(null=True, blank=True)  # who has the ball of looking again
    is_demo = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)

    objects = ServiceCheckQuerySet.as_manager()

    class Meta:
        ordering = ["-started_on", "pk"]

    def __str__(self) -> str:
        return self.title


class CheckVoter(models.Model):
    """Somebody who takes part. `has_voted` says that, never what: verdicts lose their person once voting ends."""

    check_of = models.ForeignKey(ServiceCheck, on_delete=models.CASCADE, related_name="voters")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    has_voted = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["check_of", "person"], name="one_voter_per_check")]


class CheckedSeries(models.Model):
    """A series as it was when the check began, and what was decided about it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    check_of = models.ForeignKey(ServiceCheck, on_delete=models.CASCADE, related_name="rows")
    series = models.ForeignKey(Series, null=True, on_delete=models.SET_NULL, related_name="+")
    title = models.CharField(max_length=200)
    type = models.CharField(max_length=40)
    people = models.PositiveIntegerField()
    minutes = models.PositiveSmallIntegerField()
    cadence = models.CharField(max_length=20)
    purpose = models.CharField(max_length=400, blank=True)
    who_would_miss_it = models.CharField(max_length=200, blank=True)
    decision = models.CharField(max_length=20, blank=True)  # a verdict key
    change = models.CharField(max_length=200, blank=True)
    from_day = models.DateField(null=True, blank=True)
    review_on = models.DateField(null=True, blank=True)
    owner = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    new_minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    new_cadence = models.CharField(max_length=20, blank=True)
    new_people = models.PositiveIntegerField(null=True, blank=True)
    merge_with = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    applied_on = models.DateField(null=True, blank=True)  # the day the series itself was changed
    promise = models.UUIDField(null=True, blank=True)  # who has the ball for the change
    changed_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    changed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["check_of", "-people", "title"]

    def __str__(self) -> str:
        return self.title


class Verdict(models.Model):
    """One silent verdict on one series.

    `voter` is a keyed hash of the person and the check, there only while the vote is open so that it can be changed;
    whoever holds the database alone cannot go back to the person.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    row = models.ForeignKey(CheckedSeries, on_delete=models.CASCADE, related_name="verdicts")
    voter = models.CharField(max_length=64, blank=True)
    verdict = models.CharField(max_length=20)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["row", "voter"], condition=~Q(voter=""), name="one_verdict_per_voter_and_series"
            )
        ]


class WantedMeeting(models.Model):
    """A meeting somebody misses, said in silence. `voter` as on a verdict."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    check_of = models.ForeignKey(ServiceCheck, on_delete=models.CASCADE, related_name="wanted")
    voter = models.CharField(max_length=64, blank=True)
    text = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["check_of", "voter"], condition=~Q(voter=""), name="one_wanted_meeting_per_voter"
            )
        ]


class Booking(models.Model):
    """What freed hours are booked for; unbooked hours vanish."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    check_of = models.ForeignKey(ServiceCheck, on_delete=models.CASCADE, related_name="bookings")
    what = models.CharField(max_length=200)
    hours_a_week = models.DecimalField(max_digits=6, decimal_places=1)
    from_day = models.DateField()

    class Meta:
        ordering = ["from_day", "pk"]
        constraints = [models.CheckConstraint(condition=Q(hours_a_week__gt=0), name="booking_has_hours")]
