"""A person's levels as the viewer may see them: her own page, or the nearest manager's page about her."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from haandgreb.competences.level_words import LEVELS
from haandgreb.competences.models import AgreedLevel, Competence, Evidence, Importance, LevelProposal, SelfLevel, Wish
from haandgreb.competences.queries.required import required_of_one
from haandgreb.competences.rules import gap
from haandgreb.competences.rules.gap import Spoke, Standing
from haandgreb.competences.rules.requirements import Asked
from haandgreb.organisation.models import Person
from haandgreb.organisation.queries.managers import managers_of

State = LevelProposal.State


@dataclass(frozen=True)
class Row:
    """One competence of one person, with all the viewer may see about it."""

    competence: Competence
    spoke: Spoke[UUID]
    standing: Standing
    asked: Asked | None = None
    agreed: AgreedLevel | None = None
    number: int | None = None  # its spoke on the wheel
    proposal: LevelProposal | None = None
    evidence: Sequence[Evidence] = ()
    wants: bool | None = None

    @property
    def importance(self) -> str:
        return str(Importance(self.spoke.weight).label) if self.spoke.weight else ""

    @property
    def ask_for_example(self) -> bool:
        """Her estimate and the agreed level are far apart."""
        return gap.ask_for_example(self.spoke.own, self.spoke.agreed)

    @property
    def ask_before_answer(self) -> bool:
        """Her estimate and the level that is proposed are far apart."""
        return self.proposal is not None and gap.ask_for_example(self.spoke.own, self.proposal.level)

    @property
    def differs(self) -> bool:
        return gap.differs(self.spoke)

    @property
    def used(self) -> Evidence | None:
        """The latest use."""
        return self.evidence[0] if self.evidence else None

    @property
    def is_shown(self) -> bool:
        """Whether the wheel's table has a line for it: a wish or a proposal alone has its own place."""
        return self.spoke.is_required or self.spoke.own is not None or self.spoke.agreed is not None

    @property
    def own(self) -> str:
        return level_word(self.spoke.own)

    @property
    def agreed_level(self) -> str:
        return level_word(self.spoke.agreed)

    @property
    def proposed(self) -> str:
        return level_word(self.proposal.level if self.proposal is not None else None)

    @property
    def suggested(self) -> int:
        """What the choice of another level begins with."""
        if self.spoke.own is not None:
            return self.spoke.own
        return self.proposal.level if self.proposal is not None else 0

    @property
    def says(self) -> str:
        """How what she can stands to what is asked for, in words."""
        if not self.spoke.is_required:
            return _("not asked for")
        if self.standing.level is None:
            return _("not agreed yet")
        said = self._difference
        return _("%(difference)s by your own estimate") % {"difference": said} if self._is_own else said

    @property
    def _is_own(self) -> bool:
        return self.standing.basis is gap.Basis.OWN

    @property
    def _difference(self) -> str:
        if lack := self.standing.gap:
            return ngettext("%(n)d step to go", "%(n)d steps to go", lack) % {"n": lack}
        if surplus := self.standing.surplus:
            text = ngettext("%(n)d step more than asked for", "%(n)d steps more than asked for", surplus)
            return text % {"n": surplus}
        return _("as asked for")


@dataclass
class Sharing:
    """Whom her own estimates (or wishes) are shared with, since when, and how many changed after that."""

    manager: Person | None = None
    at: datetime | None = None
    changed: int = 0


