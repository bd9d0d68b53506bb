"""Revenue of both methods, invoices, journal, waterfall and billing map (R), worked out by hand; test_credits.py runs them."""
import credits
import oracle
from credit_cases import equal, grant, revenue, rows, run

LINES = "account_id line kind quantity unit unit_price_usd exact_usd amount_usd"
INVOICES = "invoice organisation_id lines net_usd tax_usd total_usd paid_usd due_usd credits_opening credits_closing"
EVENTS = "event_id realised_usd breakage_usd account_id request_id month"
JOURNAL = "month posting debit credit source usd"
WATERFALL = "sold_month month realised_usd breakage_usd refunded_usd still_deferred_usd"
MAP = ("account_id month plan requests rated_credits consumed_credits refunded_credits credits_difference realised_usd breakage_usd "
       "billed_usd invoice")
ACCOUNTS = "account_id,plan,effective_from,organisation_id,tax_percent\n"
TOP = "08-01 b grant 100 source=topup paid=10 pay=p1 until=@09-10\n"


def money(test):
    """With the files about money."""
    def inside():
        credits.use("core", "revenue")
        test()
        credits.use("core", "second", "tables")
    return inside


def proportional(percents, **more):
    return {"credits": {"breakage": {"method": "proportional", "percent": percents}, **more}}


@money
def value_left():
    """1 USD for 3 credits: of each part the floor of what is left."""
    run("08-01 b grant 3 source=topup paid=1\n08-02 b deduct 1 req=r\n08-03 b deduct 1 req=s\n09-01 b adjust -1 reason=x request_id=z")
    rows("event-revenue.csv", EVENTS, "e2 0.333333333333333334 0 b r 2026-08", "e3 0.333333333333333333 0 b s 2026-08",
         "e4 0.333333333333333333 0 b - 2026-09")
    rows("revenue-waterfall.csv", WATERFALL, "2026-08 2026-08 0.666666666666666667 0 0 0.333333333333333333",
         "2026-08 2026-09 0.333333333333333333 0 0 0")
    run("08-01 a reset 0 until=@09-01")         # a price without credits
    revenue("2026-08", "monthly", sold="20", realised="20", closing="0")
    rows("event-revenue.csv", EVENTS, "e1 20 0 a - 2026-08")
    run("08-01 b grant 0.000001 source=topup paid=1000000000\n08-02 b deduct 0.000001 req=r", proportional({"topup": "50"}))
    revenue("2026-08", "topup", sold="1000000000", realised="1000000000", breakage="0", closing="0")


@money
def expiries():
    """Breakage belongs to the event that made the grant, whether by time or at a reset; an early record has its own."""
    run("08-01 b grant 10 source=topup paid=3 until=@08-20\n08-02 b deduct 4 req=r\n08-25 a adjust 1 reason=x")
    rows("event-revenue.csv", EVENTS, "e2 1.2 0 b r 2026-08", "e1 0 1.8 b - 2026-08")
    # Of 500 credits for 20 USD 100 roll over.
    run("07-01 a reset 500 until=@09-01\n08-05 a reset 500 until=@09-05")
    rows("event-revenue.csv", EVENTS, "e1 0 16 a - 2026-08")
    run("08-01 b grant 10 source=topup paid=3\n08-02 b expire 5 grant_id=e1")
    rows("event-revenue.csv", EVENTS, "e2 0 1.5 b - 2026-08")
    # The 100 of July that rolled over end with August's 500, and are consumed after them.
    run("07-01 a reset 500 until=@08-01 priority=30\n08-01 a reset 500 until=@09-01\n09-01 b balance 0")
    rows("event-revenue.csv", EVENTS, "e1 0 16 a - 2026-08", "e2 0 16 a - 2026-09", "e1 0 4 a - 2026-09")


@money
def debts():
    """2 credits for 4 USD and 1 of 4 for 6 USD repay what r had consumed in July."""
    run("07-30 b deduct 3 req=r\n08-02 b grant 2 source=topup paid=4\n08-03 b grant 4 source=bonus paid=6")
    rows("event-revenue.csv", EVENTS, "e1 5.5 0 b r 2026-08")
    revenue("2026-08", "topup", realised="4", closing="0")
    revenue("2026-08", "bonus", sold="6", realised="1.5", closing="4.5")


