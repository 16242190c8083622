"""What pages and acts ask about changed practice."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from uuid import UUID

from django.db import models

from haandgreb.followups.models import FollowUp
from haandgreb.organisation.models import Person
from haandgreb.strategy.models import Barrier, PracticeChange, ResultPractice, Situation


def is_built_on(practice: PracticeChange) -> bool:
    """Whether anything further down the map hangs on it: learning goals, development goals; not its own parts."""
    return hangs_on(practice, parts=(ResultPractice, Barrier))


def hangs_on(thing: models.Model, parts: Collection[type[models.Model]] = ()) -> bool:
    """Whether any row of any capability points at the thing, `parts` and its own tables of places apart."""
    own = {field.remote_field.through for field in type(thing)._meta.local_many_to_many}
    for relation in type(thing)._meta.get_fields(include_hidden=True):
        model = relation.related_model
        if (
            not isinstance(relation, models.ManyToOneRel)
            or model is None
            or isinstance(model, str)
            or model in own | set(parts)
        ):
            continue
        rows = model._default_manager.filter(**{relation.field.name: thing.pk})
        if rows.exists():
            return True
    return False


def situations_seen_by(person: Person) -> models.QuerySet[Situation]:
    """The moments that matter, as far as she sees a practice change that holds one."""
    seen = PracticeChange.objects.visible_to(person).values("situation")
    return Situation.objects.filter(pk__in=seen)


def said_done(barriers: Iterable[Barrier]) -> set[UUID]:
    """Of these barriers, those whose owner has ticked the promise; others say whether it is out of the way."""
    ids = [barrier.pk for barrier in barriers]
    done = FollowUp.objects.filter(source="strategy", source_id__in=ids, state=FollowUp.State.DONE)
    return {pk for pk in done.values_list("source_id", flat=True) if pk is not None}


def barriers_seen_by(person: Person, ids: Collection[UUID]) -> set[UUID]:
    """Of these barriers, those whose practice change she can open."""
    seen = Barrier.objects.filter(pk__in=ids, practice__in=PracticeChange.objects.visible_to(person))
    return set(seen.values_list("pk", flat=True))
