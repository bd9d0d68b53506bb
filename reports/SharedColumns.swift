import Tables

/// A column of its own: its name in the CSV, and what it means, in a sentence.
extension Column {
  static func text(_ name: String, _ meaning: String) -> Self { Self(name, .text, meaning) }
  static func count(_ name: String, _ meaning: String) -> Self { Self(name, .count, meaning) }
  static func money(_ name: String, _ meaning: String) -> Self { Self(name, .money, meaning) }
  static func requestMoney(_ name: String, _ meaning: String) -> Self {
    Self(name, .requestMoney, meaning)
  }
  static func percent(_ name: String, _ meaning: String) -> Self { Self(name, .percent, meaning) }
  static func decimal(_ name: String, _ meaning: String) -> Self { Self(name, .decimal, meaning) }
  static func day(_ name: String, _ meaning: String) -> Self { Self(name, .day, meaning) }
}

/// The columns that mean the same in several reports.
extension Column {
  static let account = Column(
    "account", .text, "Customer's account; blank where the ledger has none.")
  static let contextOver = Column(
    "context_over", .count,
    "The price applies above this number of input tokens; blank means the base band.")
  static let credits = Column("credits", .credits, "Charges, recomputed.")
  static let customersPayPercent = Column(
    "customers_pay_percent", .percent,
    "Increase of the charges for the model if customers pay the change.")
  static let day = Column("day", .day, "Day in the reporting zone.")
  static let file = Column("file", .text, "File of the ledger with the row.")
  static let keepPriceMultiplier = Column(
    "keep_price_multiplier", .multiplier,
    "Multiplier that keeps the customers' price, rounded up to 0.01.")
  static let line = Column("line", .count, "Line of the file where the row begins.")
  static let listRevenueUSD = Column(
    "list_revenue_usd", .money, "Credits × credit value, free tiers included.")
  static let marginIfMultiplierStaysPercent = Column(
    "margin_if_multiplier_stays_percent", .percent, "The same if customers pay the change.")
  static let marginIfPriceStaysPercent = Column(
    "margin_if_price_stays_percent", .percent,
    "The margin if the customers' price stays the same.")
  static let marginPercent = Column(
    "margin_percent", .percent, "Margin ÷ revenue; blank without revenue.")
  static let marginUSD = Column("margin_usd", .money, "Revenue less vendor cost.")
  static let method = Column("method", .text, "Forecast method.")
  static let model = Column("model", .text, "Model after aliases.csv.")
  static let month = Column("month", .text, "Month in the reporting zone.")
  static let overchargedCredits = Column(
    "overcharged_credits", .credits, "Credits charged above the correct amount.")
  static let per = Column("per", .count, "Number of units that the price covers.")
  static let priceClass = Column("class", .text, "Unit class of the price.")
  static let provider = Column("provider", .text, "Vendor of the model.")
  static let region = Column("region", .text, "Region of the price; blank means any.")
  static let requestID = Column("request_id", .text, "Id of the request in the ledger.")
  static let requestStartedAt = Column(
    "request_started_at", .text,
    "Start of the request as written in the ledger; prices apply as of then.")
  static let revenueUSD = Column(
    "revenue_usd", .money, "Credits of paid tiers × credit value; 0 for free tiers.")
  static let service = Column("service", .text, "Kind of service; chat where the ledger is blank.")
  static let serviceTier = Column("service_tier", .text, "Service tier of the price.")
  static let source = Column("source", .text, "Source named in the price book.")
  static let targetMarginPercent = Column(
    "target_margin_percent", .percent,
    "Mean of the plans' targets, weighted by revenue; blank if part of the revenue has none.")
  static let targetMultiplier = Column(
    "target_multiplier", .multiplier,
    "Multiplier that gives the target on the model, rounded up to 0.01.")
  static let tier = Column("tier", .text, "Plan of the customer, as the ledger has it.")
  static let underchargedCredits = Column(
    "undercharged_credits", .credits, "Credits charged below the correct amount.")
  static let unpricedRequests = Column(
    "unpriced_requests", .count,
    "Requests without a price, which the figures exclude; a figure is blank where none has a price."
  )
  static let user = Column("user", .text, "User id, or the account where there is none.")
  static let userID = Column("user_id", .text, "User in the ledger.")
  static let vendorCostUSD = Column(
    "vendor_cost_usd", .money, "Cost that the vendor charges; 0 with a customer's own key.")
}
