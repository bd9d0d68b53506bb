#!/usr/bin/env python3
"""Small cases of the arithmetic of check_closing.py; every expected value was worked out by hand, the hashes by sha256sum.

    python3 test_closing.py
"""
import datetime
import pathlib
import subprocess
import sys
import tempfile
from fractions import Fraction

import closing_restate
from closing_figures import Figures, difference
from closing_late import differing
from closing_runs import HERE, digest, forged, rows_of, table
from closing_world import World, instant, stamp
from insight_cases import same, tally

HEADER = "sequence,kind,period,number,at,by,reason,accepted,manifest,manifest_sha256,restates,previous_sha256,row_sha256\n"
ZEROS = "0" * 64
# printf '%s' LINE | sha256sum, of {} and of each line up to its last comma.
EMPTY = "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"
FIRST = "72065924ee1c209d12103f4cff07a5642122b40b2bd3d3765ab141a7bebd36df"
SECOND = "e3929d895f66c37d3a677642f3d08cc9703a76aa0c94d762594d1075c8eac0e9"
LINES = [f"1,close,2026-06,1,2026-07-03T09:00:00Z,ann,month end,,closes/2026-06-1.json,{EMPTY},,{ZEROS},{FIRST}\n",
         f'2,approve,2026-06,1,2026-07-04T09:00:00Z,"bob, jr",,,,,,{FIRST},{SECOND}\n']


def folder_of(files):
    folder = pathlib.Path(tempfile.mkdtemp())
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")
    return folder


def chain():
    """Two lines hold; a changed cell, a removed line, another manifest and a missing end do not."""
    def status(text, manifest="{}"):
        folder = folder_of({"closes.csv": text, "closes/2026-06-1.json": manifest})
        done = subprocess.run([sys.executable, str(HERE / "closing_chain.py"), str(folder)], capture_output=True, text=True)
        return min(done.returncode, 1)

    whole = HEADER + "".join(LINES)
    same("chain", [status(text) for text in (whole, HEADER + LINES[0], whole.replace("ann", "Ann"), HEADER + LINES[1], whole[:-1],
                                             whole.replace("\n", "\r\n"))], [0, 0, 1, 1, 1, 1])
    same("another manifest", status(whole, "{ }"), 1)
    same("the script has 20 lines", (HERE / "closing_chain.py").read_text().count("\n"), 20)
    folder = folder_of({"closes.csv": whole, "closes/2026-06-1.json": "{}"})
    forged(folder, lambda row: None)
    same("forged without a change", (folder / "closes.csv").read_text(), whole)
    same("rows", [row["by"] for row in rows_of(folder)], ["ann", "bob, jr"])
    same("digest", digest(b"{}"), EMPTY)


FACTS = "tier,provider,model,requests,vendor_cost_usd,credits,revenue_usd,realised_revenue_usd\n"


def figures(facts, revenue="", grants=""):
    folder = folder_of({"facts.csv": FACTS + facts,
                        "revenue.csv": "month,tier,realised_revenue_usd,breakage_usd\n" + revenue,
                        "deferred-revenue.csv": "month,source,closing_usd\n" + grants})
    return Figures(folder, "2026-06")


def sums():
    before = figures("pro,v,m,2,0.5,100,1,0.4\npro,v,n,1,0.25,10,0.1,0\nfree,v,m,1,0.125,30,0,0\n,w,=m,1,,0,0,\n",
                     "2026-05,pro,9,9\n2026-06,pro,0.5,0.2\n2026-06,free,0,0.1\n", "2026-05,topup,7\n2026-06,topup,3\n2026-06,bonus,0.5\n")
    value = lambda measure, key="": [str(float(number)) for number in before.readings(measure, key)]
    # 0.5 + 0.25 + 0.125; 1.1 of revenue leaves 0.225; the fourth row has requests alone.
    same("costs", [value("vendor_cost_usd", key) for key in ("", "pro", "free", "v/m", "v/n")],
         [["0.875"], ["0.75"], ["0.125"], ["0.625"], ["0.25"]])
    same("margins", [value("margin_usd", key) for key in ("", "pro", "free", "v/m")], [["0.225"], ["0.35"], ["-0.125"], ["0.375"]])
    same("requests", [value("requests", key) for key in ("", "w/=m")], [["5.0"], ["1.0"]])
    # 0.4 of requests, 0.5 with what is realised without a request.
    same("realised", [value("realised_revenue_usd", key) for key in ("", "pro", "v/m")], [["0.4", "0.5"], ["0.4", "0.5"], ["0.4"]])
    same("breakage", [value("breakage_usd", key) for key in ("", "pro", "v/m")], [["0.3", ], ["0.2"], ["0.0"]])
    same("deferred", value("deferred_closing_usd"), ["3.5"])
    after = figures("pro,v,m,3,0.75,150,1.5,0.4\npro,v,n,1,0.25,10,0.1,0\nfree,v,m,1,0.125,30,0,0\n,w,=m,1,,0,0,\n",
                    "2026-06,pro,0.5,0.2\n2026-06,free,0,0.1\n", "2026-06,topup,3\n2026-06,bonus,0.75\n")
    # A request of 0.25 USD and 50 credits more; 0.25 more is deferred.
    found = {key: [str(float(number)) for number in numbers] for key, numbers in difference(before, after).items()}
    same("difference", found, {(measure, key): [text] for key in ("", "pro", "v/m") for measure, text in (
        ("requests", "1.0"), ("vendor_cost_usd", "0.25"), ("credits", "50.0"), ("revenue_usd", "0.5"), ("margin_usd", "0.25"))}
        | {("deferred_closing_usd", ""): ["0.25"]})


