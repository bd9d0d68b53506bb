import Cube
import Ledger

/// Writes the table `account_month`.
enum AccountMonthWriter {
  /// Writes one row per month, key, account and user, sorted by them.
  static func write(_ facts: Facts, _ database: Database) throws {
    let sums = AccountMonths(facts)
    var rows = try BatchInserter(
      database, into: .accountMonth,
      columns: StoreTable.accountMonth.columns.map { column in
        switch column.kind {
        case .text, .requiredText, .decimal: .text
        case .count, .requiredCount, .identity: .number(scale: 0)
        }
      })
    let keys = sums.keys.map { key in
      (
        names: [key.tier, key.provider, key.model].map { rows.text($0) },
        isFree: Int128(key.isFree ? 1 : 0),
        target: key.targetMargin.map {
          rows.text(
            Name(DecimalText.string(Int128($0.millionths), scale: Percent.decimals)))
        }
      )
    }
    let users = facts.users.map { (account: rows.text($0.account), user: rows.text($0.user)) }
    var last: (month: Month, text: BatchInserter.Text)?
    let isUnsold = facts.isUnsold
    try sums.forEach { month, key, user, sums in
      let text =
        if let last, last.month == month { last.text } else { rows.text(Name(month.description)) }
      last = (month, text)
      try rows.set(text, at: 0)
      try rows.set(keys[key].names[0], at: 1)
      try rows.set(keys[key].names[1], at: 2)
      try rows.set(keys[key].names[2], at: 3)
      try rows.set(keys[key].isFree, at: 4)
      if let target = keys[key].target {
        try rows.set(target, at: 5)
      } else {
        try rows.set(nil, at: 5)
      }
      try rows.set(users[user].account, at: 6)
      try rows.set(users[user].user, at: 7)
      try rows.set(Int128(sums.requests), at: 8)
      try rows.set(Int128(sums.unpriced), at: 9)
      try rows.set(Int128(sums.ownKey), at: 10)
      try rows.set(Int128(sums.mismatched), at: 11)
      try rows.set(Int128(sums.gaps.costs), at: 12)
      try rows.set(Int128(sums.gaps.unconverted), at: 13)
      try rows.set(sums.promptTokens, at: 14)
      try rows.set(sums.cachedTokens, at: 15)
      try rows.set(sums.outputTokens, at: 16)
      try rows.set(sums.tokens, at: 17)
      let isPriced = sums.unpriced < sums.requests
      let isSold = isPriced && !isUnsold
      try rows.set(isSold ? sums.credits : nil, at: 18)
      try rows.set(money: isPriced ? sums.vendorCost : nil, at: 19)
      // What free plans earn is 0 without a price, too.
      try rows.set(money: isSold || keys[key].isFree == 1 ? sums.revenue : nil, at: 21)
      let isRecorded = sums.gaps.costs + sums.gaps.unconverted < sums.requests
      try rows.set(money: isRecorded ? sums.recordedCost : nil, at: 23)
      try rows.endRow()
    }
    try rows.finish()
  }
}

extension BatchInserter {
  /// Sets both columns of an amount in attodollars; nil is not known.
  fileprivate mutating func set(money: Int128?, at column: Int) throws(StoreError) {
    guard let money else {
      try set(nil, at: column)
      try set(nil, at: column + 1)
      return
    }
    var (nanos, rest) = money.quotientAndRemainder(dividingBy: 1_000_000_000)
    if rest < 0 { (nanos, rest) = (nanos - 1, rest + 1_000_000_000) }
    try set(nanos, at: column)
    try set(rest, at: column + 1)
  }
}
