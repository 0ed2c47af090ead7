"""The application for WSGI servers: ``participation.wsgi:app``."""

from participation import create_app

app = create_app()
