"""The evaluation of a round: opened, answered without a name, closed and counted once."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from haandgreb.confidentiality.rules import enough_people
from haandgreb.dialogues.models import Dialogue, Evaluation, EvaluationKey, Round
from haandgreb.dialogues.rules.evaluation import ENOUGH_COMMENTS, may_close_on, only_cut, too_soon, words_cut
from haandgreb.organisation.models import Person
from haandgreb.questions.actions import answer, shuffle
from haandgreb.questions.models import Answer, AnswerSheet
from haandgreb.questions.queries import counts_about, current_set, sheets_about, texts_about
from haandgreb.shared import audit, clock, outbox
from haandgreb.shared.formats import long_date
from haandgreb.shared.turns import alone, turn, with_others
from haandgreb.shared.versions import raise_version

SETS = {Evaluation.When.AFTER: "dialogue-evaluation", Evaluation.When.LATER: "dialogue-evaluation-later"}
COMMENT = "EV-text"
_AT_ONCE = 2_000
_dice = random.SystemRandom()


class TooFew(Exception):
    """Fewer than five have talked: whatever is shown would tell who said it."""


class TooSoon(Exception):
    """The same people were asked less than thirty days ago, or are being asked now."""


class WrongDay(Exception):
    """It closes tomorrow at the earliest, and within sixty days."""


class NotOpen(Exception):
    """It is closed; no answer is taken any more."""


class NoKey(Exception):
    """She was not asked, or has answered: the two look alike here."""


class OnlyCut(Exception):
    """The two may take words out of a comment and put nothing in."""


@transaction.atomic
def open_evaluation(
    found: Round, when: str, *, closes_on: date, by: Person, asks_openly: bool = False, now: datetime | None = None
) -> Evaluation:
    """
    Ask everybody who has talked in this round and works here today. The one there is where it was opened before.

    Raises WrongDay, TooSoon, TooFew.
    """
    moment = now or clock.now()
    today = clock.local_day(moment)
    row = Round.objects.select_for_update(no_key=True, of=("self",)).get(pk=found.pk)
    existing = Evaluation.objects.filter(round=row, when=when).first()
    if existing is not None:
        return existing
    if not may_close_on(closes_on, today):
        raise WrongDay
    closings = Evaluation.objects.filter(round=row).values_list("closed_at", flat=True)
    if too_soon([clock.local_day(at) if at is not None else None for at in closings], today):
        raise TooSoon
    people = asked_in(row, today)
    if not enough_people(len(people)):
        raise TooFew
    evaluation = Evaluation.objects.create(
        round=row,
        when=when,
        question_set=current_set(SETS[Evaluation.When(when)]),
        opened_at=moment,
        closes_on=closes_on,
        invited=len(people),
        asks_openly=asks_openly,
    )
    # In random order: the rows themselves then say nothing of units or names.
    _dice.shuffle(people)
    keys = (EvaluationKey(evaluation=evaluation, person=person) for person in people)
    EvaluationKey.objects.bulk_create(keys, batch_size=_AT_ONCE)
    _invite(evaluation, people)
    audit.record("evaluation opened", by=by, about=evaluation, invited=len(people))
    return evaluation


def asked_in(found: Round, today: date) -> list[Person]:
    """Everybody whose talk in this round was held, and who is here today."""
    talked = Dialogue.objects.filter(round=found, held_on__isnull=False).order_by().values("person")
    return list(Person.objects.here_on(today).filter(pk__in=talked))


def _invite(evaluation: Evaluation, people: Sequence[Person]) -> None:
    """The mail says that there are questions, and where; nothing of what they are about."""
    by_language: defaultdict[str, list[Person]] = defaultdict(list)
    for person in people:
        by_language[person.language or settings.LANGUAGE_CODE].append(person)
    for language, some in by_language.items():
        with translation.override(language):
            subject, text = _("A few questions"), _mail(evaluation, language)
        outbox.put_to_many(some, kind="evaluation", subject=subject, text=text)


def _mail(evaluation: Evaluation, language: str) -> str:
    address = f"{settings.BASE_URL}{reverse('dialogues:evaluate', args=[evaluation.pk])}"
    lines = [
        _("There are a few questions for you. It takes two minutes, and nobody can see what you answer."),
        "",
        _("Answer here by {day}: {address}").format(day=long_date(evaluation.closes_on, language), address=address),
    ]
    return "\n".join(lines)


def answer_evaluation(evaluation: UUID, values: Mapping[str, Any], *, by: Person, now: datetime | None = None) -> None:
    """
    Keep one sheet of answers without a name or a time, and take the key away. No trail, no draft, no form token.

    An answer is in the result or refused: closing waits for those under way. Raises NotOpen, NoKey.
    """
    with turn():
        _answer(evaluation, values, by, now or clock.now())


@transaction.atomic
def _answer(evaluation: UUID, values: Mapping[str, Any], by: Person, now: datetime) -> None:
    with_others(evaluation)
    row = Evaluation.objects.get(pk=evaluation)
    if not is_open(row, now):
        raise NotOpen
    gone, _kinds = EvaluationKey.objects.filter(evaluation=row, person=by).delete()
    if not gone:
        raise NoKey
    kept = {key: value for key, value in values.items() if key != COMMENT or row.asks_openly}
    answer(row.question_set, about=row.pk, values=kept, mode=AnswerSheet.Mode.ANONYMOUS)


def is_open(evaluation: Evaluation, now: datetime) -> bool:
    """Answers are taken until the end of its last day, or until it is closed."""
    return evaluation.closed_at is None and clock.local_day(now) <= evaluation.closes_on


@transaction.atomic
def close(evaluation: Evaluation, *, by: Person | None, now: datetime | None = None) -> Evaluation:
    """
    Close it for good: keys go, sheets are written anew in random order, the counts are computed once.

    Fewer than ten comments are not kept. Closing twice changes nothing.
    """
    alone(evaluation.pk)
    row = Evaluation.objects.select_for_update(of=("self",)).get(pk=evaluation.pk)
    if row.closed_at is not None:
        return row
    EvaluationKey.objects.filter(evaluation=row).delete()
    shuffle(row.pk)
    comments = texts_about(row.pk, COMMENT) if row.asks_openly else []
    Answer.objects.filter(sheet__about=row.pk, question=COMMENT).delete()  # kept below, or not at all
    _dice.shuffle(comments)
    row.comments = comments if len(comments) >= ENOUGH_COMMENTS else []
    row.counts, row.answered = counts_about(row.pk), sheets_about(row.pk).count()
    row.closed_at = now or clock.now()
    row.save(update_fields=["comments", "counts", "answered", "closed_at"])
    audit.record("evaluation closed", by=by, about=row)
    return row


def close_what_is_over(now: datetime) -> int:
    """Close every evaluation whose last day has passed; returns how many."""
    over = Evaluation.objects.filter(closed_at=None, closes_on__lt=clock.local_day(now))
    return sum(1 for one in over if close(one, by=None, now=now).closed_at is not None)


@transaction.atomic
def cut(
    evaluation: Evaluation, texts: Sequence[str], *, version: int | None, by: Person, as_hr: bool, as_council: bool
) -> Evaluation:
    """
    One of the two who read the comments first takes identifying words out and says yes to what is left.

    What the other had said yes to falls away where anything was cut: both say yes to the same texts. The original is
    not kept, only how many words went. Raises OnlyCut, Stale, NotOpen where there is nothing to read.
    """
    row = Evaluation.objects.select_for_update(of=("self",)).get(pk=evaluation.pk)
    if row.closed_at is None or not row.comments:
        raise NotOpen
    raise_version(row, version)
    if len(texts) != len(row.comments) or not all(map(only_cut, row.comments, texts)):
        raise OnlyCut
    if list(texts) != row.comments:
        row.cut += sum(map(words_cut, row.comments, texts))
        row.comments, row.yes_by_hr, row.yes_by_council = list(texts), None, None
    if as_hr and row.yes_by_council_id != by.pk:
        row.yes_by_hr = by
    elif as_council and row.yes_by_hr_id != by.pk:
        row.yes_by_council = by
    row.save(update_fields=["comments", "cut", "yes_by_hr", "yes_by_council"])
    audit.record("evaluation comments read", by=by, about=row, cut=row.cut)
    return row
