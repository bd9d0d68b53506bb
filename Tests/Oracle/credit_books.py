"""The books and settings that the credit ledger needs. "L" is the page on the credit ledger, "R" that on revenue."""
import collections
import datetime
from fractions import Fraction

import bill_zones
import oracle

DAY = 86400 * oracle.SECOND
MICRO, USD = 10**6, 10**18                     # credits are whole millionths, money is whole 10^-18 USD
DEFAULTS = {"consumption_order": ["expiry", "priority", "age"], "recorded_balance": "balance", "refund_expired": "new_grant",
            "refund_expires_days": None, "upgrade_credits": "prorated", "downgrade": "period_end",
            "low_balance_percent": ["20", "10", "0"], "breakage": {"method": "expiry", "percent": {}}}
SOURCES = ["monthly", "bonus", "topup", "promotion", "adjustment", "coupon", "refund", "transfer"]
JOURNAL = {name: name for name in ("cash_or_receivable", "deferred_revenue", "revenue", "breakage_revenue")}
COUPON_KINDS = ("credit_bonus", "free_month", "percentage_discount", "fixed_discount")
for key in ("credits", "journal_accounts"):
    if key not in oracle.LATER_KEYS:
        oracle.LATER_KEYS.append(key)


def number(row, column, default=Fraction(0)):
    return oracle.unsigned(row, column, 18, 10**12, default)


def names(text):
    return [name.strip() for name in text.split(";") if name.strip()]


