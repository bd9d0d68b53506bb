import Comparing
import Ledger
import Overview

/// The data of the page, from which its script adds up the figures of any filter.
///
/// It is one JSON object. Long tables are texts: see `CompactTableText`. Amounts of cells are whole numbers of 10⁻ˢᶜᵃˡᵉ USD,
/// those of bridges of 10⁻¹⁸ USD, and no amount is rounded. Members:
///
/// - `costOnly`: nothing is sold, so there is no revenue.
/// - `decimals`: of amounts at least; `scale`: of the amounts of cells.
/// - `period`: the days of the report, its name, and the words for the command line; null without usage.
/// - `months`: key, name, short name of each month of the report, and 1 if the report is of all its days.
/// - `tiers`, `models` (name and vendor), `plans` (tier, 1 if free, target in millionths of a percent or null).
/// - `customers`: a name, or `[tier, count, lost]` for the others of a tier.
/// - `cells`: customer, plan, model, month; requests, requests without a price, cost, revenue, prompt, cached and output
///   tokens.
/// - `before`: the same of the period before, with a name; null where there is none.
/// - `days`: the first day, and rows of days after it, plan, model; requests, those without a price, cost, prompt and
///   cached tokens; `before`: first day and number of days of the period before, if its days add up to it; null where they
///   are too many.
/// - `fees`: month, tier, users and plan fee; a fee is null where no plan states a price.
/// - `bridge`: see `BridgeData`.
struct PageData {
  private let overview: Overview
  private let cells: ReportCells
  private let tiers: [Name]
  /// The place of each tier.
  private let numbers: [Name: Int]

  init(_ overview: Overview, _ cells: ReportCells) {
    self.overview = overview
    self.cells = cells
    var (tiers, numbers): ([Name], [Name: Int]) = ([], [:])
    for plan in cells.plans where numbers[plan.tier] == nil {
      numbers[plan.tier] = tiers.count
      tiers.append(plan.tier)
    }
    (self.tiers, self.numbers) = (tiers, numbers)
  }

  /// Returns the data in at most `limit` bytes, with as many customers as fit; nil if even their sums do not fit.
  func json(atMost limit: Int) -> String? {
    var scale = AmountScale()
    for cell in cells.rows { scale.fit(cell.measures) }
    for cell in cells.before { scale.fit(cell.measures) }
    for cell in cells.days { scale.fit(cell.measures) }
    let fixed = fixed(scale)
    // Very many tiers or models leave no room: then no list of customers is made, which would be as long.
    guard fixed.utf8.count < limit else { return nil }
    let room = CustomerRowLimit(cells, scale: scale)
    for days in [days(cells.days, scale), "null"] {
      let rest = limit - fixed.utf8.count - days.utf8.count - PageData.names
      if rest < 0 { continue }
      var count = room.customers(in: rest)
      while true {
        let text = "{\(fixed),\"days\":\(days),\(customers(cells.keeping(count), scale))}"
        if text.utf8.count <= limit { return text }
        if count == 0 { break }
        // The others' rows take room too, the more the fewer customers have their own.
        count -= max(1, count / 8)
      }
    }
    return nil
  }

  /// More bytes than the names of the members beside lists of customers.
  private static let names = 200

  /// The customers and the members whose rows are theirs.
  private func customers(_ cells: ReportCells, _ scale: AmountScale) -> String {
    PageJSONText.members([
      "customers": PageJSONText.array(
        cells.customers.map { customer in
          switch customer {
          case .named(let name): PageJSONText.name(name)
          case .others(let tier, let count, let lost):
            PageJSONText.array([String(numbers[tier] ?? -1), String(count), String(lost)])
          }
        }),
      "cells": rows(cells.rows, scale),
      "before": overview.changed.map { changed in
        PageJSONText.object([
          "name": PageJSONText.string(changed.nameOfBase), "cells": rows(cells.before, scale),
        ])
      } ?? "null",
    ])
  }

