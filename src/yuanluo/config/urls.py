"""The addresses of the product, app by app.

Every name here stands in `audience.AUDIENCE` too, where it says who may open it.
"""

from importlib.util import find_spec

from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("account/", include("allauth.urls")),
    path("operator/", admin.site.urls),
]

_APPS = (
    "gateway",
    "people",
    "territory",
    "publicity",
    "assembly",
    "insight",
    "matters",
    "record",
    "web",
)
urlpatterns += [
    path("", include(f"yuanluo.{app}.urls"))
    for app in _APPS
    if find_spec(f"yuanluo.{app}.urls")
]
