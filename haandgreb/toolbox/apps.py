from haandgreb.shared.passport import Capability


class ToolboxConfig(Capability):
    name = "haandgreb.toolbox"
    label = "toolbox"
    url_prefix = "toolbox"
