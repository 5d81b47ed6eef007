"""Tilth with the naive door in the place of its own."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tilth.config.settings")

from django.conf import settings
from django.core.wsgi import get_wsgi_application

settings.MIDDLEWARE = ["tests.audits.confidence.naive.door.Door", *settings.MIDDLEWARE[1:]]
application = get_wsgi_application()
