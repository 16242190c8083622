from django.urls import path

from bench.bare import views

urlpatterns = [path("bare/insert", views.insert), path("bare/form", views.form), path("bare/hello", views.hello)]
