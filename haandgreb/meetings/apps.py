from haandgreb.shared.passport import Capability


class MeetingsConfig(Capability):
    name = "haandgreb.meetings"
    label = "meetings"
    url_prefix = "meetings"
