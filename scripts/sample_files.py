"""Writes the sample: ledger files, books, and the list of planted errors."""
import csv
import hashlib
import io
import json
import zlib
from fractions import Fraction

import sample_credit_books as credit_books
import sample_parameters as p
from sample_books import DERIVATIONS, PROMPT, rounded
from sample_traffic import accounts

LEDGER_COLUMNS = (
    "request_id", "request_started_at", "request_completed_at", "user_id", "account_id", "tier", "service",
    "provider", "model", "status", "byok", "input_tokens", "cache_read_tokens", "cache_write_5m_tokens",
    "cache_write_1h_tokens", "output_tokens", "reasoning_tokens", "searches", "service_tier", "vendor_cost_usd",
    "multiplier", "credits_deducted")
COLUMN_OF_CLASS = {name: name + "_tokens" for name in PROMPT + ("output", "reasoning")} | {"search": "searches"}
PRICE_COLUMNS = (
    "provider", "model", "unit_class", "price_usd", "per", "service_tier", "region", "context_over", "effective_from",
    "effective_to", "recorded_at", "source")
# Errors of a copy or of text are not of the request; what merely looks wrong is no error.
NOT_ERRORS = ("", "looks wrong", "copied", "refunded")
SETTINGS = """\
// Settings of the sample. Comments and trailing commas are allowed here; a setting left out keeps its default.
{
  // Days and months are reported in this IANA zone.
  "time_zone": "UTC",
  // A credit is worth one cent, and charges are rounded up to a tenth of a credit.
  "credit_value_usd": "0.01",
  "credit_increment": "0.1",
  // Customers are notified when 10 % of their last balance is left, and when nothing is.
  "credits": { "low_balance_percent": ["10", "0"] },
}
"""


