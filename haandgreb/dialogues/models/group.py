"""GRUS: a group talks about its task, writes in silence, gives hidden dots and makes one plan."""

from __future__ import annotations

import uuid
from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from haandgreb.competences.models import Competence
from haandgreb.dialogues.models.dialogue import Dialogue
from haandgreb.dialogues.models.kept import Kept, NotHidden
from haandgreb.dialogues.models.rounds import Kind, Round
from haandgreb.followups.models import FollowUp
from haandgreb.organisation.models import Person, Unit
from haandgreb.organisation.permissions import hr_units
from haandgreb.organisation.queries.managers import units_led_by, units_managed_by
from haandgreb.shared import clock
from haandgreb.shared.sealed import SealedField


class GroupTalkQuerySet(models.QuerySet["GroupTalk"]):
    """Talks of groups, the next first."""

    def visible_to(self, person: Person, today: date | None = None) -> GroupTalkQuerySet:
        """Its members, and whoever is the nearest manager of its unit today. The plan alone: plan_visible_to."""
        day = today or clock.today()
        led = [unit.pk for unit in units_managed_by(person, day)]
        return self.filter(Q(pk__in=_joined(person)) | Q(unit__in=led))

    def plan_visible_to(self, person: Person, today: date | None = None) -> GroupTalkQuerySet:
        """A plan that was sent: also to the managers above and to HR of the unit (confidentiality.md 2)."""
        day = today or clock.today()
        above = units_led_by(person, day).order_by().values("pk")
        hers = hr_units(person, day).order_by().values("pk")
        sent = Q(state__in=(GroupTalk.State.FOLLOWING, GroupTalk.State.CLOSED))
        read = sent & (Q(unit__in=above) | Q(unit__in=hers))
        return self.filter(Q(pk__in=self.visible_to(person, day).order_by().values("pk")) | read)


def _joined(person: Person) -> models.QuerySet[GroupMember, object]:
    return GroupMember.objects.filter(person=person).values("talk")


class GroupTalk(Kept):
    """One group's talk. Writing is silent, and dots are hidden until everybody has given theirs."""

    class State(models.TextChoices):
        INVITED = "invited", _("invited")
        TALKING = "talking", _("the group talks")
        WRITING = "writing", _("silent writing")
        SHOWN = "shown", _("cards are shown")
        VOTING = "voting", _("dots are given")
        PLANNING = "planning", _("the plan is made")
        FOLLOWING = "following", _("the plan is followed")
        CLOSED = "closed", _("closed")
        CANCELLED = "cancelled", _("cancelled")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    round = models.ForeignKey(Round, null=True, blank=True, on_delete=models.CASCADE, related_name="group_talks")
    kind = models.ForeignKey(Kind, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=200, blank=True)  # where it is not the whole unit: "Team A"
    # Who planned it. Whoever is the unit's nearest manager today leads it.
    manager = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="groups_led")
    state = models.CharField(max_length=10, choices=State, default=State.INVITED)
    run = models.CharField(max_length=10, default="steps")  # a run of group.toml
    step = models.PositiveSmallIntegerField(default=0)  # where the talk is in its run
    purpose = models.TextField(max_length=1000, blank=True)
    outcome = models.TextField(max_length=1000, blank=True)  # what we want to have when we go
    themes = models.JSONField(default=list)  # two keys of group.toml
    ground_rules = models.TextField(max_length=1000, blank=True)
    starts_at = models.DateTimeField(null=True, blank=True)
    minutes = models.PositiveSmallIntegerField(default=120)
    place = models.CharField(max_length=200, blank=True)
    sequence = models.PositiveIntegerField(default=0)  # of its calendar mail
    held_on = models.DateField(null=True, blank=True)
    sent_on = models.DateField(null=True, blank=True)  # the day the plan was sent
    dots_each = models.PositiveSmallIntegerField(default=3)
    open_vote = models.BooleanField(default=False)  # three or four, and everybody in the room said yes to counts
    voters = models.PositiveSmallIntegerField(default=0)  # fixed when the dots are counted
    counted_at = models.DateTimeField(null=True, blank=True)
    levels_open = models.BooleanField(default=False)  # the group's wheel is being filled in
    levels = models.JSONField(default=dict)  # competence → how many at each of the six levels; five or more only
    version = models.PositiveIntegerField(default=1)

    objects = NotHidden.from_queryset(GroupTalkQuerySet)()  # type: ignore[misc]  # what the plugin makes of it is no class variable

    class Meta:
        ordering = ["starts_at", "pk"]
        verbose_name_plural = _("talks of groups")
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["invited", "cancelled"]) | Q(held_on__isnull=False),
                name="group_that_talks_has_a_day",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["following", "closed"]) | Q(sent_on__isnull=False),
                name="plan_that_is_followed_was_sent",
            ),
        ]

    def __str__(self) -> str:
        return self.name or str(self.unit)


