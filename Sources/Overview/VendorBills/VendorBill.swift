import Bills
import Comparing
import Ledger
import Reports

/// A bill in one month beside the ledger, with the words that every medium shows.
package struct VendorBill: Sendable {
  package let summary: BillSummary
  /// The groups whose difference or whose parts are not 0, largest difference first.
  package let groups: [BillGroup]
  /// The causes of the difference, largest amount first; none for a bill that agrees.
  package let causes: [BillCause]
  /// The decimals of all shown amounts.
  package let decimals: Int
  /// Lines that do not count, and other remarks, those first that may change the amount to pay.
  package let remarks: [BillRemarkLine]
  /// The bills that state the same usage, this one among them; empty where it is the only one.
  let statements: StatementsOfOneUsage
  /// The groups as the grounds of each other's differences.
  let grounds: BillActionContext

  /// - Parameter groups: those of the bill and month, in their order.
  init(
    _ summary: BillSummary, groups: [BillGroup], remarks: [BillRemarkLine] = [],
    statements: StatementsOfOneUsage = .none
  ) {
    self.summary = summary
    self.statements = statements
    self.remarks =
      statements.remarks + BillRemarkLine.uncovered(summary)
      + remarks + BillRemarkLine.invoice(of: summary, remarks)
    grounds = BillActionContext(groups)
    let differing = groups.filter { group in group.parts.contains { $0 != .zero } }
    self.groups = differing
    decimals = summary.shownDecimals
    causes =
      summary.agrees
      ? []
      : BillCause.make(summary, differing, decimals: summary.shownDecimals, grounds)
    source = VendorBill.source(summary, groups)
  }

  /// The format, the files and the days of the bill: `openai-costs, 3 files, UTC days`.
  package let source: String

  /// The vendor, as the price book has it.
  package var vendor: String { summary.vendor.description }
  /// The vendor, with the format where another bill states the same usage: `openai (focus)`.
  package var name: String { vendor + formatAmongOthers }
  /// The format where another bill states the same usage, with a blank before: ` (focus)`.
  package var formatAmongOthers: String { statements.isEmpty ? "" : " (\(summary.format))" }
  /// The month in words: `August 2026`.
  package var monthName: String { summary.month.period.nameInText }

  /// Cents, unless the largest of both amounts is below 1 USD.
  private static func source(_ summary: BillSummary, _ groups: [BillGroup]) -> String {
    let isByMonth = groups.contains { group in
      summary.month.description == group.period.billPeriod(in: summary.zone)
    }
    return "\(summary.format), \(Figures.count(Int64(summary.files.count), "file")), "
      + "\(summary.zone.name) \(isByMonth ? "months" : "days")"
  }
}

extension BillSummary {
  /// The bill has no difference but the rounding of its own digits, and the ledger's side lacks no price.
  package var agrees: Bool {
    unpricedRequests == 0 && BillPart.allCases.allSatisfy { $0 == .rounding || self[$0].count == 0 }
  }

  /// The part of the difference that no rule explains; usage without a price is a part of its own.
  package var remainder: Money {
    BillPart.withoutRule.filter { $0 != .unpriced }.reduce(.zero) { $0 + self[$1].amount }
  }

  /// True if the ledger has no usage of the bill, so that no rule can explain anything.
  package var isWithoutUsage: Bool {
    ledger.amount == .zero && unpricedRequests == 0 && self[.notInLedger].count > 0
      && BillPart.allCases.allSatisfy {
        $0 == .notInLedger || $0 == .rounding || self[$0].count == 0
      }
  }

  /// True if every group has a rule that explains it, and all usage of the ledger was compared: rejected rows and
  /// requests without a price explain nothing.
  package var isExplained: Bool {
    unpricedRequests == 0 && rejectedRows == 0
      && BillPart.withoutRule.allSatisfy { self[$0].count == 0 }
  }
}

