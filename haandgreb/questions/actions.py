"""What happens with sets and answers."""

from __future__ import annotations

import random
import tomllib
from collections.abc import Mapping
from copy import deepcopy
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction

from haandgreb.organisation.models import Person
from haandgreb.questions.models import Answer, AnswerSheet, QuestionSet
from haandgreb.questions.reading import BadSet, read
from haandgreb.shared import audit, clock
from haandgreb.shared.inserting import delete, insert, insert_values

_dice = random.SystemRandom()


class StaleEdit(Exception):
    """Somebody else saved the text meanwhile."""


def load_sets(folder: Path) -> None:
    """Bring the sets of a capability's content into the database; harmless when run twice.

    Raises BadSet where content of a published version was changed: a change is a new version.
    """
    for path in sorted(folder.glob("*.toml")):
        with path.open("rb") as file:
            _load(tomllib.load(file), path.name)


@transaction.atomic
def _load(body: dict[str, Any], where: str) -> None:
    found = read(body)
    existing = QuestionSet.objects.filter(key=found.key, origin=QuestionSet.Origin.CONTENT, body__version=found.version)
    kept = existing.first()
    if kept is not None:
        if read(kept.body) != found:
            raise BadSet(f"{where}: version {found.version} of {found.key} is published and has changed since.")
        return
    has_own_wording = QuestionSet.objects.filter(
        key=found.key, origin=QuestionSet.Origin.COPY, is_current=True
    ).exists()
    row = QuestionSet(
        key=found.key,
        version=_next_version(found.key),
        origin=QuestionSet.Origin.CONTENT,
        body=body,
        published_at=clock.now(),
    )
    if not has_own_wording:
        QuestionSet.objects.filter(key=found.key, is_current=True).update(is_current=False)
        row.is_current = True
    row.save()


def _next_version(key: str) -> int:
    latest = QuestionSet.objects.filter(key=key).order_by("-version").values_list("version", flat=True).first()
    return (latest or 0) + 1


def answer(
    question_set: QuestionSet,
    *,
    about: UUID,
    values: Mapping[str, Any],
    mode: str,
    person: Person | None = None,
    replaces: UUID | None = None,
    shares_openly: bool | None = None,
    sheet: UUID | None = None,
) -> AnswerSheet:
    """Keep a sheet of answers, in the caller's transaction. Anonymous sheets get no person and no time.

    `replaces` is a sheet that falls away; the new one has a new random id, or the one given as `sheet`. Anonymous
    answers leave no audit entry.
    """
    is_anonymous = mode == AnswerSheet.Mode.ANONYMOUS
    if is_anonymous and person is not None:
        raise ValueError("An anonymous sheet has no person.")
    if replaces is not None:
        AnswerSheet.objects.filter(pk=replaces, about=about).delete()
    elif not is_anonymous:
        AnswerSheet.objects.filter(about=about, person=person, question_set=question_set).delete()
    row = AnswerSheet(
        pk=sheet or uuid4(),
        question_set=question_set,
        mode=mode,
        about=about,
        person=person,
        answered_at=None if is_anonymous else clock.now(),
        shares_openly=shares_openly,
    )
    insert([row])
    _write(row.pk, values)
    return row


def answer_again(sheet: UUID, *, values: Mapping[str, Any], shares_openly: bool | None = None) -> None:
    """Put new answers on a sheet in place of its earlier ones, in the caller's transaction; its questions stay.

    Two at once would each write theirs: the caller holds what names the sheet.
    """
    if shares_openly is not None:
        AnswerSheet.objects.filter(pk=sheet).update(shares_openly=shares_openly)
    delete(Answer, sheet=sheet)
    _write(sheet, values)


_COLUMNS = ("id", "sheet_id", "question", "text", "step", "number", "choices")
_STEPS_ONLY = _COLUMNS[:5]  # most sheets


def _write(sheet: UUID, values: Mapping[str, Any]) -> None:
    rows = [(uuid4(), sheet, key, *_of_its_kind(value)) for key, value in values.items()]
    names = _STEPS_ONLY if all(row[5:] == (None, None) for row in rows) else _COLUMNS
    insert_values(Answer, names, [row[: len(names)] for row in rows])


def _of_its_kind(value: Any) -> tuple[str, int | None, Decimal | None, list[str] | None]:
    """Text, step, number, choices: the column of the answer's kind is filled."""
    if isinstance(value, list):
        return "", None, None, value
    if isinstance(value, Decimal):
        return "", None, value, None
    return ("", value, None, None) if isinstance(value, int) else (str(value), None, None, None)


