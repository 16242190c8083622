"""What a transfer plan says, to whom, and in which words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any
from uuid import UUID

from haandgreb.competences.models import DevelopmentGoal, LearningGoal
from haandgreb.competences.queries.development_links import Chain, Choices, Thing, choices_for, key_of
from haandgreb.followups.models import FollowUp
from haandgreb.followups.queries import of_source
from haandgreb.learning.boosters_content import boosters
from haandgreb.learning.models import CheckIn, Enrolment, PlanNeed, Step, TransferBarrier, TransferPlan
from haandgreb.learning.permissions import LEARNER, side_of
from haandgreb.learning.phases_content import act_of
from haandgreb.learning.rules import plans as rules
from haandgreb.organisation.models import Person
from haandgreb.organisation.queries.managers import managers_of
from haandgreb.shared.keyring import Unreadable
from haandgreb.strategy.models import PracticeChange, Result

SOURCE = "learning"
PLAIN = (
    "goal",
    "changed_practice",
    "value_for_me",
    "value_for_work",
    "situation",
    "act",
    "outcome",
    "sign",
    "sign_where",
    "ask_me_about",
    "preparation",
    "first_use",
    "sharing",
)
NEVER_TOLD = ("goal-",)  # a plan hangs on a changed practice, a result or a learning goal
FOLLOWED = ("first_use", "manager_asks", "colleague", "status", "homework", "effect")


def plan_or_new(enrolment: Enrolment) -> TransferPlan:
    """Its plan; an empty one, not saved, where there is none yet."""
    found = TransferPlan.objects.select_related("buddy", "learning_goal", "practice", "result", "shared_with", "yes_by")
    plan = found.filter(enrolment=enrolment).first()
    return plan or TransferPlan(enrolment=enrolment, situation=enrolment.need, changed_at=enrolment.made_at)


def opened(plan: TransferPlan, name: str) -> str:
    """A sealed text of hers; "" for none, and where the key it was sealed with is lost (`haandgreb check` tells)."""
    try:
        return getattr(plan, name) or ""
    except Unreadable:
        return ""


def chain_of(plan: TransferPlan) -> Chain:
    """The line of the map the plan stands on, as it was chosen."""
    return Chain(None, plan.result, plan.practice, plan.learning_goal)


def links_for(editor: Person, today: date, plan: TransferPlan) -> Choices:
    """What the plan may hang on, as far as this person sees the map; what it hangs on now stays a choice."""
    kept = chain_of(plan).lowest
    groups = [
        (label, [one for one in options if not one[0].startswith(NEVER_TOLD)])
        for label, options in choices_for(editor, today)
    ]
    found: Choices = [(label, options) for label, options in groups if options]
    keys = {key for _label, options in found for key, _words in options}
    if kept is not None and key_of(kept) not in keys:
        found.insert(0, (_kind(kept), [(key_of(kept), str(kept))]))
    return found


def _kind(thing: Thing) -> str:
    return str(thing._meta.verbose_name).capitalize()


def wording(plan: TransferPlan) -> dict[str, Any]:
    """All that both say yes to, as JSON. What is hers alone is never in it."""
    lowest = chain_of(plan).lowest
    return {
        **{name: getattr(plan, name) for name in PLAIN},
        "hangs_on": str(lowest) if lowest is not None else "",
        "hangs_on_key": key_of(lowest),
        "boosters": [key for key in plan.boosters if key in boosters()],
        "buddy": str(plan.buddy) if plan.buddy is not None else "",
        "buddy_key": str(plan.buddy_id or ""),
        "first_use_on": plan.first_use_on.isoformat() if plan.first_use_on else "",
        "needs": [
            {"kind": one.kind, "text": one.text, "due_on": one.due_on.isoformat() if one.due_on else ""}
            for one in plan.needs.all()
        ],
    }


def facts_of(plan: TransferPlan, enrolment: Enrolment) -> rules.Plan:
    """What the rules look at."""
    hangs_on = chain_of(plan).lowest is not None or enrolment.development_goal_id is not None
    return rules.Plan(
        size=enrolment.size,
        goal=plan.goal,
        situation=plan.situation,
        act=plan.act,
        sign=plan.sign,
        sign_where=plan.sign_where,
        changed_practice=plan.changed_practice,
        hangs_on=hangs_on or bool(enrolment.legal_ground) or enrolment.is_mandatory,
        needs=plan.needs.count(),
        boosters=len(plan.boosters),
        has_buddy=plan.buddy_id is not None,
        first_use_on=plan.first_use_on,
        ends_on=enrolment.ends_on,
    )


def reads_as_it_stands(plan: TransferPlan, enrolment: Enrolment, reader: Person) -> bool:
    """The learner; and the manager it is shared with, while she is her nearest manager (visible_to has asked)."""
    if enrolment.person_id == reader.pk:
        return True
    is_agreed = plan.agreed_at is not None and plan.agreed_version == plan.version
    return is_agreed or (plan.shared_at is not None and plan.shared_with_id == reader.pk)


def text_for(plan: TransferPlan, enrolment: Enrolment, reader: Person) -> dict[str, Any] | None:
    """What this reader of the enrolment may read of its plan; None for nothing."""
    if reads_as_it_stands(plan, enrolment, reader):
        return wording(plan)
    return plan.agreed_text if plan.agreed_at is not None else None


@dataclass(frozen=True)
class Line:
    """A need with the promise it became."""

    kind: str
    text: str
    due_on: date | None
    promise: FollowUp | None = None


@dataclass(frozen=True)
class Page:
    """All of the plan of one enrolment for one reader. `text` is None where it is not hers to read (yet)."""

    plan: TransferPlan
    enrolment: Enrolment
    is_hers: bool
    as_it_stands: bool
    reads_confidence: bool  # hers; a manager's where it is ticked and the plan is shared with this one
    text: dict[str, Any] | None
    managers: Sequence[Person]
    needs: Sequence[Line] = ()
    boosters: Sequence[str] = ()
    missing: Sequence[rules.Missing] = ()
    hints: Sequence[rules.Hint] = ()
    talk: Step | None = None
    days: Sequence[tuple[date, str, str]] = ()
    barriers: Sequence[TransferBarrier] = ()
    statuses: Sequence[CheckIn] = ()

    @property
    def is_agreed(self) -> bool:
        """Both have said yes to what it says now."""
        return self.plan.agreed_at is not None and self.plan.agreed_version == self.plan.version

    @property
    def is_changed_since(self) -> bool:
        """Agreed once, and not said yes to as it stands now."""
        return self.plan.agreed_at is not None and not self.is_agreed

    @property
    def why(self) -> str:
        """Why it matters to her, for herself."""
        return opened(self.plan, "why") if self.is_hers else ""

    @property
    def confidence_help(self) -> str:
        """What would raise her confidence: for herself, and for the manager she lets read it."""
        return opened(self.plan, "confidence_help") if self.reads_confidence else ""

    @property
    def is_shared(self) -> bool:
        """A manager of today reads it as it stands."""
        return self.manager is not None

    @property
    def manager(self) -> Person | None:
        """The manager of today it is shared with."""
        if self.plan.shared_at is None:
            return None
        return next((one for one in self.managers if one.pk == self.plan.shared_with_id), None)

    @property
    def others(self) -> list[Person]:
        """Her managers it is not shared with."""
        return [one for one in self.managers if one != self.manager]

    @property
    def waits_for_yes(self) -> bool:
        """Both can say yes to it as it stands."""
        return self.is_shared and not self.is_agreed

    @property
    def first_use_on(self) -> date | None:
        """The day it is used first."""
        day = (self.text or {}).get("first_use_on")
        return date.fromisoformat(day) if day else None

    @property
    def sign_where(self) -> str:
        """Where the sign shows, in words."""
        return str(dict(DevelopmentGoal.SignWhere.choices).get((self.text or {}).get("sign_where", ""), ""))


@dataclass(frozen=True)
class _Rows:
    needs: list[Line] = field(default_factory=list)
    boosters: list[str] = field(default_factory=list)


def gist_of(plan: TransferPlan, enrolment: Enrolment, reader: Person, today: date) -> Page:
    """What the page of the enrolment shows of it: its words, and how far it is."""
    is_hers = side_of(enrolment, reader, today) == LEARNER
    is_with_reader = plan.shared_at is not None and plan.shared_with_id == reader.pk
    return Page(
        plan=plan,
        enrolment=enrolment,
        is_hers=is_hers,
        reads_confidence=is_hers or (plan.confidence_shared and is_with_reader),
        as_it_stands=reads_as_it_stands(plan, enrolment, reader),
        text=text_for(plan, enrolment, reader),
        managers=managers_of(enrolment.person, today),
    )


def page_of(plan: TransferPlan, enrolment: Enrolment, reader: Person, today: date) -> Page:
    """All of it, for somebody who may open the enrolment."""
    gist = gist_of(plan, enrolment, reader, today)
    facts = facts_of(plan, enrolment) if gist.as_it_stands else None
    rows = _rows(plan, gist.text)
    return replace(
        gist,
        needs=rows.needs,
        boosters=rows.boosters,
        missing=rules.missing(facts) if facts is not None else [],
        hints=rules.hints(facts) if facts is not None and gist.is_hers else [],
        talk=Step.objects.filter(enrolment=enrolment, key="talk").order_by("actor").first(),
        days=_days(enrolment),
        barriers=list(enrolment.barriers.select_related("owner")) if gist.text is not None else [],
        statuses=_statuses(enrolment, reader, is_hers=gist.is_hers),
    )


def _rows(plan: TransferPlan, text: dict[str, Any] | None) -> _Rows:
    if text is None:
        return _Rows()
    promises = {(row.what): row for row in of_source(SOURCE, [plan.enrolment_id]).exclude(state=FollowUp.State.SKIPPED)}
    kinds = dict(PlanNeed.Kind.choices)
    needs = [
        Line(
            kind=str(kinds.get(one["kind"], "")),
            text=one["text"],
            due_on=date.fromisoformat(one["due_on"]) if one["due_on"] else None,
            promise=promises.get(one["text"]),
        )
        for one in text["needs"]
    ]
    names = boosters()
    return _Rows(needs, [str(names[key]) for key in text["boosters"] if key in names])


def _days(enrolment: Enrolment) -> list[tuple[date, str, str]]:
    """The days it is looked at again, with what is done then and how it stands."""
    steps = enrolment.steps.filter(key__in=FOLLOWED).exclude(state=Step.State.CANCELLED)
    return [(one.due_on, str(act_of(one.key).title(one.actor)), one.state) for one in steps]


def _statuses(enrolment: Enrolment, reader: Person, *, is_hers: bool) -> list[CheckIn]:
    """How it went, the first first; for the manager what was shared with her, and what a manager saw."""
    rows = enrolment.check_ins.exclude(status="").order_by("day", "source")
    if is_hers:
        return list(rows)
    return [row for row in rows if row.is_shown_to(reader)]


def buddy_enrolment(person: Person, enrolment_id: UUID) -> Enrolment | None:
    """What a buddy sees of an enrolment under way; None for everybody else."""
    rows = Enrolment.objects.under_way().filter(pk=enrolment_id, plan__buddy=person, plan__hidden_at=None)
    return rows.select_related("person", "activity", "plan").first()


def links_of(thing: Thing | None, chain: Chain) -> dict[str, Any]:
    """The columns of the plan a choice fills."""
    return {
        "learning_goal": thing if isinstance(thing, LearningGoal) else None,
        "practice": thing if isinstance(thing, PracticeChange) else chain.practice,
        "result": thing if isinstance(thing, Result) else chain.result,
    }
