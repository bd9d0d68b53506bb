"""Every choice behind sample-data: change one here and run scripts/build-sample again.

The company is invented. It resells models of three vendors to 60 accounts, for credits. Sizes of requests, cache reuse
and vendor prices are real: data/traces/README.md, data/README.md.
"""
from fractions import Fraction

# Every draw depends on this text alone. Of 8 that were tried, this one has the least chance difference between months,
# so that the story below is what the reports show.
SEED = "assay sample 2026 Q3/7"

MONTHS = ("2026-07", "2026-08", "2026-09")

# A credit, the step to which charges are rounded up, and the decimals of a recorded cost.
CREDIT_USD, CREDIT_STEP, COST_DECIMALS = Fraction("0.01"), Fraction("0.1"), 8
CHARGED_STATUSES = ("completed", "partial", "cancelled")

# --- What customers pay -------------------------------------------------------------------------------------------

# tier, free, USD a month for each user, included credits, target margin in percent.
PLANS = (
    ("free", "true", "0.00", 200, 0),
    ("pro", "false", "15.00", 1500, 30),
    ("enterprise", "false", "35.00", 3700, 25),
    ("enterprise_max", "false", "100.00", 10800, 15),
)

# level, tier, provider, model, multiplier, from, to, status, requested by, approved by, approved at, reason.
PRICING, CFO, GROWTH = "pricing@example.test", "cfo@example.test", "growth@example.test"
MULTIPLIERS = (
    ("tier", "free", "", "", "2.5", "2026-01-01", "", "approved", PRICING, CFO, "2026-01-01", "launch"),
    ("tier", "pro", "", "", "1.7", "2026-01-01", "2026-07-01", "approved", PRICING, CFO, "2026-01-01", "launch"),
    ("tier", "pro", "", "", "1.55", "2026-07-01", "", "approved", PRICING, CFO, "2026-06-22", "Q3 review"),
    ("tier", "enterprise", "", "", "1.2", "2026-01-01", "2026-09-01", "approved", PRICING, CFO, "2026-01-01",
     "launch"),
    ("tier", "enterprise", "", "", "1.3", "2026-09-01", "", "approved", PRICING, CFO, "2026-08-18", "under target"),
    ("tier", "enterprise_max", "", "", "1.18", "2026-01-01", "", "approved", PRICING, CFO, "2026-01-01", "launch"),
    ("model", "", "openai", "gpt-5.5-pro", "1.25", "2026-05-01", "", "approved", PRICING, CFO, "2026-04-28",
     "no caching"),
    ("tier", "free", "", "", "3", "2026-08-01", "", "rejected", GROWTH, CFO, "2026-08-01", "not agreed"),
    ("model", "", "", "claude-sonnet-5", "1.75", "2026-09-01", "", "pending", PRICING, "", "", "vendor price rise"),
)
DEFAULT_MULTIPLIER = Fraction("1.5")

# Class of a model, which sets the fee with a customer's own key, in percent of what the vendor charges the customer.
FEE_PERCENT = {"free": 0, "budget": 5, "standard": 10, "premium": 15}

# --- Models -------------------------------------------------------------------------------------------------------

# provider, model, class, quality level. Prices are those of data/price-book.csv.
MODELS = (
    ("anthropic", "claude-4.5-haiku", "budget", "fast"),
    ("anthropic", "claude-fable-5", "premium", "premium"),
    ("anthropic", "claude-opus-4-8", "premium", "premium"),
    ("anthropic", "claude-sonnet-5", "standard", "enhanced"),
    ("google", "gemini-2.5-flash", "budget", "fast"),
    ("google", "gemini-2.5-pro", "standard", "enhanced"),
    ("google", "gemini-3.5-flash", "budget", "fast"),
    ("openai", "gpt-5.4-nano", "budget", "fast"),
    ("openai", "gpt-5.5", "premium", "premium"),
    ("openai", "gpt-5.5-pro", "premium", "premium"),
    ("openai", "gpt-5.6-luna", "budget", "fast"),
    ("openai", "gpt-5.6-sol", "premium", "premium"),
    ("openai", "gpt-5.6-terra", "standard", "enhanced"),
    ("openai", "text-embedding-3-small", "budget", "fast"),
)
# Models whose answers include reasoning, and its share of the answer in percent.
REASONING_PERCENT = {"gpt-5.5": 40, "gpt-5.5-pro": 60, "gpt-5.6-sol": 40, "gpt-5.6-terra": 25, "gemini-2.5-pro": 35}
WITHOUT_CACHE = ("gpt-5.5-pro",)
# Models with a price for web searches.
SEARCHING = ("claude-4.5-haiku", "claude-opus-4-8")

