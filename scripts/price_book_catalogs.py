"""What public catalogs add to the vendor history: the rows of prices/catalog.csv, and older days of other models.

genai-prices states prices of every model, some with a first day. A price without one holds from the day of the catalog, as
nothing earlier is proved. LiteLLM's snapshots state what a model cost on their days: a price holds from its first snapshot
until a snapshot that states another, or until the catalog's day where genai-prices has the model; these rows are in the
vendor history. price-sources.csv ranks the history first, and at any instant a model has the prices of one source, so the
history wins wherever it has a price.
"""
import re
from decimal import Decimal

from price_book_charges import with_fee
from price_book_names import VENDORS, fits as fits_exactly, ours, texts

# The members of genai-prices and their classes: unit class, units that the stated price is for, units that a row is for.
CLASSES = {
    "input_mtok": ("input", 1000000), "cache_read_mtok": ("cache_read", 1000000),
    "cache_write_mtok": ("cache_write_5m", 1000000), "cache_write_1h_mtok": ("cache_write_1h", 1000000),
    "output_mtok": ("output", 1000000), "output_reasoning_mtok": ("reasoning", 1000000),
    "input_audio_mtok": ("audio_input", 1000000), "output_audio_mtok": ("audio_output", 1000000),
    "web_searches_kcount": ("search", 1000), "requests_kcount": ("request", 1000),
    "input_image_mtok": ("image_input", 1000000), "output_image_mtok": ("image_output", 1000000),
    "cache_audio_read_mtok": ("audio_cache_read", 1000000),
}
ORDER = ["input", "cache_read", "cache_write_5m", "cache_write_1h", "output", "reasoning", "audio_input", "audio_output",
         "image_input", "image_output", "audio_cache_read", "search", "request"]
UNITS = ("search", "request")
# Models whose output is images alone, so that the stated price of output is that of image tokens
# (https://developers.openai.com/api/docs/models/gpt-image-1-mini: "Image tokens", output 8.00; read 2026-11-26).
IMAGE_MODELS = {"gpt-image-1", "gpt-image-1-mini", "gpt-image-2"}
# Prices that contradict others of their model and are right, with the words that the check of the book looks for: image tokens
# have a price of their own, and text output costs less than input that may be an image (https://openrouter.ai/openai/gpt-5-image-mini).
ACCEPTED = {("gpt-5-image-mini", "output"): "; contradiction accepted: output of text costs less than input, which may be images"}
# The most decimals that the price of one unit may have.
SCALE = 18


def plain(number):
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def lowered(rule):
    """A rule of genai-prices in small letters, as the catalog compares names; a regular expression stays as it is."""
    return {kind: [lowered(each) for each in text] if isinstance(text, list) else text if kind == "regex" else text.lower()
            for kind, text in rule.items()}


def fits(rule, name):
    return fits_exactly(lowered(rule), name.lower())


def is_exact(price, per):
    """Whether the price of one unit has at most 18 decimals."""
    scaled = price * 10 ** SCALE / per
    return scaled == scaled.to_integral_value()


def banded(prices):
    """class -> band -> price, with a price of every class in every band of the model."""
    bands = {band for stated in prices.values() for band in stated}
    return {name: {band: stated.get(band, stated.get(None)) for band in ([None] if name == "request" else bands)}
            for name, stated in prices.items() if None in stated}


def stretches(model):
    """The times of a model of genai-prices: (first day or None, day after the last or "", class -> band -> price, members that
    no book can hold); None for prices by the hour."""
    stated = model["prices"] if isinstance(model["prices"], list) else [{"prices": model["prices"]}]
    starts = []
    for entry in stated:
        constraint = entry.get("constraint") or {}
        if constraint and set(constraint) != {"start_date"}:
            return None
        starts.append((None if not starts else constraint.get("start_date"), entry["prices"]))
    found = []
    for index, (start, members) in enumerate(starts):
        prices, unknown = {}, []
        for member, value in members.items():
            if value is None:
                continue
            if member not in CLASSES:
                unknown.append(member)
                continue
            name, per = CLASSES[member]
            tiers = [(None, value["base"])] + [(t["start"], t["price"]) for t in value["tiers"]] \
                if isinstance(value, dict) else [(None, value)]
            own = 1 if name in UNITS else 1000000
            prices[name] = {band: Decimal(price) * own / per if is_exact(Decimal(price), per) else None for band, price in tiers}
        end = starts[index + 1][0] if index + 1 < len(starts) else ""
        if model["id"] in IMAGE_MODELS and "output" in prices:
            prices.setdefault("image_output", prices["output"])
        found.append((start, end, with_fee(model["id"], prices), unknown))
    return found


