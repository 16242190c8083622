from django.urls import path

from haandgreb.questions import views

app_name = "questions"
urlpatterns = [
    path("", views.all_sets, name="list"),
    path("<str:key>/", views.one_set, name="set"),
    path("<str:key>/copy/", views.copy, name="copy"),
    path("<str:key>/wording/", views.wording, name="wording"),
    path("<str:key>/publish/", views.publish, name="publish"),
    path("<str:key>/drop/", views.drop, name="drop"),
    path("<str:key>/<int:version>/", views.version, name="version"),
    path("<str:key>/<int:version>/use/", views.use_again, name="use"),
]