# --- Traffic ------------------------------------------------------------------------------------------------------

# Where sizes of requests come from: trace, least and most prompt tokens. Each trace is used in a shuffled order.
POOLS = {
    "short": ("azure", 1, 14050),
    "chat": ("mooncake", 1, 126195),
    "long": ("mooncake", 15000, 126195),
    "deep": ("mooncake", 28000, 126195),
    "huge": ("mooncake", 45000, 126195),
}
# A kind of traffic: service, pool, web searches (0 or the most a request makes), batch or standard, models by weight.
# Each profile mixes kinds by weight.
SONNET, HAIKU, OPUS, FABLE = "claude-sonnet-5", "claude-4.5-haiku", "claude-opus-4-8", "claude-fable-5"
LUNA, TERRA, SOL = "gpt-5.6-luna", "gpt-5.6-terra", "gpt-5.6-sol"
FLASH, FLASH35, PRO25 = "gemini-2.5-flash", "gemini-3.5-flash", "gemini-2.5-pro"
EMBEDDING = "text-embedding-3-small"
PROFILES = {
    "trial": (
        (55, "chat", "short", 0, "standard", {SONNET: 4, LUNA: 4, FLASH: 2, HAIKU: 2}),
        (40, "chat", "chat", 0, "standard", {SONNET: 6, LUNA: 2, FLASH: 1, HAIKU: 1}),
        (5, "embedding", "short", 0, "standard", {EMBEDDING: 1}),
    ),
    "heavy_trial": (
        (75, "agent", "deep", 0, "standard", {SONNET: 8, FLASH35: 2}),
        (25, "chat", "chat", 0, "standard", {SONNET: 3, LUNA: 1}),
    ),
    "builder": (
        (46, "agent", "deep", 0, "standard", {SONNET: 4, TERRA: 3, SOL: 5}),
        (30, "chat", "chat", 0, "standard", {SONNET: 3, TERRA: 4, PRO25: 2, LUNA: 1}),
        (18, "chat", "short", 0, "standard", {TERRA: 2, LUNA: 3, "gpt-5.4-nano": 1}),
        (6, "embedding", "short", 0, "standard", {EMBEDDING: 1}),
    ),
    "researcher": (
        (50, "search", "long", 3, "standard", {OPUS: 3, HAIKU: 2}),
        (35, "chat", "deep", 0, "standard", {PRO25: 2, SONNET: 2}),
        (15, "chat", "short", 0, "standard", {SONNET: 1, FLASH: 1}),
    ),
    "support_desk": (
        (30, "chat", "deep", 0, "standard", {TERRA: 3, SONNET: 2, PRO25: 2}),
        (38, "agent", "huge", 0, "standard", {SOL: 4, OPUS: 3, TERRA: 3}),
        (10, "agent", "deep", 0, "batch", {SOL: 1, TERRA: 2}),
        (14, "chat", "short", 0, "standard", {TERRA: 2, LUNA: 2}),
        (8, "embedding", "short", 0, "standard", {EMBEDDING: 1}),
    ),
    "engineering": (
        (45, "agent", "huge", 0, "standard", {SOL: 5, OPUS: 3}),
        (25, "agent", "long", 0, "standard", {SOL: 2, OPUS: 2, TERRA: 2}),
        (30, "chat", "chat", 0, "standard", {TERRA: 3, SONNET: 2, PRO25: 2}),
    ),
    # What the mover ran until August, and what it runs since.
    "terra_agents": ((100, "agent", "huge", 0, "standard", {TERRA: 1}),),
    "opus_agents": ((100, "agent", "huge", 0, "standard", {OPUS: 1}),),
    "own_key": (
        (60, "agent", "huge", 0, "standard", {OPUS: 3, SONNET: 2}),
        (40, "chat", "long", 0, "standard", {SONNET: 2, HAIKU: 1}),
    ),
    "chat_app": (
        (70, "chat", "huge", 0, "standard", {SOL: 4, SONNET: 2, PRO25: 1}),
        (30, "chat", "long", 0, "standard", {SOL: 2, PRO25: 2, SONNET: 2}),
    ),
    "frontier": (
        (58, "agent", "huge", 0, "standard", {FABLE: 5, OPUS: 3, SOL: 3}),
        (9, "agent", "long", 0, "standard", {"gpt-5.5-pro": 1}),
        (33, "agent", "long", 0, "standard", {FABLE: 2, "gpt-5.5": 2, OPUS: 2}),
    ),
}

