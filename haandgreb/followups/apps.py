from haandgreb.shared.passport import Capability


class FollowUpsConfig(Capability):
    name = "haandgreb.followups"
    label = "followups"
    url_prefix = "followups"
