"""Who manages what, who stands in, and who holds a role; always for a time."""

from __future__ import annotations

import uuid
from datetime import date

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from haandgreb.organisation.models.people import Engagement, Person
from haandgreb.organisation.models.units import Unit
from haandgreb.organisation.models.validity import HasLastDay, ends_after_start, valid_on


class UnitManagerQuerySet(models.QuerySet["UnitManager"]):
    """Managers of units."""

    def on(self, day: date) -> UnitManagerQuerySet:
        """Rows valid on the day, vacancies included."""
        return self.filter(valid_on(day))

    def in_office(self, day: date) -> UnitManagerQuerySet:
        """Rows of the day whose person is really here: a post held by somebody who has left is vacant."""
        who = {"person": OuterRef("person")}
        engaged = Exists(Engagement.objects.on(day).filter(**who))
        has_left = Exists(Engagement.objects.filter(valid_to__lte=day, **who))
        return self.on(day).filter(Q(engaged) | ~Q(has_left), person__isnull=False, person__is_active=True)


class UnitManager(HasLastDay, models.Model):
    """Who manages a unit for a time; no person means the post is vacant and the nearest manager above takes over."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="managers")
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.CASCADE, related_name="manages")
    imported = models.BooleanField(default=False)  # what no list brought is never ended by a list
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    objects = UnitManagerQuerySet.as_manager()

    class Meta:
        ordering = ["unit", "valid_from"]
        constraints = [
            ends_after_start("manager_ends_after_start"),
            models.UniqueConstraint(fields=["unit", "person", "valid_from"], name="one_manager_row_per_start"),
        ]


class Deputy(HasLastDay, models.Model):
    """A dated, logged delegation: this person acts as manager of the unit. It ends, and never covers preparations."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="deputies")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="deputises")
    valid_from = models.DateField()
    valid_to = models.DateField()
    granted_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["unit", "valid_from"]
        constraints = [ends_after_start("deputy_ends_after_start")]


class ChosenManager(HasLastDay, models.Model):
    """
    A person talks about her development with somebody who manages elsewhere: her own choice, for as long as it holds.

    It opens nothing by itself. It lets her share with that one what she may share with her nearest manager, and the
    two agree on it; of what is agreed with anybody else the chosen one reads nothing.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="chosen_managers")
    manager = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="chosen_by")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["person", "valid_from"]
        constraints = [
            ends_after_start("choice_ends_after_start"),
            models.UniqueConstraint(
                fields=["person", "manager"], condition=Q(valid_to=None), name="chosen_once_at_a_time"
            ),
            models.CheckConstraint(condition=~Q(person=F("manager")), name="nobody_chooses_herself"),
        ]


class Role(HasLastDay, models.Model):
    """A role somebody holds for a time. Employee and manager follow from engagements and managers and have no row."""

    class Kind(models.TextChoices):
        HR = "hr", _("HR")
        WORKS_COUNCIL = "works-council", _("Works council")
        ADMINISTRATOR = "administrator", _("Administrator")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="roles")
    kind = models.CharField(max_length=20, choices=Kind)
    # HR acts within assigned units (and below) only, or, where it says so, everywhere.
    everywhere = models.BooleanField(default=False)
    units = models.ManyToManyField(Unit, blank=True, related_name="+")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    granted_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["kind", "valid_from"]
        constraints = [
            ends_after_start("role_ends_after_start"),
            models.UniqueConstraint(
                fields=["person", "kind"], condition=Q(valid_to=None), name="one_open_role_per_kind"
            ),
        ]