# Requests a month of each free account (one user each): 4 heavy ones, and 26 that try it out.
FREE_HEAVY = (205, 172, 150, 112)
FREE_LIGHT = (8, 10, 10, 11, 12, 13, 14, 15, 16, 18, 19, 20, 21, 22, 24, 25, 27, 28, 30, 31, 34, 36, 39, 42, 46, 50)
# Profile and requests a month of each pro account (one user each). The last one was free until UPGRADE.
PRO = (
    ("builder", 215), ("builder", 192), ("builder", 175), ("builder", 162), ("builder", 150), ("builder", 140),
    ("builder", 132), ("builder", 125), ("builder", 116), ("builder", 108), ("builder", 98),
    ("researcher", 195), ("researcher", 160), ("researcher", 136), ("researcher", 116), ("researcher", 98),
    ("builder", 115),
)
UPGRADE = "2026-08-01"
# account, organisation, plan, profile, requests a month of each of its users, day of the first request, own key.
# The organisations' ids are for credit pools and gateway teams: the ledger's own files name accounts only.
BUSINESS = (
    ("a_e01", "org_cedar", "enterprise", "support_desk", (215, 175), "", False),
    ("a_e02", "org_cedar", "enterprise", "own_key", (130, 90), "", True),
    ("a_e03", "", "enterprise", "engineering", (230,), "", False),
    ("a_e04", "", "enterprise", "support_desk", (225,), "", False),
    ("a_e05", "", "enterprise", "engineering", (185,), "", False),
    ("a_e06", "", "enterprise", "support_desk", (180,), "", False),
    ("a_e07", "", "enterprise", "engineering", (140,), "", False),
    ("a_e08", "", "enterprise", "terra_agents", (220,), "", False),
    ("a_e09", "org_dogwood", "enterprise", "engineering", (240, 200, 150), "2026-09-03", False),
    ("a_x01", "org_birch", "enterprise_max", "chat_app", (345, 265), "", False),
    ("a_x02", "org_birch", "enterprise_max", "frontier", (250,), "", False),
    ("a_x03", "", "enterprise_max", "frontier", (310,), "", False),
    ("a_x04", "", "enterprise_max", "frontier", (190,), "", False),
)
# --- The story of September ---------------------------------------------------------------------------------------
# org_dogwood joins on 3 September (above), and enterprise pays 1.3 instead of 1.2 (MULTIPLIERS). The vendor's cut of
# 30 July is in the price book. Besides:
MOVER, MOVED_ON, MOVED_TO = "a_e08", "2026-09-01", "opus_agents"
# Prefixes stay in the cache for an hour instead of 5 minutes: the two columns of the Mooncake trace.
CACHE_HOUR_FROM = "2026-09-01"
# Anthropic bills cache writes: this part of the uncached prompt, in whole blocks of 512 tokens.
CACHE_WRITE_PERCENT, BLOCK = 10, 512
HOUR_WRITER = "a_x03"

# The gateway: all August requests of these accounts are in LiteLLM's log.
GATEWAY_ACCOUNTS, GATEWAY_MONTH = ("a_x01",), "2026-08"
# Of August's requests, these arrived after the month's export: the last hours of 31 August of these accounts.
LATE_FROM = "2026-08-31T09:00:00"
LATE_ACCOUNTS = ("a_e01", "a_e03", "a_e04", "a_e05", "a_e06", "a_e07", "a_x03", "a_x04")
# One account's requests join three prompts of the trace, so that some exceed 272,000 tokens.
JOINED_ACCOUNT, JOINED_EVERY, JOINED_MODEL = "a_e05", 8, SOL