def shuffle(about: UUID) -> int:
    """Write all anonymous sheets about a thing anew, in random order and under new random ids; returns how many.

    Neither ids nor the order of rows on disk then tell who came first. Call under the lock of the thing that closes.
    """
    sheets = list(AnswerSheet.objects.filter(about=about, mode=AnswerSheet.Mode.ANONYMOUS))
    answers = list(Answer.objects.filter(sheet__in=sheets))
    new_ids = {sheet.pk: uuid4() for sheet in sheets}
    AnswerSheet.objects.filter(about=about, mode=AnswerSheet.Mode.ANONYMOUS).delete()
    for sheet in sheets:
        sheet.pk = new_ids[sheet.pk]
    for row in answers:
        row.pk, row.sheet_id = uuid4(), new_ids[row.sheet_id]
    _dice.shuffle(sheets)
    _dice.shuffle(answers)
    AnswerSheet.objects.bulk_create(sheets)
    Answer.objects.bulk_create(answers)
    return len(sheets)


def delete_about(about: UUID) -> int:
    """Delete every sheet about a thing; returns how many."""
    count = AnswerSheet.objects.filter(about=about).count()
    AnswerSheet.objects.filter(about=about).delete()
    return count


@transaction.atomic
def copy_set(original: QuestionSet, *, by: Person) -> QuestionSet:
    """Begin the workplace's own wording of a set: a draft that nobody answers yet. One draft per set."""
    draft = QuestionSet.objects.filter(key=original.key, published_at__isnull=True).first()
    if draft is not None:
        return draft
    draft = QuestionSet.objects.create(
        key=original.key,
        version=_next_version(original.key),
        origin=QuestionSet.Origin.COPY,
        based_on=original,
        body=deepcopy(original.body),
        changed_by=by,
    )
    audit.record("question set copied", by=by, about=draft, key=original.key)
    return draft


@transaction.atomic
def change_wording(draft: QuestionSet, texts: Mapping[str, dict[str, str]], *, seen: int, by: Person) -> QuestionSet:
    """Save new wording. `texts` holds title, intro and question keys in both languages. Raises StaleEdit."""
    row = QuestionSet.objects.select_for_update().get(pk=draft.pk, published_at__isnull=True)
    if row.edit_version != seen:
        raise StaleEdit
    body = row.body
    body["title"], body["intro"] = texts["title"], texts["intro"]
    for section in body["section"]:
        for question in section["question"]:
            if question["ask"] != texts[question["key"]]:
                # The short form in tables followed the old wording; the new wording speaks for itself.
                question["ask"] = texts[question["key"]]
                question.pop("short", None)
    read(body)
    row.body, row.changed_by, row.edit_version = body, by, row.edit_version + 1
    row.save(update_fields=["body", "changed_by", "edit_version"])
    audit.record("question set wording changed", by=by, about=row, key=row.key)
    return row


@transaction.atomic
def publish(draft: QuestionSet, *, by: Person) -> QuestionSet:
    """From now on new answers are given to this version; old answers keep theirs."""
    row = QuestionSet.objects.select_for_update().get(pk=draft.pk)
    if row.published_at is None:
        row.published_at = clock.now()
        row.body["version"] = row.version
    QuestionSet.objects.filter(key=row.key, is_current=True).update(is_current=False)
    row.is_current = True
    row.save()
    audit.record("question set published", by=by, about=row, key=row.key, version=row.version)
    return row


@transaction.atomic
def drop_own_wordings() -> None:
    """Delete the workplace's own wordings and what was answered to them; Håndgreb's latest own is asked again."""
    copies = QuestionSet.objects.filter(origin=QuestionSet.Origin.COPY)
    AnswerSheet.objects.filter(question_set__in=copies).delete()
    copies.update(based_on=None)
    copies.delete()
    seen: set[str] = set()
    for row in QuestionSet.objects.order_by("key", "-version"):
        if row.key not in seen and not row.is_current:
            QuestionSet.objects.filter(key=row.key).update(is_current=False)
            QuestionSet.objects.filter(pk=row.pk).update(is_current=True)
        seen.add(row.key)


@transaction.atomic
def drop_draft(draft: QuestionSet, *, by: Person) -> None:
    """Throw a draft away; a published version stays."""
    audit.record("question set draft dropped", by=by, about=draft, key=draft.key)
    QuestionSet.objects.filter(pk=draft.pk, published_at__isnull=True).delete()
