import Ledger

extension StoredRun {
  /// Gives the sums by account, user, tier, provider, model, plan and month.
  ///
  /// - Returns: false where a sum did not fit in 64 bits: then some are not exact, and `forEachFactLine` has to be asked.
  package func forEachMonth(_ visitor: UsageVisitor) throws -> Bool {
    let rows = try connection.query(
      """
      SELECT month, tier, provider, model, is_free, target_margin_percent, account_id, user_id,
        requests, unpriced, own_key_requests, mismatched, costs_not_recorded + costs_not_converted,
        prompt_tokens, cached_tokens, output_tokens, tokens, microcredits,
        vendor_cost_nanousd, vendor_cost_attousd, revenue_nanousd, revenue_attousd,
        recorded_cost_nanousd, recorded_cost_attousd
      FROM account_month ORDER BY rowid
      """)
    var groups: [UsageGroup: (number: Int, isWanted: Bool)] = [:]
    var group: (key: UsageGroup, month: Name, number: Int, isWanted: Bool)?
    var users: [UserKey: (number: Int, isWanted: Bool)] = [:]
    while try rows.step() {
      for column in 8...23 as ClosedRange<Int32> where rows.isInexact(column) { return false }
      if !(group.map { rows.isOf($0.key, month: $0.month) } ?? false) {
        let key = rows.group
        let known = groups[key] ?? (groups.count, visitor.group(key))
        groups[key] = known
        group = (key, rows.name(0), known.number, known.isWanted)
      }
      let key = UserKey(account: rows.name(6), user: rows.name(7))
      let user = users[key] ?? (users.count, visitor.user(key))
      users[key] = user
      if let group, group.isWanted, user.isWanted {
        visitor.sums(group.number, user.number, StoredRun.sums(ofMonth: rows))
      }
    }
    return true
  }

  private static func sums(ofMonth row: Connection.Query) -> UsageSums {
    func money(_ column: Int32) -> Int128 {
      Int128(row.integer(column)) * 1_000_000_000 + Int128(row.integer(column + 1))
    }
    var sums = UsageSums()
    sums.requests = row.integer(8)
    sums.unpriced = row.integer(9)
    sums.ownKey = row.integer(10)
    sums.mismatched = row.integer(11)
    sums.costsNotRecorded = row.integer(12)
    sums.promptTokens = Int128(row.integer(13))
    sums.cachedTokens = Int128(row.integer(14))
    sums.outputTokens = Int128(row.integer(15))
    sums.tokens = Int128(row.integer(16))
    sums.microcredits = Int128(row.integer(17))
    sums.vendorCost = money(18)
    sums.revenue = money(20)
    sums.recordedCost = money(22)
    if row.integer(4) == 1 {
      (sums.free, sums.freeUnpriced) = (sums.requests, sums.unpriced)
      sums.freeTierLoss = sums.vendorCost
    } else if !row.isNull(5) {
      sums.targetedRevenue = sums.revenue
      sums.revenueTimesTarget = sums.revenue * row.decimal(5, scale: Percent.decimals)
    }
    return sums
  }
}

extension Connection.Query {
  /// The group of a row of sums by month.
  fileprivate var group: UsageGroup {
    guard let month = word(0).flatMap({ Month($0) }) else {
      preconditionFailure("the database of a run has months")
    }
    return UsageGroup(
      day: month.period.from, tier: name(1), provider: name(2), model: name(3), service: nil,
      serviceTier: nil, isOwnKey: nil)
  }

  /// The row is of that group.
  fileprivate func isOf(_ group: UsageGroup, month: Name) -> Bool {
    text(3).elementsEqual(group.model.bytes) && text(1).elementsEqual(group.tier.bytes)
      && text(2).elementsEqual(group.provider.bytes) && text(0).elementsEqual(month.bytes)
  }
}
