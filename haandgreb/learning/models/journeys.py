"""Learning journeys: spaced steps with try-outs at work (transfer.md 7)."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from haandgreb.learning.models.activities import Activity
from haandgreb.organisation.models import Person
from haandgreb.organisation.permissions import is_hr_for_all
from haandgreb.organisation.queries.managers import staff_of
from haandgreb.shared import clock
from haandgreb.shared.sealed import SealedField
from haandgreb.shared.titled import Titled
from haandgreb.strategy.models import PracticeChange

SHORTEST, LONGEST = 6, 16  # weeks


class JourneyQuerySet(models.QuerySet["Journey"]):
    """Journeys, those under way first."""

    def visible_to(self, person: Person) -> JourneyQuerySet:
        """The plan of a journey that has begun is open to everybody; before, it is its maker's, and HR's for all."""
        begun = ~Q(state=Journey.State.DRAFT)
        return self.all() if is_hr_for_all(person, clock.today()) else self.filter(begun | Q(owner=person))


class Journey(Titled):
    """
    Six to sixteen weeks from what one is to know to what one keeps doing alone.

    The performance path reads outcomes → moments that matter → performance → reason. `starts_on` is the Monday of its
    first week, set when it begins; from then on its steps stand.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("being planned")
        RUNNING = "running", pgettext_lazy("journey", "under way")
        ENDED = "ended", pgettext_lazy("journey", "over")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    goal = models.CharField(max_length=400)  # what one keeps doing alone at its end
    outcomes = models.TextField(max_length=1000, blank=True)  # what one can do
    moments = models.TextField(max_length=1000, blank=True)  # moments that matter
    performance = models.TextField(max_length=1000, blank=True)  # what others then see
    reason = models.TextField(max_length=1000, blank=True)  # why it matters to the workplace
    weeks = models.PositiveSmallIntegerField(default=8)
    practice = models.ForeignKey(PracticeChange, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    activity = models.ForeignKey(Activity, null=True, blank=True, on_delete=models.SET_NULL, related_name="journeys")
    owner = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    starts_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    made_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)
    is_demo = models.BooleanField(default=False)

    objects = JourneyQuerySet.as_manager()

    class Meta:
        ordering = ["-state", "sort_key", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(weeks__gte=SHORTEST, weeks__lte=LONGEST), name="journey_is_6_to_16_weeks"
            ),
            models.CheckConstraint(
                condition=Q(state="draft") | Q(starts_on__isnull=False), name="begun_journey_has_its_first_week"
            ),
        ]


class JourneyStep(models.Model):
    """One step of the plan: in which week, of what kind, how long, who, and what shows that it was done."""

    class Kind(models.TextChoices):
        ENGAGE = "engage", _("engage")
        KNOW = "know", _("know")
        PRACTISE = "practise", _("practise")
        APPLY = "apply", _("apply at work")
        FEEDBACK = "feedback", _("feedback")
        REFLECT = "reflect", _("reflect")
        PROVE = "prove", _("prove")

    class Who(models.TextChoices):
        LEARNER = "learner", _("the learner")
        MANAGER = "manager", _("the manager")
        COLLEAGUE = "colleague", _("a colleague")

    class Day(models.IntegerChoices):
        MONDAY = 1, _("Monday")
        TUESDAY = 2, _("Tuesday")
        WEDNESDAY = 3, _("Wednesday")
        THURSDAY = 4, _("Thursday")
        FRIDAY = 5, _("Friday")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    journey = models.ForeignKey(Journey, on_delete=models.CASCADE, related_name="steps")
    week = models.PositiveSmallIntegerField()
    day = models.PositiveSmallIntegerField(choices=Day, default=Day.MONDAY)
    kind = models.CharField(max_length=10, choices=Kind)
    title = models.CharField(max_length=200)
    words = models.TextField(max_length=1000, blank=True)
    who = models.CharField(max_length=10, choices=Who, default=Who.LEARNER)
    minutes = models.PositiveSmallIntegerField(default=30)
    evidence = models.CharField(max_length=200, blank=True)  # what shows it
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["week", "day", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(week__gte=1, week__lte=LONGEST, day__gte=1, day__lte=5), name="journey_step_has_its_day"
            )
        ]

    def __str__(self) -> str:
        return self.title


