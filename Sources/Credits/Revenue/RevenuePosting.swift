/// One amount of money that an event, or the end of a grant, moved: a line of the ledger of revenue.
///
/// A movement of a grant of several sales makes one for each month of sale. Texts are numbers of the audit's names.
package struct RevenuePosting: Hashable, Sendable {
  /// The columns of `deferred-revenue.csv` between opening and closing.
  package enum Kind: UInt8, CaseIterable, Hashable, Sendable {
    /// A payment for a new grant.
    case sold
    /// Credits were consumed; negative if they were given back.
    case realised
    /// Credits expired, or are expected to.
    case breakage
    /// Money went back to the customer; negative if a won dispute brought it back.
    case refunded
    /// Value that came by a transfer; negative if it left.
    case transferred
  }

  package let kind: Kind
  /// True for the part of a refund that had been earned before, and for the opposite line of revenue.
  package let isReversal: Bool
  /// Of the grants whose value moved; `transfer` while the value is in transit.
  package let source: GrantSource
  /// The month of the movement, and that of the sale, as months since January of year 0.
  package let month: Int32
  package let soldMonth: Int32
  /// The event that used the credits, by index of the ledger.
  ///
  /// Of a repaid debt, the event that caused the debt; of an expiry that time caused, the event that made the grant.
  package let event: UInt32
  /// The account of that event: of a pool's credits, the member that drew them; of an expiry, the grant's.
  package let account: UInt32
  /// The request of that event; 0 if it has none.
  package let request: UInt32
  /// The grant, by index of the replay; `CreditEvent.none` if no grant moved.
  package let grant: UInt32
  /// The plan of the account just after that event, or at the expiry; 0 is none.
  package let plan: UInt32
  /// 10⁻¹⁸ USD.
  package let usd: Int128

  package init(
    _ kind: Kind, usd: Int128, source: GrantSource, month: Int32, soldMonth: Int32, event: UInt32,
    account: UInt32, request: UInt32, grant: UInt32, plan: UInt32 = 0, isReversal: Bool = false
  ) {
    self.kind = kind
    self.isReversal = isReversal
    self.source = source
    self.month = month
    self.soldMonth = soldMonth
    self.event = event
    self.account = account
    self.request = request
    self.grant = grant
    self.plan = plan
    self.usd = usd
  }
}
