import Ledger
import Reports

/// What a report is about, and what a reader must know before the first figure.
package struct Scope: Sendable {
  /// The first and last day reported; nil when there is nothing to report.
  package let days: ClosedRange<Day>?
  /// The reporting zone, as `UTC`.
  package let zone: String
  /// How many files of the ledger were read.
  package let files: Int
  /// Per tier, the multipliers that its charged requests had.
  package let multipliers: [Name: Set<Multiplier>]
  /// The tiers that have a plan at some time.
  package let plannedTiers: Set<Name>

  package init(
    days: ClosedRange<Day>?, zone: String, files: Int, multipliers: [Name: Set<Multiplier>],
    plannedTiers: Set<Name> = []
  ) {
    self.days = days
    self.zone = zone
    self.files = files
    self.multipliers = multipliers
    self.plannedTiers = plannedTiers
  }

  /// The days as figures, for the terminal and for print: `from 2026-07-01 to 2026-09-30 (UTC)`.
  package var daysInFigures: String {
    guard let days else { return "none" }
    return "from \(days.lowerBound) to \(days.upperBound) (\(zone))"
  }

  /// The title of the report: `Assay report: 1 July to 30 September 2026`.
  package var title: String {
    guard let days else { return "Assay report: no usage" }
    return "Assay report: \(DayWords.range(days))"
  }

  /// One line under the title: the zone, what a credit is worth, how many rows.
  func line(_ input: ReportInput) -> String {
    let values = Set(input.facts.dimensions.map(\.terms.creditValue))
    let worth =
      switch values.count {
      case 0: ""
      case 1: values.first.map { "1 credit = \($0.perCredit) USD. " } ?? ""
      default: "The worth of a credit depends on day or tier: see the settings. "
      }
    let rows = Figures.count(input.rows.read, "row")
    return "All days in \(zone). \(worth)\(rows) read from "
      + "\(Figures.count(Int64(files), "file")); every row is accounted for."
  }
}
