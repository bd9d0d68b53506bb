"""The books of the sample's credit ledger: what accounts, coupons, packages, plans and staff may do.

Who does what with them is in sample_credit_acts.py.
"""
# Levels of notices in percent of the last balance that was topped up: the setting credits.low_balance_percent.
LOW_BALANCE_PERCENT = (10, 0)

# Rollover in percent, the most credits that roll over, credits of overdraft. Other plans have none.
PLAN_TERMS = {"enterprise": ("", "", 500), "enterprise_max": (10, 500, "")}

# Accounts that only the credit ledger has: the pools of two organisations, and two customers without traffic yet.
POOLS = ("org_birch", "org_cedar")
CUSTOMERS = (("a_n01", "2026-09-01"), ("a_n02", "2026-09-05"))
# account: organisation, role, opened_at, closed_at, pool, byok_providers, tax_percent.
ACCOUNT_TERMS = {
    "a_e01": ("org_cedar", "owner", "", "", "after_own", "", ""),
    "a_e02": ("org_cedar", "member", "", "", "after_own", "anthropic", ""),
    "a_e09": ("org_dogwood", "owner", "2026-09-03", "", "none", "", ""),
    "a_x01": ("org_birch", "owner", "", "", "none", "", ""),
    "a_x02": ("org_birch", "member", "", "", "none", "", ""),
    "a_n01": ("", "", "2026-09-01", "", "", "", "19"),
    "a_n02": ("", "", "2026-09-05", "", "", "", ""),
}
ACCOUNT_COLUMNS = ("organisation_id", "role", "opened_at", "closed_at", "pool", "byok_providers", "tax_percent")

PACKAGES = {  # credits, price in USD, days or blank
    "pack_500": (500, "5.00", ""),
    "trial_200": (200, "2.40", 30),
}
MARKETING, SUPPORT, FINANCE, SALES = ("marketing@example.test", "support@example.test", "finance@example.test",
                                      "sales@example.test")
# code, kind, value, from, until, most uses, uses of a user, plans, months, deactivated_at, created_by, description.
COUPONS = (
    ("WELCOME50", "credit_bonus", "50", "2026-07-01", "2026-08-01", "2", "1", "free", "", "", MARKETING, "first two testers"),
    ("SUMMER20", "percentage_discount", "20", "2026-07-01", "2026-09-01", "", "1", "pro", "2", "", MARKETING, "summer offer"),
    ("MINUS5", "fixed_discount", "5.00", "2026-07-01", "", "100", "1", "pro;enterprise", "1", "", MARKETING, "newsletter"),
    ("FREEMONTH", "free_month", "1", "2026-07-01", "", "10", "1", "pro", "", "", SUPPORT, "for feedback"),
    ("SPRING10", "percentage_discount", "10", "2026-04-01", "2026-10-01", "", "1", "", "1", "2026-06-30", MARKETING, "withdrawn"),
)
# organisation, role, account, mode, credits a month.
ALLOCATIONS = (
    ("org_cedar", "", "", "cap", 300),
    ("org_cedar", "owner", "", "cap", 2100),
    ("org_birch", "", "", "transfer", 400),
)
# plan, quality level, model, requests a minute, requests a day, from, until.
ENTITLEMENTS = (
    ("free", "fast", "", "", "", "2026-01-01", ""),
    ("free", "enhanced", "", "", "", "2026-01-01", ""),
    ("free", "premium", "", "", "", "2026-01-01", "2026-08-01"),
    ("free", "", "claude-sonnet-5-20260630", "", "", "2026-06-30", ""),
    ("free", "", "gemini-3.6-flash", "", "", "2026-06-30", "2026-09-01"),
    ("pro", "", "", 10, 20, "2026-01-01", ""),
    ("enterprise", "", "", 20, 30, "2026-01-01", ""),
    ("enterprise_max", "", "", "", "", "2026-01-01", ""),
)
# actor, kinds, most credits.
PROMOTIONS, MIGRATION = "promotion-job", "migration"
PERMISSIONS = (
    (PROMOTIONS, "grant", 100),
    (MIGRATION, "adjust", ""),
    (SUPPORT, "grant;refund;reverse", 200),
    (FINANCE, "adjust;refund;reverse", ""),
)


def files():
    """Path, columns and rows of each book that only the credit ledger uses."""
    start = "2026-01-01"
    yield "topups.csv", ("package", "credits", "price_usd", "valid_days", "effective_from", "effective_to"), [
        (name, *terms, start, "") for name, terms in PACKAGES.items()]
    yield "coupons.csv", (
        "code", "kind", "value", "valid_from", "expires_at", "max_uses", "per_user_limit", "plans", "months",
        "deactivated_at", "created_by", "description"), COUPONS
    yield "allocations.csv", (
        "organisation_id", "role", "account_id", "mode", "monthly_credits", "effective_from", "effective_to"), [
        row + (start, "") for row in ALLOCATIONS]
    yield "entitlements.csv", (
        "plan", "capability", "quality_level", "model", "requests_per_minute", "requests_per_day", "effective_from",
        "effective_to"), [(plan, "", *rest) for plan, *rest in ENTITLEMENTS]
    yield "permissions.csv", ("actor", "kinds", "max_credits", "effective_from", "effective_to"), [
        row + (start, "") for row in PERMISSIONS]
