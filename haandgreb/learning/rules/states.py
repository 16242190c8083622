"""The states of an enrolment as a table."""

from haandgreb.shared.states import machine

ENROLMENT = machine(
    wished="asked approved cancelled",  # approved at once where nobody has to say yes: mandatory, or no manager above
    asked="wished approved declined cancelled",
    approved="completed absent cancelled replaced",
    declined="asked",
    completed="cancelled",  # a completion that was told by mistake
    absent="completed",
    cancelled="",
    replaced="",
)
