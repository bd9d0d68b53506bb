"""The errors planted in the sample, each as the mistake that its kind names would have made it."""
import copy
import datetime
import math
from fractions import Fraction

import sample_parameters as p
from sample_books import CLASSES, credits, rounded
from sample_traffic import draws, end_of, shuffled

CACHED = ("cache_read", "cache_write_5m", "cache_write_1h")
CUT = datetime.datetime(2026, 7, 30)
CUT_MODELS = (p.TERRA, p.LUNA)


class Planting:
    """Chooses requests and records the wrong figures."""

    def __init__(self, traffic, prices, charges):
        self.requests, self.prices, self.charges = traffic.requests, prices, charges
        self.extra = []
        # An error is seen by its own figures only, so nothing else may be unusual about the request.
        self.free = [r for r in self.requests if not r.in_gateway and not r.is_late]

    # --- choice

    def plain(self, request):
        return request.status == "completed" and not request.byok and not request.planted

    def choose(self, kind, fits, count=None):
        """Requests for a kind, drawn evenly from those that fit."""
        fitting = [r for r in self.free if not r.planted and fits(r)]
        chosen = shuffled(range(len(fitting)), draws("planted", kind))[:count or p.PLANTED[kind]]
        if len(chosen) < (count or p.PLANTED[kind]):
            raise SystemExit(f"only {len(chosen)} requests fit {kind}")
        for place in sorted(chosen):
            fitting[place].planted = kind
            yield fitting[place]

    def record_cost(self, request, cost):
        """A wrong cost, and the credits that follow from it."""
        request.cost = rounded(cost)
        request.credits = self.charges.credits(request, request.cost, request.cost)

    def cost_error(self, kind, fits, wrong, least=p.LEAST_USD):
        """`wrong` gives the cost of the mistake; only a visible difference counts."""
        def is_visible(r):
            return self.plain(r) and fits(r) and abs(wrong(r) - r.cost) >= least
        for request in self.choose(kind, is_visible):
            self.record_cost(request, wrong(request))

    def multiplier_error(self, kind, fits, multiplier):
        for request in self.choose(kind, lambda r: self.plain(r) and r.credits >= p.LEAST_CREDITS and fits(r)):
            request.multiplier = Fraction(multiplier(request))
            request.credits = credits(request.cost, request.multiplier)

    def credit_error(self, kind, fits, wrong):
        for request in self.choose(kind, fits):
            request.credits = wrong(request)

    def without(self, request, *names):
        return self.prices.cost(request, quantities=dict.fromkeys(names, 0))

    # --- all kinds

    def plant(self):
        self.make_whole_steps()
        self.move_to_the_cut()
        self.windows()
        self.prices_of_another_time()
        self.classes()
        self.other_costs()
        self.own_key_and_failures()
        self.multipliers()
        self.steps()
        self.rows()

    def make_whole_steps(self):
        """Charges that are exactly whole steps, where binary fractions give one step more; some stay correct."""
        count = p.PLANTED["float_ceiling"]
        fits = lambda r: self.plain(r) and r.tier == "free" and r.model == p.SONNET and self.tokens_to_whole_step(r)
        for number, request in enumerate(self.choose("float_ceiling", fits, count + p.LOOK_WRONG)):
            request.quantities["input"] += self.tokens_to_whole_step(request)
            request.cost = request.right_cost = self.prices.cost(request)
            request.credits = request.right_credits = credits(request.cost, request.multiplier)
            if number < count:
                request.credits += p.CREDIT_STEP
            else:
                request.planted = "looks wrong"

    def tokens_to_whole_step(self, request):
        """Input tokens to add (at most MADE_TOKENS) until binary fractions miss a whole step; 0: none."""
        token = self.prices.price(request.model, "input", 0, request.start_text)
        steps = request.credits / p.CREDIT_STEP
        for more in range(5):
            cost = (steps + more) * p.CREDIT_STEP * p.CREDIT_USD / request.multiplier
            tokens = (cost - request.cost) / token
            binary = float(cost) * float(request.multiplier) / 0.01 * 10
            if tokens.denominator == 1 and 0 < tokens <= p.MADE_TOKENS and math.ceil(binary) == steps + more + 1:
                return int(tokens)
        return 0

    def move_to_the_cut(self):
        """Requests of 29 July that end after the price cut; some stay correct."""
        fits = lambda r: self.plain(r) and r.model in CUT_MODELS and r.start_text.startswith("2026-07-29") \
            and r.quantities["output"] > 60
        count = p.PLANTED["price_at_completion"]
        draw = draws("cut")
        for number, request in enumerate(self.choose("price_at_completion", fits, count + p.LOOK_WRONG)):
            end = end_of(lambda: 0.5, request.start, request.quantities)
            request.end = CUT + (end - request.start) * (200 + int(600 * draw())) / 1000
            request.start = request.end - (end - request.start)
            if number < count:
                self.record_cost(request, self.prices.cost(request, at=request.end_text))
            else:
                request.planted = "looks wrong"

    def windows(self):
        """What a late deployment does: every request that fits, in a few days."""
        for r in self.free:
            if not self.plain(r) or r.planted:
                continue
            if p.STALE_FROM <= r.start_text < p.STALE_TO and r.model in CUT_MODELS and r.tier in ("pro", "enterprise"):
                r.planted = "stale_price"
                self.record_cost(r, self.prices.cost(r, at="2026-07-29"))
            elif p.ANNOUNCED_FROM <= r.start_text < p.ANNOUNCED_TO and r.model == p.SONNET and r.tier == "pro":
                r.planted = "superseded_price"
                self.record_cost(r, r.right_cost * 3 / 2)
            elif r.account == f"a_p{len(p.PRO):02d}" and p.UPGRADE <= r.start_text < p.FORMER_TIER_TO:
                self.charge_at(r, "wrong_tier_multiplier", "free", r.start_text)
            elif r.tier == "enterprise" and p.MOVED_ON <= r.start_text < p.FORMER_MULTIPLIER_TO:
                self.charge_at(r, "previous_multiplier", "enterprise", "2026-08-31")

    def charge_at(self, request, kind, tier, at):
        """The multiplier of another tier or time, unless the charge is too small to tell."""
        wrong = self.charges.multiplier(tier, request.model, at)
        if credits(request.cost, wrong) != request.credits and request.credits >= p.LEAST_CREDITS:
            request.planted, request.multiplier = kind, wrong
            request.credits = credits(request.cost, wrong)

    def prices_of_another_time(self):
        cut_soon = lambda r: r.model in CUT_MODELS and "2026-07-26" <= r.start_text < "2026-07-29"
        self.cost_error("next_price", cut_soon, lambda r: self.prices.cost(r, at="2026-07-30"))
        self.cost_error("band_missed", self.prices.band, lambda r: self.prices.cost(r, band=0))
        self.cost_error(
            "service_tier_missed", lambda r: r.service_tier == "batch", lambda r: self.prices.cost(r, batch=False))
        self.cost_error(
            "other_model_price", lambda r: r.model == p.SONNET and r.tier == "pro" and r.start_text < p.ANNOUNCED_FROM,
            lambda r: self.prices.cost(r, model=p.OPUS))

    def classes(self):
        agents = lambda r: r.service_tier == "standard" and r.quantities["cache_read"] > 4000
        at_input = lambda r: self.prices.cost(
            r, price=lambda name: self.prices.price(
                r.model, "input" if name in CACHED else name, self.prices.band(r), r.start_text))
        self.cost_error("cache_full_price", agents, at_input)
        twice = lambda r: self.prices.cost(
            r, quantities={"input": r.quantities["input"] + sum(r.quantities[name] for name in CACHED)})
        self.cost_error("cache_counted_twice", agents, twice)
        self.cost_error("cache_read_dropped", agents, lambda r: self.without(r, "cache_read"))
        self.cost_error(
            "cache_write_dropped", lambda r: r.quantities["cache_write_5m"],
            lambda r: self.without(r, "cache_write_5m"))
        reasons = lambda r: r.quantities["reasoning"] and r.quantities["reasoning"] != r.quantities["output"] \
            and r.service_tier == "standard"
        self.cost_error("reasoning_dropped", reasons, lambda r: self.without(r, "reasoning"), p.LEAST_SMALL_USD)
        twice = lambda r: self.prices.cost(
            r, quantities={"output": r.quantities["output"] + r.quantities["reasoning"]})
        self.cost_error("reasoning_counted_twice", reasons, twice, p.LEAST_SMALL_USD)
        self.cost_error(
            "searches_dropped", lambda r: r.quantities["search"], lambda r: self.without(r, "search"),
            p.LEAST_SMALL_USD)

    def other_costs(self):
        short = lambda r: r.service == "chat" and r.quantities["output"] > 50 and r.service_tier == "standard"
        swap = {"input": "output", "output": "input"}
        self.cost_error(
            "input_output_swapped", lambda r: short(r) and r.model in (p.SONNET, p.TERRA) and r.prompt < 20000,
            lambda r: self.prices.cost(r, price=lambda name: self.prices.price(
                r.model, swap.get(name, name), 0, r.start_text)))
        self.cost_error(
            "unit_1000", lambda r: short(r) and Fraction("0.005") < r.cost < Fraction("0.012"),
            lambda r: r.cost * 1000)
        self.cost_error("cost_twice", lambda r: r.service == "agent" and r.tier == "pro", lambda r: r.cost * 2)
        has_thousandths = lambda r: self.plain(r) and r.tier == "pro" \
            and r.cost > Fraction("0.05") and r.cost * 1000 % 1
        for r in self.choose("rounded_cost", has_thousandths):
            r.cost = Fraction((r.cost * 1000 + Fraction(1, 2)).__floor__(), 1000)
        # The token count is missing, not the charge.
        answers = lambda r: self.plain(r) and short(r) and not r.quantities["reasoning"] \
            and r.credits >= p.LEAST_CREDITS and r.quantities["output"] > 200
        for r in self.choose("missing_output_tokens", answers):
            r.blank.add("output")
            r.right_credits = credits(self.without(r, "output"), r.multiplier)
        for r in self.choose("recorded_zero", lambda r: self.plain(r) and r.cost > Fraction("0.1")):
            r.cost = Fraction(0)
        draw = draws("unexplained")
        large = lambda r: self.plain(r) and r.tier == "enterprise_max" and r.cost > Fraction("0.8")
        for r in self.choose("unexplained", large):
            self.record_cost(r, r.cost * (Fraction(1) + Fraction(1 + int(draw() * 10**6), 10**6)))

    def own_key_and_failures(self):
        own = lambda r: r.byok and r.status == "completed"
        for r in self.choose("byok_cost_as_ours", lambda r: own(r) and r.right_cost > Fraction("0.1")):
            r.cost = r.right_cost
        self.credit_error(
            "byok_charged_as_ours", lambda r: own(r) and r.right_cost > Fraction("0.1"),
            lambda r: credits(r.right_cost, r.multiplier))
        self.credit_error(
            "charged_on_failure", lambda r: r.status == "failed" and not r.byok and r.cost > Fraction("0.02"),
            lambda r: credits(r.cost, r.multiplier))

    def multipliers(self):
        month_end = lambda r: r.tier == "enterprise" and "2026-08-27" <= r.start_text < "2026-09-01"
        self.multiplier_error("next_multiplier", month_end, lambda r: "1.3")
        self.multiplier_error("lower_level_multiplier", lambda r: r.model == "gpt-5.5-pro", lambda r: "1.18")
        self.multiplier_error("default_multiplier", lambda r: r.tier == "enterprise", lambda r: p.DEFAULT_MULTIPLIER)
        pending = lambda r: r.model == p.SONNET and r.tier == "pro" and r.start_text > "2026-09-03"
        self.multiplier_error("unapproved_multiplier", pending, lambda r: "1.75")
        self.multiplier_error("recorded_multiplier", lambda r: r.tier == "enterprise_max", lambda r: "1.4")

    def steps(self):
        steps_of = lambda r: r.cost * r.multiplier / p.CREDIT_USD / p.CREDIT_STEP
        part = lambda r: steps_of(r) % 1
        charged = lambda r: self.plain(r) and r.credits >= p.LEAST_CREDITS and r.service_tier == "standard"
        self.credit_error(
            "credits_rounded", lambda r: charged(r) and Fraction("0.1") < part(r) < Fraction("0.4"),
            lambda r: r.credits - p.CREDIT_STEP)
        self.credit_error(
            "floored", lambda r: charged(r) and Fraction("0.6") < part(r) < Fraction("0.9"),
            lambda r: r.credits - p.CREDIT_STEP)
        self.credit_error(
            "other_increment", lambda r: charged(r) and Fraction("0.1") < r.credits % 1 < Fraction("0.8"),
            lambda r: Fraction(math.ceil(r.credits)))
        large = lambda r: charged(r) and r.credits > 30
        self.credit_error("not_charged", lambda r: large(r) and r.tier != "free", lambda r: Fraction(0))
        self.credit_error("charged_twice", lambda r: large(r) and r.tier != "free", lambda r: 2 * r.credits)

    # --- rows

    def rows(self):
        for right, recorded, count in p.UNLISTED:
            for request in self.choose("unknown_model", lambda r: self.plain(r) and r.model == right, count):
                request.billed_model, request.model = request.model, recorded
        faults = {
            "reject_no_zone": lambda r: {"request_started_at": r.start_text[:-1].replace("T", " ")},
            "reject_comma": lambda r: {"input_tokens": f"{r.quantities['input']:,}"},
            "reject_negative": lambda r: {"output_tokens": str(-r.quantities["output"])},
        }
        for kind, fault in faults.items():
            for request in self.choose(kind, lambda r: self.plain(r) and r.quantities["input"] > 999
                                       and r.quantities["output"] and r.cost > p.LEAST_USD):
                request.text_changes = fault(request)
        self.copies()
        self.refunds()

    def copies(self):
        draw = draws("copies")
        same_month = lambda r: self.plain(r) and r.start.day < 28
        for original in self.choose("duplicate_row", same_month):
            self.insert(copy.deepcopy(original), original, draw)
            original.planted = "copied"
        for original in self.choose("conflicting_duplicate", lambda r: same_month(r) and r.quantities["output"] > 100):
            other = copy.deepcopy(original)
            other.quantities["output"] *= p.CONFLICT_FACTOR
            other.end = end_of(draw, other.start, other.quantities)
            other.cost = self.prices.cost(other)
            other.credits = credits(other.cost, other.multiplier)
            self.insert(other, original, draw)
            original.planted = "copied"

    def insert(self, row, original, draw):
        """Puts a row a little later into the ledger."""
        row.place = original.start + datetime.timedelta(minutes=20 + int(draw() * 300))
        self.extra.append(row)

    def refunds(self):
        """A failed request that was charged, and the row that gives the credits back."""
        draw = draws("refunds")
        for original in self.choose("refund", lambda r: r.status == "completed" and self.plain(r) and r.tier == "pro"
                                    and r.credits > 20 and r.start.day < 25):
            row = copy.deepcopy(original)
            row.id, row.quantities = original.id + "-refund", dict.fromkeys(CLASSES, 0)
            row.start = row.end = original.end + datetime.timedelta(hours=20 + int(draw() * 40))
            row.cost, row.credits, row.place = -rounded(original.cost), -original.credits, row.start
            self.extra.append(row)
            original.planted = "refunded"
