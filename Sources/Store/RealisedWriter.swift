import Cube
import Ledger
import Reports
import Tables

/// Writes the realised revenue of the lines of `facts.csv`.
enum RealisedWriter {
  /// Writes one row per line with an amount; the lines are those of the facts that were written before, by their texts.
  ///
  /// - Parameter facts: those that the lines mean by number, which may be fewer days than were written.
  static func write(
    _ realised: RealisedFacts, _ facts: Facts, _ database: Database
  ) throws {
    if realised.lines.isEmpty { return }
    try database.run(named.creation)
    try insert(realised, facts, database)
    // With CROSS JOIN only groups and users are looked for.
    try database.run(
      """
      INSERT INTO \(StoreTable.factRealised.name)
      SELECT g.id, u.id, t.realised_revenue_usd FROM \(named.name) AS t
        CROSS JOIN fact_group AS g ON \(groupKeys.map { "g.\($0) = t.\($0)" }
          .joined(separator: " AND "))
        CROSS JOIN fact_user AS u ON u.account_id = t.account_id AND u.user_id = t.user_id
      ORDER BY g.id, u.id;
      DROP TABLE \(named.name);
      """)
  }

  private static func insert(
    _ realised: RealisedFacts, _ facts: Facts, _ database: Database
  ) throws {
    let inserter = try Inserter(database, into: named)
    for line in realised.lines {
      let dimensions = facts.dimensions[Int(line.dimensions)]
      let user = facts.users[Int(line.user)]
      try inserter.insert { row in
        row.append(line.day.description)
        for text in dimensions.cells.dropLast() { row.append(text) }
        row.append(Int64(dimensions.isBYOK ? 1 : 0))
        row.append(user.account)
        row.append(user.user)
        row.append(.money(Money(attodollars: line.usd)))
      }
    }
  }

  private static let groupKeys = [
    "day", "tier", "provider", "model", "service", "service_tier", "status", "byok",
  ]

  /// The lines by their texts, for a while.
  private static let named = StoreTable(
    "temp.realised_line", grain: "One row per line of facts.csv with realised revenue.",
    columns: groupKeys.map { StoreColumn($0, $0 == "byok" ? .requiredCount : .requiredText, "") }
      + ["account_id", "user_id"].map { StoreColumn($0, .requiredText, "") }
      + [StoreColumn("realised_revenue_usd", .decimal, "")])
}
