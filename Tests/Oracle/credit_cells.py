"""Instants, credits and money as cells of the files, and sums of an account's movements."""
import collections
from fractions import Fraction

import bill_zones
import oracle
from credit_books import MICRO, USD

MOVES = "granted refunded transferred_in consumed expired revoked transferred_out".split()


def instant(at):
    """L §6: UTC with 0, 3, 6 or 9 decimals. Choice: blank where a ledger without events has a rejected row without time."""
    if at is None:
        return None
    part = at % oracle.SECOND
    places = next(n for n in (0, 3, 6, 9) if part % 10**(9 - n) == 0)
    text = bill_zones.instant_text(at - part)[:-1]
    return text + ("." + f"{part:09d}"[:places] if places else "") + "Z"


def credits(value):
    return None if value is None else Fraction(value, MICRO)


def dollars(value):
    return None if value is None else Fraction(value) / USD


def sums_of(account, start=oracle.ALWAYS, end=oracle.NEVER):
    sums = collections.Counter()
    for at, column, amount in account.moves:
        if start <= at < end:
            sums[column] += amount
    return sums


def net(sums):
    return sum(sums[name] * (1 if name in MOVES[:3] else -1) for name in MOVES)
