"""Texts of bills: line items, SKUs, meters, usage types, and what units mean (F §1 to §5, focus §4)."""
import re
from fractions import Fraction

import bill_files
import bill_json
import bill_models
import oracle
from bill_numbers import Money, decimal

TIER_WORDS = {"batch": "batch", "flex": "flex", "priority": "priority", "fast": "priority"}


def pages(content):
    """Pages of an API: one document, several, or a list of them."""
    return [page for value in content for page in (value if isinstance(value, list) else [value])]


def recognised_json(content):
    first = pages(content)[0] if pages(content) else {}
    rows = first.get("data") if isinstance(first.get("data"), list) else []
    results = [result for bucket in rows if isinstance(bucket, dict) for result in bucket.get("results") or []]
    if any(result.get("object") == "organization.costs.result" for result in results):
        return "openai-costs"
    if any("amount" in result and "cost_type" in result for result in results):
        return "anthropic-cost"
    if "sku" in first and "usage_start_time" in first or "sku_description" in first:
        return "google-billing"
    if rows and {"usage", "model"} <= set(rows[0]):
        return "openrouter-activity-bill"
    return None


# -------------------------------------------------------------------------------------------- OpenAI

def openai_item(text):
    """(model, class, tier or None) of `MODEL, KIND`."""
    if text == "":
        return "", "", None
    if text == "web search tool calls":
        return "", "search", None
    if "," not in text:
        return text, "unknown", None
    model, kind = (part.strip() for part in text.rsplit(",", 1))
    tier = next((TIER_WORDS[word] for word in kind.split() if word in TIER_WORDS), None)
    kind = " ".join(word for word in kind.split() if word not in TIER_WORDS)
    return model, {"input": "input", "input_tokens": "input", "cached input": "cache_read", "output": "output",
                   "output_tokens": "output", "cache write": "cache_write"}.get(kind, "unknown"), tier


def openai_quantity(r):
    """In single units. Choice: a unit that is not listed is not stated."""
    text = r.get("quantity")
    units = {"": 1, "tokens": 1, "1000_tokens": 1000, "images": 1, "characters": 1, "duration_seconds": 1,
             "duration_minutes": 60, "duration_hours": 3600, "gibibyte_hours": 1}
    unit = r.get("quantity_unit")
    return decimal(text, r.where) * units[unit] if text != "" and unit in units else None


# ----------------------------------------------------------------------------------------- Anthropic

ANTHROPIC_CLASSES = {
    "uncached_input_tokens": "input", "output_tokens": "output", "cache_read_input_tokens": "cache_read",
    "cache_creation.ephemeral_5m_input_tokens": "cache_write_5m", "cache_creation.ephemeral_1h_input_tokens": "cache_write_1h",
    "input_no_cache": "input", "input_cache_read": "cache_read", "input_cache_write_5m": "cache_write_5m",
    "input_cache_write_1h": "cache_write_1h", "output": "output"}


def anthropic_class(r):
    if r.get("token_type"):
        return ANTHROPIC_CLASSES.get(r.get("token_type"), "unknown")
    return {"": "", "tokens": "", "token": "", "web_search": "search"}.get(r.get("cost_type"), "unknown")


def anthropic_context(text):
    """The base band up to 200k, the band above it, or not stated."""
    plain = text.replace(" ", "")
    return {"0-200k": 0, "≤200k": 0, "200k-1M": 200000, ">200k": 200000}.get(plain)


def anthropic_region(text):
    return None if text == "" else "" if text in ("global", "not_available") else text


# -------------------------------------------------------------------------------------------- Google

def google_records(form, content, path):
    """Records with names joined by `_`, and their credits."""
    for entry in content:
        if form == "csv":
            r = bill_files.Record({name.replace(".", "_"): text for name, text in entry.cells.items()}, path, entry.line)
            r.credits = bill_json.documents(r.get("credits") or "[]")[0]
        else:
            r = bill_files.json_record([("", entry)], path, entry.line)
            r.cells = {name.replace(".", "_"): text for name, text in r.cells.items()}
            r.credits = entry.get("credits") or []
        yield r


