"""What the pages about levels share: whose levels, which manager, and forms with a field for each competence."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar
from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from haandgreb.competences import wheel_chart
from haandgreb.competences.forms.levels import PerCompetence, ids_in
from haandgreb.competences.level_words import LEVELS
from haandgreb.competences.models import Competence
from haandgreb.competences.permissions import is_nearest_manager
from haandgreb.competences.queries.levels import Levels, Row
from haandgreb.competences.queries.staff_levels import find_competences
from haandgreb.competences.rules.gap import Field
from haandgreb.organisation.editing import with_draft
from haandgreb.organisation.http import PersonRequest
from haandgreb.organisation.models import Person
from haandgreb.organisation.queries.managers import managers_of
from haandgreb.shared import clock, drafts
from haandgreb.shared.passport import MenuItem, pages_about

F = TypeVar("F", bound=PerCompetence)


def one_of_staff(request: PersonRequest, person_id: UUID) -> Person:
    """A person whose nearest manager is asking; for everybody else there is no such page."""
    person = get_object_or_404(Person, pk=person_id)
    if not is_nearest_manager(request.user, person, clock.today()):
        raise Http404
    return person


def manager_sent(request: PersonRequest) -> Person:
    """The nearest manager the form names, or the only one there is; 404 for anybody else."""
    managers = managers_of(request.user, clock.today())
    wanted = request.POST.get("manager", "")
    found = [manager for manager in managers if str(manager.pk) == wanted or (not wanted and len(managers) == 1)]
    if not found:
        raise Http404
    return found[0]


@dataclass
class Picking(Generic[F]):
    """A form with a field for each competence that is at hand, and for those found in the catalogue."""

    form: F
    at_hand: list[Row]
    more: list[Competence]
    words: str = ""
    found: list[Competence] = field(default_factory=list)
    drafted: QueryDict | None = None

    def context(self, draft_key: str) -> dict[str, Any]:
        """For the template: the fields in two groups, and what the search found."""
        ids = {competence.pk for competence in self.found}
        return {
            "form": self.form,
            "rows": [(row, self.form.bound_for(row.competence)) for row in self.at_hand],
            "more": [(one, self.form.bound_for(one)) for one in self.more if one.pk not in ids],
            "found": [(one, self.form.bound_for(one)) for one in self.found],
            "words": self.words,
            "draft_key": draft_key,
            "drafted": self.drafted,
        }


def picking(
    request: PersonRequest,
    form_class: type[F],
    rows: Iterable[Row],
    draft_key: str,
    known: Mapping[UUID, Any] | None = None,
    without: Collection[UUID] = (),
) -> Picking[F]:
    """
    The form for these rows, for what the form or its draft already speaks of, and for what a search finds.

    `without`: competences this form leaves out.
    """
    at_hand = [row for row in rows if row.competence.pk not in without]
    known_ids = {row.competence.pk for row in at_hand} | set(without)
    draft = drafts.find(request.user, draft_key) if request.method == "GET" else None
    named = [pk for pk in ids_in(request.POST or draft) if pk not in known_ids]
    more = list(Competence.objects.active().filter(pk__in=named))
    words = request.GET.get("q", "")[:100].strip()
    found = find_competences(words, known_ids)
    extra = {one.pk: one for one in [*more, *found]}
    form = form_class([*(row.competence for row in at_hand), *extra.values()], request.POST or None, known)
    drafted = with_draft(request, draft_key, form)
    return Picking(form, at_hand, more, words, found, drafted)


def kept_or_found(request: PersonRequest, draft_key: str, page: str) -> HttpResponse | None:
    """The two buttons that do not save: look in the catalogue (what is typed is kept), and let the draft go."""
    act = request.POST.get("act")
    if act == "find":
        drafts.keep(request.user, draft_key, request.POST)
        return redirect(f"{page}?{urlencode({'q': request.POST.get('q', '')[:100]})}#found")
    if act == "drop":
        drafts.drop(request.user, draft_key)
        return redirect(page)
    return None


def wheel_context(levels: Levels) -> dict[str, Any]:
    """The wheel with its legend, and what the four fields hold."""
    shown = [
        wheel_chart.Shown(str(row.competence), row.spoke.required or None, row.spoke.own, row.spoke.agreed)
        for row in levels.on_wheel
    ]
    return {
        "levels": levels,
        "scale": LEVELS,
        "wheel": wheel_chart.wheel(shown, _wheel_label(levels)),
        "samples": {kind: wheel_chart.sample(kind) for kind in ("required", "own", "agreed")},
    }


def _wheel_label(levels: Levels) -> str:
    count = len(levels.on_wheel)
    return _("Competence wheel with %(count)d spokes. All its figures are in the table.") % {"count": count}


def fields_context(levels: Levels) -> dict[str, Any]:
    """The picture of the two rationalities: four fields, and beside them what is not said or not known."""
    found = levels.fields()
    return {
        "levels": levels,
        "foundation": found[Field.FOUNDATION],
        "resource": found[Field.RESOURCE],
        "common": found[Field.COMMON_GOAL],
        "negotiation": found[Field.NEGOTIATION],
        "dream": found[Field.DREAM],
        "not_said": found[Field.NOT_SAID],
        "unknown": found[Field.UNKNOWN],
        "placed": [(row, FIELD_WORDS[where]) for where, rows in found.items() for row in rows],
    }


FIELD_WORDS = {
    Field.FOUNDATION: gettext_lazy("Foundation"),
    Field.RESOURCE: gettext_lazy("Hidden resource"),
    Field.COMMON_GOAL: gettext_lazy("Common development goals"),
    Field.NEGOTIATION: gettext_lazy("Negotiation"),
    Field.DREAM: gettext_lazy("Dream of your own"),
    Field.NOT_SAID: gettext_lazy("You have not said whether you want it"),
    Field.UNKNOWN: gettext_lazy("Nobody has put a level on it yet"),
}


def other_pages(request: PersonRequest, person: Person) -> list[MenuItem]:
    """What capabilities offer about the person, without the page we are on."""
    return [link for link in pages_about(request.user, person) if link.url != request.path]
