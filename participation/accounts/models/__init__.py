"""Tables of accounts, by their things."""

from participation.accounts.models.door import FailedTries as FailedTries
from participation.accounts.models.door import LinkRequest as LinkRequest
from participation.accounts.models.factors import Authenticator as Authenticator
from participation.accounts.models.factors import EmergencyCode as EmergencyCode
from participation.accounts.models.factors import Passkey as Passkey
from participation.accounts.models.factors import SpentChallenge as SpentChallenge
from participation.accounts.models.people import Account as Account
from participation.accounts.models.people import RoleAssignment as RoleAssignment
from participation.accounts.models.people import StaffSession as StaffSession
from participation.accounts.models.trail import AuditLine as AuditLine
