import Credits
import Cube
import Ledger
import Reconciliation

/// Three counts of the credits of a period, and their differences by cause: the charges that Assay computes, the credits
/// recorded in the usage export, and the credits that events of the credit ledger consumed.
///
/// Credits in microcredits.
package struct CreditReconciliation: Hashable, Sendable {
  /// The charges of paid tiers, which the usage revenue is of, and those of free tiers.
  package let paid: Int128
  package let free: Int128
  /// Nil where the export records none.
  package let recorded: Count?
  /// As `credit-balances.csv` sums it: what was given back later is in it; nil where every event is before the period.
  package let consumed: Count?

  /// The charges of all tiers.
  package var charges: Int128 { paid + free }

  /// A count, and the parts by which it is more than the charges: they sum to the difference.
  package struct Count: Hashable, Sendable {
    package let sum: Int128
    /// Those other than 0, in the order of their causes.
    package let parts: [Part]
  }

  /// The part of a difference that one cause explains.
  package struct Part: Hashable, Sendable {
    package let cause: Cause
    /// Below 0 where the count has less than the charges.
    package let credits: Int128
    /// 0 where the cause is not about requests.
    package let requests: Int64
  }

  /// The causes of a difference.
  package enum Cause: String, Hashable, CaseIterable, Sendable {
    /// The request has other credits than its charge.
    case differing = "differing"
    case unpriced = "without_price"
    /// The usage export has no credits of the request.
    case notRecorded = "not_recorded"
    /// No event of the period consumed credits for the request.
    case notDeducted = "without_deduction"
    /// The same of requests after the last day of the events, whose events may not be exported yet.
    case afterEvents = "after_events"
    /// Events consumed credits for a request without a usable row of the usage export.
    case withoutRow = "without_row"
    /// The request began before the period or after it.
    case otherPeriod = "other_period"
    case withoutRequest = "without_request"
  }

  /// Nil without a credit ledger beside usage, and where no charge is known.
  package init?(_ input: ReportInput) {
    guard let audit = input.credits, let requests = input.creditRequests,
      let charges = input.total.knownMicrocredits
    else { return nil }
    free = input.facts.total(where: \.terms.isFree).microcredits
    paid = charges - free
    recorded = CreditReconciliation.recorded(input, charges)
    consumed =
      input.eventEnd?.isBeforePeriod == true
      ? nil : CreditReconciliation.consumed(audit, requests, charges, input.eventEnd)
  }

  private static func recorded(_ input: ReportInput, _ charges: Int128) -> Count? {
    guard input.recordedCredits.known > 0 else { return nil }
    let totals = input.reconciliation
    let differing = totals[credits: .mismatch]
    let (unpriced, silent) = (totals[credits: .unpriced], totals[credits: .notRecorded])
    return Count(
      sum: charges + differing.difference + unpriced.recorded - silent.expected,
      parts: [
        Part(cause: .differing, credits: differing.difference, requests: differing.requests),
        Part(cause: .unpriced, credits: unpriced.recorded, requests: unpriced.requests),
        Part(cause: .notRecorded, credits: -silent.expected, requests: silent.requests),
      ].filter { $0.credits != 0 })
  }

  private static func consumed(
    _ audit: CreditAudit, _ requests: RequestCharges, _ charges: Int128, _ end: CreditEventCoverage?
  ) -> Count {
    let totals = audit.totals
    var sums = Array(repeating: Int128(0), count: requests.named.count)
    var isNamed = Array(repeating: false, count: requests.named.count)
    var parts = Parts()
    var withoutRow: Set<UInt32> = []
    // What was given back is no part of `consumed`.
    for taken in audit.consumedCredits where taken.credits > 0 {
      let credits = Int128(taken.credits)
      if let place = requests.place(of: taken.request) {
        sums[place] += credits
        isNamed[place] = true
      } else if taken.request == CreditNames.blank {
        parts.add(.withoutRequest, credits, requests: 0)
      } else {
        let isNew = withoutRow.insert(taken.request).inserted
        parts.add(.withoutRow, credits, requests: isNew ? 1 : 0)
      }
    }
    // The charges of requests that no event names, and of those for which no event of the period consumed credits.
    var missing = charges
    func addMissing(_ charge: Int128, _ start: Instant) {
      let isOpen = end?.isBefore(start) ?? false
      parts.add(isOpen ? .afterEvents : .notDeducted, isOpen ? -charge : 0, requests: 1)
      if isOpen { missing -= charge }
    }
    // The whole ledger ends with its last event: requests after it are in the charges all the same.
    func isReported(_ start: Instant) -> Bool {
      totals.has(start) || totals.from == .min && end?.isBefore(start) ?? false
    }
    for (place, request) in requests.named.enumerated() {
      let (sum, charge) = (sums[place], Int128(request.rated.microcredits))
      guard isReported(request.startedAt) else {
        if isNamed[place] { parts.add(.otherPeriod, sum, requests: 1) }
        continue
      }
      if !isNamed[place] {
        if charge != 0 { addMissing(charge, request.startedAt) }
        continue
      }
      missing -= charge
      if request.isCharged && !request.isPriced {
        parts.add(.unpriced, sum, requests: 1)
      } else if sum != charge {
        parts.add(.differing, sum - charge, requests: 1)
      }
    }
    for request in requests.unnamed where isReported(request.startedAt) {
      addMissing(Int128(request.rated.microcredits), request.startedAt)
    }
    parts.add(.notDeducted, -missing, requests: 0)
    return Count(sum: totals.consumed, parts: parts.list)
  }

  /// The parts of a difference while they are added up.
  private struct Parts {
    private var parts: [Cause: Part] = [:]

    mutating func add(_ cause: Cause, _ credits: Int128, requests: Int64) {
      let part = parts[cause]
      parts[cause] = Part(
        cause: cause, credits: (part?.credits ?? 0) + credits,
        requests: (part?.requests ?? 0) + requests)
    }

    var list: [Part] {
      Cause.allCases.compactMap { parts[$0] }.filter { $0.credits != 0 }
    }
  }
}

extension CreditTotals {
  /// True of an instant of the period.
  fileprivate func has(_ instant: Instant) -> Bool {
    from <= instant.nanoseconds && instant.nanoseconds < to
  }
}
