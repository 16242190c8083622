from haandgreb.shared.passport import Capability


class ConfidentialityConfig(Capability):
    name = "haandgreb.confidentiality"
    label = "confidentiality"