@dataclass
class Levels:
    """One person's page of levels."""

    person: Person
    for_herself: bool
    rows: list[Row]
    managers: list[Person] = field(default_factory=list)
    estimates: Sharing = field(default_factory=Sharing)
    wishes: Sharing = field(default_factory=Sharing)
    to_answer: list[Row] = field(default_factory=list)
    waiting: list[Row] = field(default_factory=list)

    @property
    def required(self) -> list[Row]:
        return [row for row in self.rows if row.spoke.is_required]

    @property
    def others(self) -> list[Row]:
        """What her roles do not ask for."""
        return [row for row in self.rows if not row.spoke.is_required]

    @property
    def on_wheel(self) -> list[Row]:
        return sorted((row for row in self.rows if row.number is not None), key=lambda row: row.number or 0)

    @property
    def strengths(self) -> list[Row]:
        return self._of(gap.strengths(self._spokes, for_herself=self.for_herself))

    @property
    def lacking(self) -> list[Row]:
        return self._of(gap.lacking(self._spokes, for_herself=self.for_herself))

    @property
    def has_estimates(self) -> bool:
        return any(row.spoke.own is not None for row in self.rows)

    @property
    def has_agreed(self) -> bool:
        return any(row.agreed is not None for row in self.rows)

    @property
    def has_wishes(self) -> bool:
        return any(row.wants is not None for row in self.rows)

    @property
    def shares_anything(self) -> bool:
        """For a manager: whether anything was shared with her."""
        return bool(self.estimates.at or self.wishes.at or any(row.evidence for row in self.rows))

    def fields(self) -> dict[gap.Field, list[Row]]:
        """The rows in the picture of the two rationalities."""
        wishes = {row.competence.pk: row.wants for row in self.rows if row.wants is not None}
        found = gap.in_fields(self._spokes, wishes, for_herself=self.for_herself)
        return {where: self._of(spokes) for where, spokes in found.items()}

    @property
    def _spokes(self) -> list[Spoke[UUID]]:
        return [row.spoke for row in self.rows]

    def _of(self, spokes: Sequence[Spoke[UUID]]) -> list[Row]:
        by_key = {row.competence.pk: row for row in self.rows}
        return [by_key[spoke.key] for spoke in spokes]


def levels_of(person: Person, viewer: Person, today: date) -> Levels:
    """
    All levels of the person that the viewer may see, the most important first; as many queries for one as for forty.

    The viewer is the person herself or a nearest manager: ask permissions.may_see_levels first. A manager reads only
    what was shared with her, and no gap from an estimate.
    """
    facts = _Facts.of(person, viewer, today)
    ids = {*facts.asked, *facts.own, *facts.agreed, *facts.proposals, *facts.evidence, *facts.wishes}
    names = Competence.objects.in_bulk(list(ids))
    spokes = gap.in_order(facts.spoke(names[pk]) for pk in ids)
    numbers = {spoke.key: at for at, spoke in enumerate(gap.on_the_wheel(spokes), 1)}
    rows = [facts.row(names[spoke.key], spoke, numbers.get(spoke.key)) for spoke in spokes]
    waits = [row for row in rows if row.proposal is not None]
    return Levels(
        person=person,
        for_herself=facts.for_herself,
        rows=rows,
        managers=managers_of(person, today),
        estimates=facts.estimates,
        wishes=facts.sharing_of_wishes,
        to_answer=[row for row in waits if row.proposal and row.proposal.to_id == viewer.pk],
        waiting=[row for row in waits if row.proposal and row.proposal.to_id != viewer.pk],
    )


