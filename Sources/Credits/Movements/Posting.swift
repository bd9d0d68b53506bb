import Ledger

extension ReplayState {
  /// Posts what a movement of a paid grant did with money, for each month of sale.
  ///
  /// - Parameters:
  ///   - before: the credits left before the movement.
  ///   - worth: the value that left the grant, in 10⁻¹⁸ USD.
  mutating func post(
    _ movement: Movement, of grant: Int, from before: Int64, worth: Int128, in month: Int,
    _ cause: MoneyCause
  ) {
    let kind = ReplayState.kind(of: movement)
    let sign: Int128 = movement == .transferOut ? -1 : 1
    let sold = grants[grant].soldMonth
    if sold != Grant.severalMonths {
      return append(kind, sign * worth, of: grant, soldIn: sold, in: Int32(month), cause)
    }
    for (sold, part) in parts(of: grant, from: before) {
      append(kind, sign * part, of: grant, soldIn: sold, in: Int32(month), cause)
    }
  }

  private static func kind(of movement: Movement) -> RevenuePosting.Kind {
    switch movement {
    case .consume, .giveBack: .realised
    case .expire: .breakage
    case .revoke, .restore: .refunded
    case .transferOut: .transferred
    }
  }

  /// The value that left a grant of several months of sale, by month, in 10⁻¹⁸ USD.
  private func parts(of grant: Int, from before: Int64) -> [(month: Int32, worth: Int128)] {
    guard let shares = money.shares[UInt32(grant)] else {
      preconditionFailure("a grant of several months has shares")
    }
    let granted = Int128(grants[grant].granted)
    let old = shares.values(Int128(before), of: granted)
    let new = shares.values(Int128(grants[grant].left), of: granted)
    return shares.months.indices.map { (shares.months[$0], old[$0] - new[$0]) }
  }

  /// Adds a posting, unless its amount is 0.
  private mutating func append(
    _ kind: RevenuePosting.Kind, _ usd: Int128, source: GrantSource? = nil, of grant: Int?,
    soldIn sold: Int32, in month: Int32, _ cause: MoneyCause, isReversal: Bool = false
  ) {
    if usd == 0 { return }
    guard let source = source ?? grant.map({ grants[$0].source }) else {
      preconditionFailure("a posting without a grant states its source")
    }
    money.postings.append(
      RevenuePosting(
        kind, usd: usd, source: source, month: month, soldMonth: sold, event: cause.event,
        account: cause.account, request: cause.request,
        grant: grant.map { UInt32($0) } ?? CreditEvent.none,
        plan: grant.map { accounts[Int(grants[$0].account)].plan } ?? CreditNames.blank,
        isReversal: isReversal))
  }

  /// Notes the month of sale of a new grant, and posts its payment.
  mutating func postSale(_ new: NewGrant, _ grant: Int, in month: Int32, at instant: Int64) {
    if new.source == .transfer, let first = new.shares.first {
      grants[grant].soldMonth = new.shares.count == 1 ? first.month : Grant.severalMonths
      if new.shares.count > 1 { money.shares[UInt32(grant)] = SaleShares(new.shares) }
      return
    }
    grants[grant].soldMonth = month
    if new.paid == 0 { return }
    let cause = cause(ofEndOf: grant, at: instant)
    append(.sold, new.paid, of: grant, soldIn: month, in: month, cause)
    if new.credits == 0 {
      append(.realised, new.paid, of: grant, soldIn: month, in: month, cause)
    }
  }

  /// Moves credits of a grant into transit under a transfer id, with their value.
  mutating func send(_ credits: Int64, of grant: Int, transfer: UInt32, _ cause: MoneyCause) {
    let before = grants[grant].left
    let worth = move(grant, by: -credits, .transferOut, cause)
    if grants[grant].paid == 0 { return }
    let month = monthNumber(at: cause.instant)
    revenue.book(.transfer, in: month) { $0.transferred += worth }
    let sold = grants[grant].soldMonth
    let parts = sold == Grant.severalMonths ? parts(of: grant, from: before) : [(sold, worth)]
    for (sold, part) in parts where part != 0 {
      revenue.send(part, soldIn: sold, transfer: transfer)
      append(
        .transferred, part, source: .transfer, of: nil, soldIn: sold, in: Int32(month), cause)
    }
  }

  /// Posts the difference between the money of a payment refund and the value of its credits.
  ///
  /// - Parameter wasEarned: true for money above that value; else it is breakage.
  mutating func postDifference(
    _ booked: Int128, of grant: Int, wasEarned: Bool, in month: Int32, _ cause: MoneyCause
  ) {
    let sold = grants[grant].soldMonth
    append(
      .refunded, booked, of: grant, soldIn: sold, in: month, cause, isReversal: wasEarned)
    append(
      wasEarned ? .realised : .breakage, -booked, of: grant, soldIn: sold, in: month, cause,
      isReversal: wasEarned)
  }

  /// Posts the value of credits that a won dispute restores to a grant that has ended.
  mutating func postRestored(
    _ value: Int128, to grant: Int, in month: Int32, _ cause: MoneyCause
  ) {
    let sold = grants[grant].soldMonth
    append(.refunded, -value, of: grant, soldIn: sold, in: month, cause)
    append(.breakage, value, of: grant, soldIn: sold, in: month, cause)
  }

  /// Notes credits that an event of the period consumed from an account, or gave back to it if they are negative.
  mutating func noteConsumed(_ credits: Int64, of account: Int, _ cause: MoneyCause) {
    if credits == 0 || !isInPeriod { return }
    money.add(
      ConsumedCredits(
        event: cause.event, owner: accounts[account].name, user: cause.account,
        request: cause.request, month: Int32(monthNumber(at: cause.instant)), credits: credits))
  }
}