extension BillSummary {
  /// The decimals of all shown amounts: cents, unless the largest of both sides is below 1 USD.
  var shownDecimals: Int {
    let largest = max(billed.amount.magnitude, ledger.amount.magnitude)
    if largest.attodollars >= Money.attodollarsPerDollar { return 2 }
    return largest.attodollars * 100 >= Money.attodollarsPerDollar ? 4 : 6
  }

  /// The difference of the two shown figures.
  var shownDifference: RoundedBillAmount {
    RoundedBillAmount(
      difference.amount,
      units: ShownChange.units(of: billed.amount, decimals: shownDecimals)
        - ShownChange.units(of: ledger.amount, decimals: shownDecimals))
  }
}

extension VendorBill {
  /// Billed, as shown.
  package var billed: String { shown(summary.billed.amount) }
  /// The cost by the ledger, as shown.
  package var ledger: String {
    summary.isLedgerKnown ? shown(summary.ledger.amount) : Figures.notKnown
  }
  /// The difference of the two shown figures.
  package var difference: String {
    summary.isLedgerKnown ? summary.shownDifference.text(decimals) : Figures.notKnown
  }
  /// The amount to pay, as shown.
  package var total: String { shown(summary.total) }

  /// Returns an amount with the decimals of the bill; words for a small one that they would show as 0.
  package func shown(_ amount: Money) -> String { Figures.money(amount, decimals: decimals) }

  func shownUnits(_ amount: Money) -> Int128 { ShownChange.units(of: amount, decimals: decimals) }

  /// The result in a few words: `fully explained`, or how much is not; `agrees with the ledger` where nothing differs.
  package var verdict: String {
    if summary.agrees {
      return "agrees with the ledger (rounding \(shown(summary[.rounding].amount)))"
    }
    if summary.isWithoutUsage { return "the ledger has no such usage" }
    if !summary.isLedgerKnown && !summary.isExplained { return "no request has a price" }
    let claims = BillClaims(self).words
    let words = [
      largestVerdict, openVerdict, notCompared,
      openVerdict == nil && notCompared == nil ? explained : nil,
      claims.isEmpty ? nil : claims,
    ].compactMap(\.self)
    return words.joined(separator: "; ")
  }

  /// `fully explained`, or `all but 0.01 USD explained` where an amount of a usage is left to ask about.
  private var explained: String {
    let open = BillClaims(self).openOfOneUsage
    return open == .zero ? "fully explained" : "all but \(open.text(decimals)) USD explained"
  }

  /// The largest cause, where the rest of the verdict does not name it: `mostly not in the bill (-40.14 USD)`.
  private var largestVerdict: String? {
    guard openVerdict != nil, let first = causes.first, first.shownUnits != 0,
      !BillPart.withoutRule.contains(first.part) || first.ground.isOfOneUsage
    else { return nil }
    return "mostly \(first.label.withSmallLetter) (\(first.shown) USD)"
  }

  /// The same for a bill that differs, without the number of rows that are not compared.
  package var shortVerdict: String {
    if summary.agrees || summary.isWithoutUsage { return verdict }
    if summary.isExplained { return explained }
    if !summary.isLedgerKnown { return verdict }
    return openVerdict ?? (notCompared == nil ? explained : "not fully compared")
  }

  /// One sentence about the bill for pages and sheets.
  package var sentence: String { sentence(withCauses: true) }

  /// The bill beside the ledger and the decision on it, for a reader who reads no more.
  package var decision: String {
    sentence(withCauses: BillClaims(self).decision == nil) + (payment.map { " \($0)." } ?? "")
  }