@dataclass
class _Facts:
    """What the database holds of one person that the viewer may see, by competence."""

    for_herself: bool
    asked: dict[UUID, Asked]
    agreed: dict[UUID, AgreedLevel]
    own: dict[UUID, SelfLevel]
    proposals: dict[UUID, LevelProposal]
    evidence: dict[UUID, list[Evidence]]
    wishes: dict[UUID, Wish]
    estimates: Sharing
    sharing_of_wishes: Sharing

    @classmethod
    def of(cls, person: Person, viewer: Person, today: date) -> _Facts:
        for_herself = viewer.pk == person.pk
        own, estimates = _estimates(person, viewer)
        wishes, sharing_of_wishes = _wishes(person, viewer)
        agreed = AgreedLevel.objects.current().filter(person=person).select_related("agreed_with")
        proposals = LevelProposal.objects.filter(person=person, state=State.OPEN)
        if not for_herself:
            proposals = proposals.filter(Q(proposed_by=viewer) | Q(to=viewer))
        evidence: dict[UUID, list[Evidence]] = {}
        for one in evidence_for(person, viewer):
            evidence.setdefault(one.competence_id, []).append(one)
        return cls(
            for_herself=for_herself,
            asked=dict(required_of_one(person, today)),
            agreed={row.competence_id: row for row in agreed},
            own=own,
            proposals={row.competence_id: row for row in proposals.select_related("proposed_by", "to")},
            evidence=evidence,
            wishes=wishes,
            estimates=estimates,
            sharing_of_wishes=sharing_of_wishes,
        )

    def spoke(self, competence: Competence) -> Spoke[UUID]:
        asked = self.asked.get(competence.pk)
        own, agreed = self.own.get(competence.pk), self.agreed.get(competence.pk)
        return Spoke(
            key=competence.pk,
            required=asked.level if asked is not None else 0,
            weight=int(asked.importance) if asked is not None else 0,
            own=own.level if own is not None else None,
            agreed=agreed.level if agreed is not None else None,
            for_goal=asked is not None and bool(asked.goals),
            place=f"{competence.sort_key}{competence.pk}",
        )

    def row(self, competence: Competence, spoke: Spoke[UUID], number: int | None) -> Row:
        wish = self.wishes.get(competence.pk)
        return Row(
            competence=competence,
            spoke=spoke,
            standing=gap.standing(spoke, for_herself=self.for_herself),
            asked=self.asked.get(competence.pk),
            agreed=self.agreed.get(competence.pk),
            number=number,
            proposal=self.proposals.get(competence.pk),
            evidence=self.evidence.get(competence.pk, ()),
            wants=wish.wants if wish is not None else None,
        )


def _estimates(person: Person, viewer: Person) -> tuple[dict[UUID, SelfLevel], Sharing]:
    """For herself today's; for a manager those she was shown, as they stood then."""
    rows = SelfLevel.objects.filter(Q(replaced_at=None) | ~Q(shared_at=None), person=person)
    rows = rows.select_related("shared_with").order_by("-written_at")
    if viewer.pk != person.pk:
        shown = [row for row in rows if row.shared_with_id == viewer.pk and row.shared_at is not None]
        sharing = Sharing(viewer, shown[0].shared_at) if shown else Sharing()
        return {row.competence_id: row for row in reversed(shown)}, sharing
    current = {row.competence_id: row for row in rows if row.replaced_at is None}
    shared = {row.competence_id: row for row in rows if row.shared_at is not None}
    latest = next(iter(shared.values()), None)
    if latest is None:
        return current, Sharing()
    changed = sum(_level(current, key) != _level(shared, key) for key in {*current, *shared})
    return current, Sharing(latest.shared_with, latest.shared_at, changed)


def _level(rows: dict[UUID, SelfLevel], key: UUID) -> int | None:
    row = rows.get(key)
    return None if row is None else row.level


def _wishes(person: Person, viewer: Person) -> tuple[dict[UUID, Wish], Sharing]:
    rows = list(Wish.objects.filter(person=person).select_related("shared_with"))
    shared = [row for row in rows if row.shared_at is not None]
    if viewer.pk != person.pk:
        shown = [row for row in shared if row.shared_with_id == viewer.pk]
        return {row.competence_id: row for row in shown}, Sharing(viewer, shown[0].shared_at) if shown else Sharing()
    sharing = Sharing(shared[0].shared_with, shared[0].shared_at, len(rows) - len(shared)) if shared else Sharing()
    return {row.competence_id: row for row in rows}, sharing


def evidence_for(person: Person, viewer: Person) -> list[Evidence]:
    """The uses the viewer may read, the latest first: all for herself, for a manager what is shared with her."""
    rows = Evidence.objects.filter(person=person)
    if viewer.pk != person.pk:
        rows = rows.filter(shared_with=viewer, shared_at__isnull=False)
    return list(rows.select_related("shared_with"))


def uses_of(person: Person, competence: Competence) -> list[Evidence]:
    """All the times she wrote down that she used a competence, the latest first. For herself only."""
    return list(Evidence.objects.filter(person=person, competence=competence))


def level_word(level: int | None) -> str:
    """A level with its word: "3 Can independently"; "" for none."""
    return "" if level is None else str(LEVELS[level])
