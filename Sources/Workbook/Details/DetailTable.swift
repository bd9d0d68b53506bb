import Ledger
import Reports
import Tables

/// A sheet of `assay-details.xlsx`: which CSV it shows, in which group, and how.
struct DetailTable {
  /// The name of the table, without `.csv`.
  let name: String
  let group: Group
  let options: SheetOptions

  /// The groups of sheets, each with a colour of its tabs, in their order.
  enum Group: CaseIterable {
    case money, freeTier, reconciliation, prices, forecast, usage

    var colour: Colour {
      switch self {
      case .money: .blue
      case .freeTier: .amber
      case .reconciliation: .orange
      case .prices: .purple
      case .forecast: .good
      case .usage: .slate
      }
    }
  }

  /// Every sheet, in the order of the workbook: a table of a later version is one more line here.
  static let all: [DetailTable] = [
    DetailTable(
      "margin-by-tier", .money, isLargestFirst: true, sums: margin, headings: ofRequests),
    DetailTable(
      "margin-by-account", .money, isLargestFirst: true, sums: margin, headings: ofRequests),
    DetailTable(
      "margin-by-model", .money, isLargestFirst: true, sums: margin, headings: ofRequests),
    DetailTable(
      "margin-by-provider", .money, isLargestFirst: true, sums: margin, headings: ofRequests),
    DetailTable(
      "margin-by-service", .money, isLargestFirst: true, sums: margin, headings: ofRequests),
    DetailTable("margin-by-day", .money, sums: margin, headings: ofRequests),
    DetailTable("revenue", .money, isLargestFirst: true, sums: margin),
    DetailTable("negative-margin", .money, sums: margin),
    DetailTable(
      "deferred-revenue", .money,
      sums: ["sold_usd", "realised_usd", "breakage_usd", "refunded_usd", "transferred_usd"],
      words: { CodeText.creditWords($0, column: $1) }),
    DetailTable(
      "revenue-waterfall", .money, sums: ["realised_usd", "breakage_usd", "refunded_usd"]),
    DetailTable(
      "invoices", .money, isLargestFirst: true,
      sums: sums(of: InvoicesTable.columns).union(["lines"])),
    DetailTable(
      "journal", .money, sums: ["usd"], words: { CodeText.creditWords($0, column: $1) }),
    DetailTable("comparison", .money),
    DetailTable("restatement", .money),
    DetailTable(
      "comparison-movers", .money,
      pairs: [SheetPair("b_usd", "a_usd", "change_usd", isShown: true)]),
    DetailTable("free-tier-loss-by-user", .freeTier, isLargestFirst: true, sums: freeTier),
    DetailTable("free-tier-loss-by-model", .freeTier, isLargestFirst: true, sums: freeTier),
    DetailTable("free-tier-loss-by-day", .freeTier, sums: freeTier),
    DetailTable("free-tier-guards", .freeTier),
    DetailTable("free-tier-guard-users", .freeTier, isLargestFirst: true),
    DetailTable("reconciliation", .reconciliation, pairs: recorded),
    DetailTable(
      "diagnosis", .reconciliation,
      sums: [
        "requests", "cost_difference_usd", "credits_difference", "overcharged_credits",
        "overcharged_usd", "undercharged_credits", "undercharged_usd", "lost_usd",
      ]),
    DetailTable(
      "corrections", .reconciliation,
      sums: [
        "credits", "list_revenue_usd", "revenue_usd", "requests", "overcharged_credits",
        "undercharged_credits", "unexplained_requests",
      ]),
    DetailTable(
      "bill-reconciliation", .reconciliation, sums: bill,
      pairs: [SheetPair("billed_usd", "ledger_usd", "difference_usd")],
      words: { CodeText.billWords($0, column: $1) }),
    DetailTable("exceptions", .reconciliation, isLargestFirst: true, pairs: recorded),
    DetailTable(
      "rejects", .reconciliation, sums: ["estimated_cost_usd"], omits: ["code", "text_encoding"]),
    DetailTable(
      "credit-balances", .reconciliation, isLargestFirst: true,
      sums: sums(of: CreditBalancesTable.columns), narrowest: credits),
    DetailTable(
      "grants", .reconciliation, isLargestFirst: true, sums: sums(of: GrantsTable.columns),
      narrowest: credits,
      words: { CodeText.creditWords($0, column: $1) }),
    DetailTable(
      "reservations", .reconciliation, sums: sums(of: ReservationsTable.columns),
      words: { CodeText.creditWords($0, column: $1) }),
    DetailTable(
      "coupons-report", .reconciliation,
      sums: sums(of: CouponsTable.columns).union(["redemptions", "findings"]),
      headings: ["code": "Code"],
      words: { CodeText.creditWords($0, column: $1) }),
    DetailTable(
      "plan-changes", .reconciliation, sums: ["credits", "paid_usd"],
      words: { CodeText.creditWords($0, column: $1) }),
    DetailTable(
      "pool-usage", .reconciliation, isLargestFirst: true,
      sums: ["drawn_credits", "allocated_credits"]),
    DetailTable("low-balances", .reconciliation, sums: ["balance", "available"]),
    DetailTable(
      "entitlement-findings", .reconciliation, sums: ["requests", "credits", "unpriced_requests"],
      words: { CodeText.creditWords($0, column: $1) }),
    DetailTable("price-watch", .prices),
    DetailTable("price-watch-tiers", .prices),
    DetailTable("price-history", .prices),
    DetailTable("price-checks", .prices),
    DetailTable("forecast", .forecast),
    DetailTable("forecast-accuracy", .forecast),
    DetailTable("anomalies", .forecast),
    DetailTable(
      "usage-comparison", .usage, pairs: [SheetPair("vendor", "ledger", "difference")]),
    DetailTable("usage-buckets", .usage),
    DetailTable(
      "recommendations", .usage),
    DetailTable(
      "efficiency", .usage,
      sums: ["requests", "failed_requests", "vendor_cost_usd", "cache_value_usd"],
      headings: ["requests": "Requests with a price"]),
    DetailTable("users", .usage, isLargestFirst: true, sums: userSums),
    DetailTable(
      "usage-patterns", .usage,
      sums: ["requests", "prompt_tokens", "output_tokens", "vendor_cost_usd"]),
  ]

