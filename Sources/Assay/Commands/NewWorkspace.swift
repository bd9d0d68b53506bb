/// The files of a new workspace.
enum NewWorkspace {
  struct File {
    let path: String
    let purpose: String
    let text: String
  }

  static let files: [File] = [
    File(path: "assay.json", purpose: "settings, each with its default", text: settings),
    File(
      path: "prices/vendors.csv", purpose: "what vendors charge: the shipped price book",
      text: ShippedPriceBook.text),
    File(
      path: "derivations.csv", purpose: "how prices that are not quoted follow from others",
      text: derivations),
    File(
      path: "multipliers.csv", purpose: "what you add to the vendors' cost", text: multipliers),
    File(path: "plans.csv", purpose: "your tiers: free or paid, target margin", text: plans),
    File(path: "README.md", purpose: "what to put where", text: readme),
  ]

  private static let settings = """
    // Settings of this workspace. Comments and trailing commas are allowed; every value shown is the
    // default, so any line may be deleted. Money and rates are texts, so that they stay exact.
    {
      // The IANA zone in which days and months are reported.
      "time_zone": "UTC",
      // What one credit is worth. A list dates it:
      // [{ "from": "2026-01-01", "tier": "free", "value": "0.01" }]
      "credit_value_usd": "0.01",
      // Credits are rounded up to this step: "0.01", "0.1" or "1". May be a list as well.
      "credit_increment": "0.1",
      // Recorded and expected cost are compared at this many decimals ...
      "ledger_cost_decimals": 8,
      // ... and a difference up to this counts as rounding.
      "cost_tolerance_usd": "0",
      // The multiplier where multipliers.csv has none.
      "default_multiplier": "1.5",
      // The statuses of requests that customers pay for.
      "charge": ["completed", "partial", "cancelled"],
      // The platform fee on requests under a customer's own key, by class of the model.
      "byok_markup_percent": { "free": "0", "budget": "5", "standard": "10", "premium": "15" },
      // What the free tier might be limited to.
      "free_tier": { "budget_credits": "2000", "allowed_models": [] },
    }

    """

  private static let derivations = """
    provider,unit_class,service_tier,from_unit_class,factor,effective_from,effective_to,source
    *,reasoning,standard,output,1,2024-01-01,,reasoning tokens are billed as output unless quoted
    anthropic,cache_read,standard,input,0.1,2024-08-14,,vendor prompt caching page
    anthropic,cache_write_5m,standard,input,1.25,2024-08-14,,vendor prompt caching page
    anthropic,cache_write_1h,standard,input,2,2025-05-22,,vendor prompt caching page
    *,,batch,,0.5,2024-04-15,,vendors quote batch at half price

    """

  private static let multipliers = """
    level,tier,provider,model,multiplier,effective_from,effective_to,status,requested_by,\
    approved_by,approved_at,reason,target_margin_percent

    """

  private static let plans = """
    tier,is_free,monthly_price_usd,monthly_credits,target_margin_percent,allowed_models,\
    effective_from,effective_to
    free,true,0,0,,,2020-01-01,
    pro,false,20,2000,30,,2020-01-01,

    """

  private static let readme = """
    # A workspace of assay

    | put here | what |
    |---|---|
    | `ledger/` | your usage exports: `.csv`, `.tsv` or `.jsonl`, also `.gz`, in any folder below; never edited |
    | `prices/` | what vendors charge, with dates; add rows, never change one |
    | `derivations.csv` | how prices that are not quoted follow from others |
    | `multipliers.csv` | what you add: by tier and model, model, provider, tier, or for all; approved rows count |
    | `plans.csv` | your tiers: free or paid, price, target margin |
    | `aliases.csv` | other names for models: provider, alias, model, effective_from, effective_to |
    | `models.csv` | class of a model: free, budget, standard or premium |
    | `fx.csv` | day, currency, usd_per_unit, source |
    | `assay.json` | settings |

    A ledger needs the columns `request_id`, `request_started_at`, `provider`, `model`, a quantity such as
    `input_tokens`, and `user_id` or `account_id`.

    `assay check` says what is missing; `assay run` writes the reports to `out/`.

    """
}
