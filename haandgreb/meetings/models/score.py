"""The score: one ballot per device and meeting while it is open, counts fixed at closing."""

from __future__ import annotations

import uuid

from django.db import models

from haandgreb.meetings.models.meeting import Meeting
from haandgreb.questions.models import QuestionSet


class Ballot(models.Model):
    """That a device has voted, and which sheet it may replace. Kept only while the score is open; carries no time.

    `hash` is a keyed hash of the device's cookie and the meeting.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="ballots")
    hash = models.CharField(max_length=64)
    sheet = models.UUIDField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "hash"], name="one_ballot_per_device_and_meeting")]


class ScoreResult(models.Model):
    """What is known of a meeting's score once it is closed. Computed once; pages read only this.

    `counts` holds per question the five counts and n for *all* sheets; what may be shown is decided by rules on reading
    (thresholds never go down). `chair` holds the chair's own named steps, shown apart. `present` is N without chair:
    those who could have answered.
    """

    meeting = models.OneToOneField(Meeting, primary_key=True, on_delete=models.CASCADE, related_name="result")
    question_set = models.ForeignKey(QuestionSet, on_delete=models.PROTECT, related_name="+")
    focus_question = models.CharField(max_length=200, blank=True)
    sheets = models.PositiveIntegerField()
    present = models.PositiveIntegerField()
    is_open_score = models.BooleanField(default=False)
    everybody_shares = models.BooleanField(default=False)
    counts = models.JSONField(default=dict)  # {"MS-1": [0, 1, 2, 4, 3], …}
    chair = models.JSONField(default=dict)  # {"MS-9": 5, …}
    comments = models.JSONField(default=list)  # [{"text": …, "step": MS-8 where it has no common question}], shuffled
    closed_on = models.DateField()
    raw_until = models.DateField()  # raw answers are deleted after this day

    class Meta:
        indexes = [models.Index(fields=["raw_until"])]


class PooledMeeting(models.Model):
    """A meeting that went into a pool of meetings with too few answers each; a meeting belongs to one pool only."""

    meeting = models.OneToOneField(Meeting, primary_key=True, on_delete=models.CASCADE, related_name="pooled")
    pool = models.UUIDField(db_index=True)


class TypeReport(models.Model):
    """What HR and the works council see of one type of series: pooled once, over enough meetings, answers and units.

    A meeting is in one report only, so that no report can be subtracted from another.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    type = models.CharField(max_length=40)  # a key of content/types.toml
    made_on = models.DateField()
    meetings = models.PositiveIntegerField()
    answers = models.PositiveIntegerField()
    units = models.PositiveIntegerField()
    counts = models.JSONField(default=dict)  # {"MS-1": [[0, 1, 2, 4, 3], …]} per block: a meeting or a pool

    class Meta:
        ordering = ["type", "made_on", "pk"]


class ReportedMeeting(models.Model):
    """A meeting that is counted in a report."""

    meeting = models.OneToOneField(Meeting, primary_key=True, on_delete=models.CASCADE, related_name="reported")
    report = models.ForeignKey(TypeReport, on_delete=models.CASCADE, related_name="+")
