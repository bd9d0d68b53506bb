import Ledger
import Reports

/// The scope of a report, with the facts a reader must know before the first figure.
package struct Scope: Sendable {
  /// The name of the company, as the settings state it.
  package let organization: String?
  /// The name of the workspace's folder.
  package let workspace: String
  /// The first and last day reported; nil when there is nothing to report.
  package let days: ClosedRange<Day>?
  /// The reporting zone, as `UTC`.
  package let zone: String
  /// The number of ledger files that were read.
  package let files: Int
  /// The paths of those that could not be used and were left out.
  package let skippedFiles: [String]
  /// The doubts about the figures, and the files that the settings leave out.
  package let doubts: Doubts
  /// Per tier with a target, the multipliers that its charged requests had.
  package let multipliers: [Name: Set<Multiplier>]
  /// The tiers that have a plan at some time.
  package let plannedTiers: Set<Name>
  /// Draft or closed; nil in a workspace without closed months.
  package let close: CloseNote?

  package init(
    organization: String? = nil, workspace: String = "", days: ClosedRange<Day>?, zone: String,
    files: Int, skippedFiles: [String] = [],
    doubts: Doubts = .none, multipliers: [Name: Set<Multiplier>], plannedTiers: Set<Name> = [],
    close: CloseNote? = nil
  ) {
    self.organization = organization
    self.workspace = workspace
    self.days = days
    self.zone = zone
    self.files = files
    self.skippedFiles = skippedFiles
    self.doubts = doubts
    self.multipliers = multipliers
    self.plannedTiers = plannedTiers
    self.close = close
  }

  /// The company and the workspace, for the head of a report: `Example Ltd, sample-data`.
  package var owner: String {
    [organization ?? "", workspace].filter { !$0.isEmpty }.joined(separator: ", ")
  }

  /// The days as figures, for the terminal and for print: `from 2026-07-01 to 2026-09-30 (UTC)`.
  package var daysInFigures: String {
    guard let days else { return "none" }
    return "from \(days.lowerBound) to \(days.upperBound) (\(zone))"
  }

  /// The title of the report: `Assay report: 1 July to 30 September 2026`.
  package var title: String {
    guard let days else { return "Assay report: no usage" }
    return "Assay report: \(DayText.range(days))"
  }

  /// One line under the title: the zone, what a credit is worth, how many rows.
  func line(_ input: ReportInput) -> String {
    let values = Set(input.facts.dimensions.map(\.terms.creditValue))
    let worth =
      switch input.isCostOnly ? 0 : values.count {
      case 0: ""
      case 1: values.first.map { "1 credit = \($0.perCredit) USD. " } ?? ""
      default: "The credit value depends on day or tier: see the settings. "
      }
    let rows = Figures.count(input.rows.read, "row")
    return
      "Days are in time zone \(zone). \(worth)\(rows) read from \(fileWords); every row is "
      + "accounted for." + (close?.months.map { " \($0)" } ?? "")
  }

  /// The number of files that were read, and of those that were not.
  var fileWords: String {
    let missing = [
      (skippedFiles.count, "that Assay could not use"),
      (doubts.ignoredFiles.count, "that the settings ignore"),
    ].filter { $0.0 > 0 }.map { "\(Figures.count(Int64($0.0))) \($0.1)" }
    let read = Figures.count(Int64(files), "file")
    return missing.isEmpty ? read : "\(read), without \(missing.joined(separator: " and "))"
  }

  /// Files were left out, whose content is unknown.
  var hasMissingFiles: Bool { !skippedFiles.isEmpty || !doubts.ignoredFiles.isEmpty }

  /// Which files no figure is of; nil where all were read.
  var skippedSentence: String? {
    guard !skippedFiles.isEmpty else { return nil }
    let rows = skippedFiles.count == 1 ? "its" : "their"
    return "Assay could not use \(Scope.named(skippedFiles)): all figures exclude \(rows) rows."
  }

  /// The names of up to three files that were left out, for the terminal; nil where all were read.
  package var skippedLine: String? {
    guard !skippedFiles.isEmpty else { return nil }
    let rest = skippedFiles.count - 3
    let more = rest > 0 ? ["\(Figures.count(Int64(rest))) more"] : []
    return "Not read: \((skippedFiles.prefix(3) + more).listed)."
  }

  /// Files by their names, of many the first, and where the others are named.
  static func named(_ files: [String]) -> String {
    let rest = files.count - namedFiles
    if rest <= 0 { return files.listed }
    let more = "\(Figures.count(Int64(rest))) more that manifest.json names"
    return (files.prefix(namedFiles) + [more]).listed
  }

  /// So many files are named in a sentence.
  private static let namedFiles = 5
}