@money
def transfers():
    """4 of 10 credits for 3 USD: 1.2 USD are in transit in August; what is sold in July stays so."""
    run("07-01 b grant 10 source=topup paid=3\n08-02 b transfer_out 4 tx=t to=a\n09-01 a transfer_in 4 tx=t to=b\n09-02 a deduct 1 req=r")
    revenue("2026-08", "topup", opening="3", transferred="-1.2", closing="1.8")
    revenue("2026-08", "transfer", transferred="1.2", closing="1.2")
    revenue("2026-09", "transfer", opening="1.2", realised="0.3", closing="0.9")
    rows("revenue-waterfall.csv", WATERFALL, "2026-07 2026-07 0 0 0 3", "2026-07 2026-08 0 0 0 3", "2026-07 2026-09 0.3 0 0 2.7")
    # 1 USD of July and 2 of August in one grant of 20; of 13 credits left 0.65 and 1.95 − 0.65.
    run("07-01 b grant 10 source=topup paid=1\n08-01 b grant 10 source=bonus paid=2\n08-05 b transfer_out 20 tx=t to=a\n"
        "08-06 a transfer_in 20 tx=t to=b\n08-07 a deduct 7 req=r")
    rows("revenue-waterfall.csv", WATERFALL, "2026-07 2026-07 0 0 0 1", "2026-07 2026-08 0.35 0 0 0.65", "2026-08 2026-08 0.7 0 0 1.3")
    # 1 and 1 (10^-18 USD) in 3 credits, of which 2 are left: ⌊2/3⌋ = 0 of July, ⌊4/3⌋ − 0 of August.
    tiny = "0.000000000000000001"
    run(f"07-01 b grant 1 source=topup paid={tiny}\n08-01 b grant 2 source=bonus paid={tiny}\n08-05 b transfer_out 3 tx=t to=a\n"
        "08-06 a transfer_in 3 tx=t to=b\n08-07 a deduct 1 req=r")
    rows("revenue-waterfall.csv", WATERFALL, f"2026-07 2026-07 0 0 0 {tiny}", f"2026-07 2026-08 {tiny} 0 0 0", f"2026-08 2026-08 0 0 0 {tiny}")
    # A grant that repays the debt of a transfer: 4 of 10 credits are in transit under it, and arrive later.
    run("07-01 b transfer_out 4 tx=t to=a\n08-02 b grant 10 source=topup paid=3\n08-09 a transfer_in 4 tx=t to=b", proportional({"topup": "100"}))
    rows("event-revenue.csv", EVENTS, "e2 0 3 b - 2026-08", "e1 0 -1.2 b - 2026-08")
    grant("e3", source="transfer", paid_usd="1.2", deferred_usd="1.2")


