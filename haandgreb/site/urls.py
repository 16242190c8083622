"""Table of contents: the pages of the house, then each capability under its prefix."""

from __future__ import annotations

from importlib.util import find_spec

from django.urls import URLPattern, URLResolver, include, path

from haandgreb.shared.passport import capabilities
from haandgreb.site import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.home, name="home"),
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
    path("anonymity/", views.anonymity, name="anonymity"),
    path("mail/", views.demo_mail, name="demo_mail"),
    path("mail/<uuid:message_id>/", views.demo_message, name="demo_message"),
    path("drafts/<slug:form>/", views.save_draft, name="save_draft"),
    path("drafts/<slug:form>/drop/", views.drop_draft, name="drop_draft"),
]
for capability in capabilities():
    if capability.url_prefix and find_spec(f"{capability.name}.urls"):
        urlpatterns.append(path(f"{capability.url_prefix}/", include(f"{capability.name}.urls")))
    if find_spec(f"{capability.name}.root_urls"):
        # The few short addresses a capability has outside its prefix: /s/<code>, /sign-in/ …
        urlpatterns.append(path("", include(f"{capability.name}.root_urls")))

handler400 = "haandgreb.site.views.bad_request"
handler403 = "haandgreb.site.views.forbidden"
handler404 = "haandgreb.site.views.not_found"
handler500 = "haandgreb.site.views.server_error"
