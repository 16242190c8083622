from haandgreb.shared.passport import Capability


class OrganisationConfig(Capability):
    name = "haandgreb.organisation"
    label = "organisation"
