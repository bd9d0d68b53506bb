"""Writers of bills: the same entries in the words of each vendor. Each returns (path, text)."""
import datetime
import json
from fractions import Fraction

import bill_zones
import oracle
from bill_workspace import AWS_NAMES, table

UTC = bill_zones.zone_of("UTC")
ZONE = {"google-billing": "America/Los_Angeles", "deepseek-cost": "Asia/Shanghai", "deepseek-amount": "Asia/Shanghai"}
STATES = {"openai-costs": (), "anthropic-cost": ("tier", "context", "region"), "anthropic-console-cost": ("tier", "context"),
          "google-billing": ("tier", "context"), "azure-cost": ("tier", "region"), "aws-cur": ("tier", "region"), "focus": ("tier",)}
FORMATS = {"openai": ["openai-costs", "openai-costs", "focus"], "anthropic": ["anthropic-cost", "anthropic-console-cost", "focus"],
           "google": ["google-billing", "google-billing", "focus"], "azure": ["azure-cost"], "amazon": ["aws-cur"],
           "deepseek": ["deepseek-cost", "deepseek-amount", "mapping"], "openrouter": ["openrouter-activity-bill", "mapping"]}
WITHOUT_CLASS = ("deepseek-cost", "openrouter-activity-bill")
WITHOUT_QUANTITY = ("anthropic-cost", "anthropic-console-cost", "deepseek-cost")
HOURLY = ("google-billing", "aws-cur")


def bill_class(form, name):
    """The class in which a format bills a class of the ledger."""
    if form in WITHOUT_CLASS:
        return ""
    if name == "reasoning" and form != "focus":
        return "output"
    if name in ("cache_write_5m", "cache_write_1h") and form in ("openai-costs", "azure-cost", "aws-cur"):
        return "cache_write"
    return name


def number(value):
    return oracle.decimal_text(value)


def iso(at):
    return bill_zones.instant_text(at)


