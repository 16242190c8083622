from __future__ import annotations

from typing import Any

from haandgreb.shared.passport import Capability


class SharedConfig(Capability):
    name = "haandgreb.shared"
    label = "shared"

    def personal_data(self, person: Any) -> dict[str, Any]:
        """What she has typed and not saved, and the mails she was sent."""
        from haandgreb.shared import drafts
        from haandgreb.shared.models import Draft, OutboxMessage

        kept = Draft.objects.filter(person=person.pk).order_by("form")
        return {
            "not saved yet": [{"form": one.form, "fields": drafts.read(one), "at": one.at} for one in kept],
            "mails": list(OutboxMessage.objects.filter(person=person.pk).values("kind", "subject", "to", "sent_at")),
        }

    def forget(self, person: Any) -> None:
        """Drafts, mails and sent forms go; the audit trail stays until its retention ends."""
        from haandgreb.shared.models import Draft, Once, OutboxMessage

        for model in (Draft, Once, OutboxMessage):
            model.objects.filter(person=person.pk).delete()
