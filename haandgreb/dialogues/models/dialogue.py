"""One dialogue between a person and her manager, and what each writes before it."""

from __future__ import annotations

import uuid
from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from haandgreb.dialogues.models.kept import Kept
from haandgreb.dialogues.models.rounds import Kind, Round
from haandgreb.organisation import permissions
from haandgreb.organisation.models import Engagement, Person
from haandgreb.organisation.queries.managers import managers_of, staff_of, units_managed_by
from haandgreb.shared import clock
from haandgreb.shared.sealed import SealedField


class DialogueQuerySet(models.QuerySet["Dialogue"]):
    """Dialogues, the next first."""

    def visible_to(self, person: Person, today: date | None = None) -> DialogueQuerySet:
        """
        The person whose dialogue it is, and its one manager: while she is that person's nearest manager today, or,
        where the person herself has picked her, while she manages anything at all. Nobody else
        (security-and-privacy.md 1).
        """
        day = today or clock.today()
        if not permissions.acts_as_manager(person, day):
            return self.filter(person=person)
        led = Q(manager=person, is_picked=False, person__in=staff_of(person, day))
        if units_managed_by(person, day):
            led |= Q(manager=person, is_picked=True)
        return self.filter(Q(person=person) | led)

    def open(self) -> DialogueQuerySet:
        """Those something is still to happen with."""
        return self.exclude(state__in=(Dialogue.State.REPLACED, Dialogue.State.CANCELLED))


class Dialogue(models.Model):
    """MUS, LUS and the like. `manager` is whose it is; whether she still may is asked anew at every request."""

    class State(models.TextChoices):
        INVITED = "invited", _("invited")
        BOOKED = "booked", _("booked")
        HELD = "held", _("held, agreement being written")
        AGREEING = "agreeing", _("agreement waits for a yes")
        AGREED = "agreed", _("agreed")
        FOLLOWING = "following", _("follow-up")
        REPLACED = "replaced", _("replaced by a newer one")
        POSTPONED = "postponed", _("postponed")
        CANCELLED = "cancelled", _("cancelled")

    class Why(models.TextChoices):  # never illness: it is health data (dialogue.md 3)
        LEAVE = "leave", _("leave")
        NEW = "new", _("new in the job")
        OTHER = "other", _("something else")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    round = models.ForeignKey(Round, null=True, blank=True, on_delete=models.CASCADE, related_name="dialogues")
    kind = models.ForeignKey(Kind, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="dialogues")
    engagement = models.ForeignKey(Engagement, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    manager = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="dialogues_led")
    manager_since = models.DateTimeField()  # what was shared before counts for an earlier manager
    is_picked = models.BooleanField(default=False)  # the person has picked this manager, who need not be her nearest
    wants_other_manager = models.BooleanField(default=False)
    offered_manager = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    wants_individual = models.BooleanField(default=False)  # a talk of her own instead of her group's
    state = models.CharField(max_length=12, choices=State, default=State.INVITED)
    why_postponed = models.CharField(max_length=10, choices=Why, blank=True)
    postponed_to = models.DateField(null=True, blank=True)
    starts_at = models.DateTimeField(null=True, blank=True)
    # From when the manager alone may say that the booked talk was held: see rules.times.stands_from.
    stands_from = models.DateTimeField(null=True, blank=True)
    minutes = models.PositiveSmallIntegerField(default=90)
    place = models.CharField(max_length=200, blank=True)
    sequence = models.PositiveIntegerField(default=0)  # of its calendar mail
    held_on = models.DateField(null=True, blank=True)
    said_held_on = models.DateField(null=True, blank=True)  # by the manager, and the person has not said so too
    made_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    objects = DialogueQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["round", "person", "engagement"], name="one_dialogue_per_job_and_round"),
            models.CheckConstraint(
                condition=Q(manager=None) | ~Q(person=F("manager")), name="nobody_is_her_own_manager"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["invited", "booked", "postponed", "cancelled"]) | Q(held_on__isnull=False),
                name="held_dialogue_has_a_day",
            ),
            models.CheckConstraint(condition=~Q(state="booked") | Q(starts_at__isnull=False), name="booked_has_a_time"),
            models.CheckConstraint(
                condition=(Q(state="postponed") & ~Q(why_postponed="")) | (~Q(state="postponed") & Q(why_postponed="")),
                name="postponed_has_a_category",
            ),
        ]

    def is_led_by(self, person: Person, today: date) -> bool:
        """Whether the person is the manager whose dialogue it is, today."""
        if self.manager_id != person.pk or not permissions.acts_as_manager(person, today):
            return False
        if self.is_picked:
            return bool(units_managed_by(person, today))
        return person in managers_of(self.person, today)

    def is_held(self) -> bool:
        """The talk has been: nothing shared is taken back any more."""
        return self.held_on is not None


class Prepared(Kept):
    """
    One field of one side's preparation.

    Its writer's alone until she shares it: `shared_with` reads it then, if it was shared since that one became the
    dialogue's manager. What is for the talk itself is read when the talk has begun.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    dialogue = models.ForeignKey(Dialogue, on_delete=models.CASCADE, related_name="prepared")
    writer = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=30)  # of preparation.toml
    text = SealedField()  # by the kind of its field, see rules/preparation.py
    shared_with = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    shared_at = models.DateTimeField(null=True, blank=True)
    waits_for_talk = models.BooleanField(default=False)  # shared, and read when the talk begins
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = _("fields of preparations")
        constraints = [
            # Of those that can be read: what waits for the archives is in nobody's way.
            models.UniqueConstraint(
                fields=["dialogue", "writer", "key"], condition=Q(hidden_at=None), name="one_text_per_field"
            ),
            models.CheckConstraint(
                condition=Q(shared_with=None) | Q(shared_at__isnull=False), name="shared_field_has_its_time"
            ),
        ]


class Opened(models.Model):
    """Somebody has opened what another wrote: that one can see who, in which role and when. Kept twelve months."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    dialogue = models.ForeignKey(Dialogue, on_delete=models.CASCADE, related_name="openings")
    what = models.CharField(max_length=20)
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    name = models.CharField(max_length=401)
    role = models.CharField(max_length=20)
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at"]


class Pair(models.Model):
    """Two colleagues prepare each other (MUS-07). Each asks, the other answers; only the asker reads the answers."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="pairs")
    asker = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    asked = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    met_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "asker", "asked"], name="asked_once_by_the_same_colleague"),
            models.CheckConstraint(condition=~Q(asker=F("asked")), name="nobody_asks_herself"),
        ]


class PairAnswer(Kept):
    """What the colleague answered to one of the three questions: for the asker alone, and for who said it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    pair = models.ForeignKey(Pair, on_delete=models.CASCADE, related_name="answers")
    key = models.CharField(max_length=20)
    text = SealedField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name_plural = _("answers to a colleague")
        constraints = [
            models.UniqueConstraint(
                fields=["pair", "key"], condition=Q(hidden_at=None), name="one_answer_per_question_of_a_pair"
            )
        ]
