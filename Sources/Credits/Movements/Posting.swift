import Ledger

extension ReplayState {
  /// Posts what a movement of a paid grant did with money, for each month of sale.
  ///
  /// - Parameters:
  ///   - before: the credits left before the movement.
  ///   - amount: the value that left the grant, and the change of the breakage earned before an expiry, in 10⁻¹⁸ USD.
  mutating func post(
    _ movement: MovementKind, of grant: Int, from before: Int64,
    _ amount: (worth: Int128, early: Int128), in month: Int, _ cause: RevenueEntryEvent
  ) {
    let kind = ReplayState.kind(of: movement)
    let sold = grants[grant].soldMonth
    if sold != Grant.severalMonths {
      let part = SoldPart(month: sold, worth: amount.worth, early: amount.early)
      return append(kind, part, of: grant, in: Int32(month), cause)
    }
    for part in parts(of: grant, from: before) {
      append(kind, part, of: grant, in: Int32(month), cause)
    }
  }

  /// The part of a movement that belongs to one month of sale, in 10⁻¹⁸ USD.
  private struct SoldPart {
    let month: Int32
    let worth: Int128
    let early: Int128
  }

  /// Adds the postings of a part: its value, and the change of the breakage earned before an expiry.
  private mutating func append(
    _ kind: RevenuePosting.Kind, _ part: SoldPart, of grant: Int, in month: Int32,
    _ cause: RevenueEntryEvent
  ) {
    let isBreakage = kind == .breakage
    let usd = kind == .transferred ? -part.worth : part.worth
    append(
      kind, isBreakage ? usd + part.early : usd, of: grant, soldIn: part.month, in: month, cause)
    if !isBreakage {
      append(.breakage, part.early, of: grant, soldIn: part.month, in: month, cause)
    }
  }

  private static func kind(of movement: MovementKind) -> RevenuePosting.Kind {
    switch movement {
    case .consume, .giveBack: .realised
    case .expire: .breakage
    case .revoke, .restore: .refunded
    case .transferOut: .transferred
    }
  }

  /// The value that left a grant of several months of sale, by month.
  private func parts(of grant: Int, from before: Int64) -> [SoldPart] {
    guard let shares = money.shares[UInt32(grant)] else {
      preconditionFailure("a grant of several months has shares")
    }
    let old = shared(grant, shares, left: before)
    let new = shared(grant, shares, left: grants[grant].left)
    return shares.months.indices.map { index in
      SoldPart(
        month: shares.months[index], worth: old[index].value - new[index].value,
        early: new[index].early - old[index].early)
    }
  }

  /// The value left of a grant, and the part of it that was earned early, by month of sale.
  private func shared(
    _ grant: Int, _ shares: ValueBySaleMonth, left: Int64
  ) -> [(value: Int128, early: Int128)] {
    let values = shares.values(Int128(left), of: Int128(grants[grant].granted))
    if grants[grant].expectedBreakage == 0 { return values.map { ($0, 0) } }
    let (part, whole) = GrantValue.deferredShare(of: grants[grant], left: left)
    let deferred = shares.values(part, of: whole)
    return zip(values, deferred).map { ($0, $0 - $1) }
  }

  /// Adds a posting, unless its amount is 0.
  private mutating func append(
    _ kind: RevenuePosting.Kind, _ usd: Int128, source: GrantSource? = nil, of grant: Int?,
    soldIn sold: Int32, in month: Int32, _ cause: RevenueEntryEvent, isReversal: Bool = false
  ) {
    if usd == 0 { return }
    guard let source = source ?? grant.map({ grants[$0].source }) else {
      preconditionFailure("a posting without a grant states its source")
    }
    money.postings.append(
      RevenuePosting(
        kind, usd: usd, source: source, month: month, soldMonth: sold, event: cause.event,
        account: cause.account, request: cause.request,
        grant: grant.map { UInt32($0) } ?? CreditEvent.none, plan: cause.plan,
        isReversal: isReversal))
  }

  /// Notes the month of sale of a new grant, and posts its payment.
  ///
  /// - Parameter early: the part of the payment that is breakage at once, in 10⁻¹⁸ USD.
  mutating func postSale(
    _ new: NewGrant, _ grant: Int, early: Int128, in month: Int32, at instant: Int64
  ) {
    grants[grant].soldMonth = new.shares.first?.month ?? month
    if new.shares.count > 1 {
      grants[grant].soldMonth = Grant.severalMonths
      money.shares[UInt32(grant)] = ValueBySaleMonth(new.shares)
    }
    if new.paid == 0 { return }
    let cause = cause(ofEndOf: grant, at: instant)
    if new.source != .transfer {
      append(.sold, new.paid, of: grant, soldIn: month, in: month, cause)
      if new.credits == 0 {
        append(.realised, new.paid, of: grant, soldIn: month, in: month, cause)
      }
    }
    if early == 0 { return }
    if let shares = money.shares[UInt32(grant)] {
      // All of it is early, by month of sale.
      for (sold, part) in zip(shares.months, shared(grant, shares, left: new.credits)) {
        append(.breakage, part.early, of: grant, soldIn: sold, in: month, cause)
      }
    } else {
      append(
        .breakage, early, of: grant, soldIn: grants[grant].soldMonth, in: month, cause)
    }
  }

  /// Moves credits of a grant into transit under a transfer id, with their value.
  mutating func send(
    _ credits: Int64, of grant: Int, transfer: UInt32, _ cause: RevenueEntryEvent
  ) {
    let before = grants[grant].left
    let worth = move(grant, by: -credits, .transferOut, cause)
    if grants[grant].paid == 0 { return }
    let month = monthNumber(at: cause.instant)
    revenue.book(.transfer, in: month) { $0.transferred += worth }
    let sold = grants[grant].soldMonth
    let parts =
      sold == Grant.severalMonths
      ? parts(of: grant, from: before) : [SoldPart(month: sold, worth: worth, early: 0)]
    for part in parts where part.worth != 0 {
      revenue.send(part.worth, soldIn: part.month, transfer: transfer)
      append(
        .transferred, part.worth, source: .transfer, of: nil, soldIn: part.month,
        in: Int32(month), cause)
    }
  }

  /// Posts the difference between the money of a payment refund and the value of its credits.
  ///
  /// - Parameter wasEarned: true for money above that value; else it is breakage.
  mutating func postDifference(
    _ booked: Int128, of grant: Int, wasEarned: Bool, in month: Int32, _ cause: RevenueEntryEvent
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
    _ value: Int128, to grant: Int, in month: Int32, _ cause: RevenueEntryEvent
  ) {
    let sold = grants[grant].soldMonth
    append(.refunded, -value, of: grant, soldIn: sold, in: month, cause)
    append(.breakage, value, of: grant, soldIn: sold, in: month, cause)
  }

  /// Notes credits that an event of the period consumed from an account, or gave back to it if they are negative.
  mutating func noteConsumed(_ credits: Int64, of account: Int, _ cause: RevenueEntryEvent) {
    if credits == 0 || !isInPeriod { return }
    money.add(
      ConsumedCredits(
        event: cause.event, owner: accounts[account].name, user: cause.account,
        request: cause.request, month: Int32(monthNumber(at: cause.instant)), credits: credits))
  }
}
