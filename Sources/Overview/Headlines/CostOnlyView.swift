import Cube
import Ledger
import Reports

/// The cost of usage by day, model and user, shown where no book says what customers pay.
package struct CostOnlyView: Sendable {
  /// The last seven days with usage, the latest first.
  package let days: Breakdown
  /// Largest cost first.
  package let models: Breakdown
  /// Users, or accounts where no user is named; largest cost first.
  package let users: Breakdown
  /// The last seven days of the report.
  package let lastDays: Span?
  /// The seven days before them, where the report has them all.
  package let daysBefore: Span?
  /// How to price customers.
  package let howToSell: String

  /// The cost of some days of a report.
  package struct Span: Sendable {
    package let days: ClosedRange<Day>
    /// Nil where requests have no price, and none has one.
    package let cost: Money?
    package let unpriced: Int64
    /// Those whose cost is known, in part at least; a day without requests costs nothing.
    let knownDays: Int64
  }

  /// The parts of the cost by one key.
  package struct Breakdown: Sendable {
    /// The name of the keys: `model`.
    package let word: String
    /// The largest, at most `CostOnlyView.limit`.
    package let shown: [Part]
    /// All others as one; nil where there are none.
    package let rest: Part?
    package let total: Part
    /// The report that has all, without `.csv`; nil where none has.
    package let report: String?
  }

  /// One row of a breakdown.
  package struct Part: Sendable {
    package let name: String
    package let totals: MoneyTotals
    /// Of the whole cost, in 10⁻⁴ percent; nil where either is not known.
    package let share: Int128?
  }

  /// By how much the shown costs may differ from their totals; nil where they add up.
  ///
  /// - Parameter decimals: of the shown amounts.
  package func roundingNote(decimals: Int) -> String? {
    RoundingNote.text(
      costs: [days, models, users].map { breakdown in
        (
          (breakdown.shown + [breakdown.rest].compactMap(\.self)).map(\.totals.vendorCost),
          breakdown.total.totals.vendorCost
        )
      }, decimals: decimals)
  }

  /// The number of keys with a line of their own.
  package static let limit = 5

  /// Nil where usage is sold.
  init?(_ input: ReportInput) {
    guard input.isCostOnly else { return nil }
    let facts = input.facts
    howToSell = CostOnlyView.howToSell(facts)
    let byDay = facts.totals(byDays: \.self)
    days = CostOnlyView.breakdown(
      "day", byDay.reversed().map { (Name($0.key.description), $0.totals) }, of: input.total,
      showing: 7, rest: "earlier", report: "margin-by-day")
    models = CostOnlyView.breakdown(
      "model", CostOnlyView.largestFirst(facts.totals(byDimensions: \.model)), of: input.total,
      report: "margin-by-model")
    users = CostOnlyView.breakdown(
      "user", CostOnlyView.largestFirst(facts.totalsByUser(\.reported)), of: input.total,
      report: nil)
    guard let usual = facts.usualDays else {
      (lastDays, daysBefore) = (nil, nil)
      return
    }
    func span(_ from: Day, _ to: Day) -> Span? {
      guard from >= usual.lowerBound else { return nil }
      var totals = MoneyTotals()
      var unknown: Int64 = 0
      for day in byDay where (from...to).contains(day.key) {
        totals.add(day.totals)
        if day.totals.knownVendorCost == nil { unknown += 1 }
      }
      return Span(
        days: from...to, cost: totals.knownVendorCost, unpriced: totals.unpriced,
        knownDays: 7 - unknown)
    }
    let last = usual.upperBound
    lastDays = span(last + -6, last)
    daysBefore = span(last + -13, last + -7)
  }

  private static func restName(_ count: Int, _ noun: String) -> String {
    noun == "other"
      ? Figures.count(Int64(count), "other") : "\(Figures.count(Int64(count))) \(noun)"
  }

  private static func largestFirst(
    _ groups: [(key: Name, totals: MoneyTotals)]
  ) -> [(key: Name, totals: MoneyTotals)] {
    groups.sorted { ($0.totals.vendorCost, $1.key) > ($1.totals.vendorCost, $0.key) }
  }

  private static func breakdown(
    _ word: String, _ groups: [(key: Name, totals: MoneyTotals)], of whole: MoneyTotals,
    showing limit: Int = limit, rest noun: String = "other", report: String?
  ) -> Breakdown {
    func part(_ name: String, _ totals: MoneyTotals) -> Part {
      let share = totals.knownVendorCost.flatMap {
        Quotient.halfEven($0.attodollars * 1_000_000, whole.vendorCost.attodollars)
      }
      return Part(name: name, totals: totals, share: share)
    }
    let rest = groups.dropFirst(limit)
    var sum = MoneyTotals()
    for group in rest { sum.add(group.totals) }
    return Breakdown(
      word: word,
      shown: groups.prefix(limit).map {
        part($0.key.isEmpty ? "(none)" : $0.key.description, $0.totals)
      },
      rest: rest.isEmpty ? nil : part(restName(rest.count, noun), sum),
      total: part("Total", whole), report: report)
  }
}

