"""What people do with the organisation and their accounts; every action leaves its trace."""

from haandgreb.organisation.actions.due import apply_due_changes
from haandgreb.organisation.actions.setting_up import set_up_code
from haandgreb.organisation.actions.signing_in import end_sessions, sign_in

__all__ = ["apply_due_changes", "end_sessions", "set_up_code", "sign_in"]
