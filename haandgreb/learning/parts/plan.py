"""The transfer agreement of an enrolment."""
