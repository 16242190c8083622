"""What is typed into a preparation and not saved: kept while typing, filled in again, gone when it is saved."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from django.core.exceptions import RequestDataTooBig
from django.http import QueryDict

from haandgreb.dialogues.forms.preparation import PreparationForm, name_of
from haandgreb.dialogues.queries.preparation import Preparation
from haandgreb.dialogues.rules import preparation as rules
from haandgreb.organisation.models import Person
from haandgreb.shared import clock, drafts


@dataclass
class Filled:
    """How the page begins: the mark of each input, what another window wrote of it, and whether a draft is in it."""

    marks: dict[str, str] = field(default_factory=dict)
    also: dict[str, str] = field(default_factory=dict)
    has_draft: bool = False


def draft_key(dialogue_id: UUID) -> str:
    """Under which name what is typed is kept, for each writer."""
    return f"dialogues-prepare-{dialogue_id}"


def saved_texts(mine: Preparation) -> Iterator[tuple[str, str]]:
    """Each input by its name, with the text that is saved."""
    for one in mine.asked:
        for part, text in (one.parts or {}).items():
            yield name_of(one.question.key, part), text


def as_query(fields: Mapping[str, list[str]]) -> QueryDict:
    """As a browser would have sent them."""
    query = QueryDict(mutable=True)
    for name, values in fields.items():
        query.setlist(name, values)
    return query


def keep_typed(person: Person, dialogue_id: UUID, sent: QueryDict) -> str:
    """Keep it beside what another window typed meanwhile; returns when, as a clock shows it."""
    before = drafts.find(person, draft_key(dialogue_id))
    merged = rules.merge_drafts(dict(before.lists()) if before is not None else {}, dict(sent.lists()))
    saved_at = drafts.keep(person, draft_key(dialogue_id), as_query(merged))
    return saved_at.astimezone(clock.COPENHAGEN).strftime("%H.%M")


def keep_refused(person: Person, dialogue_id: UUID, sent: QueryDict) -> None:
    """What was refused is kept too, for who closes the page now; not where it is absurdly long."""
    try:
        keep_typed(person, dialogue_id, sent)
    except RequestDataTooBig:
        return


def drop_saved(person: Person, mine: Preparation) -> None:
    """The draft goes, but for what another window typed and nobody has saved."""
    key = draft_key(mine.dialogue.pk)
    draft = drafts.find(person, key)
    if draft is None:
        return
    left: dict[str, list[str]] = {}
    for name, saved in saved_texts(mine):
        base = draft.get(rules.MARK + name, rules.mark(""))
        for kept in (rules.ALSO + name, name):
            if kept in draft and rules.mark(rules.joined(draft.getlist(kept))) not in (rules.mark(saved), base):
                left[name], left[rules.MARK + name] = draft.getlist(kept), [base]
    if left:
        drafts.keep(person, key, as_query(left))
    else:
        drafts.drop(person, key)


def fill(person: Person, mine: Preparation, form: PreparationForm) -> Filled:
    """Put what was typed and not saved into a form that was not sent; of a sent one the marks stay as they came."""
    filled = Filled(marks={name: rules.mark(text) for name, text in saved_texts(mine)})
    if form.is_bound:
        filled.marks |= {name: form.data[rules.MARK + name] for name in filled.marks if rules.MARK + name in form.data}
        return filled
    draft = drafts.find(person, draft_key(mine.dialogue.pk))
    for name, saved in saved_texts(mine) if draft is not None else ():
        assert draft is not None
        base = draft.get(rules.MARK + name, rules.mark(""))
        typed = rules.joined(draft.getlist(name))
        if name in draft and rules.mark(typed) not in (rules.mark(saved), base):
            form.initial[name], filled.marks[name], filled.has_draft = typed, base, True
        other = rules.joined(draft.getlist(rules.ALSO + name))
        if other and rules.mark(other) != rules.mark(saved):
            filled.also[name] = other
    return filled
