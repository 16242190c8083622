"""How the commands speak: progress as they go, and an honest stop."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping


class Stop(Exception):
    """The command cannot go on; the text says what is wrong and what to do."""

    def __init__(self, text: object, code: int = 1) -> None:
        super().__init__(str(text))
        self.code = code


def say(text: object) -> None:
    """One line to the person in front."""
    sys.stdout.write(f"  {text}\n")
    sys.stdout.flush()


def language(environment: Mapping[str, str] = os.environ) -> str:
    """Danish, unless the terminal's locale names another language. C and POSIX name none."""
    locale = environment.get("LC_ALL") or environment.get("LC_MESSAGES") or environment.get("LANG") or ""
    name = locale.split(".")[0].split("_")[0].lower()
    return "da" if name in {"", "c", "posix", "da"} else "en"