def decimal(value, places=0):
    """A plain decimal with at least so many places."""
    value, digits = Fraction(value), 0
    while 10**digits % value.denominator:
        digits += 1
    digits = max(digits, places)
    text = str(abs(value.numerator) * 10**digits // value.denominator).rjust(digits + 1, "0")
    text = text[:-digits] + "." + text[-digits:] if digits else text
    return "-" + text if value < 0 else text


def table(columns, rows):
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return text.getvalue().encode()


def compressed(content):
    """Gzip with a header of our own: no time, no system."""
    deflate = zlib.compressobj(9, zlib.DEFLATED, -15)
    body = deflate.compress(content) + deflate.flush()
    check = zlib.crc32(content).to_bytes(4, "little") + len(content).to_bytes(4, "little")
    return b"\x1f\x8b\x08\0\0\0\0\0\x02\xff" + body + check


def ledger_row(request):
    cells = {
        "request_id": request.id, "request_started_at": request.start_text, "request_completed_at": request.end_text,
        "user_id": request.user, "account_id": request.account, "tier": request.tier, "service": request.service,
        "provider": request.provider, "model": request.model, "status": request.status,
        "byok": str(request.byok).lower(), "service_tier": request.service_tier,
        "vendor_cost_usd": decimal(rounded(request.cost) if request.cost >= 0 else request.cost, p.COST_DECIMALS),
        "multiplier": "" if request.byok else decimal(request.multiplier),
        "credits_deducted": decimal(request.credits)}
    for name, column in COLUMN_OF_CLASS.items():
        cells[column] = "" if name in request.blank else str(request.quantities[name])
    return [{**cells, **request.text_changes}[column] for column in LEDGER_COLUMNS]


def gateway_line(request):
    """A row of LiteLLM's table LiteLLM_SpendLogs, as its JSON export has it."""
    counts = request.quantities
    prompt, answer = request.prompt, counts["output"] + counts["reasoning"]
    usage = {
        "prompt_tokens": prompt, "completion_tokens": answer, "total_tokens": prompt + answer,
        "prompt_tokens_details": {"cached_tokens": counts["cache_read"]},
        "completion_tokens_details": {"reasoning_tokens": counts["reasoning"]}}
    if request.provider == "anthropic":
        usage["cache_read_input_tokens"] = counts["cache_read"]
        usage["cache_creation_input_tokens"] = counts["cache_write_5m"]
    status = "failure" if request.status == "failed" else "success"
    return {
        "request_id": request.id, "call_type": "acompletion",
        "api_key": hashlib.sha256(f"key of {request.account}".encode()).hexdigest(), "spend": float(request.cost),
        "total_tokens": prompt + answer, "prompt_tokens": prompt, "completion_tokens": answer,
        "startTime": spaced(request.start_text), "endTime": spaced(request.end_text), "model": request.model,
        "model_id": "", "model_group": request.model,
        "custom_llm_provider": {"google": "gemini"}.get(request.provider, request.provider), "api_base": "",
        "user": "default_user_id", "metadata": {"status": status, "usage_object": usage}, "cache_hit": "False",
        "cache_key": "Cache OFF", "request_tags": [], "team_id": request.account,
        "organization_id": organisation(request.account), "end_user": request.user, "requester_ip_address": "",
        "messages": {}, "response": {}, "session_id": "", "status": status}


def spaced(time):
    return time[:-1].replace("T", " ")


def organisation(account):
    return next((row[1] for row in p.BUSINESS if row[0] == account), "")


def ledger_files(requests, extra):
    """Path and bytes of each export. July is compressed; August has a gateway's log and a late file."""
    rows = sorted(requests + extra, key=lambda r: (getattr(r, "place", r.start), r.id))
    own = [r for r in rows if not r.in_gateway]
    for month in p.MONTHS:
        text = table(LEDGER_COLUMNS, [ledger_row(r) for r in own if month_of(r) == month and not r.is_late])
        if month == p.MONTHS[0]:
            yield f"ledger/usage-{month}.csv.gz", compressed(text)
        else:
            yield f"ledger/usage-{month}.csv", text
    late = [r for r in own if r.is_late]
    yield f"ledger/usage-{p.LATE_FROM[:7]}-late.csv", table(LEDGER_COLUMNS, [ledger_row(r) for r in late])
    lines = [json.dumps(gateway_line(r)) + "\n" for r in rows if r.in_gateway]
    yield f"ledger/gateway/litellm-{p.GATEWAY_MONTH}.jsonl", "".join(lines).encode()


def month_of(request):
    return getattr(request, "place", request.start).strftime("%Y-%m")


def account_rows():
    """Each account with its plan, dated if it changes, and its terms in the credit ledger."""
    for account, plan, *_ in accounts():
        plans, terms = [plan(month + "-01") for month in p.MONTHS], credit_books.ACCOUNT_TERMS.get(account, ("",) * 7)
        if plans[0] == plans[-1]:
            yield account, plans[0], "", "", *terms
        else:
            yield account, plans[0], "", p.UPGRADE, *terms
            yield account, plans[-1], p.UPGRADE, "", *terms
    for account, _ in credit_books.CUSTOMERS:
        # Their plans are those of their resets.
        yield account, "", "", "", *credit_books.ACCOUNT_TERMS[account]
    for account in credit_books.POOLS:
        yield account, "", "", "", *("",) * 7


def book_files(price_rows):
    yield "assay.json", SETTINGS.encode()
    yield "prices/vendors.csv", table(PRICE_COLUMNS, [[row[name] for name in PRICE_COLUMNS] for row in price_rows])
    yield "derivations.csv", table(
        ("provider", "unit_class", "service_tier", "from_unit_class", "factor", "effective_from", "effective_to",
         "source"), DERIVATIONS)
    yield "multipliers.csv", table(
        ("level", "tier", "provider", "model", "multiplier", "effective_from", "effective_to", "status", "requested_by",
         "approved_by", "approved_at", "reason", "target_margin_percent"), [row + ("",) for row in p.MULTIPLIERS])
    yield "models.csv", table(
        ("provider", "model", "class", "quality_level", "capabilities", "effective_from", "effective_to"),
        [model + ("", "2026-01-01", "") for model in p.MODELS])
    yield "plans.csv", table(
        ("tier", "is_free", "monthly_price_usd", "monthly_credits", "target_margin_percent", "allowed_models",
         "effective_from", "effective_to", "rollover_percent", "rollover_max_credits", "overdraft_credits"),
        [plan + ("", "2026-01-01", "") + credit_books.PLAN_TERMS.get(plan[0], ("", "", "")) for plan in p.PLANS])
    yield "accounts.csv", table(
        ("account_id", "plan", "effective_from", "effective_to") + credit_books.ACCOUNT_COLUMNS, account_rows())


def planted_file(requests, extra):
    errors = sorted((r.planted, r.id) for r in requests + extra if r.planted not in NOT_ERRORS)
    return table(("request_id", "kind"), [(name, kind) for kind, name in errors])
