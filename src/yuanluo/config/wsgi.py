"""The door for web servers. Refuses nothing; settings decide."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yuanluo.config.settings")

application = get_wsgi_application()