def rows():
    header = "closed_period,cause,measure,key,as_closed,now,difference,rows,first_file,first_line\n"
    out = folder_of({"restatement.csv": header + "2026-06,late_usage,vendor_cost_usd,,1,1.25,0.25,1,ledger/a.csv,9\n"
                     "2026-06,late_usage,vendor_cost_usd,pro,1,1.25,0.25,1,ledger/a.csv,9\n2026-06,settings,revenue_usd,,2,1.5,-0.5,,,\n",
                     "summary.csv": "measure,value\nprior_period_vendor_cost_usd,0.25\nprior_period_revenue_usd,-0.5\n"
                     "prior_period_realised_usd,\n"})
    same("prior lines", list(closing_restate.prior(out)), [])
    same("order", list(closing_restate.order(out)), [])
    (out / "summary.csv").write_text("measure,value\nprior_period_vendor_cost_usd,0.5\nprior_period_revenue_usd,-0.5\n")
    same("wrong and missing lines", len(list(closing_restate.prior(out))), 2)
    got = closing_restate.amounts(closing_restate.restated(out)["2026-06", "late_usage"])
    same("compared", list(closing_restate.compared("x", {key: [value] for key, value in got.items()}, got)), [])
    wanted = {("vendor_cost_usd", ""): [Fraction(1, 4)], ("vendor_cost_usd", "team"): [Fraction(1)]}
    same("differences", list(closing_restate.compared("x", wanted, got)), [
        "x vendor_cost_usd of pro: difference 0.25, expected 0.0", "x vendor_cost_usd of team: difference 0.0, expected 1.0"])
    lines = (out / "restatement.csv").read_text().splitlines(keepends=True)
    (out / "restatement.csv").write_text("".join([lines[0], lines[3], lines[1], lines[2]]))
    same("wrong order", len(list(closing_restate.order(out))), 1)
    same("rows of a file", len(table(out / "restatement.csv")), 3)


def months():
    """Berlin's September 2026 ends on 1 October at 22:00 UTC of the day before; its close is two days and nine hours later."""
    world = World(1)
    same("zone", world.zone_name, "Europe/Berlin")
    same("ends", [stamp(at) for at in world.ends[:2]], ["2026-09-30T22:00:00.000Z", "2026-10-31T23:00:00.000Z"])
    same("decided", world.decided[0], "2026-10-03T07:00:00.000Z")
    same("instants", instant("2026-10-01") == instant("2026-10-01T02:00:00+02:00"), True)
    moment = datetime.datetime(2026, 9, 30, 22, tzinfo=datetime.timezone.utc)
    world.starts, world.ends = [moment] * 4, [moment] * 4
    # A file whose first row is one millisecond before the end is read, one that begins at the end is not.
    rows = {"ledger/a.csv": "2026-09-30T21:59:59.999Z", "ledger/b.csv": "2026-09-30T22:00:00Z", "ledger/c.csv": "2026-10-01T00:30:00+03:00"}
    folder = folder_of({path: "request_id,request_started_at\nr,2026-12-01T00:00:00Z\ns," + at + "\n" for path, at in rows.items()}
                       | {"plans.csv": "tier\n", "README.md": "-\n", "out/x.csv": "a\n", "closes.csv": HEADER, "assay.json": "{}"})
    same("inputs", sorted(world.expected_inputs(folder, 0)), ["assay.json", "ledger/a.csv", "ledger/c.csv", "plans.csv"])


def causes():
    one = folder_of({"ledger/a.csv": "1", "plans.csv": "1", "assay.json": "{}", "README.md": "1", "coupons.csv": "1"})
    other = folder_of({"ledger/a.csv": "1", "ledger/b.csv": "1", "plans.csv": "2", "assay.json": "{ }", "README.md": "2", "closes.csv": "1",
                       "prices/x.csv": "1", "aliases.csv": "1"})
    same("causes", differing(one, other), {
        "late_usage": ["ledger/b.csv"], "price_correction": ["aliases.csv", "prices/x.csv"], "plan_change": ["plans.csv"],
        "other_book": ["coupons.csv"],
        "settings": ["assay.json"]})
    same("their order", list(differing(one, other)), ["late_usage", "price_correction", "plan_change", "other_book", "settings"])


def main():
    for case in (chain, sums, rows, months, causes):
        case()
    print("test_closing: {checked} checks, {failed} failed".format(**tally))
    return 1 if tally["failed"] else 0


if __name__ == "__main__":
    sys.exit(main())