class JourneyPartQuerySet(models.QuerySet["JourneyPart"]):
    """Who takes part."""

    def visible_to(self, person: Person) -> JourneyPartQuerySet:
        """The person herself, and her nearest manager today while she takes part."""
        staff = staff_of(person, clock.today())
        if not staff:
            return self.filter(person=person)
        return self.filter(Q(person=person) | (Q(person__in=staff) & Q(state=JourneyPart.State.JOINED)))


class _InUse(models.Manager["JourneyPart"]):
    def get_queryset(self) -> JourneyPartQuerySet:
        return JourneyPartQuerySet(self.model, using=self._db).filter(hidden_at=None)


_Parts = _InUse.from_queryset(JourneyPartQuerySet)


class JourneyPart(models.Model):
    """One person in one journey. She says yes to it herself, and so does her nearest manager: both commit."""

    class State(models.TextChoices):
        INVITED = "invited", _("invited")
        JOINED = "joined", _("takes part")
        LEFT = "left", _("takes part no more")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    journey = models.ForeignKey(Journey, on_delete=models.CASCADE, related_name="parts")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="journey_parts")
    state = models.CharField(max_length=10, choices=State, default=State.INVITED)
    moment = models.CharField(max_length=400, blank=True)  # the moment that matters to her; her manager reads it
    buddy = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    joined_on = models.DateField(null=True, blank=True)
    manager = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")  # said yes
    manager_yes_on = models.DateField(null=True, blank=True)
    left_on = models.DateField(null=True, blank=True)
    hidden_at = models.DateTimeField(null=True, blank=True)  # its time is up: nobody reads it any more
    version = models.PositiveIntegerField(default=1)

    objects = _Parts()
    everything = JourneyPartQuerySet.as_manager()

    class Meta:
        ordering = ["journey", "joined_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["journey", "person"], name="one_part_in_a_journey"),
            models.CheckConstraint(
                condition=Q(state="invited") | Q(joined_on__isnull=False), name="who_takes_part_has_joined"
            ),
        ]


class JourneyAct(models.Model):
    """
    One step of the journey for one who takes part: when it is due, and how it ended. Told of once, as other steps.

    `note` is hers alone until she shares it with her nearest manager of that day, and nobody who comes later reads it.
    """

    class State(models.TextChoices):
        OPEN = "open", _("to do")
        DONE = "done", pgettext_lazy("transfer step", "done")
        SKIPPED = "skipped", _("skipped")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    part = models.ForeignKey(JourneyPart, on_delete=models.CASCADE, related_name="acts")
    step = models.ForeignKey(JourneyStep, on_delete=models.CASCADE, related_name="acts")
    due_on = models.DateField()
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    ended_on = models.DateField(null=True, blank=True)
    ended_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    note = SealedField(null=True, blank=True)
    shared = models.BooleanField(default=False)
    shared_with = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    why_skipped = models.CharField(max_length=200, blank=True)
    told_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["due_on", "pk"]
        indexes = [models.Index(fields=["due_on"], condition=Q(state="open"), name="learning_open_journey_acts")]
        constraints = [
            models.UniqueConstraint(fields=["part", "step"], name="one_act_of_a_step_for_each"),
            models.CheckConstraint(
                condition=Q(state="open", ended_on=None) | (~Q(state="open") & Q(ended_on__isnull=False)),
                name="ended_journey_act_has_a_day",
            ),
            models.CheckConstraint(
                condition=~Q(state="skipped") | ~Q(why_skipped=""), name="skipped_journey_act_says_why"
            ),
        ]
