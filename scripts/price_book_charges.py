"""What the name of a model says of its charges where catalogs do not: fees of searches, and output that is sound.

`assay prices import` has the same rules (Sources/Pricing/Catalogs/ChargesByModelName.swift).
"""
import re

# A search is part of each call, at a fee on top of the tokens (https://openrouter.ai/openai/gpt-4o-search-preview/api: "$35/K web
# search"), and for Perplexity by the size of the search context, with deep research by the number of searches
# (https://docs.perplexity.ai/getting-started/pricing; both read 2026-11-27).
SEARCHING = re.compile(r"-search-(preview|api)|sonar(?!.*deep-research)")
# Models whose output is sound alone; catalogs state of this one the price of its sound as that of output.
SPEAKING = re.compile(r"-tts(-|$)")
PRICED_SPEECH = "gpt-4o-mini-tts"


def searches(name):
    """Whether each request to a model is charged a fee for its search."""
    return SEARCHING.search(name) is not None


def with_fee(name, prices):
    """class -> band -> price, with the fee of each request: not known, unless one is stated. Perplexity's own is never the only one."""
    if searches(name) and ("request" not in prices or "sonar" in name and "/" not in name):
        return prices | {"request": {None: None}}
    return prices


def split(models):
    """The models of a provider, where a name that charges for searches is a model of its own, before the one that has it besides."""
    found = []
    for model in models:
        clauses = model["match"].get("or", [])
        own = [clause for clause in clauses if searches(clause.get("equals", "")) and not searches(model["id"])]
        if own:
            found.append(model | {"id": own[0]["equals"], "match": {"or": own}})
            model = model | {"match": {"or": [clause for clause in clauses if clause not in own]}}
        found.append(model)
    return found


def speech(name, classes):
    """Why an entry of a model that speaks is not used, in words: it states no price of sound; None where it may be."""
    if SPEAKING.search(name) and PRICED_SPEECH not in name and "audio_output" not in classes:
        return "no price of audio, which is all its output"
    return None