@money
def payments():
    """5 USD for 100 credits; 70 are used (3.5). 2.5 USD go back for 50: 30 credits worth 1.5, and 1 that had been earned."""
    base = "08-01 b grant 100 source=topup paid=5 pay=p1 until=@08-31\n08-02 b deduct 70 req=r\n08-03 b payment_refund 50 pay=p1 paid=2.5\n"
    august = ["2026-08 sale cash_or_receivable deferred_revenue topup 5.00", "2026-08 realised deferred_revenue revenue topup 3.50",
              "2026-08 refund deferred_revenue cash_or_receivable topup 1.50", "2026-08 reversal revenue cash_or_receivable topup 1.00"]
    run(base)
    rows("journal.csv", JOURNAL, *august)
    rows("event-revenue.csv", EVENTS, "e2 3.5 0 b r 2026-08", "e3 -1 0 b - 2026-08")
    rows("invoice-lines.csv", LINES, "b 1 topup 1 payment 5 5 5.00", "b 2 refund - - - -2.5 -2.50", "b 3 credits_opening 0 credits - - 0.00",
         "b 4 credits_granted 70 credits - - 0.00", "b 5 credits_used -90 credits - - 0.00", "b 6 credits_closing -20 credits - - 0.00")
    rows("invoices.csv", INVOICES, "2026-08-b - 6 2.50 0.00 2.50 2.50 0.00 0 -20")
    # Won after the grant expired: the 30 credits are breakage; what had been taken back of the earned part is earned.
    run(base + "09-02 b reverse - of=e3")
    rows("journal.csv", JOURNAL, *august, "2026-09 breakage deferred_revenue breakage_revenue topup 1.50",
         "2026-09 refund cash_or_receivable deferred_revenue topup 1.50", "2026-09 reversal cash_or_receivable revenue topup 1.00")
    rows("event-revenue.csv", EVENTS, "e2 3.5 0 b r 2026-08", "e3 -1 0 b - 2026-08", "e4 1 1.5 b - 2026-09")
    rows("revenue-waterfall.csv", WATERFALL, "2026-08 2026-08 2.5 0 2.5 0", "2026-08 2026-09 1 1.5 -2.5 0")
    # The second refund of one payment, after everything is used: nothing is left to revoke.
    run("08-01 b grant 10 source=topup paid=4 pay=p1\n08-02 b deduct 8 req=r\n08-03 b payment_refund 5 pay=p1 paid=2\n"
        "08-04 b payment_refund 5 pay=p1 paid=2")
    revenue("2026-08", "topup", sold="4", realised="0", refunded="4", closing="0")
    # 8 of 10 credits worth 7.2 for a third of a dollar: the rest is breakage.
    run("08-01 b grant 10 source=topup paid=9 pay=p1\n08-02 b payment_refund 8 pay=p1 paid=0.333333333333333333")
    revenue("2026-08", "topup", refunded="0.333333333333333333", breakage="6.866666666666666667", closing="1.8")
    # A grant reversed after 4 of 10: 0.6 USD is refunded and billed back; no money moves.
    run("08-01 b grant 10 source=topup paid=1\n08-02 b deduct 4 req=r\n08-03 b reverse - of=e1")
    revenue("2026-08", "topup", realised="0.4", refunded="0.6", closing="0")
    rows("invoices.csv", INVOICES, "2026-08-b - 6 0.40 0.00 0.40 1.00 -0.60 0 0")
    # A payment of 0 returned for 1 USD, beside a sale: it had been earned, and realised falls.
    run("08-01 b grant 5 source=topup paid=0 pay=p\n08-01 b grant 5 source=bonus paid=2\n08-02 b payment_refund 5 pay=p paid=1")
    revenue("2026-08", "topup", sold="0", realised="-1", refunded="1", closing="0")


