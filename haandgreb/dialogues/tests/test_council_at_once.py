"""Several of the works council, and many who answer, at the same moment, on both databases."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from haandgreb.dialogues.actions import check as checks
from haandgreb.dialogues.actions import concept as concepts
from haandgreb.dialogues.actions import evaluation as evaluations
from haandgreb.dialogues.models import Check, Concept, Evaluation, EvaluationKey
from haandgreb.dialogues.tests.council_factory import Council
from haandgreb.dialogues.tests.factories import Workplace
from haandgreb.followups.models import FollowUp
from haandgreb.questions.models import AnswerSheet
from haandgreb.shared.versions import Stale

pytestmark = pytest.mark.django_db(transaction=True)
REFUSED = (Stale, checks.WrongStep, evaluations.NoKey, evaluations.NotOpen)


def at_once(*acts):
    """The acts in threads that start together, each with its own connection; what each came to, or why not."""
    ready = Barrier(len(acts))

    def one(act):
        ready.wait()
        try:
            return act()
        except REFUSED as refused:
            return type(refused)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as threads:
        return list(threads.map(one, acts))


def test_several_begin_the_same_draft_and_the_same_check():
    place = Workplace()

    at_once(*[lambda: concepts.begin(by=place.council, language="da")] * 4)
    at_once(*[lambda: checks.begin(by=place.council)] * 4)

    assert (Concept.objects.count(), Check.objects.count(), Check.objects.get().answers.count()) == (1, 1, 10)


def test_of_two_who_save_the_draft_at_once_one_is_told():
    place = Workplace()
    draft = concepts.begin(by=place.council, language="da")

    found = at_once(
        *[
            lambda text=text: concepts.write(draft, {"purpose": text}, version=1, by=place.council)
            for text in ("Mit", "Deres")
        ]
    )

    assert found.count(Stale) == 1


def test_both_sides_hand_in_at_the_same_moment_and_both_are_opened():
    place = Council()
    check = place.check()
    place.give(check, place.council)
    place.give(check, place.colleague_in_council)

    at_once(*[lambda who=who: checks.hand_in(check, by=who) for who in (place.council, place.colleague_in_council)])

    assert Check.objects.get().state == Check.State.TOGETHER


def test_a_check_finished_by_two_at_once_promises_once():
    place = Council()
    check = place.together()
    facts = {"common": 1, "next_step": "Et møde", "owner": place.manager, "due_on": check.held_on}
    checks.agree(check.answers.get(key="MUS-04"), facts, version=None, by=place.council)

    found = at_once(*[lambda: checks.finish(check, by=place.council)] * 3)

    assert (found.count(checks.WrongStep), FollowUp.objects.count()) == (2, 1)


def test_one_who_sends_many_times_at_once_has_one_sheet():
    place = Council()
    evaluation, people = place.evaluation()

    found = at_once(
        *[
            lambda step=step: evaluations.answer_evaluation(evaluation.pk, {"EV-1": step}, by=people[0])
            for step in (1, 2, 3, 4, 5)
        ]
    )

    assert found.count(evaluations.NoKey) == 4
    assert (AnswerSheet.objects.count(), EvaluationKey.objects.count()) == (1, 5)


def test_an_answer_sent_while_it_closes_is_in_the_result_or_refused():
    place = Council()
    evaluation, people = place.evaluation(8)

    found = at_once(
        *[lambda who=who: evaluations.answer_evaluation(evaluation.pk, {"EV-1": 3}, by=who) for who in people],
        lambda: evaluations.close(evaluation, by=place.council).pk,
    )

    row = Evaluation.objects.get()
    refused = sum(1 for one in found if one in (evaluations.NotOpen, evaluations.NoKey))
    counted = sum(row.counts.get("EV-1", [0]))
    assert (row.answered, counted, AnswerSheet.objects.count()) == (8 - refused, 8 - refused, 8 - refused)
