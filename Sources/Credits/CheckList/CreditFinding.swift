/// One finding of the audit.
///
/// Texts are numbers of the audit's names; 0 is blank.
package struct CreditFinding: Hashable, Sendable {
  package var check: CreditCheck
  /// Nanoseconds since 1970, UTC; `Int64.min` for a rejected row of a ledger without events.
  package var at: Int64
  package var account: UInt32
  /// The id of the event; 0 if the finding has none.
  package var eventID: UInt32 = 0
  package var request: UInt32 = 0
  /// The index of the event in the ledger; `CreditEvent.none` if the finding has none.
  package var event: UInt32 = CreditEvent.none
  /// The index of the file in `CreditAudit.files`; `CreditEvent.none` if the finding has no row.
  package var file: UInt32 = CreditEvent.none
  package var line: UInt32 = 0
  /// The requests at stake that have no price: the amounts exclude them.
  package var unpriced: UInt32 = 0
  /// False if no request at stake has a price: the amounts are 0 then, which is not their value.
  package var hasAmounts = true
  /// The amount at stake, in microcredits.
  package var credits: Int128 = 0
  /// The amount at stake, in 10⁻¹⁸ USD.
  package var usd: Int128 = 0
  /// The amount by which the finding raises the recorded balance above the replayed one, in microcredits.
  package var effect: Int128 = 0
  /// The figures for people; blank where the check has none.
  package var expected: FindingFigure = .blank
  package var found: FindingFigure = .blank
  package var detail: FindingDetail = .none
  /// The event with which it was corrected, by index of the ledger; `CreditEvent.none` while it is open.
  package var correctedBy = CreditEvent.none
  /// The finding from which it follows, by index of the audit's findings; `CreditEvent.none` if it is a mistake of its own.
  package var consequenceOf = CreditEvent.none
  /// True of a recorded balance whose difference is explained, although no event states it.
  package var hasKnownCause = false
  /// True of a difference without a cause that only disappeared because credits ended: the export probably lacks an event.
  package var isEventMissing = false
  /// The fault of the export that the finding shows or follows from, by index of the audit's export faults.
  package var exportFault = CreditEvent.none

  package init(_ check: CreditCheck, at: Int64, account: UInt32) {
    self.check = check
    self.at = at
    self.account = account
  }

  /// True if nothing more is to be recorded or owed for it.
  package var isCorrected: Bool { correctedBy != CreditEvent.none }

  package var severity: CreditSeverity { check.severity(effect: effect) }
}

/// A figure or a text in the columns `expected` and `found`.
package enum FindingFigure: Hashable, Sendable {
  case blank
  /// Microcredits.
  case credits(Int128)
  /// A recorded balance, in 10⁻¹⁸ credit.
  case recorded(Int128)
  /// 10⁻¹⁸ USD.
  case money(Int128)
  /// Nanoseconds since 1970, UTC.
  case instant(Int64)
  /// A number of times, such as the redemptions of a coupon.
  case count(Int)
  /// A text of the audit's names, such as a plan.
  case name(UInt32)
}

/// The fact behind a finding, for its evidence.
package enum FindingDetail: Hashable, Sendable {
  case none
  /// The earlier event that this one repeats, conflicts with or undoes: an index of the ledger.
  case earlier(event: UInt32)
  /// The instant at which a hold ended, a grant expired, a coupon ended or an account closed: nanoseconds since 1970.
  case ended(at: Int64)
  /// The credits and money of a grant whose package, proration or plan has others.
  case terms(
    expectedCredits: Int128, foundCredits: Int128, expectedMoney: Int128, foundMoney: Int128)
  /// The microcredits of earlier differences, which are part of the expected balance: the replay's own is less by them.
  case carried(Int128)
  /// The microcredits in open holds, where `balance_after` is the balance without them, and those of earlier differences.
  case available(held: Int128, carried: Int128)
  /// The nanoseconds by which the recorded expiry was early.
  case early(nanoseconds: Int64, reason: EarlyExpiry)
  /// The code of a rejected row.
  case code(String)
  /// The partner has other credits or accounts; nil is no partner.
  case partner(event: UInt32?)
  /// The credit increment of the plan, in microcredits.
  case increment(Int64)
  /// The reporting month in which a reset was due, as months since January of year 0.
  case dueMonth(Int)
  /// The time in which requests were more than their limit.
  case window(RateLimitWindow)
  /// The use of a request that nothing allows: numbers of names, 0 is not known.
  case use(plan: UInt32, capability: UInt32, qualityLevel: UInt32, model: UInt32)
  /// A low-balance level, in millionths of a percent of the reference balance.
  case level(millionths: Int64)
  /// The usage ledger has the request in a rejected row: an index of `CreditAudit.files`, and the line.
  case rejectedRow(file: UInt32, line: UInt32)
  /// The month in which a member drew or received credits, as months since January of year 0.
  case month(Int)
}

/// The likely cause of an early expiry.
package enum EarlyExpiry: Hashable, Sendable {
  case unexplained
  /// The gap is the offset of the reporting zone, or of another zone by whole quarter hours up to 14 hours.
  case zoneOffset
  /// The record is at the start of the day on which the grant expires.
  case startOfDay
}
