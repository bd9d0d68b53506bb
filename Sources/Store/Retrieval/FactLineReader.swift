import Ledger

extension StoredRun {
  /// Gives the lines of `facts.csv` in their order; the target margins of plans are not in them.
  package func forEachFactLine(_ visitor: UsageVisitor) throws {
    let users = try tell(visitor.user)
    let groups = try tell(visitor.group)
    let lines = try connection.query(
      """
      SELECT group_id, account_user_id, requests, input_tokens, cache_read_tokens,
        cache_write_5m_tokens, output_tokens, reasoning_tokens, mismatched, costs_not_recorded,
        credits, notional_cost_usd, list_revenue_usd, recorded_cost_usd
      FROM fact_line ORDER BY rowid
      """)
    var rare = try RareLines(connection)
    var free = try FreeLines(connection)
    var line: Int64 = 0
    while try lines.step() {
      line += 1
      let (group, user) = (groups[Int(lines.integer(0)) - 1], users[Int(lines.integer(1)) - 1])
      guard group.isWanted, user.isWanted else { continue }
      var sums = StoredRun.sums(ofLine: lines, group)
      try rare.add(to: &sums, ofLine: line)
      if group.isFree == nil { try free.set(&sums, ofLine: line) }
      if group.isFree == true { (sums.free, sums.freeUnpriced) = (sums.requests, sums.unpriced) }
      visitor.sums(group.number, user.number, sums)
    }
  }

  /// A group as the lines name it.
  private struct Group {
    let number: Int
    let isWanted: Bool
    let isOwnKey: Bool
    /// Nil where the plan changed within the day.
    let isFree: Bool?
  }

  /// Tells of every group; one per id from 1 on.
  private func tell(_ group: (UsageGroup) -> Bool) throws -> [Group] {
    let rows = try connection.query(
      """
      SELECT day, tier, provider, model, service, service_tier, byok, is_free FROM fact_group
      ORDER BY id
      """)
    var groups: [Group] = []
    var day = (text: Name.empty, day: Day(number: 0))
    while try rows.step() {
      if !rows.text(0).elementsEqual(day.text.bytes) {
        guard let named = rows.word(0).flatMap({ Day($0) }) else {
          preconditionFailure("the database of a run has days")
        }
        day = (rows.name(0), named)
      }
      let isOwnKey = rows.integer(6) == 1
      let isWanted = group(
        UsageGroup(
          day: day.day, tier: rows.name(1), provider: rows.name(2), model: rows.name(3),
          service: rows.name(4), serviceTier: rows.name(5), isOwnKey: isOwnKey))
      groups.append(
        Group(
          number: groups.count, isWanted: isWanted, isOwnKey: isOwnKey,
          isFree: rows.isNull(7) ? nil : rows.integer(7) == 1))
    }
    return groups
  }

  /// Passes every user; one per id from 1 on, some without a name.
  private func tell(_ user: (UserKey) -> Bool) throws -> [(number: Int, isWanted: Bool)] {
    let rows = try connection.query("SELECT id, account_id, user_id FROM fact_user ORDER BY id")
    var users: [(number: Int, isWanted: Bool)] = []
    var count = 0
    while try rows.step() {
      while users.count < Int(rows.integer(0)) - 1 { users.append((0, false)) }
      users.append((count, user(UserKey(account: rows.name(1), user: rows.name(2)))))
      count += 1
    }
    return users
  }

  private static func sums(ofLine row: Connection.Query, _ group: Group) -> UsageSums {
    var sums = UsageSums()
    sums.requests = row.integer(2)
    sums.cachedTokens = Int128(row.integer(4))
    sums.promptTokens = Int128(row.integer(3)) + sums.cachedTokens + Int128(row.integer(5))
    sums.outputTokens = Int128(row.integer(6)) + Int128(row.integer(7))
    sums.tokens = sums.promptTokens + sums.outputTokens
    sums.mismatched = row.integer(8)
    sums.costsNotRecorded = row.integer(9)
    sums.microcredits = row.decimal(10, scale: Credits.decimals)
    if group.isOwnKey {
      sums.ownKey = sums.requests
    } else {
      sums.vendorCost = row.decimal(11, scale: Money.decimals)
    }
    if group.isFree == true {
      sums.freeTierLoss = sums.vendorCost
    } else {
      sums.revenue = row.decimal(12, scale: Money.decimals)
    }
    sums.recordedCost =
      row.isNull(13) ? sums.vendorCost : row.decimal(13, scale: Money.decimals)
    return sums
  }

  /// The figures that few lines have, beside the lines.
  private struct RareLines {
    private let rows: Connection.Query
    /// The line of the next row; nil after the last.
    private var line: Int64?

    init(_ connection: Connection) throws {
      rows = try connection.query(
        """
        SELECT id, unpriced, cache_write_1h_tokens,
          audio_input_tokens + audio_output_tokens + image_input_tokens + image_output_tokens
            + audio_cache_read_tokens, costs_not_converted
        FROM fact_rare ORDER BY id
        """)
      line = try rows.step() ? rows.integer(0) : nil
    }

    mutating func add(to sums: inout UsageSums, ofLine number: Int64) throws {
      while let next = line, next < number { line = try rows.step() ? rows.integer(0) : nil }
      guard line == number else { return }
      sums.unpriced = rows.integer(1)
      sums.promptTokens += Int128(rows.integer(2))
      sums.tokens += Int128(rows.integer(2)) + Int128(rows.integer(3))
      sums.costsNotRecorded += rows.integer(4)
    }
  }

  /// The free part of lines of groups whose plan changed, beside the lines.
  private struct FreeLines {
    private let rows: Connection.Query
    /// The line of the next row; nil after the last.
    private var line: Int64?

    init(_ connection: Connection) throws {
      rows = try connection.query(
        "SELECT id, requests, revenue_usd, free_tier_loss_usd FROM fact_free ORDER BY id")
      line = try rows.step() ? rows.integer(0) : nil
    }

    mutating func set(_ sums: inout UsageSums, ofLine number: Int64) throws {
      while let next = line, next < number { line = try rows.step() ? rows.integer(0) : nil }
      guard line == number else { return }
      sums.free = rows.integer(1)
      sums.revenue = rows.decimal(2, scale: Money.decimals)
      sums.freeTierLoss = rows.decimal(3, scale: Money.decimals)
    }
  }
}