@money
def shares():
    """20 % of 10 USD for 100 credits: of 60 left 10 × 0.4 ÷ 0.8 is deferred, of 20 nothing."""
    twenty = proportional({"topup": "20"})
    run(TOP + "08-02 b deduct 40 req=r\n09-02 b deduct 40 req=s\n09-03 b deduct 10 req=t\n09-11 b balance 0", twenty)
    revenue("2026-08", "topup", sold="10", realised="4", breakage="1", closing="5")
    revenue("2026-09", "topup", realised="5", breakage="0", closing="0")
    rows("event-revenue.csv", EVENTS, "e2 4 1 b r 2026-08", "e3 4 1 b s 2026-09", "e4 1 -1 b t 2026-09")
    equal([(row["breakage_percent_expected"], row["breakage_percent_seen"]) for row in run.revenue], [("20", ""), ("20", "10")])
    run(TOP + "08-02 b deduct 40 req=r\n08-03 b refund 40 req=r", twenty)
    revenue("2026-08", "topup", realised="0", breakage="0", closing="10")
    run(TOP + "08-02 b deduct 40 req=r\n08-03 b payment_refund 60 pay=p1 paid=6", twenty)
    revenue("2026-08", "topup", realised="4", breakage="0", refunded="6", closing="0")
    run(TOP + "08-02 b deduct 40 req=r\n08-03 b expire 60 grant_id=e1", twenty)
    rows("event-revenue.csv", EVENTS, "e2 4 1 b r 2026-08", "e3 0 5 b - 2026-08")
    run(TOP + "08-02 b deduct 40 req=r\n08-03 b deduct 60 req=s", twenty)              # everything was used
    revenue("2026-08", "topup", realised="10", breakage="0", closing="0")
    # 25 % of 1 USD for 3 credits: v(2) = 2/3, deferred (3/4 − 1/3) ÷ 3/4 = 5/9.
    run("08-01 b grant 3 source=topup paid=1\n08-02 b deduct 1 req=r", proportional({"topup": "25"}))
    revenue("2026-08", "topup", realised="0.333333333333333334", breakage="0.111111111111111111", closing="0.555555555555555555")
    grant("e1", deferred_usd="0.555555555555555555")
    # 100 %: nothing is ever deferred, and use takes back what was breakage.
    run(TOP + "08-02 b deduct 40 req=r\n09-11 b balance 0", proportional({"topup": "100"}))
    rows("event-revenue.csv", EVENTS, "e1 0 10 b - 2026-08", "e2 4 -4 b r 2026-08")
    rows("revenue-waterfall.csv", WATERFALL, "2026-08 2026-08 4 6 0 0")
    grant("e1", deferred_usd="0", expired="60")
    # Fixed when a grant is made: the first is under `expiry`, of the second 10 × 0.4 ÷ 0.5 is left.
    run("08-01 b grant 10 source=topup paid=10\n08-02 a grant 10 source=topup paid=10\n08-03 b deduct 1 req=r\n08-03 a deduct 1 req=s",
        {"credits": {"breakage": [{"value": {"method": "expiry", "percent": {"topup": "30"}}},
                                  {"from": "2026-08-02", "value": {"method": "proportional", "percent": {"topup": "50"}}}]}})
    revenue("2026-08", "topup", realised="2", breakage="1", closing="17")
    equal(run.revenue[0]["breakage_percent_expected"], "50")
    # What goes on by transfer has the percent of its own source: 4 of 10 credits take 1.2 of 3 USD, and the breakage of these.
    run("08-01 b grant 10 source=topup paid=3\n08-02 b transfer_out 4 tx=t to=a\n08-03 a transfer_in 4 tx=t to=b\n08-04 a deduct 1 req=r",
        proportional({"topup": "50", "transfer": "25"}))
    revenue("2026-08", "topup", sold="3", breakage="1.2", transferred="-1.2", closing="0.6")          # 3 × 0.1 ÷ 0.5
    revenue("2026-08", "transfer", transferred="1.2", realised="0.3", breakage="0.1", closing="0.8")   # 1.2 × 0.5 ÷ 0.75
    for wrong in ({"topup": "101"}, {"gift": "5"}):
        refused("08-01 b adjust 1 reason=x", settings=proportional(wrong))


def refused(events, **given):
    try:
        run(events, **given)
    except oracle.Refused:
        run.checked += 1
        return
    raise AssertionError(f"accepted: {given}")


