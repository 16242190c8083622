"""STUB of the import pages' helper until the real one lands; overwrite freely."""
def problem_text(p): return str(p)
def reason_text(r): return f"{r.code} {r.field} {dict(r.params)}"
def hint_text(r): return ""
def question_text(code, params): return f"{code} {dict(params)}"
def choice_text(code, choice, params): return choice
def field_label(field, kind): return field
def kind_label(kind): return kind
