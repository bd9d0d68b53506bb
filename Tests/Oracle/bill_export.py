"""Quantities from a usage export (V §3): a bill without quantities takes those of the vendor's own sums.

This oracle reads one such export, `anthropic-admin-usage` (JSON, below ledger/).
Choices: the export's spans and models must be the bill's usage lines' (lines without a model aside); every group with
lines takes its quantity, and has the cause `quantity:export`; a group without lines has Q′ = 0; what lines state about
tier, band and region has no quantity of its own, so that step 5 is skipped.
"""
import collections
import os
from fractions import Fraction

import bill_formats
import bill_grammar
import bill_json
import bill_models
import oracle


def is_sum(path, data):
    return path.endswith(".json") and b'"starting_at"' in data and b'"uncached_input_tokens"' in data


def exports(workspace):
    """Paths of the sums below ledger/."""
    found = []
    for folder, _, names in os.walk(os.path.join(workspace, "ledger")):
        for name in names:
            path = os.path.relpath(os.path.join(folder, name), workspace).replace(os.sep, "/")
            if path.endswith(".json") and is_sum(path, oracle.file_bytes(os.path.join(workspace, path))):
                found.append(path)
    return sorted(found, key=os.fsencode)


def quantities(result):
    written = result.get("cache_creation") or {}
    return {"input": result["uncached_input_tokens"], "cache_read": result["cache_read_input_tokens"],
            "cache_write_5m": written.get("ephemeral_5m_input_tokens", 0), "output": result["output_tokens"],
            "cache_write_1h": written.get("ephemeral_1h_input_tokens", 0),
            "search": (result.get("server_tool_use") or {}).get("web_search_requests", 0)}


def companion(world, bill):
    """{(period, model): {class: quantity}}, or None."""
    if bill.vendor != "anthropic" or any(line.quantity is not None for line in bill.usage):
        return None
    sums, seen = collections.defaultdict(lambda: collections.defaultdict(Fraction)), set()
    for path in exports(world.workspace):
        text = oracle.file_bytes(os.path.join(world.workspace, path)).decode("utf-8")
        for page in bill_grammar.pages(bill_json.documents(text)):
            for bucket in page["data"]:
                span = tuple(bill_formats.instant(bucket[name]) for name in ("starting_at", "ending_at"))
                for result in bucket["results"]:
                    if not result.get("model"):
                        return None
                    texts = (span, tuple((k, v) for k, v in result.items() if isinstance(v, str) and not isinstance(v, bill_json.Number)))
                    if texts not in seen:
                        seen.add(texts)
                        model, _ = bill_models.resolve(world, bill.vendor, result["model"], span[0])
                        for name, count in quantities(result).items():
                            sums[span, model][name] += Fraction(count)
    stated = {(line.period.key(), line.model) for line in bill.usage if line.model}
    return sums if stated and set(sums) == stated else None


def take(world, bill, groups):
    """Gives the groups of a bill the quantities of its companion."""
    found = companion(world, bill)
    for group in groups if found else []:
        if not group.lines:
            group.stated = Fraction(0)
        elif group.mapped and group.model and group.unit_class != "unknown":
            by_class = found[group.period.key(), group.model]
            group.stated = by_class[group.unit_class] if group.unit_class else sum(by_class.values(), Fraction(0))
            group.causes.append("quantity:export")