  /// The members that are the same whoever is listed.
  private func fixed(_ scale: AmountScale) -> String {
    func number(_ tier: Name) -> String { String(numbers[tier] ?? -1) }
    return PageJSONText.members([
      "costOnly": String(overview.headline.isCostOnly),
      "allowances": String(overview.headline.planFeesCountTwice),
      "paidFees": overview.headline.paidFeesNote.map(PageJSONText.string) ?? "null",
      "decimals": String(overview.headline.decimals), "scale": String(scale.decimals),
      "period": period, "months": PageJSONText.array(cells.months.map(month)),
      "tiers": PageJSONText.array(tiers.map { PageJSONText.string(TierText.name($0)) }),
      "models": PageJSONText.array(
        cells.models.map {
          PageJSONText.array([
            PageJSONText.name($0.name), PageJSONText.string($0.vendor.description),
          ])
        }),
      "plans": PageJSONText.array(
        cells.plans.map {
          PageJSONText.array([
            number($0.tier), $0.isFree ? "1" : "0",
            $0.targetMargin.map { String($0.millionths) } ?? "null",
          ])
        }),
      "fees": PageJSONText.array(
        cells.fees.map { fee in
          PageJSONText.array([
            String(cells.months.firstIndex(of: fee.month) ?? -1), number(fee.tier),
            String(fee.users), fee.amount.map { "\"\($0.attodollars)\"" } ?? "null",
          ])
        }),
      "bridge": overview.changed.flatMap { changed in
        changed.comparison.isChangeKnown
          ? BridgeData(changed, tiers: numbers, models: cells.models).json : nil
      } ?? "null",
    ])
  }

  private var period: String {
    guard let days = overview.scope.days else { return "null" }
    return PageJSONText.object([
      "name": PageJSONText.string(DayText.range(days)),
      "from": PageJSONText.string(days.lowerBound.description),
      "to": PageJSONText.string(days.upperBound.description),
    ])
  }

  private func month(_ month: Month) -> String {
    let name = DayText.months[month.month - 1]
    let (first, last) = (month.period.from, month.period.lastDay)
    let isWhole = overview.scope.days.map { $0.lowerBound <= first && last <= $0.upperBound }
    return PageJSONText.array(
      [month.description, "\(name) \(month.year)", name].map(PageJSONText.string) + [
        isWhole == true ? "1" : "0"
      ])
  }

  private func rows(_ cells: [ReportCell], _ scale: AmountScale) -> String {
    var rows = CompactTableText()
    for cell in cells { rows.add(cell, scale) }
    return rows.json
  }

  /// A ledger that counts a repeated row in the other period gives two figures of one: then there is nothing to draw.
  private func daysBefore(_ days: [DayCell]) -> String? {
    guard let comparison = overview.changed?.comparison else { return nil }
    let period = comparison.a.period
    let cost = days.reduce(Int128(0)) {
      $0 + (period.contains($1.day) ? $1.measures.vendorCost : 0)
    }
    guard cost == comparison.total.cost.start else { return nil }
    return PageJSONText.array([
      PageJSONText.string(period.from.description), String(period.dayCount),
    ])
  }

  private func days(_ days: [DayCell], _ scale: AmountScale) -> String {
    guard let first = days.first?.day else { return "null" }
    var rows = CompactTableText()
    for cell in days {
      let sums = cell.measures
      rows.addPlace(cell.day - first)
      rows.addPlace(cell.plan)
      rows.addPlace(cell.model)
      rows.addFigure(Int128(sums.requests))
      rows.addFigure(Int128(sums.unpriced))
      rows.addFigure(scale.units(sums.vendorCost))
      rows.addFigure(sums.promptTokens)
      rows.addFigure(sums.cachedTokens)
      rows.endRow()
    }
    return PageJSONText.object([
      "first": PageJSONText.string(first.description), "rows": rows.json,
      "before": daysBefore(days) ?? "null",
    ])
  }
}

extension CompactTableText {
  mutating func add(_ cell: ReportCell, _ scale: AmountScale) {
    let sums = cell.measures
    addPlace(cell.customer)
    addPlace(cell.plan)
    addPlace(cell.model)
    addPlace(cell.month)
    addFigure(Int128(sums.requests))
    addFigure(Int128(sums.unpriced))
    addFigure(scale.units(sums.vendorCost))
    addFigure(scale.units(sums.revenue))
    addFigure(sums.promptTokens)
    addFigure(sums.cachedTokens)
    addFigure(sums.outputTokens)
    endRow()
  }
}

extension PageJSONText {
  /// The name of a customer or model; `(none)` where the ledger has none.
  static func name(_ name: Name) -> String {
    string(name.isEmpty ? "(none)" : name.description)
  }
}
