"""How a signed-in person is found again. Passwords and links are checked by actions; this only loads the person."""

from __future__ import annotations

from uuid import UUID

from haandgreb.organisation import permissions
from haandgreb.organisation.models import Person
from haandgreb.shared import clock


class PersonBackend:
    """Loads somebody who is here today; a closed account and somebody who has left are nobody at once."""

    def authenticate(self, request: object, **credentials: object) -> None:
        """Nobody is signed in through here; see actions.signing_in."""

    def get_user(self, user_id: UUID | str) -> Person | None:
        """The person with her standing today, in one query; asked on every request, so that access follows today."""
        return permissions.with_standing(user_id, clock.today())
