"""What each format of bills says ("F" is the page on formats). Each reader yields lines of one record."""
import datetime
import re
import zoneinfo
from fractions import Fraction

import bill_files
import bill_grammar
import bill_models
import bill_zones
import oracle
from bill_mapping import Mapping
from bill_numbers import Money, decimal
from oracle import Refused

UTC, CALIFORNIA, CHINA = "UTC", "America/Los_Angeles", "Asia/Shanghai"


class Line:
    """V §2 Bill lines. None is "not stated"; region "" and context 0 are stated: none, the base band."""

    def __init__(self, record, money, start, end, **given):
        self.file, self.line, self.money, self.start, self.end = record.file, record.line, money, start, end
        self.currency, self.kind, self.model_text, self.unit_class = "USD", "usage", "", ""
        self.tier = self.context = self.region = self.quantity = None
        self.description = self.project = self.api_key = self.account = self.invoice_id = ""
        self.item, self.extra, self.counted = "", (), "yes"
        self.__dict__.update(given)
        self.record = record.identity(FIGURES[self.format]) | set(self.extra)

    def refuse(self, code):
        self.counted = code


def named(*names):
    return lambda name: name in names


FIGURES = {
    "openai-costs": named("amount.value", "amount_value", "quantity", "quantity_unit"),
    "anthropic-cost": named("amount"),
    "anthropic-console-cost": named("cost_usd", "list_price_usd"),
    "google-billing": lambda name: re.match("(cost|currency_conversion_rate|cost_at_list.*|usage_.*amount.*|usage_unit"
                                            "|usage_pricing_unit|price_.*|credits.*)$", name) is not None,
    "azure-cost": lambda name: re.search("quantity|price|cost|unitofmeasure|exchangerate", name.lower()) is not None,
    "aws-cur": lambda name: re.search("amount|rate|cost|pricing_unit|_unit$", name) is not None,
    "openrouter-activity-bill": lambda name: re.search("usage|requests|tokens", name.lower()) is not None,
    "deepseek-cost": named("cost"),
    "deepseek-amount": named("price", "amount"),
    "focus": lambda name: re.search("Cost$|Price$|Quantity$|Unit$|^x_Requests$", name) is not None,
    "mapping": named("quantity", "amount", "requests"),
}
ZONES = {"google-billing": CALIFORNIA, "deepseek-cost": CHINA, "deepseek-amount": CHINA}


def read(world, path, stated, mapping, own):
    """All lines of a file, in its order."""
    form, names, content = bill_files.read(world.workspace, path)
    name = "mapping" if mapping else stated or recognised(form, names, content)
    if name is None:
        raise Refused(f"{path}: [bill.format]")
    reader = Reader(world, path, own)
    reader.format, reader.given = name, mapping
    reader.zone = zoneinfo.ZoneInfo(own.get("zone") or mapping.get("time_zone") or ZONES.get(name, UTC))
    method = getattr(reader, name.replace("-", "_"))
    return [line for found in method(form, content) for line in found]


def recognised(form, names, content):
    """F: a bill is recognised by its header or keys."""
    if form == "json":
        return bill_grammar.recognised_json(content)
    flat, lower = {name.replace(".", "_") for name in names}, {name.lower() for name in names}
    for name, needed, have in (
            ("openai-costs", {"amount_value", "amount_currency"}, flat),
            ("anthropic-console-cost", {"usage_date_utc", "token_type", "cost_usd"}, flat),
            ("google-billing", {"sku_description", "usage_start_time", "cost"}, flat),
            ("azure-cost", {"metername", "unitofmeasure", "costinbillingcurrency"}, lower),
            ("aws-cur", {"line_item_usage_type", "line_item_unblended_cost"}, flat),
            ("aws-cur", {"lineItem/UsageType", "lineItem/UnblendedCost"}, flat),
            ("openrouter-activity-bill", {"Date", "Slug", "Usage"}, flat),
            ("deepseek-cost", {"wallet_type", "cost", "currency"}, flat),
            ("deepseek-amount", {"type", "price", "amount"}, flat),
            ("focus", {"ChargePeriodStart", "ChargeCategory", "BilledCost"}, flat)):
        if needed <= have:
            return name
    return None