# Weights of Monday to Sunday, and of the 24 hours (UTC).
WEEKDAYS = (20, 21, 21, 20, 17, 6, 5)
HOURS = (1, 1, 1, 1, 1, 2, 4, 8, 12, 14, 14, 12, 11, 13, 14, 14, 13, 11, 8, 6, 4, 3, 2, 1)
# A user's requests of a month differ from the number above by at most this.
MONTHLY_PERCENT = 6
# Of 1,000 requests.
STATUSES = ((964, "completed"), (10, "partial"), (11, "cancelled"), (15, "failed"))

# --- Vendor bills -------------------------------------------------------------------------------------------------

BILLED_MONTH = "2026-09"
# On these days a client sent part of terra's requests twice, and logged them once.
RETRY_DAYS, RETRY_SHARE = ("2026-09-22", "2026-09-23", "2026-09-24"), Fraction(1, 2)
# Of the amount: a promotion of Google, and the tax on what remains.
GOOGLE_CREDIT, GOOGLE_TAX = Fraction(1, 10), Fraction(19, 100)

# --- Planted errors -----------------------------------------------------------------------------------------------
# kind: number of requests. Each is of a different request of the ledger's own files, unless it says otherwise.
# The four with a window hit every request that fits in it, as a late deployment does.
STALE_FROM, STALE_TO = "2026-07-30", "2026-08-04"       # terra and luna at the old price, in pro and enterprise
ANNOUNCED_FROM, ANNOUNCED_TO = "2026-09-01", "2026-09-03"  # sonnet-5 at the rise that was called off, in pro
FORMER_TIER_TO = "2026-08-15"                           # the upgraded account pays the free tier's multiplier
FORMER_MULTIPLIER_TO = "2026-09-03"                     # enterprise pays 1.2 in the first days of September
PLANTED = {
    # Of the recorded cost; the credits follow from it, unless the kind says otherwise.
    "price_at_completion": 10, "next_price": 6, "cache_full_price": 16, "cache_counted_twice": 8,
    "cache_read_dropped": 8, "cache_write_dropped": 6, "reasoning_dropped": 8, "reasoning_counted_twice": 6,
    "band_missed": 4, "service_tier_missed": 10, "input_output_swapped": 4, "searches_dropped": 8,
    "unit_1000": 3, "rounded_cost": 6, "cost_twice": 5, "other_model_price": 6, "missing_output_tokens": 10,
    "recorded_zero": 8, "byok_cost_as_ours": 8, "unexplained": 3,
    # Of the credits.
    "charged_on_failure": 8, "byok_charged_as_ours": 8, "next_multiplier": 6, "lower_level_multiplier": 6,
    "default_multiplier": 8, "unapproved_multiplier": 6, "recorded_multiplier": 6, "other_increment": 8,
    "credits_rounded": 10, "floored": 8, "float_ceiling": 10, "not_charged": 10, "charged_twice": 8, "refund": 3,
    # Of rows.
    "unknown_model": 18, "duplicate_row": 10, "conflicting_duplicate": 10,
    "reject_no_zone": 4, "reject_comma": 4, "reject_negative": 4,
}
# A planted cost is off by at least this, and planted credits are of requests charged at least this.
LEAST_USD, LEAST_CREDITS = Fraction("0.02"), 12
# Reasoning and searches cost less.
LEAST_SMALL_USD = Fraction("0.004")
# Correct requests that look wrong: charges of a whole number of steps, and requests that span the price change.
LOOK_WRONG = 6
# For the former a request may get this many more input tokens than its trace has.
MADE_TOKENS = 800
# What an unlisted model is called: its right name, then the recorded one, with its number.
UNLISTED = (
    ("gemini-3.5-flash", "gemini-3.6-flash", 10), ("claude-sonnet-5", "claude-sonnet-5-20260630", 4),
    ("gpt-5.6-sol", "gpt-5.6", 4),
)
CONFLICT_FACTOR = 3
