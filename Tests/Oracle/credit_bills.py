"""invoices.csv and invoice-lines.csv (R §4): what was billed, and the movements of credits for information."""
import collections

import credit_cells
import oracle
from credit_books import USD
from credit_revenue import has_sales, windows

INVOICES = ("invoice account_id organisation_id month lines net_usd tax_usd total_usd paid_usd due_usd credits_opening "
            "credits_closing").split()
LINES = ("invoice account_id month line kind description quantity unit unit_price_usd exact_usd amount_usd event_id file "
         "line_of_file").split()
KINDS = ["plan", "discount", "upgrade", "topup", "refund"]
CENT = USD // 100
NO_ROW = "without a request in the usage ledger"


class Line:
    """One line. `exact`, `price`: 10^-18 USD; `amount`: cents; `quantity`: a number, or credits in millionths."""

    def __init__(self, account_id, at, kind, exact=None, event=None, quantity=None, unit="", price=None):
        self.account_id, self.at, self.kind, self.exact, self.event = account_id, at, kind, exact, event
        self.quantity, self.unit, self.price, self.amount, self.number = quantity, unit, price, 0, None


def whole_cents(usd):
    """Half-up, a negative half towards 0."""
    return (usd + CENT // 2) // CENT


def share_out(total, parts):
    """R §4 Rounding: each part its floor in cents, the missing ones to the largest remainders, ties to the earlier."""
    cents = [part // CENT for part in parts]
    by_remainder = sorted(range(len(parts)), key=lambda place: (-(parts[place] % CENT), place))
    for place in by_remainder[:total - sum(cents)]:
        cents[place] += 1
    assert sum(cents) == total
    return cents


def money(cents):
    """A cell of two decimals."""
    return f"{'-' if cents < 0 else ''}{abs(cents) // 100}.{abs(cents) % 100:02d}".encode()


def organisation(books, account_id):
    """Of a member, and of the account of the pool. Choice: an account's own row first."""
    row = books.account(account_id)
    if row and row["organisation_id"]:
        return row["organisation_id"]
    return account_id if any(other["organisation_id"] == account_id for other in books.last_rows.values()) else ""


def tax_rate(books, group, is_organisation):
    """Percent, or None. Of an organisation: of its pool's account, or else of the first member by id that has one."""
    names = [group]
    if is_organisation:
        members = [name for name, row in books.last_rows.items() if row["organisation_id"] == group]
        names += sorted(members, key=lambda name: name.encode("utf-8"))
    rates = [books.account(name)["tax_percent"] for name in names if books.account(name)]
    return next((oracle.Fraction(rate) for rate in rates if rate != ""), None)


class Block:
    """One account in one month. Choice: a member has a block where it would have an invoice by itself."""

    def __init__(self, audit, account, start, end):
        self.account, self.start, self.end, self.audit = account, start, end, audit
        self.opening = credit_cells.net(credit_cells.sums_of(account, oracle.ALWAYS, start))
        self.moves = credit_cells.sums_of(account, start, end)
        self.closing = self.opening + credit_cells.net(self.moves)
        found = [line for line in audit.replay.billed if line.account_id == account.id and start <= line.at < end]
        self.money = sorted(found, key=lambda line: KINDS.index(line.kind))     # stable
        self.active = bool(self.opening or self.money or any(start <= at < end for at, _, _ in account.moves))

    def credit_lines(self):
        moves, line = self.moves, lambda kind, amount: Line(self.account.id, None, kind, quantity=amount, unit="credits")
        yield line("credits_opening", self.opening)
        if moves["granted"] or moves["revoked"]:
            yield line("credits_granted", moves["granted"] - moves["revoked"])
        for used in self.used():
            yield line("credits_used", -used)
        for kind, amount in (("refunded", moves["refunded"]), ("expired", -moves["expired"]),
                             ("transferred", moves["transferred_in"] - moves["transferred_out"])):
            if amount:
                yield line("credits_" + kind, amount)
        yield line("credits_closing", self.closing)

    def used(self):
        """Gross consumption booked here, by service and model (its name after aliases): the 10 largest, then the rest."""
        sums = collections.Counter()
        for at, account, column, amount, cause in self.audit.replay.flows:
            if account is self.account and column == "consumed" and self.start <= at < self.end:
                row = (self.audit.requests or {}).get(cause.request)
                sums[(row.service, row.model) if row else (NO_ROW, "")] += amount
        found = sorted(sums.items(), key=lambda item: (-item[1], oracle.key_bytes(item[0])))
        yield from (amount for _, amount in found[:10])
        if found[10:]:
            yield sum(amount for _, amount in found[10:])


class Invoice:
    def __init__(self, audit, month, group, is_organisation, blocks):
        self.number, self.group, self.month, self.blocks = f"{month}-{group}", group, month, blocks
        self.organisation = group if is_organisation else ""
        self.money = [line for block in blocks for line in block.money]
        self.net = whole_cents(sum(line.exact for line in self.money))
        for line, amount in zip(self.money, share_out(self.net, [line.exact for line in self.money])):
            line.amount = amount
        rate, self.tax, self.lines = tax_rate(audit.books, group, is_organisation), 0, list(self.money)
        if rate is not None:
            exact = self.net * rate / 100       # in cents
            self.tax = int(oracle.half_up(exact, 0))
            tax = Line(group, None, "tax", exact * CENT)
            tax.amount = self.tax
            self.lines.append(tax)
        self.charged = list(self.lines)         # lines of money
        self.lines += [line for block in blocks for line in block.credit_lines()]
        for number, line in enumerate(self.lines, 1):
            line.number = number
        names = {block.account.id for block in blocks}
        self.paid = whole_cents(sum(
            usd for at, name, usd in audit.replay.paid_in if name in names and blocks[0].start <= at < blocks[0].end))


def invoices(audit):
    """All invoices of the period."""
    if not has_sales(audit.replay):
        return []
    found = []
    for month, start, end in windows(audit):
        groups = collections.defaultdict(list)
        for name in sorted(audit.replay.accounts, key=lambda name: name.encode("utf-8")):
            block = Block(audit, audit.replay.accounts[name], start, end)
            if block.active:
                of = organisation(audit.books, name)
                groups[of or name, bool(of)].append(block)
        found += [Invoice(audit, month, group, is_organisation, blocks) for (group, is_organisation), blocks in groups.items()]
    return sorted(found, key=lambda invoice: oracle.key_bytes((invoice.group, invoice.month)))


def invoice_rows(audit):
    for found in audit.invoices:
        balances = [credit_cells.credits(sum(getattr(block, name) for block in found.blocks)) for name in ("opening", "closing")]
        total = found.net + found.tax
        yield [found.number, found.group, found.organisation, found.month, len(found.lines),
               *map(money, (found.net, found.tax, total, found.paid, total - found.paid)), *balances]


def line_rows(audit):
    lines = [(found, line) for found in audit.invoices for line in found.lines]
    for found, line in sorted(lines, key=lambda item: oracle.key_bytes((item[1].account_id, item[0].month)) + (item[1].number,)):
        quantity = None if line.quantity is None else credit_cells.credits(line.quantity) if line.unit == "credits" else line.quantity
        usd = [None if value is None else credit_cells.dollars(value) for value in (line.price, line.exact)]
        place = [line.event.event_id, line.event.file, line.event.line] if line.event else [None] * 3
        yield [found.number, line.account_id, found.month, line.number, line.kind, None, quantity, line.unit or None, *usd,
               money(line.amount), *place]
