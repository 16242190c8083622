"""GRUS: a group talks about its task, votes with hidden dots and makes one plan."""

from __future__ import annotations

import uuid
from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from haandgreb.dialogues.models.dialogue import Dialogue
from haandgreb.dialogues.models.kept import Kept, NotHidden
from haandgreb.dialogues.models.rounds import Kind, Round
from haandgreb.organisation.models import Person, Unit
from haandgreb.shared.sealed import SealedField


class GroupTalkQuerySet(models.QuerySet["GroupTalk"]):
    """Talks of groups, the next first."""

    def visible_to(self, person: Person, today: date | None = None) -> GroupTalkQuerySet:
        """Its members and its manager. The plan alone is read by more: queries/group.py."""
        return self.filter(Q(members__person=person) | Q(manager=person)).distinct()


class GroupTalk(Kept):
    """One group's talk. Steps follow each other: writing is silent, dots are hidden until everybody is done."""

    class State(models.TextChoices):
        INVITED = "invited", _("invited")
        WRITING = "writing", _("silent writing")
        SHOWN = "shown", _("cards are shown")
        VOTING = "voting", _("dots are placed")
        PLANNING = "planning", _("plan is made")
        FOLLOWING = "following", _("plan is followed")
        CLOSED = "closed", _("closed")
        CANCELLED = "cancelled", _("cancelled")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    round = models.ForeignKey(Round, null=True, blank=True, on_delete=models.CASCADE, related_name="group_talks")
    kind = models.ForeignKey(Kind, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=200, blank=True)  # where it is not the whole unit: "Team A"
    manager = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="groups_led")
    state = models.CharField(max_length=10, choices=State, default=State.INVITED)
    purpose = models.TextField(max_length=1000, blank=True)
    outcome = models.TextField(max_length=1000, blank=True)  # what we want to have when we go
    themes = models.JSONField(default=list)  # two keys of group.toml
    ground_rules = models.TextField(max_length=1000, blank=True)
    starts_at = models.DateTimeField(null=True, blank=True)
    minutes = models.PositiveSmallIntegerField(default=120)
    place = models.CharField(max_length=200, blank=True)
    sequence = models.PositiveIntegerField(default=0)
    held_on = models.DateField(null=True, blank=True)
    dots_each = models.PositiveSmallIntegerField(default=3)
    dots_given = models.PositiveIntegerField(default=0)  # of how many people, fixed when voting ends
    version = models.PositiveIntegerField(default=1)

    objects = NotHidden.from_queryset(GroupTalkQuerySet)()  # type: ignore[misc]  # what the plugin makes of it is no class variable

    class Meta:
        ordering = ["starts_at", "pk"]
        verbose_name_plural = _("talks of groups")


class GroupMember(models.Model):
    """Somebody in the group. Anybody may ask for a talk of her own as well; then it is held (dialogue.md 7)."""

    talk = models.ForeignKey(GroupTalk, on_delete=models.CASCADE, related_name="members")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="group_memberships")
    wants_individual = models.BooleanField(default=False)
    has_written = models.BooleanField(default=False)
    has_voted = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["talk", "person"], name="member_of_a_group_once")]


class GroupPoint(Kept):
    """
    A strength, a status or a need. Written in silence by `writer`, who is forgotten when the cards are shown: needs
    are never a person's. A private point stays its writer's and goes to her own dialogue (`carried_to`).
    """

    class What(models.TextChoices):
        STATUS = "status", _("where we are")
        STRENGTH = "strength", _("what works")
        NEED = "need", _("a need")
        PRIVATE = "private", _("for my own talk")

    class Need(models.TextChoices):  # the four kinds of the secretariat's tool
        PROFESSIONAL = "professional", _("professional")
        ORGANISATIONAL = "organisational", _("organisational")
        GENERAL = "general", _("general")
        RELATIONAL = "relational", _("relational")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    talk = models.ForeignKey(GroupTalk, on_delete=models.CASCADE, related_name="points")
    what = models.CharField(max_length=10, choices=What)
    need = models.CharField(max_length=15, choices=Need, blank=True)
    writer = models.ForeignKey(Person, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    text = SealedField()
    dots = models.PositiveIntegerField(null=True, blank=True)  # counted when voting ends
    carried_to = models.ForeignKey(Dialogue, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    place = models.PositiveIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["place", "pk"]
        verbose_name_plural = _("points of groups")
        constraints = [
            models.CheckConstraint(
                condition=~Q(what="private") | Q(writer__isnull=False), name="private_point_is_hers"
            ),
            models.CheckConstraint(condition=~Q(what="need") | ~Q(need=""), name="need_has_its_kind"),
        ]


class GroupDots(models.Model):
    """Somebody's dots while they are hidden. `hash` is keyed by person and talk; rows go when voting ends."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    talk = models.ForeignKey(GroupTalk, on_delete=models.CASCADE, related_name="hidden_dots")
    hash = models.CharField(max_length=64)
    dots = SealedField()  # {point: how many}

    class Meta:
        verbose_name_plural = _("hidden dots")
        constraints = [models.UniqueConstraint(fields=["talk", "hash"], name="dots_once_per_person_and_talk")]


class GroupAction(models.Model):
    """A line of the group's plan: what, who, when, which handle, how it can be seen. Promised as a follow-up."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    talk = models.ForeignKey(GroupTalk, on_delete=models.CASCADE, related_name="plan")
    what = models.CharField(max_length=200)
    who = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")  # None: all
    when = models.DateField(null=True, blank=True)
    handle = models.CharField(max_length=5, blank=True)
    sign = models.CharField(max_length=400, blank=True)
    place = models.PositiveIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["place", "pk"]


class GroupReview(models.Model):
    """A day the unit looks at the plan again, every six weeks, and what it then decided."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    talk = models.ForeignKey(GroupTalk, on_delete=models.CASCADE, related_name="reviews")
    due_on = models.DateField()
    held_on = models.DateField(null=True, blank=True)
    note = models.CharField(max_length=1000, blank=True)

    class Meta:
        ordering = ["due_on", "pk"]