  private func sentence(withCauses: Bool) -> String {
    if summary.agrees {
      let amounts =
        billed == ledger ? "both have \(ledger) USD" : "billed \(billed) USD, ledger \(ledger) USD"
      return "The \(name) bill for \(monthName) agrees with the ledger: \(amounts) "
        + "(rounding \(shown(summary[.rounding].amount)))."
    }
    guard summary.isLedgerKnown else {
      return
        "\(name) billed \(billed) USD for \(monthName). The cost in the ledger is not known, "
        + "because none of its \(Figures.count(summary.unpricedRequests, "request")) has a price."
    }
    let units = shownUnits(summary.billed.amount) - shownUnits(summary.ledger.amount)
    let size = Figures.money(units.magnitudeValue, scale: decimals, decimals: decimals)
    let comparison =
      units == 0
      ? "the same amount as the ledger, but split differently"
      : "\(size) USD \(units > 0 ? "more" : "less") than the ledger"
    let end =
      summary.isWithoutUsage
      ? "The ledger has no such usage, so nothing could be compared."
      : summary.isExplained
        ? summary[.quantity].count == 0
          ? "The causes of the difference add up to it."
          : "The causes of the difference add up to it; compare the quantities with the vendor's usage records."
        : [openSentence, notComparedSentence].compactMap(\.self).joined(separator: " ")
    let start = "\(name) billed \(billed) USD for \(monthName), \(comparison)."
    return end.isEmpty || !withCauses ? start : "\(start) \(end)"
  }

  /// Why shown amounts are not the nearest to the exact ones; nil where they are.
  package var roundingNote: String? {
    causes.contains(where: \.isAdjusted)
      ? "Amounts are rounded so that they add up: one can be off by \(RoundedBillAmount(.zero, units: 1).text(decimals)) USD."
      : nil
  }

  /// The amount to pay and what leads to it: `To pay: 1,373.41 USD after credits of 50.00 USD and tax of 219.28 USD`.
  ///
  /// Where another bill states the same usage, it says so. Nil if a bill of usage alone agrees.
  package var payment: String? {
    let others = summary.others.filter { $0.figure.count > 0 }
    let isBeforeTax = !others.contains { $0.kind == .tax }
    let claims = BillClaims(self)
    if others.isEmpty && summary.agrees && statements.isEmpty && claims.isEmpty { return nil }
    let parts = allSteps.compactMap { step -> String? in
      guard case .other(let kind) = step.kind, step.count > 0 else { return nil }
      let isReduction = [.credit, .discount].contains(kind)
      let amount = RoundedBillAmount(step.amount, units: step.shownUnits)
      let size = (isReduction ? amount.negated : amount).text(decimals)
      // Credits and discounts lower an amount.
      return isReduction && step.shownUnits > 0
        ? "\(kind.words.withSmallLetter) that add \(amount.text(decimals)) USD"
        : "\(kind.words.withSmallLetter) of \(size) USD"
    }
    return
      (parts.isEmpty ? "Usage to pay: \(total) USD" : "To pay: \(total) USD after \(parts.listed)")
      + (addUpToTotal ? "" : " (each rounded)")
      + (isBeforeTax ? ", before tax" : "") + statements.alternatives(to: summary)
      + (claims.decision.map { "; \($0)" } ?? "")
  }

  /// The shown amounts from the usage to the amount to pay add up.
  private var addUpToTotal: Bool {
    shownUnits(summary.total)
      == summary.others.reduce(shownUnits(summary.billed.amount)) {
        $0 + shownUnits($1.figure.amount)
      }
  }

  /// True if the parts that a person has to look into are together more than 1 % of the bill.
  package var isDoubtful: Bool {
    let doubtful = BillPart.allCases.filter(\.needsReview).reduce(Money.zero) {
      $0 + summary[$1].amount.magnitude
    }
    return doubtful.attodollars * 100 > summary.billed.amount.magnitude.attodollars
  }
}

extension BillPart {
  /// Unknown names, usage without a price, prices that no book has, and the rest.
  static let withoutRule: [BillPart] = [.unmapped, .unpriced, .price, .unexplained]

  /// The vendor or the ledger may be wrong: a person has to look into it.
  package var needsReview: Bool {
    switch self {
    case .notInLedger, .notInBill, .unmapped, .quantity, .price, .unexplained: true
    case .otherModel, .byok, .failed, .duplicate, .timeBoundary, .cacheClass, .reasoning,
      .bandOrServiceTier, .region, .unpriced, .priceDate, .discountOrUplift, .rounding:
      false
    }
  }
}

extension Int128 {
  fileprivate var magnitudeValue: Int128 { self < 0 ? -self : self }
}
