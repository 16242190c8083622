from haandgreb.shared.passport import Capability


class SharedConfig(Capability):
    name = "haandgreb.shared"
    label = "shared"
