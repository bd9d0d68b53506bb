"""The replay of a credit ledger as a plain Python loop over ints: replay.py WORKSPACE OUT

It reads what `bench/credits` generates (grants with expiry, resets, deducts, holds, refunds, transfers, pools, repeated rows) and
writes the closing balance and the open holds of every account, in 10^-6 credits. It checks nothing, keeps no value in money and
explains nothing; consumption without cover, which these ledgers lack, ends it."""
import bisect
import csv
import glob
import sys

NEVER = "9999"
PRIORITY = {"monthly": 10, "bonus": 20, "promotion": 20, "topup": 30, "transfer": 40, "refund": 40}
EXPIRES, ORDER, NUMBER, LEFT, SOURCE, ACCOUNT, QUEUED = range(7)     # of a grant; the first three are its place in the order


def micro(text):
    whole, _, part = text.partition(".")
    return int(whole) * 1000000 + int((part + "000000")[:6])


class Ledger:
    def __init__(self, pools):
        self.pools, self.grants, self.parts, self.holds, self.count = pools, {}, {}, {}, 0

    def grant(self, account, at, credits, source, expires):
        self.count += 1
        grant = [expires or NEVER, PRIORITY[source], self.count, credits, source, account, True]
        bisect.insort(self.grants.setdefault(account, []), grant)

    def live(self, account, at):
        """The grants of an account that have not expired, in the order of consumption."""
        grants = self.grants.get(account, [])
        gone = 0
        while gone < len(grants) and grants[gone][EXPIRES] <= at:
            gone += 1
        if gone:
            del grants[:gone]
        return grants

    def take(self, account, at, rest, parts):
        """Takes credits from one account's grants; returns what they do not cover."""
        grants = self.live(account, at)
        used = 0
        for grant in grants:
            left = grant[LEFT]
            if left > rest:
                grant[LEFT] = left - rest
                parts.append([grant, rest])
                rest = 0
                break
            if left:
                parts.append([grant, left])
                rest -= left
                grant[LEFT] = 0
            grant[QUEUED] = False
            used += 1
            if not rest:
                break
        if used:
            del grants[:used]
        return rest

    def consume(self, account, at, credits, request):
        parts = self.parts.setdefault((account, request), [])
        rest = self.take(account, at, credits, parts)
        if rest and account in self.pools:
            rest = self.take(self.pools[account], at, rest, parts)
        if rest:
            raise SystemExit(f"{account} at {at}: {rest} without cover")

    def refund(self, account, at, rest, request):
        """What was taken last comes first; credits of expired grants become one new grant of the account that held them."""
        parts, lost = self.parts[account, request], {}
        while rest:
            grant, taken = part = parts[-1]
            back = min(taken, rest)
            part[1] -= back
            rest -= back
            if not part[1]:
                parts.pop()
            if grant[EXPIRES] <= at:
                lost[grant[ACCOUNT]] = lost.get(grant[ACCOUNT], 0) + back
                continue
            grant[LEFT] += back
            if not grant[QUEUED]:
                grant[QUEUED] = True
                bisect.insort(self.grants[grant[ACCOUNT]], grant)
        for holder, credits in lost.items():
            self.grant(holder, at, credits, "refund", "")

    def reset(self, account, at, credits, expires):
        for grant in list(self.live(account, at)):
            if grant[SOURCE] == "monthly":
                self.grants[account].remove(grant)
                grant[EXPIRES], grant[LEFT], grant[QUEUED] = at, 0, False
        self.grant(account, at, credits, "monthly", expires)

    def balance(self, account, at):
        return sum(grant[LEFT] for grant in self.live(account, at))

    def play(self, at, account, kind, credits, request, reservation, transfer, source, expires):
        if kind == "deduct":
            self.consume(account, at, micro(credits), request)
        elif kind == "grant":
            self.grant(account, at, micro(credits), source, expires)
        elif kind == "reset":
            self.reset(account, at, micro(credits), expires)
        elif kind == "reserve":
            self.holds[account, reservation] = (micro(credits), expires)
        elif kind == "settle":
            self.holds.pop((account, reservation), None)
            self.consume(account, at, micro(credits), request)
        elif kind == "release":
            self.holds.pop((account, reservation), None)
        elif kind == "refund":
            self.refund(account, at, micro(credits), request)
        elif kind == "transfer_out":
            if self.take(account, at, micro(credits), []):
                raise SystemExit(f"{account} at {at}: transfer without cover")
        elif kind == "transfer_in":
            self.grant(account, at, micro(credits), "transfer", expires)


def pools_of(workspace):
    with open(workspace + "/accounts.csv", newline="") as file:
        return {row["account_id"]: row["organisation_id"] for row in csv.DictReader(file) if row["organisation_id"]}


def main(workspace, out):
    ledger, seen, at, accounts = Ledger(pools_of(workspace)), set(), "", set()
    for path in sorted(glob.glob(workspace + "/credits/*.csv")):
        with open(path, newline="") as file:
            rows = csv.reader(file)
            next(rows)
            for row in rows:                    # files and rows are in the order of time
                event_id, at, account, kind, credits, request, reservation, transfer, _, source, expires = row[:11]
                if event_id in seen:
                    continue
                seen.add(event_id)
                accounts.add(account)
                ledger.play(at, account, kind, credits, request, reservation, transfer, source, expires)
    held = {}
    for (account, _), (credits, expires) in ledger.holds.items():
        if expires > at:
            held[account] = held.get(account, 0) + credits
    with open(out, "w") as file:
        for account in sorted(accounts):
            file.write(f"{account},{ledger.balance(account, at)},{held.get(account, 0)}\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
