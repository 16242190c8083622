"""What is typed into a preparation and not saved: kept while typing, filled in again, gone when it is saved."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from django.core.exceptions import RequestDataTooBig
from django.db.models import Q
from django.http import Http404, QueryDict

from haandgreb.dialogues.forms.preparation import PreparationForm, name_of
from haandgreb.dialogues.models import Dialogue
from haandgreb.dialogues.queries.preparation import Preparation
from haandgreb.dialogues.rules import preparation as rules
from haandgreb.organisation.models import Person
from haandgreb.shared import clock, drafts


@dataclass
class Filled:
    """How the page begins: hidden fields that travel along, what other windows wrote, whether a draft is in it."""

    hidden: list[tuple[str, str]] = field(default_factory=list)
    also: list[rules.Typed] = field(default_factory=list)
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
    """
    Keep it beside what another window typed meanwhile; returns when, as a clock shows it.

    Raises Http404 for who is not one of the two of the dialogue: only the two keep anything under its name.
    """
    mine = Q(person=person) | Q(manager=person)
    if not Dialogue.objects.filter(mine, pk=dialogue_id).exists():
        raise Http404

    def beside(before: QueryDict | None) -> QueryDict:
        return as_query(rules.merge_drafts(dict(before.lists()) if before is not None else {}, dict(sent.lists())))

    saved_at = drafts.keep(person, draft_key(dialogue_id), beside)
    return saved_at.astimezone(clock.COPENHAGEN).strftime("%H.%M")


def keep_refused(person: Person, dialogue_id: UUID, sent: QueryDict) -> None:
    """What was refused is kept too, for who closes the page now; not where it is absurdly long."""
    try:
        keep_typed(person, dialogue_id, sent)
    except RequestDataTooBig:
        return


def drop_saved(person: Person, mine: Preparation, sent: QueryDict) -> None:
    """The draft goes, but for what another window typed and this one never showed."""
    key = draft_key(mine.dialogue.pk)
    draft = drafts.find(person, key)
    if draft is None:
        return
    left = rules.left_unsaved(rules.typed_in(dict(draft.lists())), dict(saved_texts(mine)), dict(sent.lists()))
    if left:
        drafts.keep(person, key, as_query(rules.draft_of(left)))
    else:
        drafts.drop(person, key)


def fill(person: Person, mine: Preparation, form: PreparationForm) -> Filled:
    """Put what was typed and not saved into a form that was not sent; with a sent one what travels comes along."""
    if form.is_bound:
        travels = (rules.MARK, rules.SHOWN, rules.SEEN)
        sent = form.data
        assert isinstance(sent, QueryDict)
        return Filled([(name, value) for name, values in sent.lists() if name.startswith(travels) for value in values])
    draft = drafts.find(person, draft_key(mine.dialogue.pk))
    typed = list(reversed(rules.typed_in(dict(draft.lists())))) if draft is not None else []
    filled = Filled()
    for name, saved in saved_texts(mine):
        waiting = {rules.mark(one.text): one for one in reversed(typed) if one.name == name}
        waiting.pop(rules.mark(saved), None)
        texts = [one for one in typed if waiting.get(rules.mark(one.text)) is one]
        base = texts[0].base if texts else rules.mark(saved)
        filled.hidden.append((rules.MARK + name, base))
        if texts:
            form.initial[name], filled.has_draft = texts[0].text, True
            filled.hidden.append((rules.SHOWN + name, rules.mark(texts[0].text)))
            filled.also += texts[1:]
    filled.hidden += [(rules.SEEN, rules.mark(one.text)) for one in filled.also]
    return filled
