import Comparing
import Ledger
import Outputs
import Reports
import Tables

/// The answer of `compare` as one JSON document.
package enum CompareJSON {
  /// The document: the tables that are written as CSV, under their names, and the periods.
  ///
  /// - Parameter scenario: the changes of a scenario in words; nil without one.
  package static func text(_ comparison: PeriodComparison, scenario: String?) -> String {
    func period(_ period: ComparedPeriod) -> JSONText {
      .object([
        ("from", .string("\(period.period.from)")), ("to", .string("\(period.period.lastDay)")),
        ("days", .number(Int64(period.days))),
      ])
    }
    return JSONText.object([
      ("assay", .string(Version.number)),
      ("a", period(comparison.a)), ("b", period(comparison.b)),
      ("scenario", scenario.map(JSONText.string) ?? .null),
      ("comparison", BridgeTable(comparison).table.json),
      ("movers", MoversTable(comparison).table.json),
    ]).text
  }
}
