import Ledger
import Pricing
import Rating

/// Reads `coupons.csv`: the coupons, one per code.
enum CouponFile {
  static let columns = [
    "code", "kind", "value", "valid_from", "expires_at", "max_uses", "per_user_limit", "plans",
    "months", "deactivated_at", "created_by", "description", "recorded_at",
  ]

  /// The kinds of coupons.
  private enum Kind: String, CaseIterable {
    case creditBonus = "credit_bonus"
    case freeMonth = "free_month"
    case percentageDiscount = "percentage_discount"
    case fixedDiscount = "fixed_discount"
  }

  /// A century of months.
  private static let monthRange: ClosedRange<Int64> = 1...1_200
  private static let useRange: ClosedRange<Int64> = 0...1_000_000_000_000

  /// The rows, in the order of the file; what is wrong with any of them is added to `faults`.
  static func rows(
    _ bytes: [UInt8], file: String, faults: inout [Finding]
  ) -> [DatedRow<CouponTerms>] {
    BookTable.datedRows(
      of: bytes, file: file, required: ["code", "kind"], known: columns, faults: &faults
    ) { cells in
      let code = cells.name("code")
      let kind = cells.word("kind", Kind.allCases.map { ($0.rawValue, $0) })
      let times = (
        from: cells.date("valid_from"), to: cells.date("expires_at"),
        off: cells.date("deactivated_at")
      )
      if let from = times.from, let to = times.to, to <= from {
        cells.note(
          .order(column: "expires_at", text: "\(cells.text("expires_at"))", after: "valid_from"),
          in: "expires_at")
      }
      let maxUses = cells.optionalNumber("max_uses", useRange)
      let perUser = cells.optionalNumber("per_user_limit", 1...useRange.upperBound)
      let months = cells.optionalNumber("months", monthRange)
      guard let kind, let benefit = benefit(kind, &cells) else { return nil }
      var terms = CouponTerms(code: code, benefit: benefit)
      (terms.validFrom, terms.expiresAt, terms.deactivatedAt) = times
      terms.maxUses = maxUses
      terms.perUserLimit = perUser ?? 1
      terms.plans = cells.list("plans")
      if case .freeMonths(let count) = benefit {
        terms.months = count
      } else {
        terms.months = months ?? 1
      }
      return terms
    }
  }

  /// The value by the kind; nil where it cannot be read.
  private static func benefit(_ kind: Kind, _ cells: inout BookCells) -> CouponBenefit? {
    if kind == .freeMonth {
      if cells.text("value").isEmpty { return .freeMonths(1) }
      return cells.optionalNumber("value", monthRange).map(CouponBenefit.freeMonths)
    }
    guard !cells.text("value").isEmpty else {
      cells.note(.number(column: "value", text: "", expected: expected(kind)), in: "value")
      return nil
    }
    return switch kind {
    case .creditBonus: cells.optionalCredits("value").map(CouponBenefit.credits)
    case .freeMonth: nil
    case .percentageDiscount: cells.optionalShare("value").map(CouponBenefit.percent)
    case .fixedDiscount: cells.optionalUSD("value").map(CouponBenefit.amount)
    }
  }

  private static func expected(_ kind: Kind) -> String {
    switch kind {
    case .creditBonus: "credits"
    case .freeMonth: "a number of months"
    case .percentageDiscount: "a percentage from 0 to 100"
    case .fixedDiscount: "USD per month"
    }
  }

  /// Returns the book of the rows that were known; two of one code are a fault.
  static func book(
    of rows: [DatedRow<CouponTerms>], knownAt: Instant?, faults: inout [BookProblem]
  ) -> CouponBook {
    let known = rows.filter { $0.isKnown(at: knownAt) }
    var places: [Name: Place] = [:]
    for row in known {
      let code = row.value.code
      if let other = places[code] {
        let what = "coupon \"\(code.description.excerpt)\""
        faults.append(BookProblem(.twice(other: other, what: what), at: row.place))
      } else {
        places[code] = row.place
      }
    }
    return CouponBook(known.map(\.value))
  }
}