extension CostOnlyView {
  /// The cost of the last days compared with those before: `1.52 a day; 35.0 % less than the 7 days before`.
  package var lastNote: String {
    guard let lastDays else { return "the report has fewer than 7 days" }
    guard let cost = lastDays.cost else { return "no request of these days has a price" }
    let known = lastDays.knownDays
    let perDay =
      Figures.money(Money(attodollars: Quotient.halfEven(cost.attodollars, Int128(known)) ?? 0))
      + " a day"
      + (known == 7
        ? ""
        : " over the \(known == 1 ? "one day" : "\(known) days") with a known cost")
    let unpriced = lastDays.unpriced + (daysBefore?.unpriced ?? 0)
    if unpriced > 0 {
      let (one, count) = (unpriced == 1, Figures.count(unpriced, "request"))
      return
        "\(perDay); \(count) of these and the 7 days before \(one ? "has" : "have") no price, "
        + "so Assay does not compare the two"
    }
    guard let before = daysBefore?.cost, before > .zero else {
      return "\(perDay); nothing to compare with"
    }
    let change =
      Quotient.halfEven(
        (cost - before).attodollars * 1_000_000, before.attodollars) ?? 0
    let words =
      change == 0
      ? "the same as" : "\(Figures.percent(abs(change))) % \(change < 0 ? "less" : "more") than"
    return "\(perDay); \(words) the 7 days before"
  }

  /// Returns how to price customers; if requests have no tier, the text names one of their accounts.
  package static func howToSell(_ facts: Facts) -> String {
    let isTierless = facts.dimensions.map(\.tier.isEmpty)
    guard isTierless.contains(true) else { return howToSell(account: nil) }
    let row = facts.rows.first {
      isTierless[Int($0.dimensions)] && isPlain(facts.users[Int($0.user)].accountOrUser)
    }
    return howToSell(
      account: row.map { facts.users[Int($0.user)].accountOrUser.description } ?? anAccount)
  }

  /// The place of an account id that is not known, or not plain.
  package static let anAccount = "ACCOUNT_ID"

  /// The name is the same in a sentence, on a terminal and in a cell of CSV.
  private static func isPlain(_ name: Name) -> Bool {
    let bytes = name.description.utf8
    return (1...40).contains(bytes.count)
      && bytes.allSatisfy {
        switch $0 {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"),
          UInt8(ascii: "."), UInt8(ascii: "@"):
          true
        default: false
        }
      }
  }

  /// Returns the same with an account that needs a tier; nil where all requests have one.
  package static func howToSell(account: String?) -> String {
    "Customers' prices are not set: multipliers.csv has no approved row, plans.csv has no row, and "
      + "the ledger records no credits. Reports therefore show only costs. To set customer prices, add "
      + "rows to multipliers.csv (level tier, tier pro, multiplier 1.5, status approved, reason "
      + "launch) and "
      + "plans.csv (tier pro, is_free false, monthly_price_usd 20). "
      + (account.map {
        "Where the ledger states no tier, add rows to accounts.csv, such as \($0),pro,, where line 1 is "
          + "account_id,plan,effective_from,effective_to. "
      } ?? "")
      + "Other cells may stay blank; the README.md that assay init writes has rows to copy."
  }
}
