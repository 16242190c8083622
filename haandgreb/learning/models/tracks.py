"""Learning the same thing together (HG-10): tracks, fælles klik, study pairs, what it means in the team."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from haandgreb.competences.models import RoleProfile
from haandgreb.learning.models.activities import Activity
from haandgreb.organisation.models import Engagement, Person, Unit
from haandgreb.organisation.permissions import hr_units
from haandgreb.organisation.queries.managers import units_led_by
from haandgreb.shared import clock
from haandgreb.shared.sealed import SealedField
from haandgreb.shared.titled import Titled


class Track(Titled):
    """A few modules for a role or a purpose, with what to talk about and what to use it on. Open to everybody."""

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        CLOSED = "closed", _("Closed")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    code = models.CharField(max_length=20, blank=True)
    for_whom = models.CharField(max_length=200, blank=True)
    profiles = models.ManyToManyField(RoleProfile, blank=True, related_name="+")
    modules: models.ManyToManyField[Activity, TrackModule] = models.ManyToManyField(
        Activity, through="TrackModule", related_name="tracks"
    )
    talk_questions = models.TextField(max_length=1000, blank=True)  # one a line
    use_task = models.CharField(max_length=400, blank=True)
    sign = models.CharField(max_length=400, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    version = models.PositiveIntegerField(default=1)
    is_demo = models.BooleanField(default=False)

    class Meta:
        ordering = ["sort_key", "pk"]

    @property
    def questions(self) -> list[str]:
        """The questions to talk about."""
        return [line.strip() for line in self.talk_questions.splitlines() if line.strip()]


class TrackModule(models.Model):
    """The activity's place in the track."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    track = models.ForeignKey(Track, on_delete=models.CASCADE, related_name="module_links")
    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="track_links")
    place = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["place", "pk"]
        constraints = [models.UniqueConstraint(fields=["track", "activity"], name="module_once_in_a_track")]


class SharedClick(models.Model):
    """Fælles klik: the same module at the same time, 45 minutes, and a quarter of an hour to talk about it."""

    class State(models.TextChoices):
        PLANNED = "planned", _("Planned")
        HELD = "held", _("Held")
        CANCELLED = "cancelled", _("Cancelled")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="shared_clicks")
    host = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    starts_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField(default=45)
    talk_minutes = models.PositiveSmallIntegerField(default=15)
    place = models.CharField(max_length=200, blank=True)
    seats = models.PositiveSmallIntegerField(default=8)
    question = models.CharField(max_length=400, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.PLANNED)
    why_cancelled = models.CharField(max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1)
    is_demo = models.BooleanField(default=False)

    class Meta:
        ordering = ["starts_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="cancelled") | ~Q(why_cancelled=""), name="cancelled_click_says_why"
            ),
            models.CheckConstraint(condition=Q(seats__gte=1), name="a_click_has_seats"),
        ]


class ClickSeat(models.Model):
    """Somebody has a seat. She and the host know; others see how many are left."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    click = models.ForeignKey(SharedClick, on_delete=models.CASCADE, related_name="taken")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    taken_at = models.DateTimeField()

    class Meta:
        ordering = ["taken_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["click", "person"], name="one_seat_for_each_at_a_click")]


class StudyPair(models.Model):
    """
    Two who learn the same thing and talk about it twice. Asked of one colleague, or open to whoever wants to join.

    An open one is seen by everybody on the activity's page; one that was asked, and what became of it, by the two.
    """

    class State(models.TextChoices):
        OPEN = "open", _("looks for a partner")
        ASKED = "asked", _("waits for a yes")
        PAIRED = "paired", _("a pair")
        ENDED = "ended", _("over")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="pairs")
    first = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(Person, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    first_on = models.DateField(null=True, blank=True)  # the two times 45 minutes
    second_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    made_at = models.DateTimeField()
    is_demo = models.BooleanField(default=False)

    class Meta:
        ordering = ["-made_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(second=None) | ~Q(second=F("first")), name="a_pair_is_two"),
            models.CheckConstraint(
                condition=~Q(state__in=("asked", "paired")) | Q(second__isnull=False), name="a_pair_has_its_second"
            ),
            models.CheckConstraint(
                condition=Q(first_on=None) | Q(second_on=None) | Q(second_on__gte=F("first_on")),
                name="a_pair_meets_again_later",
            ),
            models.UniqueConstraint(
                fields=["activity", "first"], condition=Q(state__in=("open", "asked")), name="one_search_for_a_partner"
            ),
        ]


class ModuleNote(models.Model):
    """What one expects of an activity, and what one took from it: learned, use, unclear. Hers alone."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="notes")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    expectations = SealedField(null=True, blank=True)  # three at most, one a line
    learned = SealedField(null=True, blank=True)
    use = SealedField(null=True, blank=True)
    unclear = SealedField(null=True, blank=True)
    changed_at = models.DateTimeField()
    hidden_at = models.DateTimeField(null=True, blank=True)  # its time is up: not shown any more
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-changed_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["activity", "person"], name="one_note_for_each_activity")]


class TeamTalkQuerySet(models.QuerySet["TeamTalk"]):
    """Ten-minute talks, the latest first."""

    def visible_to(self, person: Person) -> TeamTalkQuerySet:
        """Those who work in the unit today, those who lead it or a unit above it, and HR for it."""
        today = clock.today()
        own = Engagement.objects.on(today).filter(person=person).order_by().values("unit")
        led = units_led_by(person, today).order_by().values("pk")
        hr = hr_units(person, today).order_by().values("pk")
        return self.filter(Q(unit__in=own) | Q(unit__in=led) | Q(unit__in=hr))


class TeamTalk(models.Model):
    """»Hvad betyder det hos os?«: ten minutes in the team after one of them has learned something. No names in it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="team_talks")
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="+")
    held_on = models.DateField()
    means = models.TextField(max_length=2000)  # what it means here
    does_not_fit = models.TextField(max_length=1000, blank=True)
    tries = models.CharField(max_length=400, blank=True)  # what we try within a week
    written_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    version = models.PositiveIntegerField(default=1)
    is_demo = models.BooleanField(default=False)

    objects = TeamTalkQuerySet.as_manager()

    class Meta:
        ordering = ["-held_on", "pk"]