  private static let margin: Set = [
    "requests", "vendor_cost_usd", "credits", "list_revenue_usd", "revenue_usd", "margin_usd",
    "negative_margin_requests", "unpriced_requests", "realised_revenue_usd", "breakage_usd",
  ]
  /// Unlike in `revenue.csv`, it lacks credit events without a usage row.
  private static let ofRequests = ["realised_revenue_usd": "Realised revenue of requests USD"]
  private static let userSums: Set = [
    "requests", "prompt_tokens", "cached_tokens", "output_tokens", "vendor_cost_usd", "credits",
    "revenue_usd", "margin_usd", "previous_cost_usd",
  ]
  private static let bill = Set(
    BillReconciliationTable.columns.filter { $0.kind == .money }.map(\.name))
  /// The columns of credits and money.
  private static func sums(of columns: [Column]) -> Set<String> {
    Set(columns.filter { $0.kind == .credits || $0.kind == .money }.map(\.name))
  }
  private static let freeTier: Set = [
    "requests", "credits", "vendor_cost_usd", "share_percent", "unpriced_requests",
  ]
  /// Room for the bold `Consumed` beside its filter button.
  private static let credits = 12
  private static let recorded = [
    SheetPair("recorded", "expected", "difference"),
    SheetPair("recorded_cost_usd", "expected_cost_usd", "cost_difference_usd"),
    SheetPair("recorded_credits", "expected_credits", "credits_difference"),
  ]

  private init(
    _ name: String, _ group: Group, isLargestFirst: Bool = false, sums: Set<String> = [],
    pairs: [SheetPair] = [], omits: Set<String> = [], narrowest: Int = 9,
    headings: [String: String] = [:],
    words: @escaping @Sendable (Name, String) -> Name? = { CodeText.words($0, column: $1) }
  ) {
    self.name = name
    self.group = group
    var options = SheetOptions()
    options.isLargestFirst = isLargestFirst
    options.summed = sums
    options.pairs = pairs
    options.omitted = omits
    options.words = words
    options.narrowest = narrowest
    options.headings = headings
    self.options = options
  }
}
