"""Forecasts ledgers of six models at once, and prints how far off each model, the bill and their ranges are.

mixes.py ASSAY [FOLDER] [--count 20] [--seed 1]; FOLDER holds daily_train.csv and daily_test.csv, rows of an id and its
values. Each ledger has ninety days of known requests of six models, whose prices differ up to a thousandfold, in three
tiers; four weeks more are forecast. Needs numpy."""
import argparse, csv, datetime, json, pathlib, subprocess, tempfile
import numpy as np

DAYS, AHEAD, MODELS = 90, 28, 6
FIRST = datetime.date(2026, 5, 4)
WEEK = np.array([1, 1.1, 1.05, 1, 0.95, 0.5, 0.4])


def generated(kind, random):
    """Counts of one model on all days: Poisson around a course, with a week of its own or none."""
    day = np.arange(DAYS + AHEAD) - DAYS
    level = 10 ** random.uniform(0.3, 1.6) * (WEEK[day % 7] if random.random() < 0.6 else 1)
    course = {
        "flat": lambda: 1, "drift": lambda: np.exp(random.normal(0, 0.04, len(day)).cumsum()),
        "rise": lambda: np.exp(0.01 * day), "fade": lambda: np.exp(-0.01 * day),
        "rare": lambda: random.random(len(day)) < 0.15, "few": lambda: random.uniform(0.05, 0.5) / level,
    }.get(kind) or (lambda: np.where(day >= -int(kind[4:]), random.choice([0.1, 0.25, 4, 8]), 1))
    return random.poisson(np.maximum(level * course(), 0) * random.gamma(20, 1 / 20, len(day)))


MIXES = {
    "flat": ["flat"] * 6, "drift": ["drift"] * 6, "mixed": ["flat", "drift", "rise", "fade", "rare", "few"],
    "jump4": ["flat"] * 5 + ["jump4"], "jump10": ["flat"] * 5 + ["jump10"], "jump20": ["flat"] * 5 + ["jump20"],
    "rise": ["flat"] * 4 + ["rise"] * 2, "few": ["few"] * 6, "rare": ["flat"] * 3 + ["rare"] * 3,
}


def real(folder):
    """The open daily series that are long enough."""
    def read(name):
        with open(folder / name) as file:
            return {row[0]: np.array([float(cell) for cell in row[1:]]) for row in csv.reader(file) if row}
    test = read("daily_test.csv")
    return [np.concatenate([values[-DAYS:], test[name][:AHEAD]]) for name, values in read("daily_train.csv").items()
            if len(values) >= DAYS and len(test[name]) >= AHEAD and values[-DAYS:].mean() > 0]


def forecast(program, counts, prices):
    """The days ahead of each model, and the sums of all with their ranges."""
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder, "w")
        (root / "ledger").mkdir(parents=True)
        (root / "prices").mkdir()
        (root / "assay.json").write_text('{"time_zone":"UTC"}')
        (root / "prices/p.csv").write_text("provider,model,unit_class,price_usd,effective_from\n" + "".join(
            f"v,m{model},input,{price:.6f},2026-01-01\n" for model, price in enumerate(prices)))
        with open(root / "ledger/l.csv", "w") as file:
            file.write("request_id,request_started_at,user_id,account_id,tier,provider,model,input_tokens\n")
            for day in range(DAYS):
                for model in range(MODELS):
                    for number in range(int(counts[model][day])):
                        file.write(f"r{day}-{model}-{number},{FIRST + datetime.timedelta(day)}T10:00:00Z,u,a,t{model // 2},v,m{model},1000000\n")
        run = subprocess.run([program, "forecast", root, "--horizon", str(AHEAD), "--by", "model", "--output", root / "out",
                              "--quiet", "--json"], capture_output=True, text=True)
        if run.returncode > 2 or run.returncode == 1:
            raise SystemExit(run.stderr)
        ahead = np.zeros((MODELS, AHEAD))
        ended = datetime.date.fromisoformat(json.loads(run.stdout)["last_day"])
        with open(root / "out/forecast.csv") as file:
            for row in csv.DictReader(file):
                if row["measure"] == "requests" and row["series"].startswith("model/m"):
                    day = (datetime.date.fromisoformat(row["day"]) - FIRST).days - DAYS
                    if 0 <= day < AHEAD:
                        ahead[int(row["series"][7:]), day] = float(row["mean"])
        # A ledger that ends before its ninetieth day is forecast from there.
        whole = ended == FIRST + datetime.timedelta(DAYS - 1)
        sums = {(row["series"], row["measure"]): row for row in json.loads(run.stdout)["sums"]}
        return ahead, sums if whole else None


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("assay")
    options.add_argument("folder", nargs="?", type=pathlib.Path)
    options.add_argument("--count", type=int, default=20)
    options.add_argument("--seed", type=int, default=1)
    given = options.parse_args()
    print("| mix | a model's day off, in usual changes | a model's sum off | all requests off | the bill off | held by 80 % | by 95 % |")
    print("|---|---|---|---|---|---|---|")
    series = real(given.folder) if given.folder else []
    for name in (["real"] if series else []) + list(MIXES):
        random = np.random.default_rng(given.seed)
        scores = []
        for _ in range(given.count):
            if name == "real":
                chosen = [series[place] for place in random.choice(len(series), MODELS, replace=False)]
                counts = [np.round(values / values[:DAYS].mean() * 10 ** random.uniform(0.5, 1.7)) for values in chosen]
            else:
                counts = [generated(kind, random) for kind in MIXES[name]]
            prices = 10 ** random.uniform(-1.5, 1.5, MODELS)
            ahead, sums = forecast(given.assay, counts, prices)
            if sums is None:
                continue
            past, came = np.array(counts)[:, :DAYS], np.array(counts)[:, DAYS:]
            change = np.maximum(np.abs(np.diff(past, axis=1)).mean(axis=1), 0.5)
            bill, row = prices @ came.sum(axis=1), sums["total", "vendor_cost_usd"]
            scores.append((
                (np.abs(ahead - came).mean(axis=1) / change).mean(),
                np.abs(ahead.sum(axis=1) - came.sum(axis=1)).sum() / came.sum(),
                abs(ahead.sum() - came.sum()) / came.sum(), abs(float(row["mean"]) - bill) / bill,
                float(row["lo80"]) <= bill <= float(row["hi80"]), float(row["lo95"]) <= bill <= float(row["hi95"])))
        off, part, requests, cost, held80, held95 = np.mean(scores, axis=0)
        print(f"| {name} | {off:.2f} | {100 * part:.1f} % | {100 * requests:.1f} % | {100 * cost:.1f} % | {held80:.2f} | {held95:.2f} |", flush=True)


if __name__ == "__main__":
    main()
