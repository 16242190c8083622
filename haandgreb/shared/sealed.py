"""A column whose content is sealed: a copy of the database does not tell what stands in it."""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db import connection, models, transaction
from django.db.models import Count, F, Func
from django.db.models.query_utils import DeferredAttribute

from haandgreb.shared import keyring

_AT_ONCE = 200

if TYPE_CHECKING:
    _Bytes = models.Field[Any, Any]
else:
    _Bytes = models.BinaryField


class Sealed(bytes):
    """What the database holds: opened when somebody asks the row for it."""


class _Opened(DeferredAttribute):
    """Opens the text at the first question. Raises keyring.Unreadable where it cannot be opened."""

    field: SealedField

    def __set__(self, instance: Any, value: Any) -> None:
        # With this the attribute is asked before the row's own dictionary.
        instance.__dict__[self.field.attname] = value

    def __get__(self, instance: Any, cls: Any = None) -> Any:
        value = super().__get__(instance, cls)
        if isinstance(value, Sealed):
            value = json.loads(keyring.unseal(value, place=self.field.place(instance)))
            instance.__dict__[self.field.attname] = value
        return value


class SealedField(_Bytes):
    """
    Anything JSON can hold, sealed with the key ring for its row and column.

    The row needs its id before it is saved, as those with random ids have. The column can be neither searched nor
    changed with update(): without the row nothing can be sealed.
    """

    descriptor_class = _Opened

    def place(self, instance: models.Model) -> str:
        """Table, row and column."""
        return f"{instance._meta.label_lower}|{instance.pk}|{self.attname}"

    def pre_save(self, model_instance: models.Model, add: bool) -> Sealed | None:
        value = model_instance.__dict__.get(self.attname)
        if value is None or isinstance(value, Sealed):  # not opened, so not changed
            return value
        if model_instance.pk is None:
            raise ValueError("a row needs its id before a text can be sealed for it")
        return Sealed(keyring.seal(json.dumps(value), place=self.place(model_instance)))

    def get_prep_value(self, value: Any) -> bytes | None:
        if value is None or isinstance(value, Sealed):
            return value
        raise TypeError("a sealed column is written by saving the row")

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Sealed | None:
        return None if value is None else Sealed(value)

    def value_to_string(self, obj: models.Model) -> str:
        return b64encode(self.pre_save(obj, False) or b"").decode("ascii")

    def to_python(self, value: Any) -> Any:
        return Sealed(b64decode(value)) if isinstance(value, str) else value


def sealed_columns() -> Iterator[tuple[type[models.Model], SealedField]]:
    """Every sealed column of this installation, with its table."""
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, SealedField):
                yield model, field


def keys_in_use() -> dict[str, Counter[str]]:
    """Per id of a key how many texts of each kind need it; two columns of a kind count together.

    What was damaged so that no key can be told stands under a question mark.
    """
    found: dict[str, Counter[str]] = {}
    for model, field in sealed_columns():
        head = Func(F(field.attname), 1, keyring.HEAD, function="SUBSTR", output_field=models.BinaryField())
        rows = model._base_manager.exclude(**{field.attname: None}).order_by()
        for first, number in rows.annotate(head=head).values("head").annotate(n=Count("pk")).values_list("head", "n"):
            kind = str(model._meta.verbose_name_plural)
            found.setdefault(_key_or_none(bytes(first)) or "?", Counter())[kind] += number
    return found


def _key_or_none(head: bytes) -> str | None:
    try:
        return keyring.key_of(head)
    except keyring.Damaged:
        return None


def seal_anew() -> int:
    """
    Seal every text with the key to write with, a few rows at a time, while people work; how many were changed.

    A text that cannot be opened stays as it is. Safe to run again after it was stopped.
    """
    return sum(_seal_column_anew(model, field) for model, field in sealed_columns())


def _seal_column_anew(model: type[models.Model], field: SealedField) -> int:
    changed, newest = 0, keyring.ids()[0]
    ids = list(model._base_manager.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(ids), _AT_ONCE):
        with transaction.atomic():
            rows = model._base_manager.filter(pk__in=ids[start : start + _AT_ONCE])
            if connection.features.has_select_for_update:
                rows = rows.select_for_update()
            for row in rows:
                changed += _seal_row_anew(row, field, newest)
    return changed


def _seal_row_anew(row: models.Model, field: SealedField, newest: str) -> bool:
    sealed = row.__dict__[field.attname]
    if sealed is None or _key_or_none(sealed) == newest:
        return False
    try:
        text = keyring.unseal(sealed, place=field.place(row))
    except keyring.Unreadable:
        return False
    again = Sealed(keyring.seal(text, place=field.place(row)))
    type(row)._base_manager.filter(pk=row.pk).update(**{field.attname: again})
    return True
