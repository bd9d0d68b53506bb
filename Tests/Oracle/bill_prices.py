"""Prices of the books that the split asks for (V §4, steps 3, 5 and 9)."""
import oracle
from bill_zones import instant_text


class Prices:
    def __init__(self, books, vendor, model, unit_class):
        self.books, self.vendor, self.model = books, vendor, model
        self.unit_class = "cache_write_5m" if unit_class == "cache_write" else unit_class
        self.rows = books.prices.get((vendor, model), {})
        self.known = bool(model) and self.unit_class in oracle.UNIT_CLASSES

    def price(self, at, tier="standard", context=0, region=""):
        """The price in force for a tier, band and region, found as for a request; None without one."""
        if not self.known:
            return None
        found = oracle.PriceSearch(self.books, self.vendor, self.model, region, at).price(
            self.unit_class, tier, context or oracle.BASE)
        return found and found[0]

    def in_force(self, at):
        return [key for key, rows in self.rows.items() if oracle.in_force(rows, at)]

    def rules(self, at):
        return oracle.PriceSearch(self.books, self.vendor, self.model, "", at).rules

    def tiers(self, at):
        names = {key[1] for key in self.in_force(at)} | {row["service_tier"] for row in self.rules(at)} | {"standard"}
        return sorted(names - {""}, key=str.encode)

    def bands(self, at):
        return sorted({key[3] for key in self.in_force(at)} - {oracle.BASE})

    def regions(self, at):
        names = {key[2] for key in self.in_force(at)} | {row["region"] for row in self.rules(at)}
        return sorted(names - {"", "*"}, key=str.encode)

    def times(self, period):
        """The start of the period, then each price change of the model within it."""
        changes = {at for rows in self.rows.values() for row in rows for at in (row["from"], row["end"])}
        return [period.start] + sorted(at for at in changes if period.start < at < period.end)

    def others(self, period):
        """(price, part, cause) in the order of the table of step 9."""
        if not self.known:
            return
        times = self.times(period)
        for at in times:
            for tier in self.tiers(at):
                yield self.price(at, tier), "band_or_service_tier", "tier:" + tier
        for at in times:
            for band in self.bands(at):
                yield self.price(at, context=band), "band_or_service_tier", f"context:{band}"
        for at in times:
            for region in self.regions(at):
                yield self.price(at, region=region), "region", "region:" + region
        quoted = [row for row in self.rows.get((self.unit_class, "standard", "", oracle.BASE), [])
                  if row["price"] is not oracle.UNKNOWN]
        earlier = [row for row in quoted if row["end"] <= period.start]
        later = [row for row in quoted if row["from"] >= period.end]
        for row in earlier[::-1] + later:
            yield row["price"], "price_date", "from:" + day_text(row["from"])


def day_text(at):
    """Choice: the day in UTC; an effective date within a day is an instant."""
    text = instant_text(at) if at != oracle.ALWAYS else ""
    return text.removesuffix("T00:00:00Z")
