/// A line of an account's statement: a movement of credits, or a step that moved none.
///
/// Credits in microcredits; texts are numbers of the audit's names.
package struct StatementLine: Hashable, Sendable {
  /// Nanoseconds since 1970.
  package let at: Int64
  /// The event that caused it, by index of the ledger; `CreditEvent.none` if time did or the row was rejected.
  package let event: UInt32
  package let step: StatementStep
  /// The change of the balance.
  package let credits: Int64
  /// The balance and the open holds just after it.
  package let balance: Int128
  package let reserved: Int128
  /// The grant whose credits moved; nil if none did.
  package let grant: StatementGrant?
  /// The change of the credits left of the grant; of a repayment, the credits that the grant gave.
  package let ofGrant: Int64
  /// The revenue realised, in 10⁻¹⁸ USD; negative if it was reversed.
  package let realised: Int128

  /// The column of `credit-balances.csv` that counts it; nil if the balance stays.
  package var figure: BalanceFigure? {
    switch step {
    case .grant: grant?.source == .transfer ? .transferredIn : .granted
    case .consumption, .debt: .consumed
    case .given, .givenToDebt, .givenAsGrant, .givenToEnded: .refunded
    case .expiry, .earlyExpiry, .loss: .expired
    case .revocation, .restoration, .restorationAsGrant, .restorationToEnded: .revoked
    case .transferOut, .transferDebt: .transferredOut
    case .repayment, .transferRepayment, .poolDraw, .poolReturn, .rollover, .earned, .holdEnd,
      .planInForce, .event, .refusal, .cancellation, .duplicate, .conflict, .rejected:
      nil
    }
  }
}

/// A grant as a statement names it.
package struct StatementGrant: Hashable, Sendable {
  /// The index of the grant in the replay.
  package let index: UInt32
  /// The number of its id; 0 if it has none.
  package let id: UInt32
  package let source: GrantSource
  /// The event that made the grant, by index of the ledger.
  package let event: UInt32
  /// Nanoseconds since 1970; `Int64.max` is never.
  package let expiresAt: Int64
}

/// The steps of a statement.
package enum StatementStep: Hashable, Sendable {
  /// A new grant, paid for with an amount in 10⁻¹⁸ USD.
  case grant(paid: Int128)
  case consumption
  /// Consumption that no grant covered.
  case debt
  /// A new grant pays the debt of an earlier event.
  case repayment(of: UInt32)
  /// A member took microcredits from its pool, which is an account's name; the movement is in the pool's statement.
  case poolDraw(pool: UInt32, credits: Int64)
  /// Microcredits went back to the pool of a member.
  case poolReturn(pool: UInt32, credits: Int64)
  /// Consumed credits came back to their grant, to an open debt, or as a new grant.
  case given, givenToDebt, givenAsGrant
  /// Consumed credits came back to a grant that had ended; they are lost at once.
  case givenToEnded
  case loss
  case expiry
  /// An `expire` record removed credits before the grant ended.
  case earlyExpiry
  /// Microcredits of an allowance live on until an instant in nanoseconds since 1970.
  case rollover(credits: Int64, until: Int64)
  case revocation
  /// A won dispute gave revoked credits back: to their grant, as a new grant, or to a grant that had ended.
  case restoration, restorationAsGrant, restorationToEnded
  case transferOut, transferDebt
  case transferRepayment(of: UInt32)
  /// The part of a payment refund that had been earned before.
  case earned
  /// The hold of a `reserve` event ended by its time.
  case holdEnd(reserve: UInt32)
  /// A scheduled plan, by the number of its name, came into force.
  case planInForce(UInt32)
  /// An event that moved no credits of the account.
  case event
  /// An event that was not applied.
  case refusal(CreditCheck)
  /// A `reverse` of an event that was not applied.
  case cancellation
  /// A row with the id of an earlier event, which is given: with the same content, or with other content.
  case duplicate(of: UInt32), conflict(with: UInt32)
  /// A row that could not be read, by index of `CreditLedger.rejected`.
  case rejected(UInt32)
}

/// The columns of `credit-balances.csv` between opening and closing.
package enum BalanceFigure: String, CaseIterable, Sendable {
  case granted, refunded, transferredIn = "transferred_in"
  case consumed, expired, revoked, transferredOut = "transferred_out"

  /// True if it reduces the balance.
  package var isReduction: Bool {
    switch self {
    case .granted, .refunded, .transferredIn: false
    case .consumed, .expired, .revoked, .transferredOut: true
    }
  }
}
