import Cube
import Ledger
import Reports

/// Writes the facts and what they come to by day.
enum FactWriter {
  /// Decimals of a margin that is a product of USD and a percentage.
  private static let targetDecimals = Money.decimals + Percent.decimals + 2

  /// Writes one row per line of `facts.csv`, in its order.
  static func writeFacts(_ facts: Facts, _ database: Database) throws {
    let inserter = try Inserter(database, into: .fact)
    let texts = facts.dimensions.map { Array($0.cells.dropLast()) }
    let byok = facts.dimensions.map { Int64($0.isBYOK ? 1 : 0) }
    let users = facts.users
    var day: (day: Day, text: String)?
    try FactLine.forEach(in: facts) { line in
      let fact = line.facts[0]
      let dimensions = Int(fact.dimensions)
      let dayText: String
      if let day, day.day == fact.day {
        dayText = day.text
      } else {
        dayText = fact.day.description
        day = (fact.day, dayText)
      }
      try inserter.insert { row in
        row.append(dayText)
        for text in texts[dimensions] { row.append(text) }
        row.append(byok[dimensions])
        row.append(users[Int(fact.user)].account)
        row.append(users[Int(fact.user)].user)
        line.forEachMeasure { row.append(measure: $0, scale: $1) }
        row.append(measure: line.freeTierLoss, scale: Money.decimals)
      }
    }
  }

  /// Writes one row per day and the key of `daily`, sorted by both.
  static func writeDaily(_ facts: Facts, _ database: Database) throws {
    let inserter = try Inserter(database, into: .daily)
    func write(_ day: Day, _ sums: DailyRollUp.Sums) throws {
      let cells = facts.dimensions[Int(sums.dimensions)].cells[..<DailyRollUp.keyCount]
      try inserter.insert { row in
        row.append(day.description)
        for cell in cells { row.append(cell) }
        for measure in sums.measures { row.append(measure: measure.value, scale: measure.scale) }
        row.append(measure: sums.freeTierLoss, scale: Money.decimals)
        row.append(measure: sums.targetedRevenue, scale: Money.decimals)
        row.append(measure: sums.targetMargin, scale: targetDecimals)
      }
    }
    var rollUp = DailyRollUp(facts)
    try FactLine.forEach(in: facts) { try rollUp.add($0, sink: write) }
    try rollUp.finish(write)
  }
}

extension StoredRow {
  /// Appends a measure: a count as an integer, anything else as its exact decimal.
  fileprivate mutating func append(measure value: Int128, scale: Int) {
    if scale == 0 { append(count: value) } else { append(decimal: value, scale: scale) }
  }
}
