"""Ninety minutes in which a group draws the map of one goal: who takes part, its steps, notes, marks, outcome."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from haandgreb.impactmap.rules.workshop import FIRST, LAST
from haandgreb.organisation.models import Person, Unit
from haandgreb.shared import clock
from haandgreb.strategy.models import PracticeChange, StrategicGoal
from haandgreb.strategy.permissions import units_written_by

TEXT = 400


class WorkshopQuerySet(models.QuerySet["Workshop"]):
    """Workshops, the latest first."""

    def visible_to(self, person: Person) -> WorkshopQuerySet:
        """
        A workshop is seen by those who are in it: participants, facilitator, and whoever planned it, as long as she
        writes what stands on the map for its unit.
        """
        joined = WorkshopPerson.objects.filter(person=person).values("workshop")
        hers = units_written_by(person, clock.today()).order_by().values("pk")
        return self.filter(Q(pk__in=joined) | Q(facilitator=person) | Q(planned_by=person, unit__in=hers))


class Workshop(models.Model):
    """One goal, one unit, seven steps."""

    class State(models.TextChoices):
        PLANNED = "planned", _("Planned")
        RUNNING = "running", _("Running")
        CLOSED = "closed", _("Closed")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    goal = models.ForeignKey(StrategicGoal, on_delete=models.CASCADE, related_name="workshops")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    facilitator = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    planned_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    people: models.ManyToManyField[Person, WorkshopPerson] = models.ManyToManyField(
        Person, through="WorkshopPerson", related_name="+"
    )
    held_on = models.DateField()
    state = models.CharField(max_length=10, choices=State, default=State.PLANNED)
    step = models.PositiveSmallIntegerField(default=FIRST)
    began_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    # Raised by every act of those who run it, so that of two at once the second is told.
    version = models.PositiveIntegerField(default=1)
    is_demo = models.BooleanField(default=False)

    objects = WorkshopQuerySet.as_manager()

    class Meta:
        ordering = ["-held_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(step__range=(FIRST, LAST)), name="workshop_has_seven_steps"),
            models.CheckConstraint(
                condition=Q(state="closed", closed_at__isnull=False) | (~Q(state="closed") & Q(closed_at=None)),
                name="closed_workshop_has_a_moment",
            ),
        ]

    def __str__(self) -> str:
        return str(self.goal)


class WorkshopPerson(models.Model):
    """Somebody who takes part."""

    workshop = models.ForeignKey(Workshop, on_delete=models.CASCADE, related_name="participants")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workshop", "person"], name="takes_part_in_a_workshop_once")]


class WorkshopStep(models.Model):
    """A step that was begun: its clock, and whether what was written in silence is shown."""

    workshop = models.ForeignKey(Workshop, on_delete=models.CASCADE, related_name="steps")
    number = models.PositiveSmallIntegerField()
    started_at = models.DateTimeField()
    running_since = models.DateTimeField(null=True, blank=True)
    used_seconds = models.PositiveIntegerField(default=0)
    extra_minutes = models.PositiveSmallIntegerField(default=0)
    is_open = models.BooleanField(default=False)

    class Meta:
        ordering = ["workshop", "number"]
        constraints = [
            models.UniqueConstraint(fields=["workshop", "number"], name="one_step_of_a_number"),
            models.CheckConstraint(condition=Q(number__range=(FIRST, LAST)), name="step_is_one_of_seven"),
        ]


class WorkshopNote(models.Model):
    """
    Something one of them wrote. While `writer` is set it is hers alone; when the round is opened it is written anew
    without her, under another id, and everybody in the workshop reads it. Nothing says when it was written.
    """

    class Fate(models.TextChoices):
        FREE = "free", _("Not used yet")
        USED = "used", _("On the map")
        LIES = "lies", _("Lies")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    workshop = models.ForeignKey(Workshop, on_delete=models.CASCADE, related_name="notes")
    step = models.PositiveSmallIntegerField()
    writer = models.ForeignKey(Person, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    text = models.CharField(max_length=TEXT)
    # What it is about: a moment that was chosen, or a practice change.
    about = models.UUIDField(null=True, blank=True)
    # One of several that say the same lies under the first of them.
    under = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="same")
    fate = models.CharField(max_length=10, choices=Fate, default=Fate.FREE)
    became = models.UUIDField(null=True, blank=True)  # the card it became
    place = models.PositiveIntegerField(default=0)  # its place in the shuffled round

    class Meta:
        ordering = ["place", "pk"]
        indexes = [models.Index(fields=["workshop", "step"])]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="workshop_note_says_something"),
            models.CheckConstraint(condition=Q(writer=None) | Q(fate="free"), name="what_is_hers_alone_is_not_used"),
        ]

    def __str__(self) -> str:
        return self.text


class WorkshopMark(models.Model):
    """One person's silent word on one sentence: keep or cut. Gone when the marks are opened."""

    workshop = models.ForeignKey(Workshop, on_delete=models.CASCADE, related_name="marks")
    practice = models.ForeignKey(PracticeChange, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    keep = models.BooleanField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workshop", "practice", "person"], name="one_mark_a_sentence_each")
        ]


class WorkshopVerdict(models.Model):
    """What the group said of one sentence, in counts; whether it is among the weakest half."""

    workshop = models.ForeignKey(Workshop, on_delete=models.CASCADE, related_name="verdicts")
    practice = models.ForeignKey(PracticeChange, on_delete=models.CASCADE, related_name="+")
    keep = models.PositiveSmallIntegerField()
    cut = models.PositiveSmallIntegerField()
    is_weak = models.BooleanField(default=False)
    is_decided = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workshop", "practice"], name="one_verdict_a_sentence")]


class WorkshopOutcome(models.Model):
    """A card the workshop put on the map, or cut from it. The card is found by its kind and id."""

    class Kind(models.TextChoices):
        RESULT = "result", _("Result")
        MOMENT = "moment", _("Moment that matters")
        PRACTICE = "practice", _("Changed practice")
        BARRIER = "barrier", _("Barrier")
        LEARNING = "learning", _("Learning goal")

    workshop = models.ForeignKey(Workshop, on_delete=models.CASCADE, related_name="outcomes")
    kind = models.CharField(max_length=10, choices=Kind)
    card = models.UUIDField()
    title = models.CharField(max_length=TEXT)  # as it said, for what is gone since
    is_cut = models.BooleanField(default=False)

    class Meta:
        ordering = ["workshop", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["workshop", "kind", "card", "is_cut"], name="one_outcome_a_card")
        ]
