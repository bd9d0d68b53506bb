"""What LiteLLM's snapshots add to the shipped price book: classes that it lacks for a time."""
from price_book_names import same_prices, shorter, words

CLASSES = ("cache_read", "cache_write_5m", "audio_input", "audio_output")


def stated(vendor, model, prices):
    """What a snapshot states of a model under its own name, else under its dated names if they agree; None without any."""
    if (vendor, model) in prices:
        return prices[vendor, model]
    found = [each for (provider, name), each in sorted(prices.items())
             if provider == vendor and words(shorter(name, vendor)[-1]) == words(model)]
    return found[0] if found and all(each == found[0] for each in found) else None


def times(vendor, model, rows, snapshots, in_force):
    """The times for which snapshots speak of a model: (first day, day after the last or "", snapshot's day, its prices).

    A price holds from the day of its snapshot to the next snapshot, or to the next price of the book; the first one
    from the start of the model if nothing changed since. It counts only if input and output are those of the book.
    """
    changes = sorted({row["effective_from"] for row in rows} | {row["effective_to"] for row in rows if row["effective_to"]})
    having = [(day, prices) for day, entries in snapshots if (prices := stated(vendor, model, entries)) is not None]
    found = []
    for index, (day, prices) in enumerate(having):
        known = in_force(rows, day)
        if not known or not same_prices(known, prices):
            continue
        since = changes[0] if index == 0 and not any(changes[0] < change <= day for change in changes) else day
        ends = [change for change in changes if change > day] + [next_day for next_day, _ in having[index + 1:index + 2]]
        found.append((since, min(ends, default=""), day, prices))
    return found


def additions(vendor, model, rows, snapshots, in_force):
    """Rows of the classes that the rows of a model lack, as far as nothing is stated of them yet."""
    own = [row for row in rows if row["service_tier"] in ("", "standard")]
    base = [row for row in own if row["unit_class"] in ("input", "output")]
    added = []
    for name in CLASSES:
        first = min((row["effective_from"] for row in own if row["unit_class"] == name), default="")
        pieces = []
        for since, end, day, prices in times(vendor, model, base, snapshots, in_force):
            if first and since >= first:
                continue
            bands = {band for _, band in in_force(base, day)}
            quotes = {band: prices.get((name, band)) for band in bands}
            # No price, and in LiteLLM also 0, is what nobody knows.
            if not all(quotes.values()):
                continue
            end = min(filter(None, (end, first)), default="")
            if pieces and pieces[-1][1] == since and pieces[-1][3] == quotes:
                pieces[-1][1] = end
            else:
                pieces.append([since, end, day, quotes])
        # What is stated with a gap before it says nothing of the time in between; the latest that holds together stays.
        while len(pieces) > 1 and any(left[1] != right[0] for left, right in zip(pieces, pieces[1:])):
            pieces.pop(0)
        if pieces and first and pieces[-1][1] != first:
            continue
        for since, end, day, quotes in pieces:
            for band, price in sorted(quotes.items(), key=lambda each: each[0] or 0):
                added.append((name, price, band, since, end, day))
    return added
