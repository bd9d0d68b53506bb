"""Runs program and oracle on the sample, whose log of LiteLLM the oracle gets as native rows: compare_sample_data.py PROGRAM

The program runs on the sample as it is; for the oracle, which does not read that format, each record of the log
is written as a row: what LiteLLM calls the prompt has the cached tokens in it. Its tier is blank, so accounts.csv gives it.
The files of the credit ledger are compared too, for the whole ledger and for September.
"""
import argparse
import csv
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile

import compare
import credits

HERE = pathlib.Path(__file__).resolve().parent
SAMPLE = HERE.parent.parent / "sample-data"
PROVIDERS = {"gemini": "google"}


def native(record):
    """A record of LiteLLM's log as a row of a native ledger."""
    usage = record["metadata"]["usage_object"]
    read = usage.get("cache_read_input_tokens") or (usage.get("prompt_tokens_details") or {}).get("cached_tokens", 0)
    written = usage.get("cache_creation_input_tokens", 0)
    reasoning = (usage.get("completion_tokens_details") or {}).get("reasoning_tokens", 0)
    provider = record["custom_llm_provider"]
    return {
        "request_id": record["request_id"], "request_started_at": record["startTime"].replace(" ", "T") + "Z",
        "request_completed_at": record["endTime"].replace(" ", "T") + "Z", "user_id": record["end_user"],
        "account_id": record["team_id"], "tier": "", "service": "chat",
        "provider": PROVIDERS.get(provider, provider), "model": record["model"],
        "status": "completed" if record["status"] == "success" else "failed", "byok": "false",
        "input_tokens": record["prompt_tokens"] - read - written, "cache_read_tokens": read,
        "cache_write_5m_tokens": written, "output_tokens": record["completion_tokens"] - reasoning,
        "reasoning_tokens": reasoning, "vendor_cost_usd": f"{record['spend']:.12f}"}


def twin(folder):
    """The sample with its log as a native ledger."""
    workspace = folder / "sample-data"
    shutil.copytree(SAMPLE, workspace, ignore=shutil.ignore_patterns("out", "assay.db", "gateway"))
    (workspace / "ledger/gateway").mkdir()
    for log in sorted((SAMPLE / "ledger/gateway").iterdir()):
        rows = [native(json.loads(line)) for line in log.read_text().splitlines()]
        with open(workspace / "ledger/gateway" / (log.stem + ".csv"), "w") as file:
            writer = csv.DictWriter(file, rows[0])
            writer.writeheader()
            writer.writerows(rows)
    return workspace


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program", help="the built program")
    program = parser.parse_args().program
    different = []
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        workspace, real, expected = twin(folder), folder / "real", folder / "expected"
        shutil.copytree(SAMPLE, real, ignore=shutil.ignore_patterns("out", "assay.db"))
        out = real / "out"
        subprocess.run([sys.executable, HERE / "oracle.py", workspace, expected], capture_output=True)
        subprocess.run([program, "run", real, "--quiet"], capture_output=True)
        for file in sorted(expected.iterdir()):
            want = file.read_text()
            if file.name == "rejects-key.csv":
                same = compare.columns((out / "rejects.csv").read_text(), 4) == compare.columns(want, 4)
            else:
                same = compare.equal(file.name, (out / file.name).read_text(), want)
            if not same:
                different.append(file.name)
        count = len(list(expected.iterdir()))
        of_credits = list(credit_differences(program, workspace, real, folder))
    print(f"sample: {count} files of the oracle, {len(different)} differ {' '.join(different)}".rstrip())
    print("\n".join([f"sample: files of the credit ledger, {len(of_credits)} differ", *of_credits]))
    return 1 if different or of_credits or count != compare.FILES else 0


def credit_differences(program, workspace, real, folder):
    credits.use(*credits.PARTS)
    for period in ("", "2026-09"):
        expected, found = folder / f"credits{period}", folder / f"audit{period}"
        credits.write(credits.Audit(str(workspace), period), expected)
        options = ["--period", period] if period else []
        subprocess.run([program, "audit", real, "--quiet", "--output", found, *options], capture_output=True)
        yield from credits.differences(expected, found)


if __name__ == "__main__":
    sys.exit(main())
