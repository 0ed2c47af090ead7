"""Letters from templates: subject and body in the receiver's language, links absolute."""

import re
from typing import Any

from flask import current_app
from jinja2 import TemplateNotFound

from participation.i18n import speaking
from participation.organisations.queries import instance

TEMPLATE = re.compile(r"[a-z0-9_]+(/[a-z0-9_]+)*")


def absolute(path: str) -> str:
    """The path of ours as people type, scan or click it anywhere."""
    base_url: str = current_app.extensions["settings"].base_url
    return base_url + path


def path_of(endpoint: str, **values: str) -> str:
    """The path of one of our pages, also where there is no request that ``url_for`` could start from."""
    return current_app.url_map.bind("localhost").build(endpoint, values)


def mail_text(template: str, language: str, **values: Any) -> tuple[str, str]:
    """Subject and body of ``templates/mail/<template>.txt``, spoken in that language, with these values.

    The template extends ``mail/letter.txt`` and fills its blocks ``subject`` and ``body``; nothing is escaped, for it
    is plain text. Works without a request. Raises TemplateNotFound for an unknown name.
    """
    if not TEMPLATE.fullmatch(template):
        raise TemplateNotFound(template)
    with speaking(language):
        letter = current_app.jinja_env.get_template(f"mail/{template}.txt")
        values |= {"instance": instance(), "home": absolute("/")}
        subject = "".join(letter.blocks["subject"](letter.new_context(values)))
        body = letter.render(values)
    return " ".join(subject.split()), body.strip() + "\n"