def offered(catalog):
    """Each provider's models, then those of the providers to which it falls back: provider -> [(id, match, model)]."""
    by_id = {provider["id"]: provider for provider in catalog}
    found = {}
    for provider in catalog:
        models = [(model["id"], model) for model in provider["models"]]
        ids = {name for name, _ in models}
        for fallback in provider.get("fallback_model_providers") or []:
            for model in by_id[fallback]["models"] if fallback in by_id else []:
                name = f"{fallback}/{model['id']}" if model["id"] in ids else model["id"]
                if name not in ids:
                    ids.add(name)
                    models.append((name, model))
        found[ours(provider["id"], "genai-prices")] = models if provider["id"] != "aws" else without_profiles(models)
    return found


def without_profiles(models):
    """The models of Bedrock, those of Anthropic under their names without a profile, at the price of the global one.

    derivations.csv has the factor of regional endpoints, and a profile in the name of a model is the region of the request.
    """
    found, taken = [], set()
    for name, model in sorted(models, key=lambda each: each[0].startswith("regional.")):
        start, _, rest = name.partition(".anthropic.")
        if start in ("global", "regional"):
            name = "anthropic." + rest
            if name in taken:
                continue
            model = model | {"match": {"starts_with": re.sub(r"-v\d+(:\d+)?$", "", name)}}
        taken.add(name)
        found.append((name, model))
    return found


class Names:
    """What the names of a provider mean: those of the history first."""

    def __init__(self, history, aliases):
        self.models = set(history)
        self.exact = {(provider, alias): model for provider, alias, model, match in aliases if match == "exact"}

    def history(self, provider, name):
        """The model of the history that has a name; None where none has."""
        if (provider, name) in self.models:
            return name
        return self.exact.get((provider, name))


def price_rows(provider, name, prices, start, end, recorded, source):
    rows = []
    for each in ORDER:
        for band, price in sorted(prices.get(each, {}).items(), key=lambda pair: pair[0] or 0):
            rows.append([provider, name, each, "" if price is None else plain(price), "1" if each in UNITS else "1000000",
                         "standard", "", "" if band is None else str(band), start, end, recorded,
                         source + ACCEPTED.get((name.split("/")[-1], each), "")])
    return rows


def genai_rows(offers, names, is_priced, day, source, report):
    """The rows of genai-prices for every model that the history has under no name, or had only before the catalog's day.

    is_priced: whether the history has a price of (provider, model) on the catalog's day.
    """
    rows = []
    for provider, models in offers.items():
        for name, model in models:
            times = stretches(model)
            if times is None:
                report.append(f"{provider} {name}: prices by the hour")
                continue
            known = names.history(provider, name)
            if known and is_priced(provider, known):
                continue
            for start, end, prices, unknown in times:
                if end and end <= day and start is None:
                    # What held before the first stated day has no first day of its own.
                    continue
                for member in unknown:
                    report.append(f"{provider} {name}: {member} has no class")
                if not prices and not unknown and name.endswith((":free", "moderation")):
                    # The catalog writes a free model without prices.
                    prices = {"input": {None: Decimal(0)}, "output": {None: Decimal(0)}}
                if not prices:
                    report.append(f"{provider} {name}: no price")
                    continue
                rows += price_rows(provider, known or name, banded(prices), start or day, end, day, source)
    return rows


