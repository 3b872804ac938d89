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
    "courtyards",
    "record",
    "web",
)
urlpatterns += [
    path("", include(f"yuanluo.{app}.urls"))
    for app in _APPS
    if find_spec(f"yuanluo.{app}.urls")
]

handler400 = "yuanluo.web.errors.bad_request"
handler403 = "yuanluo.web.errors.forbidden"
handler404 = "yuanluo.web.errors.not_found"
handler500 = "yuanluo.web.errors.server_error"
# Sign-in looks here for its own answer to who tries too often.
handler429 = "yuanluo.web.errors.too_many"