@money
def roundings():
    """Thirds of a cent: the cent goes to the largest remainder. Halves: 1.5 cents are 2, and the first lines have them."""
    thirds = "".join(f"08-01 b grant 3 source={source} paid=0.00333333333333333{digit}\n" for source, digit in
                     (("topup", 3), ("bonus", 3), ("promotion", 4)))
    run(thirds)
    rows("invoice-lines.csv", LINES, "b 1 topup 1 payment 0.003333333333333333 0.003333333333333333 0.00",
         "b 2 topup 1 payment 0.003333333333333333 0.003333333333333333 0.00", "b 3 topup 1 payment 0.003333333333333334 0.003333333333333334 0.01",
         "b 4 credits_opening 0 credits - - 0.00", "b 5 credits_granted 9 credits - - 0.00", "b 6 credits_closing 9 credits - - 0.00")
    rows("invoices.csv", INVOICES, "2026-08-b - 6 0.01 0.00 0.01 0.01 0.00 0 9")
    rows("journal.csv", JOURNAL, *(f"2026-08 sale cash_or_receivable deferred_revenue {source} {usd}" for source, usd in
                                   (("bonus", "0.00"), ("topup", "0.00"), ("promotion", "0.01"))))
    halves = "".join(f"08-01 b grant 3 source={source} paid=0.005\n" for source in ("promotion", "topup", "bonus"))
    run(halves, {"journal_accounts": {"cash_or_receivable": "1200", "deferred_revenue": "2400"}})
    equal([row["amount_usd"] for row in run.tables["invoice-lines.csv"][:3]], ["0.01", "0.01", "0.00"])
    rows("journal.csv", JOURNAL, "2026-08 sale 1200 2400 bonus 0.01", "2026-08 sale 1200 2400 topup 0.01", "2026-08 sale 1200 2400 promotion 0.00")
    # Tax is half-up of the size: 12.5 % of 0.20 is 0.025. The month after, all of it goes back; the exact half of a net total goes up.
    tax = {"accounts.csv": ACCOUNTS + "b,none,2025-01-01,,12.5\n"}
    run("08-01 b grant 1 source=topup paid=0.2 pay=p\n09-01 b payment_refund 1 pay=p paid=0.2", extra=tax)
    rows("invoices.csv", INVOICES, "2026-08-b - 5 0.20 0.03 0.23 0.20 0.03 0 1", "2026-09-b - 5 -0.20 -0.03 -0.23 -0.20 -0.03 1 0")
    rows("invoice-lines.csv", LINES, "b 1 topup 1 payment 0.2 0.2 0.20", "b 2 tax - - - 0.025 0.03", "b 3 credits_opening 0 credits - - 0.00",
         "b 4 credits_granted 1 credits - - 0.00", "b 5 credits_closing 1 credits - - 0.00",
         "b 1 refund - - - -0.2 -0.20", "b 2 tax - - - -0.025 -0.03", "b 3 credits_opening 1 credits - - 0.00",
         "b 4 credits_granted -1 credits - - 0.00", "b 5 credits_closing 0 credits - - 0.00")
    run("08-01 b grant 1 source=topup paid=0.005 pay=p\n09-01 b payment_refund 1 pay=p paid=0.005")
    equal([row["net_usd"] for row in run.tables["invoices.csv"]], ["0.01", "0.00"])
    for wrong in ("100.1", "-1", "x"):
        refused("08-01 b adjust 1 reason=x", extra={"accounts.csv": ACCOUNTS + f"b,none,2025-01-01,,{wrong}\n"})


@money
def example():
    """The invoice of §4: 53.4 of the 112.3 credits that expire on 20 August are used before, and 58.9 expire."""
    books = {"plans.csv": "tier,is_free,monthly_price_usd,monthly_credits,effective_from\npro,false,20,500,2025-01-01\n",
             "accounts.csv": ACCOUNTS + "acc_17,pro,2025-01-01,,\n",
             "coupons.csv": "code,kind,value,months\nTENOFF,percentage_discount,12.5,2\n",
             "topups.csv": "package,credits,price_usd\nsmall,100,9.99\n",
             "prices/a.csv": "provider,model,unit_class,price_usd,effective_from\nv,a,input,1,2025-01-01\nv,z,input,1,2025-01-01\n",
             "ledger/a.csv": "request_id,request_started_at,account_id,provider,model,input_tokens\n"
                             "r1,2026-08-10T00:00:00Z,acc_17,v,z,1\nr2,2026-08-10T00:00:00Z,acc_17,v,a,1\n"}
    events = ("07-20 acc_17 grant 112.3 source=bonus until=@08-20\n07-25 acc_17 redeem - coupon_code=TENOFF\n"
              "08-04 acc_17 reset 500 until=@09-03 pay=pay_8\n08-05 acc_17 grant 100 source=topup package=small paid=9.99 pay=pay_9\n"
              "08-10 acc_17 deduct 41.2 req=r2\n08-11 acc_17 deduct 12.2 req=r1\n08-21 acc_17 deduct 298.2 req=r1\n08-25 acc_17 refund 2 req=r2")
    run(events, extra=books, period="2026-08")
    info = [("opening", "112.3"), ("granted", "600"), ("used", "-310.4"), ("used", "-41.2"), ("refunded", "2"), ("expired", "-58.9"),
            ("closing", "303.8")]
    rows("invoice-lines.csv", LINES, "acc_17 1 plan 1 month 20 20 20.00", "acc_17 2 discount - - - -2.5 -2.50", "acc_17 3 topup 1 package 9.99 9.99 9.99",
         *(f"acc_17 {number} credits_{kind} {amount} credits - - 0.00" for number, (kind, amount) in enumerate(info, 4)))
    rows("invoices.csv", INVOICES, "2026-08-acc_17 - 10 27.49 0.00 27.49 27.49 0.00 112.3 303.8")
    equal([row["event_id"] for row in run.tables["invoice-lines.csv"]], ["e3", "e3", "e4"] + [""] * 7)
    run(events, extra=books)                    # July has an invoice without a line of money
    equal([(row["invoice"], row["lines"]) for row in run.tables["invoices.csv"]], [("2026-07-acc_17", "3"), ("2026-08-acc_17", "10")])


