"""What is asked again and again while one page is made is found out once; the next page asks anew."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from copy import copy
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from haandgreb.organisation.models import Person

Found = TypeVar("Found")
Rest = ParamSpec("Rest")
_found: ContextVar[dict[Any, Any] | None] = ContextVar("found", default=None)


@contextmanager
def one_page() -> Iterator[None]:
    """While a page is read, answers of functions marked `once_a_page` are kept; afterwards they are gone.

    For pages that only read: who changes the organisation and looks at it in the same breath must ask anew.
    """
    token = _found.set({})
    try:
        yield
    finally:
        _found.reset(token)


def once_a_page(
    function: Callable[Concatenate[Person, Rest], Found],
) -> Callable[Concatenate[Person, Rest], Found]:
    """A question about a person, asked once while a page is made. Whoever changes a list or set changes a copy."""

    @wraps(function)
    def ask(person: Person, /, *rest: Rest.args, **named: Rest.kwargs) -> Found:
        found = _found.get()
        if found is None:
            return function(person, *rest, **named)
        key = (function.__qualname__, person.pk, person.role_in_use, *rest, *sorted(named.items()))
        if key not in found:
            found[key] = function(person, *rest, **named)
        answer: Found = copy(found[key])
        return answer

    return ask