class Writer:
    """`style` holds the choices of one file: version, digits, JSON numbers, currency."""

    def __init__(self, form, style):
        self.form, self.style = form, style

    def money(self, value):
        """A text with the file's digits; with `float` what binary floating point prints."""
        if self.style.get("float"):
            text = repr(float(value))
            return text if "e" not in text else number(Fraction(round(Fraction(value) * 10**9), 10**9))
        digits = self.style["digits"]
        units = round(Fraction(value) * 10**digits)
        text = str(abs(units)).rjust(digits + 1, "0")
        return ("-" if units < 0 else "") + (text[:-digits] + "." + text[-digits:] if digits else text)

    def json_money(self, value):
        """A marker that becomes a bare number where the file has JSON numbers."""
        return "#" + self.money(value) + "#" if self.style.get("numbers") else self.money(value)

    def json_text(self, value, indent):
        text = json.dumps(value, indent=indent)
        return text.replace('"#', "").replace('#"', "")

    def write(self, lines):
        return getattr(self, self.form.replace("-", "_"))(lines)

    # ------------------------------------------------------------------------------ OpenAI

    def openai_item(self, line):
        if not line["model"] and line["class"] == "search":
            return "web search tool calls"
        if line["class"] == "":
            return None
        kind = {"cache_read": "cached input", "cache_write": "cache write", "unknown": "fine tuning"}.get(line["class"], line["class"])
        tier = line.get("tier")
        return f"{line['model']}, " + (tier + " " if self.style.get("tiers") and tier not in (None, "standard") else "") + kind

    def openai_costs(self, lines):
        if self.style["version"] == "json":
            buckets = {}
            for line in lines:
                entry = {"object": "organization.costs.result", "amount": {"value": self.json_money(line["amount"]), "currency": "usd"},
                         "line_item": self.openai_item(line), "project_id": line["project"] or None, "api_key_id": None}
                if line["quantity"] is not None:
                    entry.update(quantity="#" + number(line["quantity"]) + "#", quantity_unit=None if line["class"] == "search" else "tokens")
                buckets.setdefault((line["start"], line["end"]), []).append(entry)
            data = [{"object": "bucket", "start_time": start // oracle.SECOND, "end_time": end // oracle.SECOND, "results": found}
                    for (start, end), found in sorted(buckets.items())]
            return "json", self.json_text({"object": "page", "data": data, "has_more": False, "next_page": None}, self.style.get("indent"))
        rows = [dict(start_time=line["start"] // oracle.SECOND, end_time=line["end"] // oracle.SECOND,
                     start_time_iso=iso(line["start"]), end_time_iso=iso(line["end"]), amount_value=self.money(line["amount"]),
                     amount_currency="usd", line_item=self.openai_item(line), project_id=line["project"], organization_id="org",
                     quantity=None if line["quantity"] is None else number(line["quantity"]),
                     quantity_unit="tokens" if line["class"] != "search" else "") for line in lines]
        start = ["start_time", "end_time", "start_time_iso", "end_time_iso", "amount_value", "amount_currency"]
        columns = start + (["line_item", "project_id", "organization_id", "organization_name"] if self.style["version"] == "v1" else
                           ["quantity", "quantity_unit", "line_item", "user_id", "api_key_id", "project_id", "organization_id"])
        if rows:
            rows.append({key: rows[0][key] for key in start[:4]})           # an empty day
        return "csv", table(rows, columns)

    # --------------------------------------------------------------------------- Anthropic

    def anthropic_cost(self, lines):
        classes = {"input": "uncached_input_tokens", "output": "output_tokens", "cache_read": "cache_read_input_tokens",
                   "cache_write_5m": "cache_creation.ephemeral_5m_input_tokens",
                   "cache_write_1h": "cache_creation.ephemeral_1h_input_tokens", "unknown": "other_tokens"}
        buckets = {}
        for line in lines:
            kind = "web_search" if line["class"] == "search" else "tokens"
            buckets.setdefault((line["start"], line["end"]), []).append({
                "currency": "USD", "amount": self.json_money(line["amount"] * 100), "cost_type": kind, "model": line["model"] or None,
                "token_type": classes.get(line["class"]), "service_tier": line.get("tier"),
                "context_window": {None: None, 0: "0-200k"}.get(line.get("context"), "200k-1M"),
                "inference_geo": {None: None, "": "global"}.get(line.get("region"), line.get("region")),
                "description": "usage", "workspace_id": line["project"] or None})
        data = [{"starting_at": iso(start), "ending_at": iso(end), "results": found} for (start, end), found in sorted(buckets.items())]
        return "json", self.json_text({"data": data, "has_more": False, "next_page": None}, self.style.get("indent"))

    def anthropic_console_cost(self, lines):
        classes = {"input": "input_no_cache", "cache_read": "input_cache_read", "cache_write_5m": "input_cache_write_5m",
                   "cache_write_1h": "input_cache_write_1h", "output": "output", "unknown": "other"}
        generation = self.style["version"]
        rows = [dict(usage_date_utc=iso(line["start"])[:10], model=line["model"].replace("-", " ").title().replace("4 5", "4.5"),
                     workspace=line["project"], api_key="key", usage_type="batch" if line.get("tier") == "batch" else "message",
                     context_window={None: "", 0: "≤ 200k"}.get(line.get("context"), "> 200k"), token_type=classes.get(line["class"], ""),
                     cost_usd=self.money(line["amount"]), list_price_usd=self.money(line["amount"]), inference_geo="",
                     cost_type="web_search" if line["class"] == "search" else "token", speed="", api_key_id="k1",
                     api_key_status="active") for line in lines]
        columns = ["usage_date_utc", "model", "workspace", "api_key", "usage_type"]
        columns += ["token_type", "cost_usd"] if generation == 1 else ["context_window", "token_type", "cost_usd"]
        columns += ["list_price_usd"] if generation > 2 else []
        columns += ["cost_type"] if generation > 1 else []
        columns += ["inference_geo", "speed"] if generation > 2 else []
        columns += ["api_key_id", "api_key_status"] if generation > 3 else []
        return "csv", table(rows, columns)

    # ------------------------------------------------------------------------------ Google

    def google_billing(self, lines):
        records = []
        for line in lines:
            text = {"input": "Text Input", "cache_read": "Input Text Caching", "output": "Text Output"}.get(line["class"], "Cache Storage")
            tier = {"batch": "Batch ", "flex": "Flex ", "priority": "Priority "}.get(line.get("tier"), "")
            long = " (Long)" if line.get("context") else ""
            kind = {"tax": "tax", "adjustment": "adjustment", "rounding_line": "rounding_error"}.get(line["kind"], "regular")
            credits = [{"name": "Promo", "amount": "#" + self.money(line["credit"]) + "#", "type": line["credit_type"], "id": "c1"}
                       ] if line.get("credit") else []
            records.append({
                "billing_account_id": "0", "service": {"id": "C7E2-9256-1C43", "description": "Vertex AI"},
                "sku": {"id": "s", "description": f"{line['model'].replace('-', ' ').title()} {tier}{text}{long} - Predictions"},
                "usage_start_time": iso(line["start"]), "usage_end_time": iso(line["end"]), "project": {"id": line["project"] or None},
                "location": {"region": "us-central1"}, "cost": self.json_money(line["amount"]), "currency": "USD",
                "usage": {"amount": "#" + number(line["quantity"] or 0) + "#", "unit": "count"}, "credits": credits,
                "invoice": {"month": iso(line["start"])[:7].replace("-", "")}, "cost_type": kind})
        if self.style["version"] == "json":
            return "jsonl", "".join(self.json_text(record, None) + "\n" for record in records)
        rows = []
        for r in records:
            flat = {key if not isinstance(value, dict) else None: value for key, value in r.items()}
            flat.pop(None, None)
            for outer in ("service", "sku", "project", "location", "usage", "invoice"):
                flat.update({outer + self.style.get("join", ".") + key: value for key, value in r[outer].items()})
            flat["credits"] = self.json_text(r["credits"], None)
            rows.append({key: "" if value is None else str(value).replace("#", "") for key, value in flat.items()})
        return "csv", table(rows, list(rows[0]) if rows else [])

    # --------------------------------------------------------------------- Azure and Amazon

    def azure_cost(self, lines):
        rows, blocks = [], self.style.get("blocks")
        for line in lines:
            kind = {"input": "Inp", "output": "Outp", "cache_read": "Cd Inp", "cache_write": "Cd Wr"}.get(line["class"], "Hours")
            tier = {"batch": "Batch", "priority": "pp"}.get(line.get("tier"), "Std")
            reach = "DZ" if line.get("region") == "datazone" else "Gl"
            words = line["model"].replace("-", " ")
            words = words.removeprefix("gpt ") if self.style.get("short") else words
            quantity, cost = Fraction(line["quantity"] or 0), Fraction(self.money(line["amount"]))
            quantity = quantity / 10**6 if blocks else quantity
            exact = quantity and cost / quantity
            if quantity and 10**24 % exact.denominator:                     # no finite price: the unit stays unclear
                exact = None
            effective = "" if not quantity or exact is None else number(exact)
            unit = "" if effective == "" else number(exact * (1 if blocks else 10**6))
            day = datetime.date.fromisoformat(iso(line["start"])[:10])
            rows.append(dict(
                Date=day.strftime("%m/%d/%Y") if self.style.get("american") else day.isoformat(), MeterCategory="Azure OpenAI",
                MeterSubCategory="x", MeterName=f"{words} {kind} {tier} {reach} 1M Tokens", MeterId="m", MeterRegion="", UnitOfMeasure="1M",
                Quantity=number(quantity), EffectivePrice=effective, UnitPrice=unit, PayGPrice=unit, CostInBillingCurrency=self.money(line["amount"]),
                BillingCurrencyCode="USD", ChargeType={"usage": "Usage", "adjustment": "Refund", "rounding_line": "RoundingAdjustment"}[line["kind"]],
                ResourceId="/r", SubscriptionId=line["project"]))
        columns = list(rows[0]) if rows else []
        text = table(rows, columns)
        if self.style["version"] == "mca" and text:
            header, rest = text.split("\n", 1)
            header = ",".join("billingCurrency" if c == "BillingCurrencyCode" else c[0].lower() + c[1:] for c in columns)
            text = header + "\n" + rest
        return "csv", text

    def aws_cur(self, lines):
        words = {"input": "input-tokens", "output": "output-tokens", "cache_read": "cache-read-input-token-count",
                 "cache_write": "cache-write-input-token-count"}
        items = {"usage": "Usage", "tax": "Tax", "credit": "Credit", "discount": "EdpDiscount", "adjustment": "Refund"}
        rows = []
        for line in lines:
            tier = "-" + line["tier"] if line.get("tier") not in (None, "standard") else ""
            usage = f"USE1-{AWS_NAMES.get(line['model'], line['model'])}-{words.get(line['class'], 'storage-hours')}{tier}"
            rows.append({"line_item_usage_start_date": iso(line["start"]), "line_item_usage_end_date": iso(line["end"]),
                         "line_item_line_item_type": items[line["kind"]], "line_item_product_code": "AmazonBedrock",
                         "line_item_usage_type": usage + ("" if line.get("region") else "-cross-region-global"),
                         "line_item_operation": "Invoke", "line_item_usage_amount": number((line["quantity"] or 0) / Fraction(self.style["block"])),
                         "pricing_unit": "1K tokens" if self.style["block"] == 1000 else "1M tokens", "line_item_unblended_rate": "",
                         "line_item_unblended_cost": self.money(line["amount"]), "line_item_currency_code": "USD",
                         "product_region_code": line.get("region") or "us-east-1", "line_item_usage_account_id": line["project"],
                         "bill_invoice_id": "i1"})
        columns = list(rows[0]) if rows else []
        text = table(rows, columns)
        if self.style["version"] == 1 and text:
            header, rest = text.split("\n", 1)
            header = ",".join(cur1(column) for column in columns)
            text = header + "\n" + rest
        return "csv", text

    def mapping(self, lines):
        """A finance team's own CSV, with a decimal comma and days as dd.MM.yyyy."""
        comma = lambda text: text.replace(".", ",")
        rows = [dict(Tag=f"{iso(line['start'])[8:10]}.{iso(line['start'])[5:7]}.{iso(line['start'])[:4]}", Modell=line["model"],
                     Klasse={"input": "Eingabe", "output": "Ausgabe", "unknown": "Speicher"}.get(line["class"], line["class"]),
                     Menge="-" if line["quantity"] is None else comma(number(line["quantity"] / 1000)),
                     Betrag=comma(self.money(line["amount"])) + " $", Art={"usage": "Nutzung", "tax": "Steuer"}.get(line["kind"], "Rabatt"),
                     Projekt=line["project"]) for line in lines]
        return "csv", table(rows, list(rows[0]) if rows else [])

    # -------------------------------------------------------------- DeepSeek, OpenRouter, FOCUS

    def china(self, at):
        moment = bill_zones.local(at, bill_zones.zone_of("Asia/Shanghai"))
        return moment.strftime("%Y-%m-%dT%H:%M:%S+08:00")

    def deepseek_cost(self, lines):
        rows = [dict(user_id="u", start_time_iso=self.china(line["start"]), end_time_iso=self.china(line["end"]), model=line["model"],
                     wallet_type="Granted" if line.get("granted") else "Paid", cost=self.money(line["amount"]),
                     currency=self.style.get("currency", "USD")) for line in lines]
        return "csv", "\ufeff" + table(rows, ["user_id", "start_time_iso", "end_time_iso", "model", "wallet_type", "cost", "currency"], "\r\n")

    def deepseek_amount(self, lines):
        names = {"cache_read": "input_cache_hit_tokens", "input": "input_cache_miss_tokens", "output": "output_tokens"}
        rows = []
        for line in lines:
            price = line["amount"] / line["quantity"] if line["quantity"] else Fraction(0)
            price = Fraction(round(price * 10**12), 10**12)
            rows.append(dict(user_id="u", start_time_iso=self.china(line["start"]), end_time_iso=self.china(line["end"]), model=line["model"],
                             api_key_name=line["project"], api_key="sk", type=names.get(line["class"], "other"), price=number(price),
                             amount=number(line["quantity"] or 0)))
        return "csv", "\ufeff" + table(rows, ["user_id", "start_time_iso", "end_time_iso", "model", "api_key_name", "api_key", "type",
                                              "price", "amount"], "\r\n")

    def openrouter_activity_bill(self, lines):
        rows = []
        for line in lines:
            out = (line["quantity"] or 0) // 3
            rows.append({"Date": iso(line["start"])[:10], "Slug": line["model"], "Usage": self.money(line["amount"]), "BYOK Usage": "0",
                         "Requests": "3", "Prompt Tokens": number((line["quantity"] or 0) - out), "Completion Tokens": number(out),
                         "Reasoning Tokens": "0"})
        return "csv", table(rows, ["Date", "Slug", "Usage", "BYOK Usage", "Requests", "Prompt Tokens", "Completion Tokens", "Reasoning Tokens"])

    def focus(self, lines):
        categories = {"usage": "Usage", "credit": "Credit", "tax": "Tax", "purchase": "Purchase", "adjustment": "Adjustment"}
        million = self.style.get("million")
        rows = []
        for line in lines:
            unit = {"search": "Requests", "request": "Requests"}.get(line["class"], "1M Tokens" if million else "Tokens")
            quantity = None if line["quantity"] is None else number(line["quantity"] / (10**6 if unit == "1M Tokens" else 1))
            rows.append(dict(
                BilledCost=self.money(line["amount"]), BillingCurrency="USD", ChargeCategory=categories[line["kind"]],
                ChargeDescription="use of a model", ChargePeriodStart=iso(line["start"]), ChargePeriodEnd=iso(line["end"]),
                ConsumedQuantity=quantity, ConsumedUnit=unit if quantity else "", EffectiveCost=self.money(line["amount"]),
                ProviderName=self.style["vendor"].title(), SubAccountId=line["project"], x_Model=line["model"],
                x_ServiceTier=line.get("tier"), x_UnitClass="something" if line["class"] == "unknown" else line["class"]))
        return "csv", table(rows, list(rows[0]) if rows else [])


def cur1(name):
    """A column of CUR 2 under its name of CUR 1."""
    for prefix in ("line_item", "product", "pricing", "bill"):
        if name.startswith(prefix + "_"):
            words = name[len(prefix) + 1:].split("_")
            rest = "".join(word.title() for word in words)
            first = prefix.replace("_item", "Item")
            return first + "/" + (rest if first in ("lineItem", "bill") else rest[0].lower() + rest[1:])
    return name
