"""What is held about a person in dialogues, for her own copy: what runs out and waits for the archives as well."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from haandgreb.dialogues.models import (
    Agreement,
    AgreementVersion,
    Ambassador,
    Card,
    CheckAnswer,
    CheckMember,
    Decision,
    Dialogue,
    EvaluationKey,
    Feedback,
    FollowUpTalk,
    GroupAction,
    GroupMember,
    GroupPoint,
    Opened,
    PairAnswer,
    Prepared,
    TalkText,
)
from haandgreb.dialogues.queries.talk_reading import feedback_of, reader_of
from haandgreb.organisation.models import Person
from haandgreb.shared import clock
from haandgreb.shared.keyring import Unreadable


def personal_data(person: Person) -> dict[str, Any]:
    """
    Her own dialogues whole, her manager's notes about her and who opened what among it; of others' only her part.

    What she answered in an evaluation is anonymous and cannot be found. Source: security-and-privacy.md 7.
    """
    today = clock.today()
    hers = Dialogue.objects.filter(person=person).select_related("kind", "round", "manager").order_by("made_at")
    led = Dialogue.objects.visible_to(person, today).exclude(person=person).select_related("person", "kind")
    return {
        "dialogues": [_dialogue(one) for one in hers],
        "dialogues she leads": [_led(one, person, today) for one in led],
        "answers from a colleague": _pairs(PairAnswer.everything.filter(pair__asker=person), "asked"),
        "answers to a colleague": _pairs(PairAnswer.everything.filter(pair__asked=person), "asker"),
        "talks of her groups": _groups(person),
        "private reflection": [text_of(one, "answers") for one in Ambassador.objects.filter(person=person)],
        "works council": _council(person),
        "may still answer the evaluation of": [
            str(key.evaluation.round) for key in EvaluationKey.objects.filter(person=person)
        ],
    }


def text_of(row: Any, column: str = "text") -> Any:
    """The text, or the words that it cannot be opened here."""
    try:
        return getattr(row, column)
    except Unreadable:
        return _("This text cannot be opened: the key it was sealed with is missing.")


def _dialogue(dialogue: Dialogue) -> dict[str, Any]:
    of_it = {"dialogue": dialogue}
    return {
        "kind": str(dialogue.kind),
        "round": str(dialogue.round) if dialogue.round else None,
        "manager": _name(dialogue.manager),
        "state": dialogue.state,
        "postponed": dialogue.why_postponed or None,
        "postponed_to": _day(dialogue.postponed_to),
        "wants_another_manager": dialogue.wants_other_manager,
        "wants_a_talk_of_her_own": dialogue.wants_individual,
        "starts_at": dialogue.starts_at.isoformat() if dialogue.starts_at else None,
        "place": dialogue.place,
        "held_on": _day(dialogue.held_on),
        "preparation": [_prepared(one) for one in _by_writer(Prepared.everything.filter(**of_it))],
        "texts of the talk": [
            {"by": _name(one.writer), "field": one.key, "text": text_of(one), **_waits(one)}
            for one in _by_writer(TalkText.everything.filter(**of_it))
        ],
        "cards": [
            {"by": _name(one.writer), "column": one.column, "only": one.only, "text": text_of(one), **_waits(one)}
            for one in Card.everything.filter(**of_it).select_related("writer")
        ],
        "feedback": [
            {"by": _name(one.giver), "given_at": one.given_at, "text": text_of(one), **_waits(one)}
            for one in Feedback.everything.filter(**of_it).select_related("giver")
        ],
        "agreement": [_agreement(one) for one in Agreement.everything.filter(**of_it)],
        "follow-ups": [
            {"due_on": _day(one.due_on), "held_on": _day(one.held_on), "note": text_of(one, "note"), **_waits(one)}
            for one in FollowUpTalk.everything.filter(**of_it)
        ],
        "opened by": [
            {"name": one.name, "role": one.role, "at": one.at, "what": one.what}
            for one in Opened.objects.filter(**of_it)
        ],
    }


def _prepared(one: Prepared) -> dict[str, Any]:
    return {
        "by": _name(one.writer),
        "field": one.key,
        "text": text_of(one),
        "shared_with": _name(one.shared_with),
        "shared_at": one.shared_at,
        **_waits(one),
    }


def _agreement(one: Agreement) -> dict[str, Any]:
    versions = AgreementVersion.everything.filter(agreement=one).select_related("written_by")
    return {
        "state": one.state,
        "text": text_of(one),
        "agreed_at": one.agreed_at,
        "agreed_with": _name(one.agreed_with),
        "disagreement_noted_at": one.differed_at,
        "asked_for_help": one.asks_for_help,
        "filed_on": _day(one.filed_on),
        "goals": [str(line.goal.title) for line in one.goals.select_related("goal") if line.goal is not None],
        "wordings": [
            {"number": row.number, "by": _name(row.written_by), "text": text_of(row), **_waits(row)} for row in versions
        ],
        **_waits(one),
    }


def _led(dialogue: Dialogue, manager: Person, today: date) -> dict[str, Any]:
    """Whose, and where it stands; what the two wrote is in that person's copy, save feedback given to this manager."""
    reader = reader_of(dialogue, manager, today)
    given = (
        [] if reader is None else [one for one in feedback_of(reader) if one.given_at and one.giver_id != manager.pk]
    )
    return {
        "person": dialogue.person.name,
        "kind": str(dialogue.kind),
        "state": dialogue.state,
        "held_on": _day(dialogue.held_on),
        "feedback to her": [text_of(one) for one in given],
    }


def _pairs(answers: Iterable[PairAnswer], other: str) -> list[dict[str, Any]]:
    rows = answers.select_related("pair__round", f"pair__{other}")  # type: ignore[attr-defined]  # a queryset
    return [
        {
            "round": str(one.pair.round),
            "with": _name(getattr(one.pair, other)),
            "question": one.key,
            "text": text_of(one),
            **_waits(one),
        }
        for one in rows
    ]


def _groups(person: Person) -> list[dict[str, Any]]:
    found = []
    for member in GroupMember.objects.filter(person=person).select_related("talk__unit"):
        points = GroupPoint.everything.filter(talk=member.talk, writer=person)
        promised = GroupAction.objects.filter(talk=member.talk, who=person)
        found.append(
            {
                "group": str(member.talk),
                "held_on": _day(member.talk.held_on),
                "her own cards": [{"what": one.what, "text": text_of(one), **_waits(one)} for one in points],
                "her part of the plan": [{"what": one.what, "when": _day(one.when)} for one in promised],
            }
        )
    return found


def _council(person: Person) -> dict[str, Any]:
    steps = CheckAnswer.objects.filter(owner=person)
    decisions = Decision.objects.filter(owner=person)
    sides = CheckMember.objects.filter(person=person).select_related("check_run")
    return {
        "speaks for": [{"side": one.side, "check": _day(one.check_run.held_on)} for one in sides],
        "next steps": [{"text": one.next_step, "due_on": _day(one.due_on)} for one in steps],
        "decisions": [{"text": one.text, "due_on": _day(one.due_on)} for one in decisions],
    }


def _by_writer(rows: Any) -> Any:
    return rows.select_related("writer").order_by("writer__sort_key", "key")


def _waits(row: Any) -> dict[str, str]:
    """A row that has run out is read by nobody on a page; she is told that it is still held."""
    return {} if row.hidden_at is None else {"hidden since": row.hidden_at.isoformat()}


def _name(person: Person | None) -> str | None:
    return None if person is None else person.name


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
