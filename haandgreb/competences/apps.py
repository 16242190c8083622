"""The passport of competences."""

from __future__ import annotations

from haandgreb.shared.passport import Capability


class CompetencesConfig(Capability):
    """What roles ask for, what people can, and what they want to learn: TR, IM-4."""

    name = "haandgreb.competences"
    label = "competences"
    url_prefix = "competences"
