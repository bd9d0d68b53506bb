"""The checks of the third table of L §4, and their files: pools, entitlements, own keys, low balances, notices."""
import credit_entitled
import credit_notices
import credit_pools
import oracle

CHECKS = ("allocation_exceeded allocation_differs not_entitled rate_limit_exceeded byok_unregistered notice_missing notice_unfounded "
          "actor_not_permitted").split()
FILES = {"pool-usage.csv": (credit_pools.USAGE, credit_pools.usage_rows),
         "low-balances.csv": (credit_notices.LOW, credit_notices.low_rows),
         "notices.csv": (credit_notices.NOTICES, credit_notices.notice_rows),
         "entitlement-findings.csv": (credit_entitled.FOUND, credit_entitled.found_rows),
         "byok-accounts.csv": (credit_entitled.BYOK, credit_entitled.byok_rows)}


class Later:
    """Adds the findings to the whole replay; `rules` and `usage` serve the files."""

    def __init__(self, whole, start, end):
        self.rules = credit_pools.Rules(whole.books)
        self.start, self.end = start, end
        self.crossings = []
        if not whole.ledger.events:
            self.last, self.requests, self.breaches = None, None, []
            return
        self.last = min(whole.ledger.last, end - 1)
        # Shares are due up to the end of the period, even where the last event is earlier.
        self.until = self.last + 1 if end == oracle.NEVER else end
        credit_pools.check(whole, self.rules, self.until)
        self.requests, self.breaches = credit_entitled.check(whole, self.last)
        self.crossings = credit_notices.check(whole)
