"""Scores run-out steps: runout_history.csv is forecast, runout_future.csv says when a balance of so many recent
days was really used up."""
import csv, pathlib, subprocess, sys, tempfile
import numpy as np

program, folder = sys.argv[1], pathlib.Path(sys.argv[2])


def read(name):
    return {row[0]: np.array([float(cell) for cell in row[1:]]) for row in csv.reader(open(folder / name)) if row}


past, future = read("runout_history.csv"), read("runout_future.csv")
GROUPS = {(5, 10): [], (14, 21): [], (30, 45): []}
results = {"real": {group: [] for group in GROUPS}, "generated": {group: [] for group in GROUPS}}
with tempfile.TemporaryDirectory() as scratch:
    scratch = pathlib.Path(scratch)
    with open(scratch / "series.csv", "w") as file:
        file.write("id,step,value\n")
        for name, values in past.items():
            for step, value in enumerate(values, 1):
                file.write(f"{name},{step},{value:.10f}\n")
    for group in GROUPS:
        for days in group:
            with open(scratch / "left.csv", "w") as file:
                file.write("id,balance\n")
                for name, values in past.items():
                    file.write(f"{name},{days * values[-28:].mean():.10f}\n")
            subprocess.run([program, "forecast", "--series", scratch / "series.csv", "--horizon", "90", "--output",
                            scratch / "out.csv", "--balances", scratch / "left.csv", "--run-out", scratch / "gone.csv", "--quiet"],
                           check=True)
            for row in csv.DictReader(open(scratch / "gone.csv")):
                values = past[row["id"]]
                used = np.cumsum(future[row["id"]]) >= days * values[-28:].mean()
                truth = int(np.argmax(used)) + 1 if used.any() else 91
                p10, p50, p90 = (int(row[key]) if row[key] else 91 for key in ("p10", "p50", "p90"))
                kind = "generated" if row["id"].startswith("G") else "real"
                results[kind][group].append((p10 <= truth <= p90, truth < p10, truth > p90, abs(p50 - truth) / truth))
for kind, groups in results.items():
    for group, rows in groups.items():
        inside, early, late, error = np.mean(np.array(rows, dtype=float), axis=0)
        print(f"{kind}, {group[0]} to {group[1]} days: within P10 to P90 {inside:.3f}, earlier {early:.3f}, later {late:.3f}, "
              f"P50 off by {error:.3f}")
