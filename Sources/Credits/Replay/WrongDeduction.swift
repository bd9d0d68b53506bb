import Ledger

/// The credits that a request cost its customer too much or too little, by the credit events.
package struct WrongDeduction: Hashable, Sendable {
  /// A number of the audit's names.
  package let request: UInt32
  /// The place of the request's row among the facts of the usage ledger.
  package let fact: RequestFact
  /// Microcredits: above 0 the customer paid too much; not 0.
  package let difference: Int128
  /// The checks that report the request, in the order of checks.
  package let checks: [CreditCheck]
}

extension CreditAudit {
  /// Returns the wrong deductions of requests: those that events name by number, then the others by file and line.
  ///
  /// Credits that were given back are not paid. They do not make a charge wrong that was right before: a customer paid
  /// too little only if less was deducted than the charge. Of a request without a price only repeated deductions are
  /// known to be wrong.
  package func wrongDeductions(of requests: RequestCharges) -> [WrongDeduction] {
    var checks: [UInt32: Set<CreditCheck>] = [:]
    for finding in findings where WrongDeduction.reporting.contains(finding.check) {
      checks[finding.request, default: []].insert(finding.check)
    }
    if checks.isEmpty { return [] }
    let deducted = deducted(for: checks)
    func wrong(
      _ request: UInt32, _ fact: RequestFact, _ difference: (DeductedCredits) -> Int128
    ) -> WrongDeduction? {
      guard let found = checks[request] else { return nil }
      let difference = difference(deducted[request] ?? DeductedCredits())
      return difference == 0
        ? nil
        : WrongDeduction(
          request: request, fact: fact, difference: difference,
          checks: WrongDeduction.reporting.filter(found.contains))
    }
    return requests.named.compactMap { request in
      wrong(request.request, request.fact) { $0.difference(from: request) }
    }
      + requests.unnamed.compactMap { request in
        names.find(request.request).flatMap { number in
          wrong(number, request.fact) { _ in -Int128(request.rated.microcredits) }
        }
      }
  }

  /// The deductions and settlements of some requests.
  private func deducted(
    for requests: [UInt32: Set<CreditCheck>]
  ) -> [UInt32: DeductedCredits] {
    var deducted: [UInt32: DeductedCredits] = [:]
    for (place, use) in played.uses.enumerated()
    where requests[use.request] != nil && ledger.events[Int(use.event)].kind.isDeduction {
      deducted[use.request, default: DeductedCredits()].add(
        Int128(played.used[place]), left: Int128(use.left))
    }
    return deducted
  }
}

extension WrongDeduction {
  /// The checks of what a request cost its customer, in the order of checks.
  fileprivate static let reporting: [CreditCheck] = [
    .deductionDiffers, .requestWithoutDeduction, .chargedTwice, .failedRequestCharged,
  ]
}

/// The credits that events deducted for one request, in microcredits.
private struct DeductedCredits {
  private var deducted: Int128 = 0
  /// Not given back.
  private var left: Int128 = 0
  /// The part of `left` that later deductions than the first took.
  private var repeated: Int128 = 0

  mutating func add(_ used: Int128, left: Int128) {
    if deducted > 0 { repeated += left }
    deducted += used
    self.left += left
  }

  /// The credits paid above the charge of a request, or below 0 those that were never deducted.
  func difference(from request: NamedRequest) -> Int128 {
    if request.isCharged && !request.isPriced { return repeated }
    let charge = request.isCharged ? Int128(request.rated.microcredits) : 0
    return left > charge ? left - charge : min(0, deducted - charge)
  }
}
