import Engine
import Ledger
import Reconciliation

/// The use of accounts since their balances were stated.
struct BalanceUse {
  /// By account and day of the reporting zone, in microcredits.
  private var used: [Name: [Day: Int128]] = [:]

  /// Nothing was used.
  static let none = BalanceUse()

  private init() {}

  /// Sums the credits of counted requests that a balance does not know of yet.
  ///
  /// Whole days are in the facts. Of the day within which a balance was stated the ledger is read once more.
  init(_ balances: AccountBalances, of run: LedgerRun) throws(RunRefusal) {
    let zone = run.workspace.zone
    let facts = run.figures.facts
    var firstWhole: [Name: Day] = [:]
    var partDays: [Name: (day: Day, statement: AccountBalances.Statement)] = [:]
    for (account, statement) in balances.known {
      guard let at = statement.at else { continue }
      let day = zone.day(of: at)
      let isWhole = statement.row == nil && at == zone.start(of: day)
      firstWhole[account] = isWhole ? day : day + 1
      if !isWhole { partDays[account] = (day, statement) }
    }
    var hasPartDay = false
    let firstOfUser = facts.users.map { firstWhole[$0.account] }
    let partOfUser = facts.users.map { partDays[$0.account]?.day }
    for row in facts.rows {
      guard let first = firstOfUser[Int(row.user)] else { continue }
      if row.day >= first {
        let account = facts.users[Int(row.user)].account
        used[account, default: [:]][row.day, default: 0] += facts.rows.measures(of: row).credits
      } else if row.day == partOfUser[Int(row.user)] {
        hasPartDay = true
      }
    }
    guard hasPartDay else { return }
    let repeated = run.repeats.locations
    let parts = try LedgerRescan.collect(run.map, by: run.map.job, into: Part()) {
      [partDays] part, blocks, slice in
      part.take(blocks, slice: slice, partDays, repeated: repeated)
    }
    for (account, credits) in parts.flatMap(\.credits) {
      guard let day = partDays[account]?.day else { continue }
      used[account, default: [:]][day, default: 0] += credits
    }
  }

  /// Returns an account's use of a balance, and the depletion date; nil if some balance is left.
  func of(_ account: Name, balance: Credits) -> (microcredits: Int128, usedUpOn: Day?) {
    var sum: Int128 = 0
    var usedUpOn: Day?
    for (day, credits) in used[account, default: [:]].sorted(by: { $0.key < $1.key }) {
      sum += credits
      if usedUpOn == nil && credits > 0 && sum >= Int128(balance.microcredits) { usedUpOn = day }
    }
    return (sum, usedUpOn)
  }

  /// The sums of one slice, for the days on which balances were stated.
  private struct Part: Sendable {
    private(set) var credits: [Name: Int128] = [:]
    /// Per user of the slice, the day and the balance of the account.
    private var daysOfUser: [(day: Day, statement: AccountBalances.Statement)?] = []

    mutating func take(
      _ blocks: BlockRater, slice: Int,
      _ days: [Name: (day: Day, statement: AccountBalances.Statement)],
      repeated: RowOffsetSet
    ) {
      for user in blocks.users[daysOfUser.count...] { daysOfUser.append(days[user.account]) }
      for (record, rated) in zip(blocks.records, blocks.rated) where rated.disposition == .rated {
        guard let (day, statement) = daysOfUser[Int(record.user)], record.day == day else {
          continue
        }
        let row = RowLocation(record, slice: slice)
        guard statement.isBefore(row, at: record.startedAt), !repeated.contains(row) else {
          continue
        }
        credits[blocks.user(of: record).account, default: 0] += Int128(rated.credits.microcredits)
      }
    }
  }
}
