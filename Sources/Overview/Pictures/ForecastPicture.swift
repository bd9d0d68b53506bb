import Ledger
import Reconciliation
import Reports
import Tables

extension Picture {
  /// The vendor cost of the next days as one sum with the range that should hold it, after earlier stretches of as many
  /// days; nil without usage, where nothing has a price or a cost, and where the history is too short.
  ///
  /// - Parameter costs: of the same run.
  static func forecast(
    _ input: ReportInput, _ costs: DailyCosts, decimals: Int
  ) -> Picture? {
    let isPriced = ComparisonClass.allCases.contains {
      $0 != .unpriced && input.reconciliation[cost: $0].requests > 0
    }
    guard isPriced, let outlook = input.outlook, let usual = input.facts.usualDays,
      let ahead = outlook.series.first(where: {
        $0.name == Name("total") && $0.measure.name == "vendor_cost_usd"
      }), ahead.points.count > 0
    else { return nil }
    let days = ahead.points.count
    let first = min(input.history?.usualDays?.lowerBound ?? usual.lowerBound, usual.lowerBound)
    let stretches = (0..<earlierStretches).reversed().map { back -> ClosedRange<Day> in
      let end = outlook.lastDay + -days * back
      return (end + (1 - days))...end
    }.filter { $0.lowerBound >= first }
    let past = stretches.map { costs.sums(of: $0).last ?? .zero }
    let mean = ahead.total.mean
    // As where customers pay the vendors themselves.
    guard past.contains(where: { $0 != .zero }) || mean.value != 0 else { return nil }
    let ends = ForecastCell.ends(of: ahead.total.range, around: mean).prefix(2)
      .map { Cell.decimal($0.value, scale: $0.scale) }
    let expected = Cell.decimal(mean.value, scale: mean.scale)
    // The band opens where the known costs end.
    let blanks = [Cell](repeating: .blank, count: max(0, past.count - 1))
    let start = past.last.map { [Cell.money($0)] } ?? []
    func line(_ name: String, _ role: Role, _ values: [Cell]) -> Series {
      Series(name: name, role: role, kind: .money, values: values, decimals: decimals)
    }
    let shown = [expected, ends[0], ends[1]].map {
      Figures.money($0.number?.value ?? 0, scale: $0.number?.scale ?? 0, decimals: decimals)
    }
    return Picture(
      name: "forecast",
      title: "Expected vendor cost of the next \(days) days: \(shown[0]) USD"
        + expectedCoverage(input),
      caption: "Vendor cost of \(days) days, USD, if usage continues; 80 % of outcomes are "
        + "from \(shown[1]) to \(shown[2])."
        + unpriced(input.facts.total().unpriced),
      report: "forecast",
      shape: .course(
        of: "\(days) days",
        values: stretches.map { "to \(DayText.short($0.upperBound))" } + ["next \(days) days"],
        series: [
          line("actual", .actual, past.map { .money($0) } + [.blank]),
          line("expected", .main, blanks + start + [expected]),
          line("low", .bound80, blanks + start + [ends[0]]),
          line("high", .bound80, blanks + start + [ends[1]]),
        ]))
  }

  /// The most stretches of known days.
  private static let earlierStretches = 3
}

/// Of how many requests ahead the sum is, where not of all: `, for 90 of 110 requests`.
private func expectedCoverage(_ input: ReportInput) -> String {
  guard let expected = input.outlook?.expected, expected.unpriced > 0 else { return "" }
  return ", for \(Figures.count(expected.requests - expected.unpriced)) of "
    + Figures.count(expected.requests, "expected request")
}

/// Returns a note about requests of past days that are in no figure.
private func unpriced(_ count: Int64) -> String {
  count == 0
    ? ""
    : " \(Figures.count(count, "request")) of the period \(count == 1 ? "has" : "have") no price; the forecast excludes \(count == 1 ? "it" : "them")."
}
