"""The catalogue: activities in the three rooms, when they take place, how a unit's are spread."""

from __future__ import annotations

from django.urls import path

from haandgreb.learning.views import activities, connections, offerings, portfolio, providers

urlpatterns = [
    path("activities/", activities.catalogue, name="activities"),
    path("activities/floating/", portfolio.floating, name="floating"),
    path("rooms/", portfolio.units, name="portfolios"),
    path("rooms/<uuid:unit_id>/", portfolio.unit, name="portfolio"),
    path("activities/new/", activities.new, name="activity_new"),
    path("activities/providers/", providers.listed, name="providers"),
    path("activities/providers/new/", providers.new, name="provider_new"),
    path("activities/providers/<uuid:provider_id>/", providers.edit, name="provider_edit"),
    path("activities/<uuid:activity_id>/", activities.page, name="activity"),
    path("activities/<uuid:activity_id>/edit/", activities.edit, name="activity_edit"),
    path("activities/<uuid:activity_id>/close/", activities.close, name="activity_close"),
    path("activities/<uuid:activity_id>/reopen/", activities.reopen, name="activity_reopen"),
    path("activities/<uuid:activity_id>/connections/", connections.connections, name="connections"),
    path("activities/<uuid:activity_id>/days/", offerings.new, name="offering_new"),
    path("activities/days/<uuid:offering_id>/", offerings.move, name="offering_move"),
    path("activities/days/<uuid:offering_id>/held/", offerings.hold, name="offering_hold"),
    path("activities/days/<uuid:offering_id>/cancel/", offerings.cancel, name="offering_cancel"),
]
