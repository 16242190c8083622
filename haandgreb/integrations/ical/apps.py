from haandgreb.shared.passport import Capability


class ICalConfig(Capability):
    name = "haandgreb.integrations.ical"
    label = "ical"
    url_prefix = "calendar"
