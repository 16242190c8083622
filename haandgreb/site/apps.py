from haandgreb.shared.passport import Capability


class SiteConfig(Capability):
    name = "haandgreb.site"
    label = "site"