class GroupMember(models.Model):
    """Somebody in the group. Anybody may ask for a talk of her own as well; then it is held (dialogue.md 7)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    talk = models.ForeignKey(GroupTalk, on_delete=models.CASCADE, related_name="members")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="group_memberships")
    is_absent = models.BooleanField(default=False)  # not there on the day: nobody waits for her
    is_done = models.BooleanField(default=False)  # has written; nobody's when the cards are shown
    own_talk = models.ForeignKey(Dialogue, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["talk", "person"], name="member_of_a_group_once")]


class GroupPoint(Kept):
    """
    A status, a strength or a need, or something of one's own.

    A need is its writer's alone while the group writes in silence. When the cards are shown each is written anew,
    without her, under another id, in random order: needs are never a person's. A note is for the talk, a private
    point for her own dialogue (`carried_to`): both stay hers alone.
    """

    class What(models.TextChoices):
        STATUS = "status", _("where we are")
        STRENGTH = "strength", _("what works")
        NEED = "need", _("a need")
        NOTE = "note", _("my notes for the talk")
        PRIVATE = "private", _("for my own talk")

    class Need(models.TextChoices):  # the four kinds of the secretariat's tool
        PROFESSIONAL = "professional", pgettext_lazy("kind of need", "professional")
        ORGANISATIONAL = "organisational", pgettext_lazy("kind of need", "organisational")
        GENERAL = "general", pgettext_lazy("kind of need", "general")
        RELATIONAL = "relational", pgettext_lazy("kind of need", "relational")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    talk = models.ForeignKey(GroupTalk, on_delete=models.CASCADE, related_name="points")
    what = models.CharField(max_length=10, choices=What)
    need = models.CharField(max_length=15, choices=Need, blank=True)
    writer = models.ForeignKey(Person, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    text = SealedField()
    under = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="same")
    dots = models.PositiveIntegerField(null=True, blank=True)  # counted when voting ends
    is_chosen = models.BooleanField(default=False)  # agreed by talking where there are no dots to count
    carried_to = models.ForeignKey(Dialogue, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    place = models.PositiveIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["place", "pk"]
        verbose_name_plural = _("points of groups")
        constraints = [
            models.CheckConstraint(
                condition=~Q(what__in=["private", "note"]) | Q(writer__isnull=False), name="private_point_is_hers"
            ),
            models.CheckConstraint(condition=Q(what="need") | Q(need=""), name="only_a_need_has_a_kind"),
            models.CheckConstraint(
                condition=Q(writer=None) | Q(dots=None, is_chosen=False, under=None), name="what_is_hers_has_no_dots"
            ),
            models.UniqueConstraint(
                fields=["talk", "writer"],
                condition=Q(what="note", hidden_at=None),
                name="one_page_of_notes_for_a_talk",
            ),
        ]


class GroupBallot(models.Model):
    """Somebody's dots or levels while they are hidden. `hash` is keyed; the rows go when they are counted."""

    class About(models.TextChoices):
        DOTS = "dots", _("dots")
        LEVELS = "levels", _("levels")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    talk = models.ForeignKey(GroupTalk, on_delete=models.CASCADE, related_name="ballots")
    about = models.CharField(max_length=6, choices=About)
    hash = models.CharField(max_length=64)
    given = SealedField()  # {"dots": {point: how many}, "yes": …}, or {"levels": {competence: level}}

    class Meta:
        verbose_name_plural = _("hidden dots and levels")
        constraints = [models.UniqueConstraint(fields=["talk", "about", "hash"], name="one_ballot_per_person_and_talk")]


class GroupCompetence(models.Model):
    """A spoke of the group's wheel."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    talk = models.ForeignKey(GroupTalk, on_delete=models.CASCADE, related_name="spokes")
    competence = models.ForeignKey(Competence, on_delete=models.CASCADE, related_name="+")
    place = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["place", "pk"]
        constraints = [models.UniqueConstraint(fields=["talk", "competence"], name="spoke_of_a_group_once")]


class GroupAction(models.Model):
    """A line of the group's plan: what, who, when, which handle, how it can be seen. With an owner it is promised."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    talk = models.ForeignKey(GroupTalk, on_delete=models.CASCADE, related_name="plan")
    what = models.CharField(max_length=200)
    who = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")  # None: all
    when = models.DateField(null=True, blank=True)
    is_from = models.BooleanField(default=False)  # from that day on, not by that day
    handle = models.CharField(max_length=5, blank=True)
    sign = models.CharField(max_length=400, blank=True)
    promise = models.ForeignKey(FollowUp, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    place = models.PositiveIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["place", "pk"]


class GroupReview(models.Model):
    """A day the unit looks at the plan again, every six weeks and at half a year, and what it then decided."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    talk = models.ForeignKey(GroupTalk, on_delete=models.CASCADE, related_name="reviews")
    due_on = models.DateField()
    is_half_year = models.BooleanField(default=False)
    held_on = models.DateField(null=True, blank=True)
    note = models.CharField(max_length=1000, blank=True)

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [models.UniqueConstraint(fields=["talk", "due_on"], name="one_review_of_a_plan_a_day")]