def google_credit(credit):
    """Choice: a type that the page does not list is a credit."""
    kind = str(credit.get("type"))
    discount = "DISCOUNT" in kind or kind.startswith(("COMMITTED_USAGE", "RESELLER"))
    return "discount" if discount else "credit"


def google_sku(text):
    """(model, class, tier, context) by the grammar, or (text, unknown, None, None)."""
    words = re.sub(r" *- *Predictions$", "", text).split()
    tail = []
    while words and words[-1] in ("Batch", "Flex", "Priority", "Text", "Input", "Output", "Thinking", "Audio", "Image",
                                  "Caching", "(Long)"):
        tail.append(words.pop())
    sides, kinds = [s for s in ("Input", "Output") if s in tail], [k for k in ("Text", "Audio", "Image") if k in tail]
    tiers = [t.lower() for t in ("Batch", "Flex", "Priority") if t in tail]
    plain = {("Input", "Text"): "input", ("Output", "Text"): "output", ("Input", "Audio"): "audio_input",
             ("Output", "Audio"): "audio_output", ("Input", "Image"): "image_input", ("Output", "Image"): "image_output"}
    cached = {"input": "cache_read", "audio_input": "audio_cache_read"}
    if not words or len(sides) != 1 or len(kinds) != 1 or len(tiers) > 1 or len(set(tail)) != len(tail):
        return text, "unknown", None, None
    unit_class = plain[sides[0], kinds[0]]
    if "Caching" in tail:
        unit_class = cached.get(unit_class)
    if not unit_class or "Thinking" in tail and unit_class != "output":
        return text, "unknown", None, None
    return " ".join(words), unit_class, (tiers or ["standard"])[0], 200000 if "(Long)" in tail else 0


# --------------------------------------------------------------------------------------------- Azure

AZURE_WORDS = {"inp": "input", "inpt": "input", "input": "input", "outp": "output", "outpt": "output", "opt": "output",
               "out": "output", "cd": "cached", "wr": "write", "std": "standard", "batch": "batch", "pp": "priority",
               "gl": "global", "glbl": "global", "dz": "datazone", "rgnl": "regional", "1k": "1K", "1m": "1M",
               "tokens": "tokens"}


def azure_meter(text, region):
    """(model, class, tier, region). Choice: a meter without a tier word states none."""
    words = text.split()
    places = [n for n, word in enumerate(words) if word.lower() in AZURE_WORDS]
    if not places or places[0] == 0 or words[-1].lower() != "tokens":
        return text, "unknown", None, None
    tail = [AZURE_WORDS.get(word.lower()) for word in words[places[0]:]]
    model = [word for word in words[:places[0]] if not re.fullmatch("(?i)(short|shrt|long|lng)co", word)]
    kinds = {("input",): "input", ("output",): "output", ("cached", "input"): "cache_read", ("cached", "write"): "cache_write"}
    unit_class = kinds.get(tuple(word for word in tail if word in ("input", "output", "cached", "write")))
    if None in tail or unit_class is None:
        return text, "unknown", None, None
    tier = next((word for word in tail if word in ("standard", "batch", "priority")), None)
    reach = next((word for word in tail if word in ("global", "datazone", "regional")), None)
    return " ".join(model), unit_class, tier, {"global": "", "datazone": "datazone", "regional": region, None: None}[reach]


def azure_quantity(r):
    """F §5: is the quantity in blocks or in tokens?"""
    text = r.get("quantity")
    block = re.search(r"([0-9]+)([KM]?)", r.get("unitofmeasure")) or re.search(r"\b(1)([KM]) Tokens", r.get("metername"))
    if text == "" or block is None:
        return None
    size = int(block[1]) * {"": 1, "K": 1000, "M": 10**6}[block[2]]
    quantity = decimal(text, r.where)
    if quantity.denominator != 1:
        return quantity * size
    if quantity == 0:
        return quantity
    unit, effective = r.get("unitprice", "paygprice"), r.get("effectiveprice")
    if unit == "" or effective == "":
        return None
    unit, effective = decimal(unit, r.where), decimal(effective, r.where)
    if effective * quantity != decimal(r.get("costinbillingcurrency"), r.where):
        return None
    if effective == 0:
        return None                                                         # Choice: near any block's price of 0
    near = lambda price: price / 2 <= effective <= price * 2
    return quantity * size if near(unit) else quantity if near(unit / size) else None


