"""The server's entry."""

from django.core.wsgi import get_wsgi_application

from zhushi.config.environment import choose_settings

choose_settings()
application = get_wsgi_application()
