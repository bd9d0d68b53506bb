"""What LiteLLM's snapshots add to the vendor history: older days of models that it lacks, by name."""
from decimal import Decimal

from price_book_catalogs import banded, fits, is_exact, price_rows, stretches
from price_book_charges import with_fee


def litellm_rows(snapshots, offers, names, genai, since, report):
    """The rows of LiteLLM's snapshots, the names that have prices of their own (provider, name), and the rows of genai-prices
    that are left.

    genai: the rows of genai-prices, which hold from `since` on. Where these state other prices than LiteLLM's last snapshot, no
    day is known on which the vendor changed them: LiteLLM's stay, and those of genai-prices are left out. Classes of which they
    say nothing go on as LiteLLM had them.
    """
    rows, own = [], set()
    catalogued = {}
    for row in genai:
        if row[8] == since:
            catalogued.setdefault((row[0], row[1]), {}).setdefault(row[2], {})[int(row[7]) if row[7] else None] = \
                Decimal(row[3]) if row[3] else None
    left_out, more = set(), []
    keys = sorted({key for _, prices in snapshots for key in prices})
    for provider, name in keys:
        if names.history(provider, name):
            continue
        model = next((each for each, found in offers.get(provider, []) if fits(found["match"], name)), None)
        if model and model != name and not differs(snapshots, provider, name, model, offers):
            continue
        later = catalogued.get((provider, name))
        stands_for = name
        pieces = stated_pieces(snapshots, provider, name)
        if not pieces:
            continue
        if later and disagree(banded(pieces[-1][2]), later):
            # Another name of the same model may be the one that LiteLLM brought up to date.
            found = next(found for each, found in offers[provider] if each == model)
            others = [each for vendor, each in keys if vendor == provider and each != name and fits(found["match"], each)]
            fitting = [each for each in others if (told := stated_pieces(snapshots, provider, each))
                       and told[0][0] <= pieces[0][0] and not disagree(banded(told[-1][2]), later)]
            if fitting:
                stands_for = fitting[0]
                pieces = stated_pieces(snapshots, provider, stands_for)
                report.append(f"{provider} {name}: LiteLLM's prices are not those of genai-prices, but those of {stands_for} are,"
                              " so these count")
        if model and model != name:
            report.append(f"{provider} {name}: LiteLLM's prices are not those of {model}, so it is a model of its own")
        own.add((provider, name))
        if later and disagree(banded(pieces[-1][2]), later):
            left_out.add((provider, name))
            report.append(f"{provider} {name}: LiteLLM's prices are not those of genai-prices, which are left out, as nothing says"
                          " when the vendor changed them")
        elif later:
            pieces[-1][1] = since
            both = banded(pieces[-1][2] | later)
            missing = {each: bands for each, bands in both.items() if each not in later}
            if missing:
                report.append(f"{provider} {name}: {', '.join(missing)} of LiteLLM go on, as genai-prices says nothing of them")
                more += price_rows(provider, name, missing, since, "", since, "litellm@" + pieces[-1][0])
        for start, end, stated in pieces:
            source = "litellm@" + start + ("" if stands_for == name else "#" + stands_for)
            rows += price_rows(provider, name, banded(stated), start, end, start, source)
    kept = [row for row in genai if (row[0], row[1]) not in left_out]
    for row in more:
        # After the other rows of the model.
        kept.insert(max(index for index, each in enumerate(kept) if each[:2] == row[:2]) + 1, row)
    return rows, own, kept


def stated_pieces(snapshots, provider, name):
    """The times of a name in LiteLLM's snapshots: [first day, day after the last or "", class -> band -> price]."""
    pieces = []
    for day, prices in snapshots:
        stated = usable(prices, provider, name)
        if stated is None or pieces and pieces[-1][2] == stated:
            continue
        if pieces:
            pieces[-1][1] = day
        pieces.append([day, "", stated])
    return pieces


def disagree(stated, later):
    """Whether two sources state different prices of a class that both have."""
    return any(stated[each] != later[each] for each in stated if each in later)


def usable(snapshot, provider, model):
    """class -> band -> price of a snapshot; None where it states no price of input. 0 is what LiteLLM writes where it has none."""
    stated = snapshot.get((provider, model))
    if stated is None:
        return None
    prices = {}
    for (name, band), price in stated.items():
        if price:
            prices.setdefault(name, {})[band] = price if is_exact(price, 1000000) else None
    prices = {name: bands for name, bands in prices.items() if None in bands}
    return with_fee(model, prices) if "input" in prices else None


def differs(snapshots, provider, name, model, offers):
    """Whether LiteLLM states other prices for a name than for the model that genai-prices takes it for."""
    for _, prices in snapshots:
        mine, theirs = usable(prices, provider, name), usable(prices, provider, model)
        if mine and theirs and any(mine.get(each) != theirs.get(each) for each in ("input", "output")):
            return True
    last = next((stated for _, prices in reversed(snapshots) if (stated := usable(prices, provider, name))), None)
    found = next(each for known, each in offers[provider] if known == model)
    base = {each: bands.get(None) for each, bands in (stretches(found) or [(None, "", {}, [])])[0][2].items()}
    has = any((provider, model) in prices for _, prices in snapshots)
    return not has and last is not None and any(
        last.get(each, {}).get(None) != base.get(each) for each in ("input", "output"))
