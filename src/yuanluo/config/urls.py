"""The addresses of the product, app by app.

Every name here stands in `audience.AUDIENCE` too, where it says who may open it.
Refuses the admin's own sign-in page: operators come in by the same door as all.
"""

from importlib.util import find_spec

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

admin.autodiscover()
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]

urlpatterns: list[URLPattern | URLResolver] = [
    path("account/", include("allauth.urls")),
    path("operator/", admin.site.urls),
]

for _app, _under in (
    ("gateway", ""),
    ("people", ""),
    ("territory", ""),
    ("publicity", ""),
    ("assembly", ""),
    ("insight", ""),
    ("matters", ""),
    ("record", ""),
    ("web", ""),
):
    if find_spec(f"yuanluo.{_app}.urls"):
        urlpatterns.append(path(_under, include(f"yuanluo.{_app}.urls")))
