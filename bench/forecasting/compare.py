"""Forecasts the same series by Assay, statsforecast and Prophet, and prints one table.

The folder holds NAME_train.csv and NAME_test.csv for each set: rows of an id and its values, no header."""
import argparse, csv, logging, pathlib, random, subprocess, tempfile, time, warnings
import numpy as np
import scores

SETS = {"daily": (7, 28, "D"), "weekly": (1, 13, "W"), "monthly": (12, 18, "MS"), "hourly": (24, 48, "h")}
PEERS = ["SeasonalNaive", "DynamicOptimizedTheta", "AutoETS", "AutoCES", "AutoARIMA", "Prophet"]


def read(path):
    with open(path) as file:
        return {row[0]: np.array([float(cell) for cell in row[1:]]) for row in csv.reader(file) if row}


def by_assay(program, histories, season, horizon):
    """All series in one call, so that they share a pool; processor seconds of one thread."""
    with tempfile.TemporaryDirectory() as folder:
        source, target = pathlib.Path(folder, "series.csv"), pathlib.Path(folder, "forecast.csv")
        with open(source, "w") as file:
            file.write("id,step,value\n")
            for name, values in histories.items():
                for step, value in enumerate(values, 1):
                    file.write(f"{name},{step},{value:.17g}\n" if abs(value) >= 1e-4 or value == 0 else f"{name},{step},{value:.20f}\n")
        begin = children_seconds()
        subprocess.run([program, "forecast", "--series", source, "--horizon", str(horizon), "--season", str(season),
                        "--output", target, "--threads", "1", "--quiet"], check=True)
        seconds = children_seconds() - begin
        forecasts = {}
        with open(target) as file:
            for row in csv.DictReader(file):
                forecasts.setdefault(row["id"], []).append([float(row[key]) for key in ("mean", "lo80", "hi80", "lo95", "hi95")])
    return {name: np.array(rows) for name, rows in forecasts.items()}, seconds / len(histories)


def children_seconds():
    import resource
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def by_statsforecast(model, values, season, horizon):
    from statsforecast import models
    fitted = getattr(models, model)(season_length=season)
    answer = fitted.forecast(y=values.astype(np.float64), h=horizon, level=[80, 95])
    return np.array([answer["mean"], answer["lo-80"], answer["hi-80"], answer["lo-95"], answer["hi-95"]]).T


def by_prophet(values, frequency, horizon):
    import pandas, prophet
    days = pandas.date_range("2000-01-01", periods=len(values), freq=frequency)
    columns = []
    for width in (0.8, 0.95):
        np.random.seed(1)
        model = prophet.Prophet(interval_width=width)
        model.fit(pandas.DataFrame({"ds": days, "y": values}))
        answer = model.predict(model.make_future_dataframe(horizon, freq=frequency, include_history=False))
        columns += [answer["yhat"], answer["yhat_lower"], answer["yhat_upper"]] if width == 0.8 else [answer["yhat_lower"], answer["yhat_upper"]]
    return np.array(columns).T


def peer(name, values, season, horizon, frequency):
    forecast = by_prophet(values, frequency, horizon) if name == "Prophet" else by_statsforecast(name, values, season, horizon)
    return np.maximum(forecast, 0) if values.min() >= 0 else forecast


def line(cells):
    print("| " + " | ".join(str(cell) for cell in cells) + " |", flush=True)


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("folder", type=pathlib.Path)
    options.add_argument("--assay", required=True)
    options.add_argument("--sets", default=",".join(SETS))
    options.add_argument("--peers", default=",".join(PEERS))
    options.add_argument("--sample", type=int, default=20, help="so many series of a set for the peers, drawn from a fixed seed")
    given = options.parse_args()
    warnings.filterwarnings("ignore")
    for name in ("cmdstanpy", "prophet"):
        logging.getLogger(name).setLevel(logging.ERROR)
    line(["set", "method", "n", "sMAPE", "MASE", "OWA", "held by 80 %", "by 95 %", "MSIS", "CPU ms a series"])
    line(["---"] * 10)
    for name in given.sets.split(","):
        season, horizon, frequency = SETS[name]
        histories, futures = read(given.folder / f"{name}_train.csv"), read(given.folder / f"{name}_test.csv")
        naive = {one: scores.naive2(values, season, horizon) for one, values in histories.items()}
        sample = random.Random(1).sample(sorted(histories), min(given.sample, len(histories)))

        def show(method, forecasts, seconds):
            row = scores.table_row(histories, futures, naive, season, forecasts)
            shown = [f"{row[0]:.2f}", f"{row[1]:.3f}", f"{row[2]:.3f}", f"{row[3]:.3f}", f"{row[4]:.3f}", f"{row[5]:.2f}"]
            line([name, method, len(forecasts), *shown, f"{1000 * seconds:.1f}"])

        ours, seconds = by_assay(given.assay, histories, season, horizon)
        show("Assay, all", ours, seconds)
        show("Assay", {one: ours[one] for one in sample}, seconds)
        for method in [word for word in given.peers.split(",") if word]:
            forecasts, spent = {}, 0
            # The first call compiles.
            peer(method, histories[sample[0]][-5 * max(season, 7):], season, horizon, frequency)
            for one in sample:
                begin = time.process_time()
                forecasts[one] = peer(method, histories[one], season, horizon, frequency)
                spent += time.process_time() - begin
            show(method, forecasts, spent / len(sample))


main()
