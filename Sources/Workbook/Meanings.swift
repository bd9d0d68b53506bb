/// What each figure and each column means, in a sentence.
package enum Meanings {
  /// How to read the workbook.
  static let notes = [
    "Margin = revenue − vendor cost. Margin % = margin ÷ revenue. Target % = mean of the plans' targets, "
      + "weighted by revenue.",
    "Negative margins are of single requests, by the credits deducted where these are recorded; revenue and margin are "
      + "by recomputed credits.",
    "On Reconciliation the difference of a total is of the compared requests only, not recorded less expected of its row.",
    "A blank cell means not known or not applicable; it never means zero.",
    "Percent columns hold 17.2 for 17.2 %, as the CSV files do.",
    "Columns marked “view only” help the eye and are in no CSV file.",
    "A table sheet shows at most 1,000 rows, those that matter most; its last line then names the CSV file "
      + "with all of them.",
    "facts.csv has the sums per day, user and all dimensions from which every table follows. It is too long "
      + "for a sheet.",
  ]

  /// Returns what a column of a report means; nil when nobody has said.
  package static func column(_ name: String, of report: String) -> String? {
    particular[report]?[name] ?? general[name]
  }

  /// By the name of the measure in `summary.csv`.
  package static let measures: [String: String] = [
    "rows_read": "Rows of the ledger that were read.",
    "rows_rated": "Rows with a price, which make every figure of cost and revenue.",
    "rows_unpriced": "Rows without a price: in no cost, credits or revenue.",
    "rows_duplicate":
      "Further rows with the id and the content of an earlier one; not counted again.",
    "rows_conflict":
      "Further rows with the id of an earlier one and other content; the first counts.",
    "rows_rejected": "Rows with a fault, listed with the reason in rejects.csv.",
    "rows_outside_period": "Rows that began before or after the days reported.",
    "users": "Distinct users of rated and unpriced rows.",
    "days": "Distinct days of rated and unpriced rows.",
    "cost_matched": "Recorded costs equal to the recomputed ones.",
    "cost_rounding": "Recorded costs within the tolerance.",
    "cost_mismatched": "Recorded costs that differ by more than the tolerance.",
    "credits_matched": "Recorded credits equal to the recomputed ones.",
    "credits_mismatched": "Recorded credits that differ.",
    "vendor_cost_usd": "What the vendors charge us, recomputed from quantities and dated prices.",
    "recorded_cost_usd": "What the ledger recorded as vendor cost.",
    "credits": "Charges to customers, recomputed.",
    "recorded_credits": "Charges to customers as the ledger recorded them.",
    "list_revenue_usd": "Worth of all credits, those of free tiers included.",
    "revenue_usd": "Worth of the recomputed credits of paid tiers.",
    "margin_usd": "Revenue less vendor cost.",
    "margin_percent": "Margin over revenue; blank without revenue.",
    "negative_margin_requests":
      "Charged requests of paid tiers that brought in less than they cost, by the credits deducted where these are "
      + "recorded; revenue and margin are recomputed.",
    "free_tier_loss_usd": "Vendor cost of free tiers, which earn nothing.",
    "overcharged_credits": "Recorded above recomputed credits, summed: too much for the customers.",
    "undercharged_credits": "Recorded below recomputed credits, summed: too little for us.",
    "uncharged_failed_cost_usd":
      "Vendor cost of requests whose status is not to be charged, whether or not they were.",
    "costs_recorded": "Requests with a recorded cost in USD: what recorded_cost_usd is the sum of.",
    "costs_not_recorded": "Requests without a recorded cost.",
    "costs_compared":
      "Requests with a price and a recorded cost in USD: those whose costs were compared.",
    "credits_compared":
      "Requests with a price and recorded credits: overcharged_credits and undercharged_credits are of these.",
    "paid_requests_without_price":
      "Requests of paid tiers without a price: not among those that negative_margin_requests can count.",
    "costs_not_converted": "Recorded costs in a currency without a rate on the day: in no sum.",
    "credits_recorded": "Requests with recorded credits.",
    "credits_not_recorded": "Requests without recorded credits.",
    "default_multiplier_revenue_usd":
      "Part of the revenue that rests on the default multiplier of the settings.",
    "unlisted_tier_revenue_usd":
      "Part of the revenue of tiers without a plan in force, which count as paid.",
    "plan_fees_usd":
      "Monthly prices of the plans × users with a request in the month, not prorated; not in the revenue. The price is "
      + "that in force as the month begins, else the first in it. Who changes plan counts in each; where no user is named, "
      + "an account counts as one.",
    "margin_with_plan_fees_usd": "Margin and plan fees together.",
    "plan_user_months": "Users × months with a request in tiers that are not free of charge.",
    "plan_user_months_without_price":
      "Those of them for which plans.csv states no price: the plan fees lack them.",
  ]

  /// Columns that mean the same in every report.
  private static let general: [String: String] = [
    "tier": "Plan of the customer, as the ledger has it.",
    "day": "Day in the reporting zone.",
    "month": "Month in the reporting zone.",
    "provider": "Vendor of the model.",
    "model": "Model after aliases.csv.",
    "service": "Kind of service; chat where the ledger is blank.",
    "account": "Customer's account; blank where the ledger has none.",
    "user": "User id, or the account where there is none.",
    "users": "Distinct users with requests.",
    "requests": "Requests that count: rated and unpriced.",
    "vendor_cost_usd": "What the vendors charge us; 0 under a customer's own key.",
    "credits": "Charges, recomputed.",
    "list_revenue_usd": "Credits × worth of a credit, free tiers included.",
    "revenue_usd": "Credits of paid tiers × worth of a credit; free tiers bring 0.",
    "revenue_per_user_usd": "Revenue over users.",
    "margin_usd": "Revenue less vendor cost.",
    "margin_percent": "Margin over revenue; blank without revenue.",
    "target_margin_percent": "Mean of the plans' targets, weighted by revenue; blank without one.",
    "variance_points": "Margin % less target %, in points.",
    "negative_margin_requests":
      "Charged requests of paid tiers that brought in less than they cost, by the credits deducted where these are "
      + "recorded; revenue and margin are recomputed.",
    "unpriced_requests":
      "Requests without a price, which the figures lack; a figure is blank where none has a price.",
    "share_percent": "Part of the whole free-tier loss.",
    "cumulative_share_percent": "Part of this row and all above it.",
    "kind": "What was found.",
    "request_id": "Id of the request in the ledger.",
    "request_started_at":
      "When the request began, as the ledger writes it; prices count as of then.",
    "user_id": "User in the ledger.",
    "file": "File of the ledger with the row.",
    "line": "Line of the file where the row begins.",
    "recorded_cost_usd": "Vendor cost that the ledger recorded, rounded for the comparison.",
    "expected_cost_usd": "Vendor cost recomputed, rounded for the comparison.",
    "cost_difference_usd": "Recorded less expected: above 0 is recorded too high.",
    "recorded_credits": "Credits that the ledger charged.",
    "expected_credits": "Credits recomputed.",
    "credits_difference": "Recorded less expected: above 0 the customer was overcharged.",
    "diagnosis": "Which mistake gives the recorded figure exactly; see docs/DIAGNOSES.md.",
    "evidence":
      "What shows it: the figure and the rows of the books, or the other row and what differs.",
  ]

  /// Columns that mean something of their own in one report.
  private static let particular = reported.merging(PriceMeanings.columns) { own, _ in own }
    .merging(BucketMeanings.columns) { own, _ in own }

  private static let reported: [String: [String: String]] = [
    "free-tier-loss-by-user": freeTier, "free-tier-loss-by-model": freeTier,
    "free-tier-loss-by-day": freeTier,
    "revenue": ["requests": "Requests of the tier in the month."],
    "reconciliation": [
      "subject": "What is compared: vendor cost in USD, or credits.",
      "class":
        "How it compares; not_converted has no exchange rate. The last row of each subject sums the known figures.",
      "requests": "Requests of the class.",
      "recorded": "Sum that the ledger recorded, in USD or credits.",
      "expected": "Sum recomputed, in USD or credits.",
      "difference": "Recorded less expected, of rows that have both; so in the total, too.",
    ],
    "diagnosis": [
      "code": "Mistake that gives the recorded figures exactly; see docs/DIAGNOSES.md.",
      "requests": "Requests that differ for this cause.",
      "users": "Distinct users of those requests.",
      "cost_difference_usd": "Recorded less expected cost, summed.",
      "credits_difference":
        "Recorded less expected credits, summed: above 0 customers were overcharged.",
      "first_seen": "When the first such request began, in UTC.",
      "last_seen": "When the last such request began, in UTC.",
      "models": "Models of those requests, a semicolon between them.",
      "tiers": "Tiers of those requests, likewise.",
      "sentence": "The cause in words, with the first rows of the books behind it.",
      "services": "Services of those requests, likewise.",
      "files": "Files of the ledger with those requests, likewise.",
      "pattern": "What they have in common, and where they begin or end at one instant.",
      "users_overcharged": "Users whom it overcharged.",
      "overcharged_credits": "Credits charged above what was right.",
      "overcharged_usd": "Worth of those credits at list.",
      "users_undercharged": "Users whom it undercharged.",
      "undercharged_credits": "Credits charged below what was right.",
      "undercharged_usd": "Worth of those credits at list.",
      "lost_usd": "The part of that of paid tiers: revenue that we did not earn.",
      "worst_user": "User with the largest difference in credits.",
      "worst_user_credits": "Recorded less expected credits of that user.",
      "worst_user_usd": "Worth of those at list.",
    ],
    "corrections": [
      "user": "User, or account where the ledger names no user.",
      "action": "refund, charge, or none where differences cancel out.",
      "credits": "To add to what was recorded: below 0 is a refund.",
      "list_revenue_usd": "Worth of those credits at list.",
      "revenue_usd": "The part of that of paid tiers.",
      "requests": "Requests whose credits differ.",
      "overcharged_credits": "Credits charged above what was right.",
      "undercharged_credits": "Credits charged below what was right.",
      "unexplained_requests": "Requests of which the cause is not known: look at them first.",
      "tiers": "Tiers of those requests, a semicolon between them.",
      "causes": "Their causes, likewise, as in docs/DIAGNOSES.md.",
    ],
    "negative-margin": [
      "credits": "Credits deducted: recorded, or recomputed where nothing was recorded.",
      "revenue_usd": "Worth of those credits.",
      "margin_usd": "That revenue less the vendor cost.",
      "vendor_cost_usd": "What the request cost us.",
    ],
    "rejects": [
      "column": "Column with the fault; blank when it is the whole row.",
      "code": "Kind of fault.",
      "message": "What is wrong, and what was expected.",
      "text": "The row as it stands in the file.",
      "text_encoding": "utf8, or base64 where the row is no UTF-8.",
      "estimated_cost_usd": "What the row would cost, where enough of it can be read.",
    ],
    "forecast": [
      "day": "Day that is forecast.",
      "series": "total, or one group such as tier/pro.",
      "measure": "What is forecast: credits, requests, revenue or vendor cost in USD.",
      "method": "How the forecast is made.",
      "mean":
        "Expected value; days share whole requests, so 0 means that less than one is expected on the day.",
      "lo80": "Lower end of the range that should hold the value with 80 %.",
      "hi80": "Upper end of that range.",
      "lo95": "Lower end of the range that should hold the value with 95 %.",
      "hi95": "Upper end of that range.",
    ],
    "forecast-accuracy": [
      "series": "total, or one group.",
      "measure": "What is forecast.",
      "method": "How the forecast is made.",
      "horizon": "Days ahead that were tested.",
      "origins": "From how many earlier days the series was forecast by itself, not as a share.",
      "mase": "Mean error, in units of the usual change from week to week.",
      "smape": "Mean relative error in percent, of forecast and value together.",
      "coverage80": "Share of days within their 80 % ranges.",
      "coverage95": "Share of days within their 95 % ranges.",
      "seasonal_naive_mase": "The same as mase, had the last week been repeated.",
      "seasonal_naive_smape": "The same as smape, had the last week been repeated.",
      "history_days": "Days from the first use to the last day.",
      "trust": "Whether the history is long enough to test a forecast on it.",
    ],
    "anomalies": [
      "series": "total, or one model, provider or tier.",
      "measure": "What is odd: vendor cost in USD.",
      "day": "Day that is odd.",
      "kind": "spike, drop, level_shift (from that day on), missing_day or new_model.",
      "value": "What the day brought.",
      "expected": "What the days around it make expect.",
      "lo": "Lower end of what is not odd.",
      "hi": "Upper end of what is not odd.",
      "score": "How far off, in usual deviations; below 0 for less than expected.",
      "cause": "Price change, user or model that explains at least half of it.",
      "effect_usd": "Value less what was expected, in USD.",
    ],
  ]

  private static let freeTier = [
    "requests": "Requests of free tiers, unpriced ones included.",
    "vendor_cost_usd": "Vendor cost of free tiers: the loss.",
    "credits": "Credits of free tiers, which are no revenue.",
  ]
}
