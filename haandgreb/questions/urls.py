from django.urls import path

from haandgreb.questions import views

app_name = "questions"
urlpatterns = [
    path("", views.all_sets, name="list"),
    path("<slug:key>/", views.one_set, name="set"),
    path("<slug:key>/copy/", views.copy, name="copy"),
    path("<slug:key>/wording/", views.wording, name="wording"),
    path("<slug:key>/publish/", views.publish, name="publish"),
    path("<slug:key>/drop/", views.drop, name="drop"),
    path("<slug:key>/<int:version>/", views.version, name="version"),
    path("<slug:key>/<int:version>/use/", views.use_again, name="use"),
]
