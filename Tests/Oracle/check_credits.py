#!/usr/bin/env python3
"""Random ledgers: what credits.py finds must be what was planted, and nothing in a plain ledger.

    python3 check_credits.py 1-20
"""
import collections
import sys
import tempfile

import credits
from credit_maker import Maker


def wrong(seed, plain):
    """What is found and was not planted, and the other way round."""
    with tempfile.TemporaryDirectory() as folder:
        planted = Maker(seed, folder, plain).make()
        audit = credits.Audit(folder)
        credits.write(audit, folder + "/expected")
        kinds.update(event.kind for event in audit.ledger.events)
        found = collections.Counter((finding.check, finding.account_id) for finding in audit.findings)
        wanted = collections.Counter(planted)
        return list((found - wanted).elements()), list((wanted - found).elements())


kinds = collections.Counter()
if __name__ == "__main__":
    first, _, last = sys.argv[1].partition("-")
    bad = 0
    for number in range(int(first), int(last or first) + 1):
        for is_plain in (True, False):
            more, less = wrong(str(number), is_plain)
            if more or less:
                bad += 1
                print(number, "plain" if is_plain else "planted", "found too much:", more[:6], "not found:", less[:6])
    print(dict(kinds))
    sys.exit(1 if bad else 0)
