import Ledger

/// A grant of credits, from its event until it ends.
struct Grant {
  // The fields that a movement touches come first: they share two cache lines.

  /// 10⁻¹⁸ USD.
  let paid: Int128
  /// The part of `paid` that belongs to the credits left, in 10⁻¹⁸ USD.
  var value: Int128
  /// Microcredits; they may be more than were granted, as credits that were refunded are consumed again.
  var consumed: Int128 = 0
  /// Microcredits.
  let granted: Int64
  var left: Int64
  /// Nanoseconds since 1970; `Int64.max` is never.
  var expiresAt: Int64
  /// The account, by index.
  let account: UInt32
  let priority: Int32
  /// The month in which its credits were sold, as months since January of year 0; `severalMonths` for several.
  var soldMonth: Int32 = 0
  /// The percent of its credits expected never to be used, in millionths; fixed when it is granted.
  var expectedBreakage: Int32 = 0
  let source: GrantSource
  var hasRolledOver = false
  /// True while the grant is in the queue of its account.
  var isQueued = false
  /// True from an expiry until its record, which the ledger has.
  var awaitsRecord = false

  /// The instant at which the grant ended for good; `Int64.max` while it is live.
  var endedAt: Int64 = .max
  var refunded: Int128 = 0
  /// The value lost at its ends, in 10⁻¹⁸ USD.
  var broken: Int128 = 0
  /// Microcredits, with the credits that a record removed early.
  var expired: Int64 = 0
  /// The credits that expired and of which no `expire` record has come yet.
  var unrecorded: Int64 = 0
  /// The instant at which the latest of them expired.
  var unrecordedAt: Int64 = .max
  var revoked: Int64 = 0
  var transferred: Int64 = 0
  /// The event that made it.
  let event: UInt32
  /// The number of its id.
  let id: UInt32
  /// The next older live monthly grant of the account.
  var nextMonthly: UInt32 = CreditEvent.none
  /// The next newer grant of the same account and payment.
  var nextOfPayment: UInt32 = CreditEvent.none
  /// The number of resets that the account had when the grant rolled over.
  var rolledAfterReset: UInt32 = 0

  init(_ new: NewGrant, id: UInt32) {
    paid = new.paid
    value = new.credits == 0 ? 0 : new.paid
    granted = new.credits
    left = new.credits
    expiresAt = new.expiresAt
    account = UInt32(new.account)
    priority = new.priority == OptionalEventFields.noPriority ? new.source.priority : new.priority
    source = new.source
    event = new.event
    self.id = id
  }

  var isLive: Bool { endedAt == .max }

  /// The part of `paid` that is not earned yet, in 10⁻¹⁸ USD: the value left, less the breakage earned early.
  var deferred: Int128 {
    expectedBreakage == 0 ? value : GrantValue.deferred(of: self, left: left)
  }

  /// The value of `soldMonth` for a transferred grant whose value was sold in several months.
  static let severalMonths = Int32.min
}

/// The value left of a grant.
enum GrantValue {
  /// Returns floor(`paid` × `left` ÷ `granted`) in 10⁻¹⁸ USD; the product needs 256 bits.
  ///
  /// A grant of 0 credits has no value left: its payment is realised at once.
  static func left(paid: Int128, left: Int64, granted: Int64) -> Int128 {
    if paid == 0 || left == 0 { return 0 }
    if left == granted { return paid }
    let product = paid.magnitude.multipliedFullWidth(by: UInt128(left.magnitude))
    if product.high == 0 { return Int128(product.low / UInt128(granted.magnitude)) }
    guard let value = Quotient.floor(paid, times: Int128(left), over: Int128(granted)) else {
      preconditionFailure("a part of a payment is not more than the payment times 10¹⁸")
    }
    return value
  }

  /// Returns the part of the payment that is still deferred with some credits left, in 10⁻¹⁸ USD.
  static func deferred(of grant: Grant, left: Int64) -> Int128 {
    let (part, whole) = deferredShare(of: grant, left: left)
    guard let deferred = Quotient.floor(grant.paid, times: part, over: whole) else {
      preconditionFailure("a part of a payment is not more than the payment")
    }
    return deferred
  }

  /// The part of a payment that is still deferred, as a quotient.
  ///
  /// With the expected percent b, r = 1 − b and u = used ÷ granted, it is max(0, r − u) ÷ r; for 100 %, 0.
  static func deferredShare(of grant: Grant, left: Int64) -> (part: Int128, whole: Int128) {
    let hundred: Int128 = 100_000_000
    let (granted, kept) = (Int128(grant.granted), hundred - Int128(grant.expectedBreakage))
    if kept <= 0 || granted == 0 { return (0, 1) }
    let part = kept * granted - hundred * (granted - Int128(left))
    return (max(0, part), kept * granted)
  }
}
