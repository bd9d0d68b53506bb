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
  /// The paths of those that could not be used and were left out.
  package let skippedFiles: [String]
  /// Per tier, the multipliers that its charged requests had.
  package let multipliers: [Name: Set<Multiplier>]
  /// The tiers that have a plan at some time.
  package let plannedTiers: Set<Name>

  package init(
    days: ClosedRange<Day>?, zone: String, files: Int, skippedFiles: [String] = [],
    multipliers: [Name: Set<Multiplier>], plannedTiers: Set<Name> = []
  ) {
    self.days = days
    self.zone = zone
    self.files = files
    self.skippedFiles = skippedFiles
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
    return
      "All days in \(zone). \(worth)\(rows) read from \(fileWords); every row is accounted for."
  }

  /// How many files were read, and how many were not.
  var fileWords: String {
    let read = Figures.count(Int64(files), "file")
    if skippedFiles.isEmpty { return read }
    return "\(read), without \(Figures.count(Int64(skippedFiles.count))) that could not be used"
  }

  /// Which files no figure is of; nil where all were read.
  var skippedSentence: String? {
    guard let first = skippedFiles.first else { return nil }
    if skippedFiles.count == 1 {
      return "\(first) could not be used: none of its rows is in a figure."
    }
    let rest = skippedFiles.count - Scope.namedFiles
    let names =
      rest > 0
      ? skippedFiles.prefix(Scope.namedFiles) + [
        "\(Figures.count(Int64(rest))) more that manifest.json names"
      ]
      : skippedFiles
    return "\(names.listed) could not be used: none of their rows is in a figure."
  }

  /// So many files are named in a sentence.
  private static let namedFiles = 5
}
