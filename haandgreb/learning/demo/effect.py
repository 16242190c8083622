"""What a few of the demo chose to show on the map, and the first counting of the year."""

from __future__ import annotations

import tomllib
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

from haandgreb.learning.actions.effect import release_when_due
from haandgreb.learning.demo.activities import same_id
from haandgreb.learning.models import Enrolment, UseShown
from haandgreb.shared.demo import Demo

_FILE = Path(__file__).parents[1] / "content" / "demo-effect.toml"
WORDS = ("text", "contribution", "contribution_why")
AFTER = timedelta(days=50)


@cache
def content() -> list[dict[str, Any]]:
    """The parsed content, one row for each use that is shown."""
    found: list[dict[str, Any]] = tomllib.loads(_FILE.read_text(encoding="utf-8"))["use"]
    return found


def load(demo: Demo) -> None:
    """Some show that they use it; then the year is counted as the night counts it."""
    for row in content():
        enrolment: Enrolment = demo.things["enrolments"][row["of"]]
        assert enrolment.ends_on is not None
        UseShown.objects.create(
            id=same_id("use shown", row["of"], row["practice"]),
            enrolment=enrolment,
            practice=demo.things["practices"][row["practice"]],
            with_name=row.get("name", False),
            shown_on=min(enrolment.ends_on + AFTER, demo.today),
            **{name: row[name] for name in WORDS},
        )
    release_when_due(demo.today)
