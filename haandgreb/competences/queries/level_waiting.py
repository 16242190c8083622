"""Levels that wait for a person's answer: one line for each of the two, on her own page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from haandgreb.competences.models import LevelProposal
from haandgreb.organisation.models import Person
from haandgreb.organisation.permissions import acts_as_manager
from haandgreb.organisation.queries.managers import managers_of_many
from haandgreb.shared.passport import Waiting


def proposals_to(person: Person) -> QuerySet[LevelProposal]:
    """Open proposals somebody is to answer."""
    return LevelProposal.objects.filter(to=person, state=LevelProposal.State.OPEN)


def waiting_for(person: Person, today: date) -> Iterator[Waiting]:
    """Proposals she is to answer, where the two are still manager and employee."""
    rows = proposals_to(person)
    if not acts_as_manager(person, today):
        rows = rows.filter(person=person)
    found = list(rows.select_related("person", "proposed_by"))
    managers = managers_of_many({row.person for row in found}, today) if found else {}
    several = Counter(
        (row.person, row.proposed_by)
        for row in found
        if any(manager in (row.proposed_by, person) for manager in managers[row.person_id])
    )
    for (about, by), count in several.items():
        hers = about.pk == person.pk
        page = reverse("competences:mine") if hers else reverse("competences:person", args=[about.pk])
        text = ngettext(
            "%(name)s proposes a level. Say yes, or another one.",
            "%(name)s proposes %(count)d levels. Say yes, or others.",
            count,
        ) % {"name": by, "count": count}
        yield Waiting(text, page, about=_("Agreed levels"), tone="during", label=_("Competences"))
