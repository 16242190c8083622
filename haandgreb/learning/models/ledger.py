"""The tool ledger: which handles were tried, and what changed."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from haandgreb.organisation.models import Engagement, Person, Unit
from haandgreb.shared import clock


class HandleTrialQuerySet(models.QuerySet["HandleTrial"]):
    """What was tried, the latest first."""

    def visible_to(self, person: Person) -> HandleTrialQuerySet:
        """Her own; what is for everybody; what is for a unit, by those who work in it today."""
        units = Engagement.objects.on(clock.today()).filter(person=person).order_by().values("unit")
        mine, everybody = Q(person=person), Q(seen_by=HandleTrial.SeenBy.ALL)
        return self.filter(mine | everybody | Q(seen_by=HandleTrial.SeenBy.UNIT, unit__in=units))


class _InUse(models.Manager["HandleTrial"]):
    def get_queryset(self) -> HandleTrialQuerySet:
        return HandleTrialQuerySet(self.model, using=self._db).filter(hidden_at=None)


_Trials = _InUse.from_queryset(HandleTrialQuerySet)


class HandleTrial(models.Model):
    """Somebody has tried one of the twelve handles: how long it took, what changed, whether she would do it again."""

    class Again(models.TextChoices):
        YES = "yes", _("yes")
        CHANGED = "changed", _("yes, but in another way")
        NO = "no", _("no")

    class SeenBy(models.TextChoices):
        ME = "me", _("only me")
        UNIT = "unit", _("my unit")
        ALL = "all", _("everybody here")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    handle = models.CharField(max_length=5)  # HG-01 … HG-12
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="handle_trials")
    unit = models.ForeignKey(Unit, null=True, on_delete=models.SET_NULL, related_name="+")  # hers, when she wrote it
    tried_on = models.DateField()
    people = models.PositiveSmallIntegerField(default=1)  # who tried it, herself included
    minutes = models.PositiveIntegerField(default=0)  # for each
    changed = models.TextField(max_length=1000, blank=True)  # what changed
    again = models.CharField(max_length=10, choices=Again)
    seen_by = models.CharField(max_length=4, choices=SeenBy, default=SeenBy.UNIT)
    written_at = models.DateTimeField()
    hidden_at = models.DateTimeField(null=True, blank=True)  # its time is up: nobody reads it any more
    version = models.PositiveIntegerField(default=1)
    is_demo = models.BooleanField(default=False)

    objects = _Trials()
    everything = HandleTrialQuerySet.as_manager()

    class Meta:
        ordering = ["-tried_on", "-written_at", "pk"]
        indexes = [models.Index(fields=["handle", "-tried_on"])]
        constraints = [
            models.CheckConstraint(condition=Q(people__gte=1), name="somebody_tried_the_handle"),
        ]