# -------------------------------------------------------------------------------------------- Amazon

def cur_name(name):
    """CUR 1 `lineItem/UsageType` as CUR 2 `line_item_usage_type`."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name.replace("/", "_")).lower().replace("__", "_") if "/" in name else name


def cur_kind(text):
    kinds = {"Tax": "tax", "Credit": "credit", "Refund": "adjustment", "Fee": "fee", "EdpDiscount": "discount",
             "BundledDiscount": "discount", "PrivateRateDiscount": "discount"}
    return "commitment" if text.startswith("SavingsPlan") else kinds.get(text, "usage")


def cur_usage_type(text):
    """(model, class, tier, whether it is global); whole text and unknown where the grammar does not fit."""
    shape = re.fullmatch(r"([A-Z0-9]+)-(.+?)(?:-mantle)?-(input-tokens|output-tokens|cache-read-input-token-count|"
                         r"cache-write-input-token-count)(?:-(batch|flex|priority|standard))?(-cross-region(?:-global)?)?", text)
    if not shape:
        return text, "unknown", None, None
    classes = {"input-tokens": "input", "output-tokens": "output", "cache-read-input-token-count": "cache_read",
               "cache-write-input-token-count": "cache_write"}
    return shape[2], classes[shape[3]], shape[4] or "standard", shape[5] == "-cross-region-global"


def cur_quantity(r):
    text, unit = r.get("line_item_usage_amount"), {"1K tokens": 1000, "1M tokens": 10**6}.get(r.get("pricing_unit"))
    return decimal(text, r.where) * unit if text != "" and unit else None


# --------------------------------------------------------------------------------------------- FOCUS

def focus_money(r):
    billed, effective = (Money(r.get(name) or "0", r.where) for name in ("BilledCost", "EffectiveCost"))
    return effective if billed.value == 0 and effective.value != 0 else billed


def focus_kind(r):
    if r.get("ChargeClass") == "Correction":
        return "adjustment"
    category = r.get("ChargeCategory").lower()
    if category == "purchase" and r.get("ChargeFrequency") == "Recurring":
        return "commitment"
    return category if category in ("usage", "purchase", "tax", "credit", "adjustment") else "usage"


def focus_model(world, vendor, r, at):
    """The first of four columns that names a known model. Choice: of Assay's SkuId, the part between the slashes."""
    texts = [r.get("x_Model"), r.get("ResourceName"), r.get("SkuId"), r.get("ChargeDescription")]
    for text in texts:
        parts = text.split("/")
        for name in [text] + ["/".join(parts[1:-1])] * (len(parts) >= 3):
            if name and bill_models.resolve(world, vendor, name, at)[1]:
                return name
    return next((text for text in texts if text), "")


def focus_class(r):
    text = r.get("x_UnitClass", "SkuMeter")
    plain = text.lower()
    if plain in oracle.UNIT_CLASSES + ["", "cache_write"]:
        return plain
    return {"cached input": "cache_read"}.get(plain) or azure_meter(text, "")[1]


def focus_region(world, vendor, r):
    known = {key[2] for (p, _), rows in world.books.prices.items() if bill_models.vendor(p) == vendor for key in rows}
    return r.get("RegionId") if r.get("RegionId") in known - {""} else None


def focus_quantity(r):
    pairs = [("ConsumedQuantity", "ConsumedUnit"), ("PricingQuantity", "PricingUnit")]
    quantity, unit = next((pair for pair in pairs if r.get(pair[0]) != ""), pairs[0])
    size = {"tokens": 1, "1000 tokens": 1000, "1k tokens": 1000, "1m tokens": 10**6, "1000000 tokens": 10**6,
            "requests": 1, "seconds": 1, "images": 1}.get(r.get(unit).lower())
    return Fraction(decimal(r.get(quantity), r.where) * size) if r.get(quantity) != "" and size else None
