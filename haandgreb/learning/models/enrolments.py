"""Who takes part in what, and where it stands."""

from __future__ import annotations

import uuid
from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from haandgreb.competences.models import DevelopmentGoal
from haandgreb.learning.models.activities import Activity, Offering, Size
from haandgreb.organisation.models import Person
from haandgreb.organisation.queries.managers import staff_of
from haandgreb.shared import clock


class EnrolmentQuerySet(models.QuerySet["Enrolment"]):
    """Enrolments, the latest first."""

    def visible_to(self, person: Person, today: date | None = None) -> EnrolmentQuerySet:
        """
        An enrolment is read by the person herself and by her nearest manager today, from when she has asked; what the
        two have not agreed on in its plan, only by her (security 1, training follow-up). A wish she has not sent is
        hers alone, also when she has let it go. HR reads completions within her units and otherwise counts (queries,
        never this).
        """
        staff = staff_of(person, today or clock.today())
        if not staff:
            return self.filter(person=person)
        let_go = Q(state=Enrolment.State.CANCELLED, asked_at=None, decided_at=None, completed_on=None)
        hers_alone = Q(state=Enrolment.State.WISHED) | let_go
        return self.filter(Q(person=person) | (Q(person__in=staff) & ~hers_alone))

    def under_way(self) -> EnrolmentQuerySet:
        """Those whose steps run."""
        return self.filter(state__in=("approved", "completed"))


class Enrolment(models.Model):
    """One person in one activity: wished, asked for, approved, completed. The plan and the steps hang here."""

    class State(models.TextChoices):
        WISHED = "wished", _("not sent")
        ASKED = "asked", _("waits for a yes")
        APPROVED = "approved", _("approved")
        DECLINED = "declined", _("said no to")
        COMPLETED = "completed", _("completed")
        ABSENT = "absent", _("did not take part")
        CANCELLED = "cancelled", _("cancelled")
        REPLACED = "replaced", _("somebody else takes the seat")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="enrolments")
    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="enrolments")
    offering = models.ForeignKey(Offering, null=True, blank=True, on_delete=models.SET_NULL, related_name="enrolments")
    # The days the steps count from: those of the offering, or one's own for what has no fixed day.
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    size = models.CharField(max_length=10, choices=Size, default=Size.LIGHT)
    need = models.CharField(max_length=400, blank=True)  # the situation she wants to handle better
    is_mandatory = models.BooleanField(default=False)
    hours = models.PositiveSmallIntegerField(null=True, blank=True)
    cost = models.PositiveIntegerField(null=True, blank=True)  # DKK
    fund = models.CharField(max_length=10, choices=DevelopmentGoal.Fund, default=DevelopmentGoal.Fund.NONE)
    development_goal = models.ForeignKey(
        DevelopmentGoal, null=True, blank=True, on_delete=models.SET_NULL, related_name="enrolments"
    )
    legal_ground = models.CharField(max_length=200, blank=True)  # "by law", where it hangs on no goal
    state = models.CharField(max_length=10, choices=State, default=State.WISHED)
    asked_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    why_declined = models.CharField(max_length=400, blank=True)
    talk_on = models.DateField(null=True, blank=True)  # when the two mean to talk before the course
    why_without_talk = models.CharField(max_length=400, blank=True)  # taken part without the talk before, and why
    why_ended = models.CharField(max_length=400, blank=True)  # cancelled, absent or replaced
    replaces = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="replaced_by")
    completed_on = models.DateField(null=True, blank=True)
    use_told_on = models.DateField(null=True, blank=True)  # the digest that asked whether a module is in use
    source = models.CharField(max_length=40, blank=True)  # the platform that told of the completion
    made_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    objects = EnrolmentQuerySet.as_manager()

    class Meta:
        ordering = [F("starts_on").desc(nulls_last=True), "-made_at", "pk"]
        indexes = [
            models.Index(fields=["state", "starts_on"]),
            # Completions in the order they are read: everybody's, and those of some.
            models.Index(fields=["state", "-completed_on", "id"], name="learning_completed"),
            models.Index(fields=["person", "state", "-completed_on"], name="learning_completed_by"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="enrolment_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=~Q(state="completed") | Q(completed_on__isnull=False), name="completed_enrolment_has_a_day"
            ),
            models.CheckConstraint(
                condition=~Q(state="declined") | ~Q(why_declined=""), name="declined_enrolment_says_why"
            ),
            models.UniqueConstraint(
                fields=["person", "offering"],
                condition=Q(state__in=("wished", "asked", "approved", "completed")),
                name="one_seat_for_each_at_an_offering",
            ),
            models.UniqueConstraint(
                fields=["source", "person", "activity", "completed_on"],
                condition=~Q(source=""),
                name="one_completion_told_once",
            ),
        ]

    def __str__(self) -> str:
        return str(self.activity)
