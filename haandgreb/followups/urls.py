from django.urls import path

from haandgreb.followups import views

app_name = "followups"
urlpatterns = [
    path("", views.own_list, name="list"),
    path("<uuid:follow_up_id>/done/", views.done, name="done"),
    path("<uuid:follow_up_id>/reopen/", views.reopen, name="reopen"),
    path("<uuid:follow_up_id>/move/", views.move, name="move"),
    path("<uuid:follow_up_id>/skip/", views.skip, name="skip"),
]
