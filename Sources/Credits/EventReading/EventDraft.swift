import Ledger

/// An event that is being read: its packed record, and its rare columns if it states one.
struct EventDraft {
  var event: CreditEvent
  var terms = OptionalEventFields()
  var statesTerms = false
  /// The columns that are not blank, as bits by their numbers.
  var filled: UInt32 = 0
  private let subject: CreditColumn?

  init(kind: EventKind) {
    event = CreditEvent(kind: kind, at: 0, account: 0)
    subject = kind.subject
  }

  /// True if a column that its kind needs is blank.
  @inline(__always)
  func lacks(_ required: UInt32) -> Bool { filled & required != required }

  /// Sets the text of a column to that of a number of the ledger's names.
  @inline(__always)
  mutating func set(_ column: CreditColumn, _ number: UInt32) {
    switch column {
    case .eventID: event.eventID = number
    case .accountID: event.account = number
    case .userID: event.user = number
    case .requestID: event.request = number
    case .idempotencyKey: event.key = number
    default:
      if column == subject { event.subject = number } else { setRare(column, number) }
    }
  }

  private mutating func setRare(_ column: CreditColumn, _ number: UInt32) {
    statesTerms = true
    switch column {
    case .paymentID: terms.payment = number
    case .package: terms.package = number
    case .plan: terms.plan = number
    case .counterparty: terms.counterparty = number
    case .couponCode: terms.coupon = number
    case .grantID: terms.grantID = number
    case .reservationID: terms.reservation = number
    case .transferID: terms.transfer = number
    case .reverses: terms.reverses = number
    case .provider: terms.provider = number
    case .level: terms.level = number
    case .channel: terms.channel = number
    case .reason: terms.reason = number
    case .actor: terms.actor = number
    case .source:
      terms.otherSource = number
      event.source = CreditEvent.otherSource
    case .eventID, .at, .accountID, .userID, .kind, .credits, .requestID, .effectiveAt,
      .expiresAt, .priority, .paidUSD, .idempotencyKey, .balanceAfter, .recordedAt, .currency:
      preconditionFailure("no text of the rare columns")
    }
  }

  /// Sets an instant, in nanoseconds.
  @inline(__always)
  mutating func set(_ column: CreditColumn, at nanoseconds: Int64) {
    switch column {
    case .at: event.at = nanoseconds
    case .recordedAt: event.recordedAt = nanoseconds
    case .expiresAt:
      terms.expiresAt = nanoseconds
      statesTerms = true
    default:
      terms.effectiveAt = nanoseconds
      statesTerms = true
    }
  }

  /// Sets an amount, at the scale of `EventCells.scale`.
  @inline(__always)
  mutating func set(_ column: CreditColumn, amount: Int128) {
    switch column {
    case .balanceAfter: event.stated = amount
    case .paidUSD:
      terms.paid = amount
      statesTerms = true
    default:
      event.hasCredits = true
      guard event.kind == .balance else {
        event.credits = Int64(amount)
        return
      }
      let (credits, rest) = amount.quotientAndRemainder(dividingBy: EventCells.perMicrocredit)
      event.credits = Int64(credits)
      if rest != 0 {
        terms.creditsRest = Int64(rest)
        statesTerms = true
      }
    }
  }
}

/// The limits and scales of the cells of events.
enum EventCells {
  /// 10⁻¹⁸ credits in 10⁻⁶ credit.
  static let perMicrocredit: Int128 = 1_000_000_000_000
  static let priorityLimit: Int64 = 2_147_483_647

  /// The decimals that an amount keeps.
  @inline(__always)
  static func scale(of column: CreditColumn, _ kind: EventKind) -> Int {
    switch column {
    case .paidUSD, .balanceAfter: 18
    default: kind == .balance ? 18 : Credits.decimals
    }
  }

  /// The largest amount at its scale.
  @inline(__always)
  static func limit(of column: CreditColumn, _ kind: EventKind) -> Int128 {
    switch column {
    case .paidUSD: 1_000_000_000_000_000_000_000_000_000
    case .balanceAfter: 1_000_000_000_000_000_000_000_000_000_000
    default:
      kind == .balance ? 1_000_000_000_000_000_000_000_000_000_000 : 1_000_000_000_000_000_000
    }
  }
}
