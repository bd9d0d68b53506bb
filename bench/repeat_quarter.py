"""Makes a workspace whose ledger is that of Tests/EndToEnd/Quarter, repeated: repeat_quarter.py COPIES DIR

Each copy has request ids of its own, so no row is a duplicate of a row of another copy."""
import pathlib, shutil, sys

copies, target = int(sys.argv[1]), pathlib.Path(sys.argv[2])
sample = pathlib.Path(__file__).resolve().parent.parent / "Tests/EndToEnd/Quarter"
shutil.rmtree(target, ignore_errors=True)
shutil.copytree(sample, target, ignore=shutil.ignore_patterns("out", "assay.db", "ledger"))
(target / "ledger").mkdir()
for file in sorted((sample / "ledger").iterdir()):
    header, *lines = file.read_text().splitlines(keepends=True)
    with open(target / "ledger" / file.name, "w") as out:
        out.write(header)
        for line in lines:
            for copy in range(copies):
                out.write(f"{copy:04d}{line}")
