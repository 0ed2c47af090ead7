"""Pages of accounts: signing in, one's own account, everybody's accounts, the audit trail."""

from participation.accounts.views import own, people, sign_in, trail

__all__ = ["own", "people", "sign_in", "trail"]
