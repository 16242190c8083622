"""What pages ask of the organisation."""

from haandgreb.organisation.permissions import hr_units
from haandgreb.organisation.queries.directory import (
    PersonChoice,
    main_unit,
    main_units,
    people_choices,
    people_in,
    person_by_words,
    titles,
    units_of,
)
from haandgreb.organisation.queries.managers import (
    deputies_of,
    managers_above,
    managers_of,
    managers_of_many,
    unit_managers,
    units_led_by,
    units_managed_by,
)
from haandgreb.organisation.queries.tree import unit_choices

__all__ = [
    "PersonChoice",
    "deputies_of",
    "hr_units",
    "main_unit",
    "main_units",
    "managers_above",
    "managers_of",
    "managers_of_many",
    "people_choices",
    "people_in",
    "person_by_words",
    "titles",
    "unit_choices",
    "unit_managers",
    "units_led_by",
    "units_managed_by",
    "units_of",
]
