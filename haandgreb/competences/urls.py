"""The pages of competences: catalogue and profiles, a person's levels, the gap, development goals."""

from __future__ import annotations

from haandgreb.competences import catalogue_urls, development_urls, gap_urls, level_urls

app_name = "competences"
urlpatterns = [
    *level_urls.urlpatterns,
    *catalogue_urls.urlpatterns,
    *gap_urls.urlpatterns,
    *development_urls.urlpatterns,
]
