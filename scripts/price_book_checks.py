"""What must hold of the books that are shipped: scripts/build-price-book refuses to write others."""
import csv
import io
from datetime import date, timedelta
from decimal import Decimal

# What derivations.csv of a new workspace has for Anthropic where no row has it.
ANTHROPIC_DERIVED = ("cache_read", "cache_write_5m", "cache_write_1h")


def contradiction(prices):
    """What is odd about the prices of a model, (class, band) -> price, in words, as `assay prices check` has it; None if nothing."""
    for (name, band), price in sorted(prices.items(), key=str):
        into = prices.get(("input", band))
        if not price or not into:
            continue
        if name == "output" and price < into:
            return f"output of {plain(price)} below input of {plain(into)}"
        if name == "cache_read" and price > into:
            return f"a cache read of {plain(price)} above input of {plain(into)}"
        if name.startswith("cache_write") and price > 3 * into:
            return f"a cache write of {plain(price)} above three times input of {plain(into)}"
    return None


def plain(number):
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def check(history, catalog, aliases):
    """Raises SystemExit with whatever is wrong with the texts of the two books and of the names."""
    books = [by_model(history), by_model(catalog)]
    faults = without_price(books, list(csv.DictReader(io.StringIO(aliases)))) + contradictions(books) + changes(books)
    if faults:
        raise SystemExit("\n  ".join(["these books must not be shipped:"] + faults))


def by_model(text):
    """(provider, model) -> its rows."""
    models = {}
    for row in csv.DictReader(io.StringIO(text)):
        models.setdefault((row["provider"], row["model"]), []).append(row)
    return models


def without_price(books, aliases):
    return [f"{row['provider']} {row['alias']}: its model {row['model']} has no price" for row in aliases
            if not any((row["provider"], row["model"]) in book for book in books)]


def contradictions(books):
    found = []
    for book in books:
        for (provider, model), rows in sorted(book.items()):
            for when in sorted({row["effective_from"] for row in rows}):
                prices = at(rows, when)
                accepted = {key for key, row in prices.items() if "contradiction accepted: " in row["source"]}
                odd = contradiction({key: Decimal(row["price_usd"]) for key, row in prices.items()
                                     if row["price_usd"] and key not in accepted})
                if odd:
                    found.append(f"{provider} {model} from {when} on: {odd}")
    return found


def at(rows, day):
    """(class, band) -> the row in force on a day."""
    found = {}
    for row in sorted(rows, key=lambda row: (row["effective_from"], row["recorded_at"])):
        key = row["unit_class"], row["context_over"]
        if row["effective_from"] <= day:
            if not row["effective_to"] or day < row["effective_to"]:
                found[key] = row
            else:
                found.pop(key, None)
    return found


def changes(books):
    """Prices that change, and classes that end, where a model goes over from the history to the catalog, or within the history."""
    first, second = books
    found = []
    for (provider, model), rows in sorted(first.items()):
        later = second.get((provider, model), [])
        for end in sorted({row["effective_to"] for row in rows if row["effective_to"]}):
            before = {key: row for key, row in at(rows, previous(end)).items()}
            own = at(rows, end)
            after = own or at(later, end)
            if not before or not after:
                continue
            for key, row in before.items():
                ends = key not in after and key[0] != "input" and not (provider == "anthropic" and key[0] in ANTHROPIC_DERIVED)
                if ends and not any(each[0] == key[0] for each in after):
                    found.append(f"{provider} {model}: {key[0]} ends on {end}, but the model goes on")
                if not own and key in after and after[key]["price_usd"] != row["price_usd"]:
                    found.append(f"{provider} {model}: {key[0]} changes on {end} by a change of source alone")
    return found


def previous(day):
    return (date.fromisoformat(day) - timedelta(days=1)).isoformat()
