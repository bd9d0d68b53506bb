"""The acts of people and jobs in the sample's credit ledger, besides usage, resets and packages: credits/billing.csv.

Coupons, bonuses, refunds, reservations, a chargeback, transfers, plan changes, balances. Faults are in
sample-data/README.md.
"""
import datetime
from fractions import Fraction

from sample_credit_books import CUSTOMERS, FINANCE, MIGRATION, PACKAGES, SALES, SUPPORT

HOUR = datetime.timedelta(hours=1)
# The account whose first requests from a day on have reservations, and one with refunds of large requests.
RESERVING, RESERVING_SINCE, RESERVATIONS = "a_p16", "07-20", 3
REFUNDED, CUT_OFF_FROM, REFUND_LEAST = "a_e06", "07-16", 20
CHARGED_BACK = "a_e09"


def time_of(text):
    return datetime.datetime.fromisoformat("2026-" + text) if isinstance(text, str) else text


def instant(time):
    return time.strftime("%Y-%m-%dT%H:%M:%S") + (f".{time.microsecond // 1000:03d}" if time.microsecond else "") + "Z"


class Acts:
    """Events of one file, in the order in which they are listed. Times are of 2026, without the year."""

    def __init__(self, events, requests):
        self.events, self.requests, self.listed = events, requests, []
        self.opening()
        self.coupons()
        self.support()
        self.reservations()
        self.payments()
        self.organisations()
        self.customers()
        self.balances()

    def add(self, time, account, kind, credits="", **cells):
        time = time_of(time)
        if "expires" in cells:
            cells["expires_at"] = instant(cells["expires"])
        event = {"file": "billing", "time": time, "account_id": account, "kind": kind, "credits": str(credits), **cells}
        self.listed.append(event)
        return event

    def pay(self, time, account, number, package="pack_500", **cells):
        credits, price, days = PACKAGES[package]
        if days:
            cells["expires"] = time_of(time) + datetime.timedelta(days=days)
        return self.add(time, account, "grant", credits, source="topup", package=package, paid_usd=price,
                        payment_id=f"pay_{account.split('_')[1]}_{number}", **cells)

    def opening(self):
        self.add("07-01 00:00", "a_p12", "adjust", 120, reason="balance of the former billing system", actor=MIGRATION)

    def coupons(self):
        """The third use of WELCOME50 is a fault: its limit is 2."""
        for day, account, user in (("07-06", "a_f05", "u_105"), ("07-08", "a_f09", "u_109"), ("07-09", "a_f12", "u_112")):
            self.add(day + " 09:30", account, "redeem", 50, coupon_code="WELCOME50", user_id=user)
        self.add("07-14 11:00", "a_p04", "redeem", coupon_code="SUMMER20", user_id="u_134")
        self.add("07-20 11:00", "a_p06", "redeem", coupon_code="FREEMONTH", user_id="u_136")
        self.add("08-10 11:00", "a_p08", "redeem", coupon_code="MINUS5", user_id="u_138")

    def support(self):
        """A bonus for the wrong account is reversed; the right one is recorded twice and credited once. Sales may not adjust."""
        wrong = self.add("07-15 10:00", "a_p11", "grant", 100, source="bonus", grant_id="bonus_4711", reason="outage of 14 July",
                         actor=SUPPORT)
        self.add("07-15 10:02", "a_p11", "reverse", reversed=wrong, reason="wrong account", actor=SUPPORT)
        for again in (False, True):
            self.add("07-15 10:03", "a_p10", "grant", 100, source="bonus", expires=time_of("08-15"), idempotency_key="ticket-4711",
                     reason="outage of 14 July", actor=SUPPORT, is_ignored=again)
        charged = [event for event in self.events if event["account_id"] == REFUNDED and event["kind"] == "deduct"
                   and event["time"] >= time_of(CUT_OFF_FROM) and Fraction(event["credits"]) >= REFUND_LEAST]
        self.add(charged[0]["time"] + HOUR, REFUNDED, "refund", charged[0]["credits"], request_id=charged[0]["request_id"],
                 reason="answer cut off", actor=SUPPORT)
        # The allowance that paid for this one has ended by then.
        self.add("08-03 09:00", REFUNDED, "refund", charged[1]["credits"], request_id=charged[1]["request_id"],
                 reason="answer cut off", actor=FINANCE)
        self.add("08-19 16:00", "a_e04", "adjust", 300, reason="goodwill", actor=SALES)

    def reservations(self):
        """Three are settled, one is released, one ends before its release comes, one is open at the end."""
        own = {request.id: request for request in self.requests if request.account == RESERVING}
        charges = [event for event in self.events if event["account_id"] == RESERVING and event["kind"] == "deduct"
                   and event["time"] >= time_of(RESERVING_SINCE)][:RESERVATIONS]
        for event in charges:
            event["kind"], event["reservation_id"] = "settle", "rv_" + event["request_id"][4:12]
            self.hold(own[event["request_id"]].start, event["reservation_id"], 40)
        failed = sorted((request.start, request.id) for request in own.values() if request.status == "failed")
        for (start, name), after in zip(failed, (HOUR / 60, 2 * HOUR)):
            self.hold(start, "rv_" + name[4:12], 40)
            self.add(start + after, RESERVING, "release", reservation_id="rv_" + name[4:12])
        self.hold(time_of("09-30 23:10"), "rv_nightly", 60)

    def hold(self, start, name, credits):
        self.add(start, RESERVING, "reserve", credits, reservation_id=name, expires=start + HOUR)

    def payments(self):
        """A package that expires unused, and a payment that the bank took back: the account's overdraft lasts until it pays."""
        self.pay("07-03 09:00", "a_f06", 1, "trial_200")
        first = next(event for event in self.events if event["account_id"] == CHARGED_BACK and event.get("payment_id"))
        back = first["time"] + 3 * 24 * HOUR
        self.add(back, CHARGED_BACK, "payment_refund", 500, payment_id=first["payment_id"], paid_usd="5.00", reason="chargeback")
        self.pay(back + 20 * HOUR, CHARGED_BACK, "again")

    def organisations(self):
        for number, month in enumerate(("08", "09"), 1):
            for copy in ("a", "b"):
                self.pay(f"{month}-01 01:00", "org_birch", f"{number}{copy}")
            for member in ("a_x01", "a_x02"):
                cells = {"transfer_id": f"share_{member}_{month}", "source": "allocation"}
                self.add(f"{month}-01 01:01", "org_birch", "transfer_out", 400, counterparty_account_id=member, **cells)
                self.add(f"{month}-01 01:02", member, "transfer_in", 400, counterparty_account_id="org_birch", **cells)

    def customers(self):
        """Two customers without traffic yet: an upgrade, scheduled downgrades, a transfer and a refunded payment."""
        (one, since), (other, later) = CUSTOMERS
        for account, day, end in ((one, since, "10-01"), (other, later, "10-05")):
            self.add(day[5:], account, "reset", 1500, plan="pro", expires=time_of(end))
        self.add("09-16 00:00", one, "plan_change", 1100, plan="enterprise", paid_usd="10.00", payment_id="pay_n01_1")
        self.add("09-20 15:00", one, "plan_change", plan="free", effective_at="2026-10-01T00:00:00Z")
        self.add("09-22 08:00", one, "plan_change", plan="pro", effective_at="2026-10-01T00:00:00Z")
        self.pay("09-17 09:00", one, 2)
        cells = {"transfer_id": "gift_1", "reason": "shared project"}
        self.add("09-18 10:00:00", one, "transfer_out", 200, counterparty_account_id=other, **cells)
        self.add("09-18 10:00:01", other, "transfer_in", 200, counterparty_account_id=one, **cells)
        self.pay("09-19 09:00:00", other, 1)
        self.pay("09-19 09:00:20", other, 2)
        self.add("09-20 09:00", other, "payment_refund", 500, payment_id="pay_n02_2", paid_usd="5.00", reason="bought twice")

    def balances(self):
        """Balances that a job states at the end of a month, and those of a customer's own vendor account."""
        for day, stated in (("07-31", "412.60"), ("08-31", "377.15"), ("09-30", "341.85")):
            self.add(day + " 23:00", "a_e02", "balance", stated, provider="anthropic")
            self.add(day + " 23:00", "a_p05", "balance", actor="ledger-job")


def numbered(events):
    """Ids of the events of `billing` and `notices`, and those that refer to them."""
    for file, prefix in (("billing", "be_"), ("notices", "no_")):
        for number, event in enumerate((event for event in events if event["file"] == file), 1):
            event["event_id"] = f"{prefix}{number:04d}"
    for event in events:
        if "reversed" in event:
            event["reverses"] = event["reversed"]["event_id"]
        if "granted_by" in event:
            event["grant_id"] = event["granted_by"].get("grant_id") or event["granted_by"]["event_id"]
