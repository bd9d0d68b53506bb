"""Workspaces whose pages the browser opens: the sample, the sample without prices for customers, and hostile names."""
import pathlib
import shutil
import subprocess

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
# A finished run may have found something: 2.
FINISHED = (0, 2)

# Characters that are not seen never get so far: books and ledgers that have them are refused.
HOSTILE = [
    "<img src=x onerror=window.injected=1>",
    "</script><script>window.injected=1</script>",
    "<!--<script>",
    'a"b\'c',
    "comma, and; semicolon",
    "שלום",
]


class World:
    """A page, the folder of its run, and the folder of the run of the period before (None without one)."""

    def __init__(self, name, workspace, output, before=None):
        self.name, self.workspace, self.output, self.before = name, workspace, output, before
        self.page = output / "report.html"
        # The hostile names have too few days for a forecast.
        self.has_days = name == "sample month"


def run(program, workspace, *options):
    done = subprocess.run([program, "run", workspace, *options], capture_output=True, text=True)
    if done.returncode not in FINISHED:
        raise SystemExit(f"browser-test: assay run {workspace} gave {done.returncode}:\n{done.stderr[-2000:]}")


def copy(folder, name):
    target = folder / name
    shutil.copytree(ROOT / "sample-data", target, ignore=shutil.ignore_patterns("out", "assay.db"))
    return target


def month(program, folder):
    """The last month of the sample, which is compared with the one before."""
    workspace = copy(folder, "month")
    run(program, workspace, "--period", "2026-09", "--output", folder / "september")
    run(program, workspace, "--period", "2026-08", "--output", folder / "august")
    return World("sample month", workspace, folder / "september", folder / "august")


def month_without_bills(program, folder):
    """The same month where no vendor has billed yet, and no credits are prepaid."""
    workspace = copy(folder, "unbilled")
    shutil.rmtree(workspace / "bills")
    shutil.rmtree(workspace / "credits")
    run(program, workspace, "--period", "2026-09", "--output", folder / "unbilled-september")
    return World("month without bills and credits", workspace, folder / "unbilled-september")


def whole(program, folder):
    """All months of the sample."""
    workspace = copy(folder, "whole")
    run(program, workspace, "--output", folder / "all")
    return World("whole sample", workspace, folder / "all")


def cost_only(program, folder):
    """Usage that is not sold: no multipliers, no plans and no credits."""
    workspace = folder / "cost"
    (workspace / "ledger").mkdir(parents=True)
    (workspace / "prices").mkdir()
    shutil.copy(ROOT / "sample-data/prices/vendors.csv", workspace / "prices")
    for name in ("usage-2026-08.csv", "usage-2026-09.csv"):
        lines = (ROOT / "sample-data/ledger" / name).read_text(encoding="utf-8").splitlines()
        # The last two columns are the multiplier and the credits.
        kept = [line.rsplit(",", 2)[0] for line in lines if line.count(",") == lines[0].count(",")]
        (workspace / "ledger" / name).write_text("\n".join(kept) + "\n", encoding="utf-8")
    run(program, workspace, "--period", "2026-09", "--output", folder / "cost-september")
    run(program, workspace, "--period", "2026-08", "--output", folder / "cost-august")
    return World("cost only", workspace, folder / "cost-september", folder / "cost-august")


def crowd(program, folder):
    """More customers than a page has room for."""
    workspace = folder / "crowd"
    for name in ("ledger", "prices"):
        (workspace / name).mkdir(parents=True)
    (workspace / "prices/vendors.csv").write_text(
        "provider,model,unit_class,price_usd,effective_from\nv,m,input,1,2026-01-01\n", encoding="utf-8"
    )
    (workspace / "plans.csv").write_text(
        "tier,is_free,monthly_price_usd,monthly_credits,target_margin_percent,allowed_models,effective_from,effective_to\n"
        "pro,false,10.00,100,25,,2026-01-01,\nfree,true,0.00,0,,,2026-01-01,\n",
        encoding="utf-8",
    )
    usage = "request_id,request_started_at,account_id,user_id,provider,model,tier,input_tokens\n"
    for number in range(16_000):
        tier = "free" if number % 3 == 0 else "pro"
        for month in (8, 9):
            # Some come, some go.
            if (number % 50, month) in ((7, 8), (9, 9)):
                continue
            usage += quoted(
                f"r{number}-{month}", f"2026-{month:02}-{number % 28 + 1:02}T00:00:00Z", f"account_{number:05}",
                f"user_{number:05}", "v", "m", tier, 1000 * (number + month),
            )
    (workspace / "ledger/usage.csv").write_text(usage, encoding="utf-8")
    run(program, workspace, "--period", "2026-09", "--output", folder / "crowd-september")
    run(program, workspace, "--period", "2026-08", "--output", folder / "crowd-august")
    return World("many customers", workspace, folder / "crowd-september", folder / "crowd-august")


def quoted(*fields):
    return ",".join('"' + str(field).replace('"', '""') + '"' for field in fields) + "\n"


def hostile(program, folder):
    """Names of tiers, models, vendors and accounts that try to leave their place."""
    workspace = folder / "<b>hostile"
    for name in ("ledger", "prices"):
        (workspace / name).mkdir(parents=True)
    prices = "provider,model,unit_class,price_usd,effective_from\n"
    plans = "tier,is_free,monthly_price_usd,monthly_credits,target_margin_percent,allowed_models,effective_from,effective_to\n"
    multipliers = (
        "level,tier,provider,model,multiplier,effective_from,effective_to,status,requested_by,approved_by,approved_at,"
        "reason,target_margin_percent\n"
    )
    usage = "request_id,request_started_at,account_id,user_id,provider,model,tier,input_tokens\n"
    for number, name in enumerate(HOSTILE):
        prices += quoted(f"v {name}", f"m {name}", "input", number + 1, "2026-01-01")
        plans += quoted(f"t {name}", "false", "10.00", "100", "25", "", "2026-01-01", "")
        multipliers += quoted(
            "tier", f"t {name}", "", "", "1.5", "2026-01-01", "", "approved", "a@example.test", "b@example.test",
            "2026-01-01", "launch", "",
        )
        for month in (8, 9):
            for day in range(1, 4 + number):
                usage += quoted(
                    f"r{number}-{month}-{day}", f"2026-{month:02}-{day:02}T00:00:00Z", f"a {name}", f"u {name}",
                    f"v {name}", f"m {name}", f"t {name}", 1_000_000 * (number + month),
                )
    (workspace / "prices/vendors.csv").write_text(prices, encoding="utf-8")
    (workspace / "plans.csv").write_text(plans, encoding="utf-8")
    (workspace / "multipliers.csv").write_text(multipliers, encoding="utf-8")
    (workspace / "ledger/usage.csv").write_text(usage, encoding="utf-8")
    run(program, workspace, "--period", "2026-09", "--output", folder / "hostile-september")
    run(program, workspace, "--period", "2026-08", "--output", folder / "hostile-august")
    return World("hostile names", workspace, folder / "hostile-september", folder / "hostile-august")
