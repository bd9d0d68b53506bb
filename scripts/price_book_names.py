"""The names of the vendors' own interfaces for the models of the shipped price book: rows of aliases.csv.

A name is one of a model only if all of this holds:
- without its date (and -latest, -beta, -001; of OpenAI also -preview) it has the words and numbers of the model's name;
- genai-prices takes it for a model that has the model's words and numbers too;
- input and output cost the same there, in LiteLLM's last snapshot that has the name, and in the book; LiteLLM's may be
  those of the model at an earlier time, since it brings few entries up to date.
"""
import csv
import os
import re

HERE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
# The one table of the names by which catalogs call providers; the program has the same.
with open(os.path.join(HERE, "data", "provider-names.csv"), encoding="utf-8", newline="") as table:
    OURS = {(row["catalog"], row["name"]): row["provider"] for row in csv.DictReader(table)}


def ours(name, catalog):
    """The name of ours for a provider of a catalog."""
    return OURS.get((catalog, name), name)


def theirs(name, catalog):
    """What a catalog calls a provider of ours."""
    return next((each for (known, each), own in OURS.items() if (known, own) == (catalog, name)), name)


# Vendors whose own interface the names are of, as they are called here.
VENDORS = ("anthropic", "deepseek", "google", "minimax", "mistral", "moonshot-ai", "openai", "xai")
DATE = re.compile(r"[-@](20\d\d-\d\d-\d\d|20\d{6}|\d{4}|\d\d-\d\d|00\d)$")
WORD = re.compile(r"-(latest|beta)$")
# Ids that no catalog spells out: https://docs.claude.com/en/docs/about-claude/models/overview
KNOWN = {"anthropic": ["claude-haiku-4-5-20251001", "claude-opus-4-5-20251101", "claude-sonnet-4-5-20250929"]}


def shorter(name, vendor):
    """The name, then without its date, then without what says how new it is."""
    names = [name]
    for pattern in (DATE, WORD, DATE):
        names.append(pattern.sub("", names[-1]))
    if vendor == "openai":
        # The preview was all there ever was of GPT-4.5; of others it was another model.
        names.append(names[-1].removesuffix("-preview"))
    return list(dict.fromkeys(names))


def words(name):
    """What tells models apart: claude-4.5-haiku is claude-haiku-4-5 and opus-4-0 is opus-4, but gpt-4.5 is not gpt-5.4."""
    parts = re.split(r"[-.]", name.removesuffix("-0"))
    return [part for part in parts if part[0:1].isdigit()], sorted(part for part in parts if not part[0:1].isdigit())


def fits(rule, name):
    """Whether a rule of genai-prices fits a name."""
    (kind, text), = rule.items()
    if kind in ("or", "and"):
        return (any if kind == "or" else all)(fits(each, name) for each in text)
    return {"equals": lambda: name == text, "starts_with": lambda: name.startswith(text), "ends_with": lambda: name.endswith(text),
            "contains": lambda: text in name, "regex": lambda: re.search(text, name) is not None}[kind]()


def texts(rule):
    """The names that a rule mentions, with how it does."""
    for kind, text in rule.items():
        if kind in ("or", "and"):
            for each in text:
                yield from texts(each)
        elif kind != "regex":
            yield kind, text


def same_prices(known, stated):
    """Whether input and output agree wherever both have a price, and do for the whole of small requests."""
    return all((name, None) in known and known[name, None] == stated.get((name, None)) for name in ("input", "output")) \
        and all(known[key] == price for key, price in stated.items() if key in known and key[0] in ("input", "output"))


def was_charged(rows, day, stated, in_force):
    """Whether what a snapshot states is what the model cost earlier: it was not brought up to date."""
    return any(same_prices(in_force(rows, since), stated) for since in {row["effective_from"] for row in rows} if since < day)


def rows(book, catalog, snapshots, in_force, stretches, last_day):
    """Rows (provider, alias, model, match) for the models of a book, in order.

    book: (provider, model) -> rows; catalog: providers of genai-prices; snapshots: (day, (provider, name) -> prices).
    """
    found = []
    for vendor in VENDORS:
        models = next(provider for provider in catalog if provider["id"] == theirs(vendor, "genai-prices"))["models"]
        own = [model for provider, model in book if provider == vendor]
        names = set(KNOWN.get(vendor, []))
        names |= {name for _, prices in snapshots for provider, name in prices if provider == vendor}
        for model in models:
            names |= {model["id"]} | {text for kind, text in texts(model["match"]) if kind in ("equals", "starts_with")}
        for model in own:
            names.add(model.replace(".", "-"))
            if vendor == "google" and "preview" not in model:
                names |= {model + end for end in ("-001", "-002", "-latest")}
        for name in sorted(name for name in names - set(own) if not name.endswith(("-", "@", "-2025"))):
            model = meaning(name, vendor, own, models, book, snapshots, in_force, stretches, last_day)
            if model:
                found.append((vendor, name, model, "exact"))
        for theirs_model in models:
            for kind, text in texts(theirs_model["match"]):
                # Days to come: only those of a name that the vendor dates.
                if vendor != "anthropic" or kind != "starts_with" or DATE.search(text) or text.endswith(("-", "@", "-2025")):
                    continue
                model = meaning(text, vendor, own, models, book, snapshots, in_force, stretches, last_day)
                if model:
                    found += [(vendor, text + end, model, "prefix") for end in ("-20", "@20")]
    return sorted(set(found))


def meaning(name, vendor, own, models, book, snapshots, in_force, stretches, last_day):
    """The model of the book that a name means; None where that is not certain."""
    found = next((model for model in models if fits(model["match"], name)), None)
    if found is None:
        return None
    known = {text for _, text in texts(found["match"])} | {found["id"]}
    spelled = [words(short) for text in known for short in shorter(text, vendor)]
    for short in shorter(name, vendor):
        candidates = [model for model in own
                      if words(model) == words(short) or words(model.removesuffix("-latest")) == words(short)]
        if len(candidates) > 1:
            candidates = [model for model in candidates if words(model) == words(short)]
        if len(candidates) != 1:
            continue
        model = candidates[0]
        if words(model) not in spelled and words(model.removesuffix("-latest")) not in spelled:
            return None
        rows = book[vendor, model]
        day = max([row["effective_to"] and row["effective_from"] or last_day for row in rows])
        # The catalog has no classes for a model that is priced by the hour, and so nothing to agree on.
        stated = {(each, band): price for start, end, classes in stretches(found) or [] if start <= day and (not end or day < end)
                  for each, bands in classes.items() for band, price in bands.items()}
        if not same_prices(in_force(rows, day), stated):
            return None
        for day, prices in reversed(snapshots):
            if (vendor, name) in prices:
                rows_then = in_force(rows, day)
                if rows_then and not same_prices(rows_then, prices[vendor, name]) and \
                        not was_charged(rows, day, prices[vendor, name], in_force):
                    return None
                break
        return model
    return None
