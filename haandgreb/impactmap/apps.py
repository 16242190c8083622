"""The passport of impactmap."""

from __future__ import annotations

from haandgreb.shared.passport import Capability


class ImpactMapConfig(Capability):
    """The four columns from goal to learning, drawn and made together: IM."""

    name = "haandgreb.impactmap"
    label = "impactmap"
    url_prefix = "map"
