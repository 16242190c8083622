"""The states of an enrolment as a table."""

from haandgreb.shared.states import machine

ENROLMENT = machine(
    # Approved at once where nobody has to say yes: mandatory, or no manager above. Completed from anywhere, as a
    # platform may tell of what nobody here said yes to.
    wished="asked approved completed cancelled",
    asked="wished approved declined completed cancelled",
    approved="completed absent cancelled replaced",
    declined="asked completed",
    completed="cancelled",  # a completion that was told by mistake
    absent="completed",
    cancelled="",
    replaced="",
)
