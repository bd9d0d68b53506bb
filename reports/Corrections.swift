import Credits
import Ledger
import Reconciliation
import Tables

extension Report {
  /// The corrections: one row per user whose recorded credits differ from the expected ones.
  ///
  /// The credits of a user are the sum of `credits_difference` in `exceptions.csv` with the other sign, so that
  /// recorded and corrected credits together are the right ones. Refunds are left out: what they give back is not to
  /// be charged again.
  ///
  /// With credit events, they rest on the deductions instead, as the usage export only records what was charged.
  package static let corrections = Report(
    "corrections", "Corrections",
    columns: [
      .text("user", "User, or account where the ledger names no user."),
      .text("action", "refund, charge, or none where differences cancel out."),
      Column(
        "credits", .credits,
        "Credits to add to the recorded ones, or with credits/ to the deductions; below 0 is a "
          + "refund."),
      .requestMoney("list_revenue_usd", "List value of those credits."),
      .requestMoney("revenue_usd", "Part of that value from paid tiers."),
      .count(
        "requests", "Requests whose credits differ; with credits/, whose deductions differ."),
      .overchargedCredits, .underchargedCredits,
      .count(
        "unexplained_requests", "Requests with an unknown cause: review them first."),
      .text("tiers", "Tiers of those requests, separated by semicolons."),
      .text(
        "causes",
        "Their causes, separated by semicolons: docs/DIAGNOSES.md. With credits/, a request without a"
          + " cause in the usage export has the check of the audit."
      ),
    ]
  ) { report, input in
    let corrections = input.corrections
    return report.table(
      corrections.count, order: "largest amount first"
    ) { index in
      let correction = corrections[index]
      let effect = correction.effect
      let causes =
        (correction.causes.sorted().map(\.name) + correction.checks.map(\.rawValue))
        .joined(separator: ";")
      return [
        .text(correction.user), .text(correction.action),
        .creditsSum(microcredits: -effect.net), .money(Money(attodollars: -effect.netWorth)),
        .money(Money(attodollars: effect.lost - effect.overpaid)),
        .count(Int128(correction.requests)), .creditsSum(microcredits: effect.overcharged),
        .creditsSum(microcredits: effect.undercharged),
        .count(Int128(correction.unexplained)),
        .text(Name(correction.tiers.sorted().map(\.description).joined(separator: ";"))),
        .text(Name(causes)),
      ]
    }
  }
}

/// The refund or charge for one user.
package struct Correction: Sendable {
  package let user: Name
  package private(set) var effect = ChargeEffect()
  package private(set) var requests = 0
  /// The number of requests with an unknown cause.
  package private(set) var unexplained = 0
  /// The first and last day of the requests.
  package private(set) var firstDay: Day?
  package private(set) var lastDay: Day?
  fileprivate private(set) var tiers: Set<Name> = []
  fileprivate private(set) var causes: Set<Cause> = []
  private var foundBy: Set<CreditCheck> = []
  /// The checks of the audit that report requests without a cause in the usage export, in the order of checks.
  fileprivate var checks: [CreditCheck] { CreditCheck.allCases.filter(foundBy.contains) }
  /// The tier and cause of the previous row, as most rows of a user share them.
  private var before: (tier: Name, cause: Cause)?

  private init(user: Name) { self.user = user }

  /// `none` where overcharges and undercharges cancel out.
  fileprivate var action: Name { effect.net > 0 ? "refund" : effect.net < 0 ? "charge" : "none" }

  /// Returns one per user, the largest worth first, then the most credits, then bytewise.
  ///
  /// - Parameter deductions: the wrong deductions by credit events; nil without such events.
  static func make(
    _ exceptions: RowList<ExceptionRow>, deductions: WrongDeductions?
  ) -> [Correction] {
    var corrections: [Name: Correction] = [:]
    let sought = deductions.map { deductions in
      Set(deductions.list.map { deductions.requestID(of: $0) })
    }
    var inExport: [Name: ExceptionRow] = [:]
    for index in exceptions.indices
    where ExceptionRow.isMismatch(order: exceptions.order(at: index)) {
      let row = exceptions[index].row
      guard let side = row.diagnosis?.credits, let difference = row.creditsDifference,
        side.cause != .refund
      else { continue }
      if let sought {
        if sought.contains(row.requestID) { inExport[row.requestID] = row }
      } else {
        corrections[row.customer, default: Correction(user: row.customer)]
          .add(row, side, difference)
      }
    }
    for deduction in deductions?.list ?? [] {
      guard let deductions else { continue }
      let user = deductions.customer(of: deduction)
      corrections[user, default: Correction(user: user)].add(
        deduction, deductions.dimensions(of: deduction),
        inExport[deductions.requestID(of: deduction)])
    }
    return corrections.values.sorted { left, right in
      let worth = (left.effect.netWorth.magnitude, right.effect.netWorth.magnitude)
      if worth.0 != worth.1 { return worth.0 > worth.1 }
      let credits = (left.effect.net.magnitude, right.effect.net.magnitude)
      return credits.0 == credits.1 ? left.user < right.user : credits.0 > credits.1
    }
  }

  /// Adds a wrong deduction, with the cause of the same difference in the usage export if there is one.
  private mutating func add(
    _ deduction: WrongDeduction, _ dimensions: FactDimensions, _ row: ExceptionRow?
  ) {
    requests += 1
    let difference = Credits(microcredits: Int64(clamping: deduction.difference))
    let cause = row?.creditsDifference == difference ? row?.chargeCause : nil
    if let cause { causes.insert(cause) } else { foundBy.formUnion(deduction.checks) }
    if cause == .unexplained || cause == nil && deduction.checks == [.deductionDiffers] {
      unexplained += 1
    }
    tiers.insert(dimensions.tier)
    effect.add(ChargeEffect(difference, dimensions.terms))
    let day = deduction.fact.day
    firstDay = min(firstDay ?? day, day)
    lastDay = max(lastDay ?? day, day)
  }

  private mutating func add(_ row: ExceptionRow, _ side: Diagnosis.Side, _ difference: Credits) {
    requests += 1
    let cause = row.chargeCause ?? side.cause
    if cause == .unexplained { unexplained += 1 }
    if before?.tier != row.tier { tiers.insert(row.tier) }
    if before?.cause != cause { causes.insert(cause) }
    before = (row.tier, cause)
    effect.add(ChargeEffect(difference, row.terms))
    if let day = row.diagnosis?.day {
      firstDay = min(firstDay ?? day, day)
      lastDay = max(lastDay ?? day, day)
    }
  }
}

extension ExceptionRow {
  /// The cause of a wrong charge: that of the cost where the credits are right for a wrong cost; nil where the charge is
  /// right.
  package var chargeCause: Cause? {
    guard let side = diagnosis?.credits else { return nil }
    return side.cause.first == .followsCost ? diagnosis?.cost?.cause ?? side.cause : side.cause
  }
}
