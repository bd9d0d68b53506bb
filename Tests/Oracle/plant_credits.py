#!/usr/bin/env python3
"""A workspace with a random event ledger: every kind and setting, and one planted fault for each check of the first two tables.

    python3 plant_credits.py SEED OUT_WORKSPACE [--plain]

It prints what it planted (check, account). --plain plants nothing: such a ledger has no finding. One seed gives one
set of bytes. The recorded balances are those of credits.py, with the mistakes of the source system added.
"""
import argparse
import sys

from credit_maker import Maker


def main(arguments=None):
    parser = argparse.ArgumentParser()
    parser.add_argument("seed")
    parser.add_argument("folder")
    parser.add_argument("--plain", action="store_true")
    parser.add_argument("--later", action="store_true", help="also the third table: pools, entitlements, notices, permissions")
    options = parser.parse_args(arguments)
    for check, account in Maker(options.seed, options.folder, options.plain, options.later).make():
        print(check, account)
    return 0


if __name__ == "__main__":
    sys.exit(main())