def round_down(credits, step):
    """To a multiple of the increment (L: "rounded down to the credit increment")."""
    return int(Fraction(credits) // step) * step


def round_up(credits, step):
    return -round_down(-Fraction(credits), step)


def cents(usd):
    return int(oracle.half_up(Fraction(usd, USD), 2) * USD)


class Plan:
    def __init__(self, row):
        self.price = int(number(row, "monthly_price_usd") * USD)
        self.has_price = row["is_free"] == "true" or row["monthly_price_usd"] != ""
        self.allowance = int(number(row, "monthly_credits") * MICRO)
        self.rollover = number(row, "rollover_percent") / 100
        limit = row["rollover_max_credits"]
        self.most = None if limit == "" else int(number(row, "rollover_max_credits") * MICRO)
        self.overdraft = int(number(row, "overdraft_credits") * MICRO)


NO_PLAN = Plan(collections.defaultdict(str))


class Coupon:
    """L §1 Coupons."""

    def __init__(self, row):
        self.code, self.kind, self.plans = row["code"], row["kind"], names(row["plans"])
        if self.kind not in COUPON_KINDS:
            raise oracle.Refused(f"{row['where']}: unknown kind")
        self.value = number(row, "value", Fraction(1) if self.kind == "free_month" else Fraction(0))
        self.since = oracle.book_instant(row["valid_from"], oracle.ALWAYS)
        self.until = min(oracle.book_instant(row[column], oracle.NEVER) for column in ("expires_at", "deactivated_at"))
        self.most = None if row["max_uses"] == "" else int(number(row, "max_uses"))
        self.each = int(number(row, "per_user_limit", Fraction(1)))
        self.months = int(self.value if self.kind == "free_month" else number(row, "months", Fraction(1)))


def check_breakage(given):
    """R §1. A percent is from 0 to 100, by source."""
    for value in [entry["value"] for entry in given] if isinstance(given, list) else [given]:
        percents = value.get("percent", {})
        if value.get("method", "expiry") not in ("expiry", "proportional") or not set(percents) <= set(SOURCES):
            raise oracle.Refused("assay.json: credits.breakage")
        if any(not 0 <= Fraction(text) <= 100 for text in percents.values()):
            raise oracle.Refused("assay.json: credits.breakage: a percent is from 0 to 100")


class Books:
    def __init__(self, workspace, known_at=oracle.NEVER):
        self.workspace, self.settings, self.known_at = workspace, oracle.Settings(workspace), known_at
        self.zone = self.settings.zone
        try:
            found = oracle.relaxed_json(oracle.file_bytes(workspace + "/assay.json").decode("utf-8"))
        except FileNotFoundError:
            found = {}
        self.credit_settings, self.mappings = {**DEFAULTS, **found.get("credits", {})}, found.get("mappings", {})
        self.journal_accounts = {**JOURNAL, **found.get("journal_accounts", {})}
        check_breakage(self.credit_settings["breakage"])
        self.plans = oracle.periods(oracle.read_book(workspace, "plans.csv", ["tier"]), ["tier"], known_at, True)
        for rows in self.plans.values():
            for row in rows:
                row["plan"] = Plan(row)
        self.read_accounts()
        self.coupons = {}
        for row in oracle.read_book(workspace, "coupons.csv", ["code", "kind"]):
            if row["known"] > known_at:
                continue
            if row["code"] in self.coupons:
                raise oracle.Refused(f"{row['where']}: one code twice")
            self.coupons[row["code"]] = Coupon(row)
        rows = oracle.read_book(workspace, "topups.csv", ["package", "credits", "price_usd"])
        self.topups = oracle.periods(rows, ["package"], known_at, True)

    def read_accounts(self):
        """L §1: the plan of the row in force at the first event; all other columns of the account's last row, which is
        the last in the file of those that are known."""
        rows = oracle.read_book(self.workspace, "accounts.csv", ["account_id"])
        self.accounts = {key[0]: found for key, found in oracle.periods(rows, ["account_id"], self.known_at, True).items()}
        self.last_rows = {row["account_id"]: row for row in rows if row["known"] <= self.known_at}
        for row in rows:                        # R §7: outside 0 to 100 the book is refused
            number(row, "tax_percent")
            if number(row, "tax_percent") > 100:
                raise oracle.Refused(f"{row['where']}: tax_percent")

    def account(self, account_id):
        return self.last_rows.get(account_id)

    def mapping(self, path):
        return self.mappings.get(path)

    def first_plan(self, account_id, at):
        found = oracle.in_force(self.accounts.get(account_id, []), at)
        return found[-1]["plan"] if found else ""

    def closed(self, account_id):
        row = self.account(account_id)
        return oracle.NEVER if row is None else oracle.book_instant(row["closed_at"], oracle.NEVER)

    def pool(self, account_id):
        """(id of the pool's account or None, whether it comes before the member's own grants)."""
        row = self.account(account_id)
        organisation = row["organisation_id"] if row else ""
        if organisation in ("", account_id) or row["pool"] == "none":
            return None, False
        return organisation, row["pool"] == "before_own"

    def plan_row(self, plan, at):
        """The plan's figures, or None where plans.csv lacks it at that time."""
        row = oracle.one_in_force(self.plans, (plan,), at)
        return row["plan"] if row else None

    def plan(self, plan, at):
        return self.plan_row(plan, at) or NO_PLAN

    def package(self, name, plan, at):
        """Choice: a package that its `plans` do not offer to the account's plan is no such package."""
        row = oracle.one_in_force(self.topups, (name,), at)
        if row is None or (names(row["plans"]) and plan not in names(row["plans"])):
            return None
        days = row["valid_days"]
        until = None if days == "" else at + int(number(row, "valid_days") * DAY)
        return int(number(row, "credits") * MICRO), int(number(row, "price_usd") * USD), until

    def get(self, name, at):
        """A setting under `credits`, which may be dated. Choice: the default before the first `from`."""
        value = self.credit_settings[name]
        if isinstance(value, list) and value and isinstance(value[0], dict):
            dated = [(oracle.book_instant(entry.get("from", ""), oracle.ALWAYS), entry["value"]) for entry in value]
            fitting = [entry for entry in dated if entry[0] <= at]
            value = max(fitting, key=lambda entry: entry[0])[1] if fitting else DEFAULTS[name]
        return value

    def breakage(self, source, at):
        """The share of a payment that is expected to expire unused, by the setting at that instant."""
        setting = self.get("breakage", at)
        return Fraction(setting.get("percent", {}).get(source, 0)) / 100 if setting.get("method") == "proportional" else Fraction(0)

    def step(self, plan, at):
        return int(self.settings.increment_at(plan, at) * MICRO)

    def usd(self, credits, plan, at):
        """L §4: exact, so a Fraction of 10^-18 USD."""
        return Fraction(credits, MICRO) * self.settings.credit_value_at(plan, at) * USD

    def month(self, at):
        return bill_zones.day_of(at, self.settings.zone).strftime("%Y-%m")

    def months_later(self, at, count):
        """L §3 One month later: local time; a day that is lacking is the last; first occurrence; forward by the gap."""
        local = bill_zones.local(at, self.settings.zone)
        total = local.year * 12 + local.month - 1 + count
        year, month = divmod(total, 12)
        first = datetime.date(year, month + 1, 1)
        last = (bill_zones.next_month(first) - datetime.timedelta(days=1)).day
        moment = local.replace(year=year, month=month + 1, day=min(local.day, last), fold=0)
        return int(moment.timestamp()) * oracle.SECOND + at % oracle.SECOND
