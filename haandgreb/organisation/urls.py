"""Pages of the organisation: people, units, administration, staff lists."""

from __future__ import annotations

from django.urls import path

from haandgreb.organisation.views import directory, importing, leaving, roles, security_log, staff, units

app_name = "organisation"
urlpatterns = [
    path("people/", directory.people, name="people"),
    path("people/choices/", directory.choices, name="choices"),
    path("people/new/", staff.new_person, name="new_person"),
    path("people/<uuid:person_id>/", directory.person, name="person"),
    path("people/<uuid:person_id>/account/", staff.account_of, name="account_of"),
    path("people/<uuid:person_id>/edit/", staff.edit_person, name="edit_person"),
    path("people/<uuid:person_id>/switch/", staff.switch_account, name="switch_account"),
    path("people/<uuid:person_id>/data/", leaving.data_link, name="data_link"),
    path("people/<uuid:person_id>/data/make/", leaving.make, name="data_link_make"),
    path("people/<uuid:person_id>/data/code/", leaving.give_code, name="data_link_code"),
    path("people/<uuid:person_id>/engage/", staff.engage, name="engage"),
    path("engagements/<uuid:engagement_id>/end/", staff.end_engagement, name="end_engagement"),
    path("units/", directory.units, name="units"),
    path("units/new/", units.new_unit, name="new_unit"),
    path("units/<uuid:unit_id>/", directory.unit, name="unit"),
    path("units/<uuid:unit_id>/edit/", units.edit_unit, name="edit_unit"),
    path("units/<uuid:unit_id>/close/", units.close_unit, name="close_unit"),
    path("units/<uuid:unit_id>/managers/", units.set_managers, name="set_managers"),
    path("deputies/", units.deputies, name="deputies"),
    path("deputies/<uuid:deputy_id>/end/", units.end_deputy, name="end_deputy"),
    path("roles/", roles.roles, name="roles"),
    path("security-log/", security_log.security_log, name="security_log"),
    path("staff-list/", importing.staff_list, name="staff_list"),
    path("staff-list/for-real/", importing.leave_demo, name="leave_demo"),
    path("staff-list/<uuid:run_id>/", importing.import_run, name="import_run"),
    path("staff-list/<uuid:run_id>/columns/", importing.import_columns, name="import_columns"),
    path("staff-list/<uuid:run_id>/rejected/<int:row>/", importing.import_row, name="import_row"),
    path("staff-list/<uuid:run_id>/rejected-<int:table>.csv", importing.import_rejected, name="import_rejected"),
    path("staff-list/<uuid:run_id>/drop/", importing.import_drop, name="import_drop"),
    path("roles/<uuid:role_id>/end/", roles.end_role, name="end_role"),
]
