import Ledger
import Rating

/// A row of `coupons-report.csv`: a coupon of the book, or a redeemed code that the book lacks.
///
/// Figures are those of applied redemptions up to the end of the replay.
package struct CouponRow: Hashable, Sendable {
  package let code: Name
  /// The row of `coupons.csv`; nil for a code that it lacks.
  package let terms: CouponTerms?
  package var redemptions = 0
  /// The number of accounts that redeemed it.
  package var accounts = 0
  /// Microcredits granted.
  package var credits: Int128 = 0
  /// The money that its discounts took off the prices of resets, in 10⁻¹⁸ USD.
  package var discount: Int128 = 0
  /// The redemptions that count towards its limits.
  package var uses = 0
  /// The instants of the first and the last redemption, in nanoseconds since 1970; nil without one.
  package var firstAt: Int64?
  package var lastAt: Int64?
  /// The number of findings about its redemptions.
  package var findings = 0

  package init(code: Name, terms: CouponTerms?) {
    self.code = code
    self.terms = terms
  }

  /// The word in the column `kind` of `coupons.csv`; nil for a code that it lacks.
  package var kind: String? {
    switch terms?.benefit {
    case .credits: "credit_bonus"
    case .freeMonths: "free_month"
    case .percent: "percentage_discount"
    case .amount: "fixed_discount"
    case nil: nil
    }
  }

  /// The most redemptions; nil for no limit, and for a code that the book lacks.
  package var maxUses: Int? { terms?.maxUses }

  /// The redemptions that the limit still allows, from 0; nil without a limit.
  package var usesLeft: Int? { maxUses.map { max(0, $0 - uses) } }
}

extension ReplayState {
  /// The coupons of the book and the other codes that were redeemed, by code bytewise.
  ///
  /// - Parameter findings: of the replay and of the whole ledger.
  func couponRows(_ findings: [CreditFinding]) -> [CouponRow] {
    var rows: [Name: CouponRow] = [:]
    for code in books.coupons.codes {
      rows[code] = CouponRow(code: code, terms: books.coupons.coupon(code))
    }
    for (code, uses) in redemptionsByCode() {
      let name = names.name(code)
      var row = rows[name] ?? CouponRow(code: name, terms: nil)
      row.add(uses.map { ledger.events[Int($0.event)] })
      rows[name] = row
    }
    for discount in discounts {
      rows[couponName(of: discount.event)]?.discount += discount.taken
    }
    for finding in findings where finding.check.isAboutCoupons {
      let name = couponName(of: finding.event)
      rows[name]?.findings += 1
      // A redemption with another value than the coupon's still counts towards its limits.
      if finding.check != .couponValueDiffers { rows[name]?.uses -= 1 }
    }
    return rows.values.sorted { $0.code < $1.code }
  }

  private func redemptionsByCode() -> [UInt32: [Redemption]] {
    Dictionary(grouping: played.redemptions) { ledger.events[Int($0.event)].subject }
  }

  private func couponName(of event: UInt32) -> Name {
    names.name(ledger.events[Int(event)].subject)
  }
}

extension CouponRow {
  /// Counts the redemptions of the coupon, in the order of events.
  fileprivate mutating func add(_ events: [CreditEvent]) {
    redemptions = events.count
    uses = events.count
    accounts = Set(events.map(\.account)).count
    (firstAt, lastAt) = (events.first?.at, events.last?.at)
    switch terms?.benefit {
    case .credits, nil: credits = events.reduce(0) { $0 + Int128($1.credits) }
    case .freeMonths, .percent, .amount: break
    }
  }
}

extension CreditCheck {
  private static let couponChecks: Set<CreditCheck> = [
    .couponUnknown, .couponNotYetValid, .couponExpired, .couponOverLimit, .couponTwice,
    .couponWrongPlan, .couponValueDiffers,
  ]

  fileprivate var isAboutCoupons: Bool { CreditCheck.couponChecks.contains(self) }
}
