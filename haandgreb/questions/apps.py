from haandgreb.shared.passport import Capability


class QuestionsConfig(Capability):
    name = "haandgreb.questions"
    label = "questions"
    url_prefix = "questions"
