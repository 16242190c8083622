"""The few short addresses: in, out, set-up, language, my account."""

from __future__ import annotations

from django.urls import path

from haandgreb.organisation.views import account, leaving, setting_up, signing_in, unsent

urlpatterns = [
    path("sign-in/", signing_in.sign_in, name="sign_in"),
    path("sign-in/link/", signing_in.send_link, name="send_sign_in_link"),
    path("sign-in/use/", signing_in.use_link, name="use_sign_in_link"),
    path("sign-in/link/<str:token>/", signing_in.link, name="sign_in_link"),
    path("sign-out/", signing_in.sign_out, name="sign_out"),
    path("personas/", signing_in.personas, name="personas"),
    path("unsent/", unsent.sent_too_late, name="unsent"),
    path("set-up/", setting_up.set_up, name="set_up"),
    path("language/", signing_in.set_language, name="set_language"),
    path("account/", account.account, name="account"),
    path("account/password/", account.password, name="account_password"),
    path("account/sessions/end/", account.end_session, name="account_end_session"),
    path("account/role/", account.choose_role, name="choose_role"),
    path("account/data/", account.my_data, name="account_data"),
    path("your-data/", leaving.fetch, name="fetch_data"),
    path("your-data/<str:token>/", leaving.link, name="data_link_opened"),
]
