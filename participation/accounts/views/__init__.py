"""Pages of accounts: signing in, one's own account, everybody's accounts, the audit trail."""

from participation.accounts.views import factors, own, people, sign_in, trail

__all__ = ["factors", "own", "people", "sign_in", "trail"]
