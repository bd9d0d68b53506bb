import Ledger
import Pricing

/// A balance that a row of `balances.csv` states.
package struct StatedBalance: Hashable, Sendable {
  package let account: Name
  /// The day or instant; nil is the end of the ledger.
  package let at: BalanceTime?
  package let credits: Credits
  package let place: Place
}

/// The time of a stated balance.
package enum BalanceTime: Hashable, Sendable {
  /// A day, whose beginning depends on the reader: that of the reporting zone for the forecast, of UTC for the audit.
  case day(Day)
  case instant(Instant)
}

/// Reads `balances.csv`: balances that other systems state.
package enum BalanceFile {
  package static let name = WorkspacePath.balances
  private static let columns = ["account_id", "at", "credits", "recorded_at"]

  /// Returns the rows that were known, in the order of the file; what is wrong with any of them is added to `faults`.
  package static func read(
    _ bytes: [UInt8], knownAt: Instant?, faults: inout [Finding]
  ) -> [StatedBalance] {
    let table = BookTable(
      bytes, file: name, required: ["account_id", "at", "credits"], known: columns,
      faults: &faults)
    var balances: [(value: StatedBalance, recorded: Instant)] = []
    var latest: [Moment: Instant] = [:]
    var stated: [Moment: StatedBalance] = [:]
    for row in table.rows {
      var cells = BookCells(row, of: table)
      let account = cells.name("account_id")
      let day = Day(cells.text("at").description)
      let at = day.map(BalanceTime.day) ?? cells.date("at").map(BalanceTime.instant)
      let recorded = cells.date("recorded_at")
      let credits = cells.decimal(
        "credits", scale: Credits.decimals, limit: Int128(Credits.rowLimit.microcredits),
        expected: "credits with at most 6 decimals, at most \(Credits.rowLimit)",
        allowsNegative: true)
      let isKnown = knownAt.flatMap { limit in recorded.map { $0 <= limit } } ?? true
      let balance = credits.map {
        StatedBalance(
          account: account, at: at, credits: Credits(microcredits: Int64($0)), place: row.place)
      }
      if isKnown, let balance,
        let other = stated.updateValue(
          balance, forKey: Moment(account: account, at: at, recorded: recorded)),
        other.credits != balance.credits
      {
        let what = "another balance of \(account.description.excerpt) at the same time"
        cells.note(.twice(other: other.place, what: what), in: "credits")
      }
      faults += cells.findings
      guard isKnown, let balance, cells.findings.isEmpty else { continue }
      let moment = Moment(account: account, at: at, recorded: nil)
      latest[moment] = max(latest[moment] ?? .distantPast, recorded ?? .distantPast)
      balances.append((balance, recorded ?? .distantPast))
    }
    // A row that was recorded later corrects those of the same moment.
    return balances.filter {
      $0.recorded == latest[Moment(account: $0.value.account, at: $0.value.at, recorded: nil)]
    }.map(\.value)
  }

  /// Of which there is one balance.
  private struct Moment: Hashable {
    let account: Name
    /// Nil for the end of the ledger; of a day, the beginning in UTC.
    let at: Instant?
    let recorded: Instant?

    init(account: Name, at: BalanceTime?, recorded: Instant?) {
      self.account = account
      self.at = at.map {
        switch $0 {
        case .day(let day): Instant(startOf: day)
        case .instant(let instant): instant
        }
      }
      self.recorded = recorded
    }
  }
}
