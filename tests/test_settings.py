"""docs/settings.md names every variable the code reads, and none it does not."""

from __future__ import annotations

import ast
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VARIABLE = re.compile(r"HAANDGREB_[A-Z_]+|DATABASE_URL|HOST|PORT|DJANGO_SETTINGS_MODULE")
READERS = {"get", "setdefault", "_flag", "_list"}


def variables_read() -> set[str]:
    """The variables that some function of the package reads from the environment."""
    found = set()
    for path in (ROOT / "haandgreb").rglob("*.py"):
        if "tests" in path.parts:
            continue
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call) and call.args and isinstance(call.args[0], ast.Constant):
                name = getattr(call.func, "attr", getattr(call.func, "id", ""))
                value = call.args[0].value
                if name in READERS and isinstance(value, str) and VARIABLE.fullmatch(value):
                    found.add(value)
    return found


def test_every_variable_is_told_about():
    page = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^\| `([A-Z_]+)`", page, flags=re.MULTILINE)) == variables_read()