def instant(text, zone=None):
    """A time of a bill: RFC 3339, a blank instead of T, " UTC", without seconds, or a day of a zone."""
    text = text.strip()
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text) and zone:
        return bill_zones.midnight(datetime.date.fromisoformat(text), zone)
    text = re.sub(r" UTC$", "Z", text)
    text = re.sub(r"([T ]\d\d:\d\d)(Z|[+-]\d\d:\d\d)$", r"\1:00\2", text)
    if zone and re.fullmatch(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?", text):
        moment = datetime.datetime.fromisoformat(text).replace(tzinfo=zone)
        return int(moment.timestamp()) * oracle.SECOND
    try:
        return oracle.read_instant(text, "time")
    except oracle.Reject as fault:
        raise Refused(f"time {text!r}: {fault.code}") from None


class Reader:
    def __init__(self, world, path, own):
        self.world, self.path, self.own = world, path, own

    def line(self, record, money, start, end, **given):
        given.setdefault("vendor", self.own.get("vendor"))
        return Line(record, money, start, end, format=self.format, zone=self.zone, **given)

    def vendor(self, usual):
        return bill_models.vendor(self.own["vendor"]) if self.own.get("vendor") else usual

    def day(self, text):
        """A day of the bill's zone, ISO or MM/dd/yyyy, as a span."""
        american = re.fullmatch(r"(\d\d?)/(\d\d?)/(\d{4})", text)
        iso = f"{american[3]}-{int(american[1]):02d}-{int(american[2]):02d}" if american else text[:10]
        return bill_zones.day_span(datetime.date.fromisoformat(iso), self.zone)

    # ------------------------------------------------------------------------------------ OpenAI

    def openai_costs(self, form, content):
        records = content if form == "csv" else [
            bill_files.json_record([("start_time", bucket["start_time"]), ("end_time", bucket["end_time"]),
                                    ("", result)], self.path, result.line)
            for page in bill_grammar.pages(content) for bucket in page["data"] for result in bucket["results"]]
        items = [r.get("line_item") for r in records]
        tiers_stated = any(bill_grammar.openai_item(item)[2] for item in items)
        for r in records:
            text = r.get("amount.value", "amount_value")
            if text == "":
                continue
            item = r.get("line_item")
            model, unit_class, tier = bill_grammar.openai_item(item)
            start, end = (oracle.SECOND * int(decimal(r.get(name), r.where)) for name in ("start_time", "end_time"))
            yield [self.line(r, Money(text, r.where), start, end, vendor=self.vendor("openai"), item=item,
                             currency=r.get("amount.currency", "amount_currency").upper(), model_text=model,
                             unit_class=unit_class, tier=tier or ("standard" if tiers_stated and item else None),
                             quantity=bill_grammar.openai_quantity(r), description=item,
                             project=r.get("project_id"), api_key=r.get("api_key_id"))]

    # --------------------------------------------------------------------------------- Anthropic

    def anthropic_cost(self, form, content):
        for page in bill_grammar.pages(content):
            for bucket in page["data"]:
                for result in bucket["results"]:
                    r = bill_files.json_record([("starting_at", bucket["starting_at"]), ("ending_at", bucket["ending_at"]),
                                                ("", result)], self.path, result.line)
                    yield [self.line(
                        r, Money(r.cells["amount"], r.where, Fraction(1, 100)), instant(r.get("starting_at")),
                        instant(r.get("ending_at")), vendor=self.vendor("anthropic"), currency=r.get("currency") or "USD",
                        model_text=r.get("model"), unit_class=bill_grammar.anthropic_class(r),
                        tier=r.get("service_tier") or None, context=bill_grammar.anthropic_context(r.get("context_window")),
                        region=bill_grammar.anthropic_region(r.get("inference_geo")), project=r.get("workspace_id"),
                        description=r.get("description"))]

    def anthropic_console_cost(self, form, content):
        for r in content:
            yield [self.line(
                r, Money(r.get("cost_usd"), r.where), *self.day(r.get("usage_date_utc")), vendor=self.vendor("anthropic"),
                model_text=r.get("model"), unit_class=bill_grammar.anthropic_class(r),
                tier={"message": "standard", "batch": "batch"}.get(r.get("usage_type")),
                context=bill_grammar.anthropic_context(r.get("context_window")),
                region=bill_grammar.anthropic_region(r.get("inference_geo")), project=r.get("workspace"),
                api_key=r.get("api_key"))]

    # ------------------------------------------------------------------------------------ Google

    def google_billing(self, form, content):
        for r in bill_grammar.google_records(form, content, self.path):
            start, end = instant(r.get("usage_start_time")), instant(r.get("usage_end_time"))
            kind = {"tax": "tax", "adjustment": "adjustment", "rounding_error": "rounding_line"}.get(r.get("cost_type"), "usage")
            model, unit_class, tier, context = bill_grammar.google_sku(r.get("sku_description"))
            amount = r.get("usage_amount")
            common = dict(vendor=self.vendor("google"), currency=r.get("currency") or "USD", project=r.get("project_id"),
                          account=r.get("billing_account_id"), description=r.get("sku_description"))
            lines = [self.line(r, Money(r.get("cost"), r.where), start, end, kind=kind, model_text=model, unit_class=unit_class,
                               tier=tier, context=context, **common,
                               quantity=decimal(amount, r.where) if amount and r.get("usage_unit") == "count" else None)]
            for credit in r.credits:
                lines.append(self.line(r, Money(credit["amount"], r.where), start, end, kind=bill_grammar.google_credit(credit),
                                       extra=[("credit", *(str(credit.get(n)) for n in ("name", "type", "id")))], **common))
            yield lines

    # ----------------------------------------------------------------------------- Azure, Amazon

    def azure_cost(self, form, content):
        for r in content:
            r.cells = {name.lower(): text for name, text in r.cells.items()}
            kind = {"usage": "usage", "purchase": "purchase", "refund": "adjustment", "tax": "tax",
                    "roundingadjustment": "rounding_line"}.get(r.get("chargetype").lower(), "usage")
            model, unit_class, tier, region = bill_grammar.azure_meter(r.get("metername"), r.get("meterregion"))
            span = self.day(r.get("date"))
            yield [self.line(
                r, Money(r.get("costinbillingcurrency"), r.where), *span, vendor=self.vendor("azure"),
                currency=r.get("billingcurrencycode", "billingcurrency") or "USD", kind=kind, unit_class=unit_class,
                model_text=self.azure_model(model, span[0]), tier=tier, region=region, quantity=bill_grammar.azure_quantity(r),
                account=r.get("subscriptionid"), invoice_id=r.get("invoiceid"), description=r.get("metername"))]

    def azure_model(self, text, at):
        """F §5: `[gpt] MODEL`. Choice: the text, or with "gpt" before it where only that names a model."""
        tries = [text, "gpt " + text]
        return next((t for t in tries if bill_models.resolve(self.world, "azure", t, at)[1]), text) if text else ""

    def aws_cur(self, form, content):
        for r in content:
            r.cells = {bill_grammar.cur_name(name): text for name, text in r.cells.items()}
            item = r.get("line_item_line_item_type")
            kind = bill_grammar.cur_kind(item)
            model, unit_class, tier, is_global = bill_grammar.cur_usage_type(r.get("line_item_usage_type"))
            region = None if is_global is None else "" if is_global else r.get("product_region_code")
            start, end = (instant(r.get(f"line_item_usage_{side}_date"), self.zone) for side in ("start", "end"))
            yield [self.line(
                r, Money(r.get("line_item_unblended_cost"), r.where), start, end, vendor=self.vendor("amazon"), kind=kind,
                currency=r.get("line_item_currency_code") or "USD", model_text=model, unit_class=unit_class, tier=tier,
                region=region, quantity=bill_grammar.cur_quantity(r), account=r.get("line_item_usage_account_id"),
                invoice_id=r.get("bill_invoice_id"), description=r.get("line_item_usage_type"))]

    # --------------------------------------------------------------------- OpenRouter, DeepSeek

    def openrouter_activity_bill(self, form, content):
        records = content if form == "csv" else [
            bill_files.json_record([("", entry)], self.path, entry.line)
            for page in content for entry in (page["data"] if isinstance(page, dict) else page)]
        for r in records:
            parts = [r.get("Prompt Tokens", "prompt_tokens"), r.get("Completion Tokens", "completion_tokens")]
            quantity = None if "" in parts else sum(decimal(text, r.where) for text in parts)
            yield [self.line(r, Money(r.get("Usage", "usage"), r.where), *self.day(r.get("Date", "date")),
                             vendor=self.vendor("openrouter"), model_text=r.get("Slug", "model"), quantity=quantity)]

    def deepseek_cost(self, form, content):
        for r in content:
            start, end = instant(r.get("start_time_iso")), instant(r.get("end_time_iso"))
            common = dict(vendor=self.vendor("deepseek"), currency=r.get("currency"), model_text=r.get("model"),
                          api_key=r.get("api_key_name"))
            lines = [self.line(r, Money(r.get("cost"), r.where), start, end, **common)]
            if r.get("wallet_type") == "Granted":
                lines.append(self.line(r, Money(r.get("cost"), r.where, sign=-1), start, end, kind="credit", **common))
            yield lines

    def deepseek_amount(self, form, content):
        """Choice: USD, as the file names no currency; the digits are those of the price."""
        classes = {"input_cache_hit_tokens": "cache_read", "input_cache_miss_tokens": "input", "output_tokens": "output",
                   "request_count": "request"}
        for r in content:
            quantity = decimal(r.get("amount"), r.where)
            yield [self.line(r, Money(r.get("price") or "0", r.where, times=quantity), instant(r.get("start_time_iso")),
                             instant(r.get("end_time_iso")), vendor=self.vendor("deepseek"), model_text=r.get("model"),
                             unit_class=classes.get(r.get("type"), "unknown"), quantity=quantity, api_key=r.get("api_key_name"))]

    # -------------------------------------------------------------------------- FOCUS, mappings

    def focus(self, form, content):
        for r in content:
            start, end = (instant(r.get(f"ChargePeriod{side}"), self.zone) for side in ("Start", "End"))
            vendor = bill_models.vendor(self.own.get("vendor") or r.get(
                "x_ServiceProviderName", "ServiceProviderName", "ProviderName"))
            yield [self.line(
                r, bill_grammar.focus_money(r), start, end, vendor=vendor, kind=bill_grammar.focus_kind(r),
                currency=r.get("BillingCurrency") or "USD", model_text=bill_grammar.focus_model(self.world, vendor, r, start),
                unit_class=bill_grammar.focus_class(r), tier=r.get("x_ServiceTier") or None,
                region=bill_grammar.focus_region(self.world, vendor, r), quantity=bill_grammar.focus_quantity(r),
                account=r.get("SubAccountId"), invoice_id=r.get("InvoiceId"), description=r.get("ChargeDescription"))]

    def mapping(self, form, content):
        records = content if form == "csv" else [bill_files.json_record([("", entry)], self.path, entry.line)
                                                 for entry in bill_grammar.pages(content)]
        rules = Mapping(self.given, self.zone)
        for r in records:
            cells = rules.cells(r)
            r = bill_files.Record(cells, r.file, r.line)
            yield [self.line(
                r, rules.money(cells, r.where), *rules.span(cells, instant), vendor=bill_models.vendor(self.own.get("vendor") or r.get("vendor")),
                currency=r.get("currency") or "USD", kind=r.get("kind") or "usage", model_text=r.get("model"),
                unit_class=rules.unit_class(cells), tier=r.get("service_tier") or None, region=r.get("region") or None,
                quantity=rules.quantity(cells, r.where), description=r.get("description"), project=r.get("project"),
                api_key=r.get("api_key"), account=r.get("account"), invoice_id=r.get("invoice_id"))]
