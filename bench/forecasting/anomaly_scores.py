"""Scores what Assay finds odd against labels: anomaly_series.csv (rows of an id and its values) and
anomaly_labels.csv (id,day,kind; days from 0).

Spikes must be of the day, shifts within three days of it."""
import csv, pathlib, subprocess, sys, tempfile

program, folder = sys.argv[1], pathlib.Path(sys.argv[2])
labels = list(csv.DictReader(open(folder / "anomaly_labels.csv")))
days = 0
with tempfile.TemporaryDirectory() as scratch:
    source, odd = pathlib.Path(scratch, "series.csv"), pathlib.Path(scratch, "odd.csv")
    with open(source, "w") as file:
        file.write("id,step,value\n")
        for row in csv.reader(open(folder / "anomaly_series.csv")):
            days += len(row) - 1
            for step, value in enumerate(row[1:], 1):
                file.write(f"{row[0]},{step},{value}\n")
    subprocess.run([program, "forecast", "--series", source, "--horizon", "1", "--output", pathlib.Path(scratch, "out.csv"),
                    "--anomalies", odd, "--quiet"], check=True)
    found = list(csv.DictReader(open(odd)))
for kind, room in (("spike", 0), ("shift", 3)):
    truth = {(row["id"], int(row["day"])) for row in labels if row["kind"] == kind}
    hits, wrong = set(), 0
    for row in found:
        if row["kind"] != kind:
            continue
        day = int(row["step"]) - 1
        near = [one for one in truth if one[0] == row["id"] and abs(one[1] - day) <= room and one not in hits]
        if near:
            hits.add(min(near, key=lambda one: abs(one[1] - day)))
        else:
            wrong += 1
    print(f"{kind}: precision {len(hits) / (len(hits) + wrong):.3f}, recall {len(hits) / len(truth):.3f}, "
          f"{1000 * wrong / days:.2f} false in 1,000 days")