@money
def used():
    """The 10 largest of 12: 11 models of 1 to 11 credits, and 5 credits without a request."""
    rows_ = "".join(f"r{n},2026-08-02T00:00:00Z,b,v,m{n},1\n" for n in range(1, 12))
    books = {"ledger/a.csv": "request_id,request_started_at,account_id,provider,model,input_tokens\n" + rows_,
             "prices/a.csv": "provider,model,unit_class,price_usd,effective_from\nv,m1,input,1,2025-01-01\n"}
    run("08-01 b grant 100 source=topup paid=1\n" + "".join(f"08-02 b deduct {n} req=r{n}\n" for n in range(1, 12)) + "08-03 b adjust -5 reason=x",
        extra=books)
    equal([row["quantity"] for row in run.tables["invoice-lines.csv"] if row["kind"] == "credits_used"],
          ["-11", "-10", "-9", "-8", "-7", "-6", "-5", "-5", "-4", "-3", "-3"])


@money
def prices():
    """Percentages first; a stated price that differs is the price, and has no discount."""
    two = "07-20 a redeem - coupon_code=FIVE\n07-21 a redeem - coupon_code=HALF\n08-01 a reset 500 until=@09-01"
    short = lambda month: [" ".join(row[name] or "-" for name in ("kind", "unit", "exact_usd")) for row in run.tables["invoice-lines.csv"]
                           if row["exact_usd"] and row["month"] == month]
    run(two)
    equal(short("2026-08"), ["plan month 20", "discount - -10", "discount - -5"])
    rows("invoices.csv", INVOICES, "2026-08-a - 6 5.00 0.00 5.00 0.00 5.00 0 500")
    run(two + " paid=5")
    rows("invoices.csv", INVOICES, "2026-08-a - 6 5.00 0.00 5.00 5.00 0.00 0 500")
    run(two + " paid=7")
    equal(short("2026-08"), ["plan month 7"])
    run("07-20 a redeem - coupon_code=GIFT\n08-01 a reset 500 until=@09-01\n08-16T12:00 a plan_change 750 plan=big paid=15\n09-01 a reset 7 plan=zz paid=3")
    equal((short("2026-08"), short("2026-09")), (["plan month 20", "discount - -20", "upgrade change 15"], ["plan month 3"]))


@money
def organisations():
    """One invoice with a block of the member and one of the pool; the draw is used credits of the pool, and earned by the member."""
    events = "08-01 org grant 10 source=topup paid=3\n08-02 m grant 1 source=bonus paid=1\n08-03 m deduct 5 req=r\n08-04 m refund 2 req=r"
    run(events)
    rows("invoice-lines.csv", LINES, "m 1 topup 1 payment 1 1 1.00", "m 3 credits_opening 0 credits - - 0.00", "m 4 credits_granted 1 credits - - 0.00",
         "m 5 credits_used -1 credits - - 0.00", "m 6 credits_closing 0 credits - - 0.00", "org 2 topup 1 payment 3 3 3.00",
         "org 7 credits_opening 0 credits - - 0.00", "org 8 credits_granted 10 credits - - 0.00", "org 9 credits_used -4 credits - - 0.00",
         "org 10 credits_refunded 2 credits - - 0.00", "org 11 credits_closing 8 credits - - 0.00")
    rows("invoices.csv", INVOICES, "2026-08-org org 11 4.00 0.00 4.00 4.00 0.00 0 8")
    rows("billing-map.csv", MAP, "m 2026-08 none - - 5 2 - 1.6 0 1.00 2026-08-org", "org 2026-08 none - - 0 0 - 0 0 3.00 2026-08-org")
    rows("event-revenue.csv", EVENTS, "e3 2.2 0 m r 2026-08", "e4 -0.6 0 m r 2026-08")
    # The pool has no rate, so that of the first member by id counts: 25 % of 4.
    run(events, extra={"accounts.csv": ACCOUNTS + "n,none,2025-01-01,org,10\nm,none,2025-01-01,org,25\norg,none,2025-01-01,,\n"})
    rows("invoices.csv", INVOICES, "2026-08-org org 12 4.00 1.00 5.00 4.00 1.00 0 8")
    equal([row["billed_usd"] for row in run.tables["billing-map.csv"]], ["1.00", "4.00"])


