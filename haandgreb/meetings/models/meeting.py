"""One meeting: when, who, what about, what was decided."""

from __future__ import annotations

import uuid
from datetime import timedelta

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from haandgreb.meetings.models.series import Series
from haandgreb.organisation.models import Person
from haandgreb.questions.models import QuestionSet


class MeetingQuerySet(models.QuerySet["Meeting"]):
    """Meetings, the latest first."""

    def visible_to(self, person: Person) -> MeetingQuerySet:
        """A meeting is seen by those who are in it: participants, chair and minute taker."""
        asked = Attendance.objects.filter(person=person).values("meeting")
        led = Meeting.objects.filter(chair=person).order_by().values("pk")
        written = Meeting.objects.filter(minute_taker=person).order_by().values("pk")
        # A union, as each part has its index: with "or" the database would walk through every meeting.
        return self.filter(pk__in=asked.union(led, written, all=True))


class Meeting(models.Model):
    """One meeting of a series, or one on its own (series empty)."""

    class State(models.TextChoices):
        PLANNED = "planned", _("Planned")
        RUNNING = "running", _("Running")
        HELD = "held", _("Held")
        CANCELLED = "cancelled", _("Cancelled")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    series = models.ForeignKey(Series, null=True, blank=True, on_delete=models.CASCADE, related_name="meetings")
    title = models.CharField(max_length=200)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    began_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    place = models.CharField(max_length=200, blank=True)
    online_link = models.URLField(max_length=500, blank=True)
    chair = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    minute_taker = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    timekeeper = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    state = models.CharField(max_length=10, choices=State, default=State.PLANNED)
    why_cancelled = models.CharField(max_length=200, blank=True)
    notes = models.TextField(blank=True)  # minutes beyond decisions and actions
    notes_version = models.PositiveIntegerField(default=1)
    notes_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    notes_at = models.DateTimeField(null=True, blank=True)
    minutes_ready_at = models.DateTimeField(null=True, blank=True)
    # Invitation as calendar mail: constant UID (the id), a sequence that rises with each change.
    invited_at = models.DateTimeField(null=True, blank=True)
    calendar_sequence = models.PositiveIntegerField(default=0)
    # Running: which item is on, since when, and how long a pause has stood.
    current_item = models.ForeignKey("AgendaItem", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    # The score.
    is_scored = models.BooleanField(default=False)
    score_choice = models.BooleanField(null=True, blank=True)  # the chair's word for this one meeting; None: the rhythm
    score_code = models.CharField(max_length=8, unique=True, null=True, blank=True)
    open_score = models.BooleanField(default=False)  # chosen before the score opens by everybody in the room (3–4)
    # What everybody answers, fixed when the score opens: the version of the questions, and the series' own MS-8.
    score_set = models.ForeignKey(QuestionSet, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    score_focus = models.CharField(max_length=200, blank=True)
    score_opened_at = models.DateTimeField(null=True, blank=True)
    score_closed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_at", "pk"]
        indexes = [models.Index(fields=["series", "starts_at"]), models.Index(fields=["state", "starts_at"])]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="meeting_ends_after_start"),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(began_at__isnull=False), name="ended_meeting_has_begun"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def length(self) -> timedelta:
        return self.ends_at - self.starts_at

    @property
    def minutes(self) -> int:
        """The planned length in minutes."""
        return int(self.length / timedelta(minutes=1))

    @property
    def is_over(self) -> bool:
        """Held or cancelled: nothing about it is planned any more."""
        return self.state in {self.State.HELD, self.State.CANCELLED}


class Attendance(models.Model):
    """Who is asked to a meeting, and who was there."""

    class Presence(models.TextChoices):
        UNKNOWN = "unknown", _("Not noted")
        PRESENT = "present", _("In the room")
        ONLINE = "online", _("On screen")
        ABSENT = "absent", _("Absent")

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="attendances")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    is_core = models.BooleanField(default=True)
    presence = models.CharField(max_length=10, choices=Presence, default=Presence.UNKNOWN)
    invited_at = models.DateTimeField(null=True, blank=True)
    is_prepared = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "person"], name="one_attendance_per_meeting")]


class AgendaItem(models.Model):
    """One item: what kind, what for, how long, whose."""

    class Kind(models.TextChoices):
        INFORMATION = "information", _("Information")
        DISCUSSION = "discussion", _("Discussion")
        DECISION = "decision", _("Decision")
        IDEAS = "ideas", _("Ideas")
        LEARNING = "learning", _("Learning")
        COORDINATION = "coordination", _("Coordination")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=Kind, default=Kind.DISCUSSION)
    purpose = models.CharField(max_length=300, blank=True)  # "After the item we shall have …"
    outcome = models.CharField(max_length=300, blank=True)
    owner = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    minutes = models.PositiveSmallIntegerField(default=10)
    preparation = models.CharField(max_length=300, blank=True)
    preparation_link = models.URLField(max_length=500, blank=True)
    preparation_minutes = models.PositiveSmallIntegerField(default=0)
    everyone_needed = models.BooleanField(default=True)
    # Running: seconds used in earlier stretches, and since when the present stretch runs.
    used_seconds = models.PositiveIntegerField(default=0)
    running_since = models.DateTimeField(null=True, blank=True)
    extra_minutes = models.PositiveSmallIntegerField(default=0)
    is_done = models.BooleanField(default=False)
    is_score = models.BooleanField(default=False)  # the item in which the group scores the meeting
    version = models.PositiveIntegerField(default=1)
    changed_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    changed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["meeting", "position", "pk"]
        constraints = [models.CheckConstraint(condition=Q(minutes__range=(1, 480)), name="item_minutes_1_to_480")]


class ItemNeed(models.Model):
    """Somebody who is needed for an item where not everybody is; the others may leave."""

    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="needs")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "person"], name="one_need_per_item")]


class Decision(models.Model):
    """What was decided, read aloud, and who is told."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="decisions")
    item = models.ForeignKey(AgendaItem, null=True, blank=True, on_delete=models.SET_NULL, related_name="decisions")
    text = models.CharField(max_length=600)
    told_to = models.CharField(max_length=200, blank=True)
    decided_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)
    changed_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    changed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["decided_at", "pk"]


class ParkedPoint(models.Model):
    """A point kept for later, so that the item at hand is finished."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="parked")
    text = models.CharField(max_length=300)
    parked_at = models.DateTimeField()
    is_taken_up = models.BooleanField(default=False)

    class Meta:
        ordering = ["parked_at", "pk"]
