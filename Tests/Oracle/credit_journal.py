"""journal.csv, revenue-waterfall.csv, the file of --event-revenue and billing-map.csv (R §3, §5)."""
import collections

import credit_bills
import credit_cells
import oracle
from credit_books import SOURCES
from credit_revenue import has_sales, month_end, windows

JOURNAL = "month posting debit credit source usd description".split()
WATERFALL = "sold_month month realised_usd breakage_usd refunded_usd still_deferred_usd".split()
EVENTS = "event_id realised_usd breakage_usd account_id request_id month".split()
MAP = ("account_id month plan requests rated_credits consumed_credits refunded_credits credits_difference realised_usd breakage_usd "
       "billed_usd invoice").split()
SIDES = {"sale": ("cash_or_receivable", "deferred_revenue"), "realised": ("deferred_revenue", "revenue"),
         "breakage": ("deferred_revenue", "breakage_revenue"), "refund": ("deferred_revenue", "cash_or_receivable"),
         "reversal": ("revenue", "cash_or_receivable")}


def months(audit):
    return [month for month, _, _ in windows(audit)]


def exact_lines(audit):
    """{(month, posting, source): 10^-18 USD}. A reversal is the part of refunds that had been earned."""
    sums = collections.Counter()
    for found in audit.replay.money.postings:
        posting = {"sold": "sale", "refunded": "refund"}.get(found.column, found.column)
        key = audit.books.month(found.at), found.source
        if posting == "realised" and found.earned:
            sums[key[0], "reversal", key[1]] -= found.usd
            sums[key[0], "refund", key[1]] += found.usd
        elif posting != "transferred":
            sums[key[0], posting, key[1]] += found.usd
    return sums


def journal_rows(audit):
    sums, names = exact_lines(audit), audit.books.journal_accounts
    for month in months(audit) if has_sales(audit.replay) else []:
        keys = [key for key in ((month, posting, source) for posting in SIDES for source in SOURCES) if sums[key]]
        sizes = [abs(sums[key]) for key in keys]
        for key, cents in zip(keys, credit_bills.share_out(credit_bills.whole_cents(sum(sizes)), sizes)):
            sides = [names[name] for name in SIDES[key[1]]]
            if sums[key] < 0:
                sides.reverse()
            yield [month, key[1], *sides, key[2], credit_bills.money(cents), None]


def waterfall_rows(audit):
    """Value that was transferred keeps the month in which it was sold."""
    month_of, sums, still = audit.books.month, collections.Counter(), collections.Counter()
    for found in audit.replay.money.postings:
        for sold, usd in found.months.items():
            sums[sold, month_of(found.at), found.column] += usd
    shown, rows = set(months(audit)) if has_sales(audit.replay) else (), []
    for month in sorted({month for _, month, _ in sums} | set(shown)):
        for sold in sorted({sold for sold, _, _ in sums if sold <= month}):
            parts = [sums[sold, month, column] for column in ("realised", "breakage", "refunded")]
            still[sold] += sums[sold, month, "sold"] - sum(parts)
            if month in shown and (any(parts) or still[sold]):
                rows.append([sold, month, *map(credit_cells.dollars, parts), credit_cells.dollars(still[sold])])
    return sorted(rows, key=lambda row: row[:2])


def event_rows(audit):
    """Choice: the order of the replay is that in which it is played: what is due without an event before the next event of
    its account or of a member of its pool; at the start of the period and at the end account by account."""
    shown, sums = set(months(audit)) if has_sales(audit.replay) else (), {}
    for found in audit.replay.money.postings:
        month, cause = audit.books.month(found.at), found.cause
        if month in shown and found.column in ("realised", "breakage"):
            row = sums.setdefault((cause.event.event_id, cause.account_id, cause.request, month), collections.Counter())
            row[found.column] += found.usd
    for (event_id, account_id, request, month), row in sums.items():
        if any(row.values()):
            yield [event_id, credit_cells.dollars(row["realised"]), credit_cells.dollars(row["breakage"]), account_id, request, month]


def map_rows(audit):
    """Rated, consumed and billed by account and month. Choice: a row even where only a member's draw or a posting is."""
    books, inside = audit.books, lambda at: audit.start <= at < audit.end
    sums, requests = collections.defaultdict(collections.Counter), collections.Counter()
    for request in (audit.requests or {}).values():
        if inside(request.started):
            key = request.account_id or request.user_id, books.month(request.started)
            requests[key] += 1
            sums[key]["rated"] += request.credits * 10**6
    for account in audit.replay.accounts.values():
        for at, _, _ in account.moves:
            if inside(at):
                sums[account.id, books.month(at)]["moves"] += 1
    for at, _, column, amount, cause in audit.replay.flows:
        if inside(at):
            sums[cause.account_id, books.month(at)][column] += amount
    for found in audit.replay.money.postings:
        if inside(found.at) and found.column in ("realised", "breakage") and found.usd and has_sales(audit.replay):
            sums[found.cause.account_id, books.month(found.at)][found.column] += found.usd
    billed, numbers = collections.Counter(), {}
    for invoice in audit.invoices:
        for line in invoice.charged:
            billed[line.account_id, invoice.month] += line.amount
            sums[line.account_id, invoice.month]["lines"] += 1
        numbers[invoice.group, invoice.month] = invoice.number
    ends = {month: end for month, _, end in windows(audit)}
    for name, month in sorted(sums, key=oracle.key_bytes):
        found, end = sums[name, month], min(ends.get(month, audit.end), month_end(month, books.zone))
        account = audit.replay.accounts.get(name)
        plan = account.plan_at(end - 1) if account and account.listed else books.first_plan(name, end - 1)
        used = [found["consumed"], found["refunded"]]
        rated = [requests[name, month], credit_cells.credits(found["rated"]), credit_cells.credits(used[0] - used[1] - found["rated"])]
        rated = rated if audit.requests is not None else [None] * 3
        group = credit_bills.organisation(books, name) or name
        yield [name, month, plan, *rated[:2], *map(credit_cells.credits, used), rated[2], credit_cells.dollars(found["realised"]),
               credit_cells.dollars(found["breakage"]), credit_bills.money(billed[name, month]), numbers.get((group, month), "")]


FILES = {"journal.csv": (JOURNAL, journal_rows), "revenue-waterfall.csv": (WATERFALL, waterfall_rows),
         "event-revenue.csv": (EVENTS, event_rows), "billing-map.csv": (MAP, map_rows),
         "invoices.csv": (credit_bills.INVOICES, credit_bills.invoice_rows),
         "invoice-lines.csv": (credit_bills.LINES, credit_bills.line_rows)}
