"""Activities in the three rooms (RM), who provides them, and when they take place."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from haandgreb.competences.models import Competence, PlannedActivity, Room
from haandgreb.organisation.models import Person, Unit
from haandgreb.shared import danish
from haandgreb.shared.titled import Titled
from haandgreb.strategy.models import PracticeChange

LONGEST_SEARCH_KEY = 1000


class Size(models.TextChoices):
    """How much follows an activity, before and after (transfer.md 5)."""

    LIGHT = "light", _("light")  # less than a day
    STANDARD = "standard", _("standard")
    FULL = "full", _("full")  # more than five days, a diploma, leadership


class Provider(models.Model):
    """Who teaches: a firm, a school, a colleague's unit. The contact takes part through a link, without an account."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    name = models.CharField(max_length=200, unique=True)
    contact = models.CharField(max_length=200, blank=True)
    email = models.EmailField(blank=True)
    is_demo = models.BooleanField(default=False)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class CatalogueQuerySet(models.QuerySet["Activity"]):
    """The catalogue, in Danish order."""

    def open(self) -> CatalogueQuerySet:
        return self.filter(state=Activity.State.OPEN)


class Activity(Titled):
    """
    Something one can learn by or from: a course, a module, a network, a new task. The catalogue is open to everybody.

    `form` is an id of the deck (RM-E1 … RM-U8, content/forms.toml) and `room` the room it stands in. It hangs on the
    impact map through `practices` and the `planned` lines it carries out; on neither, it is a floating course.
    """

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        CLOSED = "closed", _("Closed")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    code = models.CharField(max_length=100, blank=True)  # what the provider or the platform calls it
    form = models.CharField(max_length=6)
    room = models.CharField(max_length=10, choices=Room)
    words = models.TextField(max_length=2000, blank=True)
    provider = models.ForeignKey(Provider, null=True, blank=True, on_delete=models.SET_NULL, related_name="activities")
    size = models.CharField(max_length=10, choices=Size, default=Size.LIGHT)
    minutes = models.PositiveIntegerField(default=0)  # of teaching, all days together
    cost = models.PositiveIntegerField(default=0)  # DKK for each
    language = models.CharField(max_length=2, default="da")
    link = models.URLField(blank=True)
    is_mandatory = models.BooleanField(default=False)  # by law or by the workplace; counted apart from what is chosen
    why_mandatory = models.CharField(max_length=200, blank=True)
    practices: models.ManyToManyField[PracticeChange, ActivityPractice] = models.ManyToManyField(
        PracticeChange, through="ActivityPractice", related_name="learning_activities"
    )
    planned = models.ManyToManyField(PlannedActivity, blank=True, related_name="real")
    competences = models.ManyToManyField(Competence, blank=True, related_name="+")
    keeper = models.ForeignKey(
        Unit, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )  # whose subject
    search_key = models.CharField(max_length=LONGEST_SEARCH_KEY, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    source = models.CharField(max_length=40, blank=True)  # the platform it was imported from; "" for one's own
    external_id = models.CharField(max_length=200, blank=True)
    changed_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    version = models.PositiveIntegerField(default=1)
    is_demo = models.BooleanField(default=False)

    objects = CatalogueQuerySet.as_manager()

    class Meta:
        ordering = ["sort_key", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(is_mandatory=False) | ~Q(why_mandatory=""), name="mandatory_activity_says_why"
            ),
            models.UniqueConstraint(
                fields=["source", "external_id"], condition=~Q(source=""), name="imported_activity_once"
            ),
        ]
        indexes = [models.Index(fields=["sort_key", "id"])]

    def fill_keys(self) -> None:
        super().fill_keys()
        names = [self.code, self.title, self.title_en]
        self.search_key = danish.search_key(" ".join(names))[:LONGEST_SEARCH_KEY]


class ActivityPractice(models.Model):
    """The activity serves the changed practice."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="practice_links")
    practice = models.ForeignKey(PracticeChange, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["activity", "practice"], name="activity_and_practice_linked_once")
        ]


class Offering(models.Model):
    """One time the activity takes place, with its days, seats and place."""

    class State(models.TextChoices):
        PLANNED = "planned", _("Planned")
        HELD = "held", _("Held")
        CANCELLED = "cancelled", _("Cancelled")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="offerings")
    starts_on = models.DateField()  # T
    ends_on = models.DateField()  # Tn
    place = models.CharField(max_length=200, blank=True)
    seats = models.PositiveSmallIntegerField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.PLANNED)
    why_cancelled = models.CharField(max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["starts_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="offering_ends_after_it_starts"),
            models.CheckConstraint(
                condition=~Q(state="cancelled") | ~Q(why_cancelled=""), name="cancelled_offering_says_why"
            ),
        ]

    def __str__(self) -> str:
        return str(self.activity)
