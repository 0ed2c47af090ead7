"""Addresses of mail as servers take them. Pure."""

from email_validator import EmailNotValidError, validate_email


def mail_address(text: str) -> str:
    """The address on one line, its domain in ASCII; raises ValueError for anything else.

    Whether somebody reads there is not asked: an intranet's address is as good as any.
    """
    try:
        found = validate_email(text.strip(), check_deliverability=False, globally_deliverable=False)
    except EmailNotValidError as error:
        raise ValueError("this is not an e-mail address") from error
    return f"{found.local_part}@{found.ascii_domain}"