def alias_rows(offers, names, shipped, own, priced):
    """Rows (provider, alias, model, match) for the names of the catalog that the shipped ones lack.

    priced: the models (provider, name) outside the history that have a price; names of others are left out.
    """
    taken = {(provider, alias, match) for provider, alias, _, match in shipped}
    found = []
    # Versions that their maker prices otherwise than the model whose name they begin with.
    makers = {name: provider for provider, name in sorted(own) if provider in VENDORS and name == dashed(name) and DAY.search(name)}
    for provider, models in offers.items():
        careful = provider in VENDORS
        rows, mentioned = {}, []
        ids = {name for name, model in models if stretches(model) is not None and not names.history(provider, name)}
        for name, model in models:
            mentioned += [name.lower()] + [text for kind, text in texts(lowered(model["match"]))]
            meaning = names.history(provider, name) or name
            for kind, text in alternatives(lowered(model["match"])):
                for match, alias in spelled(kind, text, careful):
                    if names.history(provider, name) and match != "exact":
                        continue
                    rows.setdefault((match, alias), meaning)
        for name in sorted({each for text in mentioned for each in variants(text)}):
            # A day is often written without dashes.
            first = next((each for spelling in (name, dashed(name)) for each, model in models if fits(model["match"], spelling)), None)
            if first is None:
                continue
            meaning = names.history(provider, first) or first
            if resolved(rows, name) != meaning:
                rows["exact", name] = meaning
        for (match, alias), model in rows.items():
            if (provider, model) not in priced and (provider, model) not in names.models:
                continue
            if alias in ids or (provider, alias) in own or (provider, alias, match) in taken:
                continue
            if match == "exact" and ((provider, alias) in names.models or (provider, alias) in names.exact):
                continue
            if not alias or any(ord(letter) < 33 for letter in alias):
                continue
            version = dashed(alias)
            if version in makers and version != model:
                if (provider, version) not in own:
                    # What a cloud charges for the version is not known.
                    continue
                model = version
            found.append((provider, alias, model, match))
    return sorted(set(found))


def alternatives(rule):
    """The clauses of a rule that can each be a row; those that hold together only ("and") are left out."""
    for kind, text in rule.items():
        if kind == "or":
            for each in text:
                yield from alternatives(each)
        elif kind != "and":
            yield kind, text


def spelled(kind, text, careful):
    """Rows for a clause. Of a vendor's own models a part of a name is read as the start of dated names alone:
    claude-opus-4-8-fast is not claude-opus-4-8."""
    if kind in ("starts_with", "contains") and careful:
        stem = text.rstrip("-@")
        return [("exact", stem), ("exact", stem + "-latest"), ("prefix", stem + "-20"), ("prefix", stem + "@20")]
    match = {"equals": "exact", "starts_with": "prefix", "ends_with": "suffix", "contains": "contains", "regex": "regex"}[kind]
    return [(match, text)]


def variants(text):
    """A name, and what it is often called besides."""
    stem = text.rstrip("-")
    undashed = re.sub(r"-(20\d\d)-(\d\d)-(\d\d)$", r"-\1\2\3", stem)
    return [each for each in dict.fromkeys((text, stem, stem + "-latest", undashed)) if each]


DAY = re.compile(r"-20\d\d-\d\d-\d\d$")


def dashed(name):
    return re.sub(r"-(20\d\d)(\d\d)(\d\d)$", r"-\1-\2-\3", name)


def resolved(rows, name):
    """The model that rows give to a name: the row that has it, else the rule that accounts for the most of it."""
    if ("exact", name) in rows:
        return rows["exact", name]
    best, models = 0, set()
    for (match, alias), model in rows.items():
        if match == "exact":
            continue
        if match == "regex":
            found = re.search(alias, name)
            length = len(found.group(0)) if found else 0
        else:
            hit = {"prefix": name.startswith, "suffix": name.endswith, "contains": name.__contains__}[match](alias)
            length = len(alias) if hit else 0
        if length > best:
            best, models = length, set()
        if length and length == best:
            models.add(model)
    return models.pop() if len(models) == 1 else None


def differences(offers, groups, names, in_force, day):
    """What the history and genai-prices state differently on the catalog's day and on each later day of either."""
    found = []
    for provider, models in offers.items():
        for name, model in models:
            known = names.history(provider, name)
            if not known or (provider, known) not in groups:
                continue
            rows = groups[provider, known]
            times = stretches(model) or []
            days = sorted({day} | {start for start, _, _, _ in times if start} |
                          {row["effective_from"] for row in rows if row["effective_from"] > day})
            for when in days:
                stated = next((prices for start, end, prices, _ in times
                               if (start or "") <= when and (not end or when < end)), {})
                for (each, band), price in sorted(in_force(rows, when).items(), key=str):
                    theirs = stated.get(each, {})
                    quote = theirs.get(band, theirs.get(None))
                    if quote is not None and quote != price:
                        found.append(f"{provider} {known} {each}{f' over {band}' if band else ''} on {when}: history {plain(price)},"
                                     f" genai-prices {plain(quote)}")
    return found
