"""Units, people, engagements, managers, deputies, roles; and what signing in and staff lists need."""

from haandgreb.organisation.models.leaving import DataLink
from haandgreb.organisation.models.lists import ColumnMapping, ImportRun
from haandgreb.organisation.models.people import Engagement, Person, PersonQuerySet
from haandgreb.organisation.models.roles import ChosenManager, Deputy, Role, UnitManager
from haandgreb.organisation.models.signin import Session, SignInLink
from haandgreb.organisation.models.units import Unit, UnitPeriod, UnitQuerySet
from haandgreb.organisation.models.validity import valid_on

__all__ = [
    "ChosenManager",
    "ColumnMapping",
    "DataLink",
    "Deputy",
    "Engagement",
    "ImportRun",
    "Person",
    "PersonQuerySet",
    "Role",
    "Session",
    "SignInLink",
    "Unit",
    "UnitManager",
    "UnitPeriod",
    "UnitQuerySet",
    "valid_on",
]