@money
def nothing_sold():
    run("08-01 b grant 5 source=bonus pay=p\n08-02 b deduct 2 req=r\n08-03 b payment_refund 3 pay=p paid=1")
    equal([run.revenue, *(run.tables[name] for name in ("journal.csv", "invoices.csv", "invoice-lines.csv", "revenue-waterfall.csv",
                                                        "event-revenue.csv"))], [[]] * 6)
    rows("billing-map.csv", MAP, "b 2026-08 none - - 2 0 - 0 0 0.00 -")
    run("08-01 b grant 1 source=topup paid=0.0000000000000000001\n08-01 b grant 1 source=topup paid=5 currency=EUR\n08-01 b grant 1 source=bonus paid=1")
    equal([row["column"] for row in run.rejects], ["paid_usd", "currency"])
    revenue("2026-08", "bonus", sold="1", closing="1")


@money
def with_usage():
    """A request of 0.15 USD × 1.5 is 22.5 credits, of 100 for 10 USD. 10 credits and those of zz have no row."""
    books = {"ledger/a.csv": "request_id,request_started_at,user_id,account_id,provider,model,input_tokens\nr1,2026-08-02T00:00:00Z,u,b,v,m,150000\n"
                             "r1,2026-08-02T00:00:00Z,u,b,v,m,150000\n",
             "prices/a.csv": "provider,model,unit_class,price_usd,effective_from\nv,m,input,1,2025-01-01\n"}
    columns = "requests realised_revenue_usd realised_margin_usd realised_margin_percent"
    tiered = {**books, "ledger/a.csv": books["ledger/a.csv"].replace("input_tokens", "input_tokens,tier").replace("150000", "150000,big")}
    events = (TOP + "08-02 b deduct 22.5 req=r1\n08-03 b adjust -10 reason=x\n08-04 a grant 10 source=topup paid=1\n08-05 a deduct 5 req=zz\n"
              "09-03 b refund 2.5 req=r1")
    run(events, extra=tiered, period="2026-09")         # the tier of a request is that of its row, also of one before the period
    rows("revenue.csv", "month tier requests realised_revenue_usd breakage_usd", "2026-09 big 0 -0.25 0", "2026-09 none 0 0 7")
    rows("facts.csv", "day tier requests realised_revenue_usd")
    run(events, extra=books)
    rows("facts.csv", "day tier requests realised_revenue_usd", "2026-08-02 none 1 2")
    rows("margin-by-account.csv", "account " + columns, "b 1 2 1.85 92.5")
    rows("revenue.csv", "month tier users requests credits revenue_per_user_usd realised_revenue_usd breakage_usd",
         "2026-08 none 1 1 22.5 0.225 3.25 0", "2026-08 pro 0 0 0 - 0.5 0", "2026-09 none 0 0 0 - -0.25 0")
    # In September `a` has a balance and so an invoice, but nothing to map.
    rows("billing-map.csv", MAP, "a 2026-08 pro 0 0 5 0 5 0.5 0 1.00 2026-08-a",
         "b 2026-08 none 1 22.5 32.5 0 10 3.25 0 10.00 2026-08-b", "b 2026-09 none 0 0 0 2.5 -2.5 -0.25 0 0.00 2026-09-b")


ALL = [value_left, expiries, debts, transfers, payments, shares, roundings, example, used, prices, organisations, nothing_sold, with_usage]
