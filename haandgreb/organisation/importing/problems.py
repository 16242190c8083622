"""What can be wrong with a list, as codes and parameters; the words stand in `reasons`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as defaulted

Value = str | int
LONGEST_QUOTE = 80


def shorten(text: str) -> str:
    """The text as it is quoted in a message: one line, at most 80 characters."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_QUOTE else line[: LONGEST_QUOTE - 1] + "…"


class ImportProblem(Exception):
    """The file as a whole cannot be used. Carries a code and parameters, never a value that looks like a CPR number."""

    def __init__(self, code: str, **params: Value) -> None:
        super().__init__(code)
        self.code = code
        self.params: Mapping[str, Value] = params

    def __str__(self) -> str:
        return f"{self.code} {dict(self.params)}"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a row is rejected, or what is worth knowing about it."""

    code: str
    field: str = ""
    params: Mapping[str, Value] = defaulted(default_factory=dict)
