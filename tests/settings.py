"""The product's settings, in a folder of their own and without what only costs time.

Imported before anything else of the product, so that no test touches `var/`.
"""

import os
import tempfile

# A worker of the same run finds the folder named already.
if "YUANLUO_VAR" not in os.environ:
    os.environ["YUANLUO_VAR"] = tempfile.mkdtemp(prefix="yuanluo-test-")
for name in ("YUANLUO_DEMO", "YUANLUO_SMTP", "YUANLUO_SMS", "YUANLUO_ORIGIN"):
    os.environ.pop(name, None)

from yuanluo.config.settings import *  # noqa: E402, F403
from yuanluo.config.settings import DATABASES, STORAGES, VAR  # noqa: E402

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = STORAGES | {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
}
# Finders serve what the pages name; nothing is collected for a test.
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, because real threads meet in it as they do in service.
    DATABASES["default"]["TEST"] = {"NAME": str(VAR / "test.sqlite3")}
    DATABASES["default"]["OPTIONS"]["init_command"] = "PRAGMA synchronous=OFF;"
