import ShippedBook

/// The files of a new workspace.
package enum NewWorkspace {
  /// A file, by its path in the workspace.
  package struct File {
    package let path: String
    package let text: String
  }

  package static let files: [File] = [
    File(path: "assay.json", text: settings),
    priceBook,
    catalogBook,
    File(path: PriceSourcesFile.name, text: priceSources),
    File(path: WorkspacePath.aliases, text: ShippedBook.aliases),
    File(path: WorkspacePath.derivations, text: DefaultDerivations.text),
    File(path: MultiplierFile.name, text: multipliers),
    File(path: WorkspacePath.plans, text: plans),
    File(path: "README.md", text: readme),
    gitAttributes,
  ]

  /// Git converts no line ends: the digests of closes are of bytes.
  package static let gitAttributes = File(path: ".gitattributes", text: "* -text\n")

  /// The prices of vendors, as shipped.
  package static let priceBook = File(path: "prices/vendors.csv", text: ShippedBook.priceBook)

  /// Prices of models and days that the vendor history lacks, from genai-prices, as shipped.
  package static let catalogBook = File(path: "prices/catalog.csv", text: ShippedBook.genAIPrices)

  /// The vendor history wins wherever it has a price.
  private static let priceSources = """
    source,rank,recorded_at
    vendors,1,
    catalog,2,

    """

  private static let settings = """
    // Settings of this workspace. Comments and trailing commas are allowed; every value shown is the
    // default, so you can delete any line. Money and rates are strings, so that they stay exact.
    {
      // The IANA time zone of the reported days and months.
      "time_zone": "UTC",
      // The credit value in USD. A list dates it:
      // [{ "from": "2026-01-01", "tier": "free", "value": "0.01" }]
      "credit_value_usd": "0.01",
      // Assay rounds credits up to this step: "0.01", "0.1" or "1". It may also be a list.
      "credit_increment": "0.1",
      // Assay compares recorded and expected cost at this number of decimals ...
      "ledger_cost_decimals": 8,
      // ... and a difference up to this counts as rounding.
      "cost_tolerance_usd": "0",
      // The multiplier where multipliers.csv has none.
      "default_multiplier": "1.5",
      // The statuses of requests that customers pay for.
      "charge": ["completed", "partial", "cancelled"],
      // The platform fee on requests with a customer's own key, by class of the model.
      "byok_markup_percent": { "free": "0", "budget": "5", "standard": "10", "premium": "15" },
      // Quotas for the free tier, simulated in the reports.
      "free_tier": { "budget_credits": "2000", "allowed_models": [] },
      // The meaning of the columns of an unknown export; paste the proposal of assay check here:
      // "mappings": { "ledger/x.csv": { "columns": { "request_id": "id" }, "time_zone": "Europe/Berlin" } },
    }

    """

  private static let multipliers = """
    level,tier,provider,model,multiplier,effective_from,effective_to,status,requested_by,\
    approved_by,approved_at,reason,target_margin_percent

    """

  private static let plans = """
    tier,is_free,monthly_price_usd,monthly_credits,target_margin_percent,allowed_models,\
    effective_from,effective_to

    """

  private static let readme = """
    # An Assay workspace: files and contents

    1. Put **your usage** into `ledger/`: files `.csv`, `.tsv`, `.jsonl` or `.json`, also `.gz`, at
       any depth below it. Assay never changes them. Each row is a request; Assay finds the columns by
       name, in any order:

       | column | contents |
       |---|---|
       | `request_id`, `request_started_at` | as in `r1`, `2026-08-01T12:00:00Z` |
       | `user_id` or `account_id`, `tier` | the user and plan |
       | `provider`, `model` | as in `openai`, `gpt-5` |
       | `input_tokens`, `output_tokens`, `cache_read_tokens` … | quantities, at least one |
       | `vendor_cost_usd`, `credits_deducted` | recorded cost and deduction, compared with the computed figures |

    2. If you sell the usage, put **your tiers** into `plans.csv`: free or paid, price, credits, the
       target margin, as in

           free,true,0,0,,,2026-01-01,
           pro,false,20,2000,30,,2026-01-01,

       If a paid plan has no price, its price and its plan fees are not known. Write 0 for a plan
       without a fee.

    3. Put **multipliers** on the vendor cost into `multipliers.csv`: by tier and model, by model,
       provider or tier, or the default. Only approved rows count, as in

           tier,pro,,,1.5,2026-01-01,,approved,ann,bob,2026-01-01,launch,30

       Reports show only costs until there is an approved multiplier row, a plan row or recorded
       credits.

    4. If your customers prepay credits, put the **events of your credit ledger** into `credits/`, in
       the file types of `ledger/`. Each row is an event; `assay audit` replays them and proves each
       balance:

       | column | contents |
       |---|---|
       | `event_id`, `at`, `account_id` | as in `e1`, `2026-08-01T12:00:00Z`, `acme` |
       | `kind` | `grant`, `reset`, `deduct`, `reserve`, `settle`, `release`, `refund`, `reverse`, `adjust`, `redeem`, `transfer_out`, `transfer_in`, `plan_change`, `payment_refund`, `expire`, `rollover`, `balance` or `notice` |
       | `credits` | above 0; only `adjust` and `balance` may be negative |
       | `source`, `expires_at`, `paid_usd` | of a grant: `monthly`, `bonus`, `promotion` or `topup`, its end and its payment |
       | `request_id` | the request that a `deduct`, `settle` or `refund` is for |
       | `reservation_id`, `transfer_id`, `reverses`, `coupon_code`, `plan`, `payment_id` | the subject of the other kinds |
       | `balance_after` | the recorded balance, compared with the replayed one |

    5. `assay check` prints each problem and the command that fixes it; `assay run` writes the
       reports to `out/`. `assay close MONTH` signs a month off, in `closes.csv` and `closes/`.

    A day in these files and in `assay.json` begins at midnight UTC, even if reports use another
    time zone. For another time, write it in full: `2026-08-01T00:00:00+02:00`.

    Assay reads every file in `ledger/` or refuses it. List its other files, such as notes, in
    `assay.json`: `"ignore": ["ledger/notes.txt"]`.

    | also here | contents |
    |---|---|
    | `prices/vendors.csv` | vendor prices with dates and sources: the vendors' own history |
    | `prices/catalog.csv` | models and days that the history lacks, from genai-prices |
    | `prices/own.csv` | your own prices: they override all others, row by row |
    | `price-sources.csv` | the rank of each price book; the lowest wins |
    | `aliases.csv` | other names of models, as in `openai,my-gpt-5,gpt-5,,,,,,` |
    | `derivations.csv` | rules for derived prices |
    | `assay.json` | settings, each with its default and its meaning |
    | `accounts.csv` | if an export has no column `tier`: `account_id,plan,effective_from,effective_to` |
    | `coupons.csv`, `topups.csv` | the coupons and credit packages that these events name |
    | `allocations.csv` | if members draw on the pool of an organisation: their caps and shares per month |
    | `permissions.csv` | the actors that may write adjustments, refunds, reversals and bonus grants |
    | `entitlements.csv` | the capabilities, models and rate limits of each plan |
    | `models.csv` | if customers bring their own keys: `provider,model,class`, free, budget, standard or premium |
    | `fx.csv` | if costs are recorded in other currencies: `day,currency,usd_per_unit,source` |
    | `.gitattributes` | keeps git from changing line endings, which would break the proof of a closed month |

    """
}
