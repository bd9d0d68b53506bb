import Ledger
import Overview
import Tables

/// The cost of usage by day, model and user as JSON, where nothing is sold.
enum CostViewJSON {
  static func value(_ view: CostOnlyView) -> JSONText {
    .object([
      ("last_7_days", span(view.lastDays)), ("days_before", span(view.daysBefore)),
      ("by_day", breakdown(view.days)), ("by_model", breakdown(view.models)),
      ("by_user", breakdown(view.users)),
    ])
  }

  private static func span(_ span: CostOnlyView.Span?) -> JSONText {
    guard let span else { return .null }
    return .object([
      ("first_day", .described(span.days.lowerBound)),
      ("last_day", .described(span.days.upperBound)),
      ("vendor_cost_usd", .described(span.cost)), ("unpriced_requests", .number(span.unpriced)),
    ])
  }

  private static func breakdown(_ breakdown: CostOnlyView.Breakdown) -> JSONText {
    .object([
      ("largest", .array(breakdown.shown.map(part))),
      ("others", breakdown.rest.map(part) ?? .null), ("total", part(breakdown.total)),
    ])
  }

  private static func part(_ part: CostOnlyView.Part) -> JSONText {
    .object([
      ("name", .string(part.name)), ("requests", .number(part.totals.requests)),
      ("vendor_cost_usd", .described(part.totals.knownVendorCost)),
      ("share_percent", part.share.map { Cell.percent(tenThousandths: $0).json } ?? .null),
      ("unpriced_requests", .number(part.totals.unpriced)),
    ])
  }
}
