from django.urls import path

from haandgreb.toolbox import views

app_name = "toolbox"
urlpatterns = [
    path("", views.all_handles, name="list"),
    path("<slug:handle_id>/", views.one_handle, name="handle"),
]
