"""The keys that seal what people write: which are missing, and a new one in the place of the old."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from haandgreb.shared import keyring, sealed
from haandgreb.shared.key_files import DamagedKeyFile
from haandgreb.site.lease import database_lease
from haandgreb.site.operator import preparing
from haandgreb.site.operator.words import Stop, say


def missing() -> list[str]:
    """A sentence for each key that is wanted and not here: what is lost without it, and that nothing else is."""
    try:
        here = set(keyring.ids())
    except DamagedKeyFile as trouble:
        return [_damaged(trouble)]
    return [
        _(
            "Key %(id)s is missing in keys/text.keys. Without it these cannot be read: %(what)s. Everything else can. "
            "Put the line back from your copy of keys/."
        )
        % {"id": key, "what": ", ".join(f"{number} {kind}" for kind, number in sorted(kinds.items()))}
        for key, kinds in sorted(sealed.keys_in_use().items())
        if key not in here
    ]


def rotate(*, forget_old: bool) -> None:
    """
    A new key; every text is sealed with it, while people work. Earlier keys stay, for backups that need them.

    With `forget_old` they go once no text needs them, and the server must be stopped meanwhile: somebody's text may be
    on its way. Raises Stop where a text cannot be opened, before anything is forgotten.
    """
    preparing.reach_database()
    preparing.refuse_newer()
    lease = database_lease()
    if forget_old and not lease.hold():
        raise Stop(_("The server is running. Stop it before old keys are forgotten, and start it again."))
    try:
        _rotate(forget_old=forget_old)
    except DamagedKeyFile as trouble:
        raise Stop(_damaged(trouble)) from trouble
    finally:
        if forget_old:
            lease.give_back()


def _rotate(*, forget_old: bool) -> None:
    new = keyring.add_key()
    number = sealed.seal_anew()
    say(
        ngettext(
            "%(n)d text is sealed with the new key %(id)s.", "%(n)d texts are sealed with the new key %(id)s.", number
        )
        % {"n": number, "id": new}
    )
    say(_("Copy the file keys/text.keys to the place where you keep your keys."))
    lost = missing()
    if forget_old and lost:
        raise Stop("\n".join([_("No key was forgotten: some texts need one that is missing."), *lost]))
    if forget_old:
        gone = keyring.drop_old_keys()
        say(
            _("Forgotten: %(ids)s. Backups from before can be put back, but not the texts in them.")
            % {"ids": ", ".join(gone)}
        )


def _damaged(trouble: DamagedKeyFile) -> str:
    return _("The key file is damaged (%(where)s). Put it back from your copy of keys/.") % {"where": trouble}
