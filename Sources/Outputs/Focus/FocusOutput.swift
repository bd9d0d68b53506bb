import Cube
import Engine
import Ledger
import Platform
import Workspace

/// Writes what a period cost and earned as files of FOCUS 1.2, the FinOps Open Cost and Usage Specification.
package struct FocusOutput: Sendable {
  /// The charges of vendors.
  static let usageName = "focus.csv"
  /// The credits that customers used.
  static let creditsName = "focus-credits.csv"
  /// Every FOCUS file.
  package static let fileNames: Set<String> = [usageName, creditsName]

  private let use: QuarterHourUse
  private let facts: Facts
  private let cut: FocusGrouping
  private let zone: ReportingZone
  private let settings: Settings
  private let isSold: Bool

  /// The files of these facts and what their rows used; nil where none are wanted.
  init?(_ use: QuarterHourUse?, _ facts: Facts, _ workspace: Workspace, _ options: RunOptions) {
    guard let use, let cut = options.focus else { return nil }
    self.use = use
    self.facts = facts
    self.cut = cut
    zone = workspace.zone
    settings = workspace.books.settings
    isSold = workspace.books.isSold
  }

  /// The files of a ledger that was summed; nil where none are wanted.
  package init?(of ledger: SummedLedger) {
    self.init(ledger.useOfPeriod, ledger.facts, ledger.workspace, ledger.options)
  }

  /// Writes the files into a folder: `focus-credits.csv` only where something is sold.
  package func write(to output: inout OutputFolder) throws {
    let usage = FocusUsage(use, cut: cut, zone: zone, settings: settings)
    output.add(
      try output.folder.writeLong(FocusOutput.usageName) { sink in
        var file = FocusFile()
        try usage.forEach { try file.put($0, $1, sink) }
        try file.end(sink)
      })
    guard isSold, let organization = settings.organization else { return }
    let credits = FocusCredits(facts, zone: zone, organization: Name(organization))
    output.add(
      try output.folder.writeLong(FocusOutput.creditsName) { sink in
        var file = FocusFile()
        try credits.forEach { try file.put($0, $1, sink) }
        try file.end(sink)
      })
  }

  /// The notes for the reader about the written files.
  package var findings: [Finding] {
    if isSold { return [] }
    return [
      Finding(
        .note, at: Place(file: FocusOutput.creditsName), code: "focus.unsold",
        message: "not written: no book sets customer prices, so no customer uses credits",
        help: "to write it, set customer prices in plans.csv and multipliers.csv")
    ]
  }

  /// Refuses files about credits whose seller has no name.
  package static func requireOrganization(
    _ workspace: Workspace, _ options: RunOptions
  ) throws(RunRefusal) {
    let books = workspace.books
    guard options.focus != nil, books.isSold, books.settings.organization == nil else { return }
    throw RunRefusal(findings: [
      Finding(
        .error, at: Place(file: WorkspacePath.settings), code: "focus.organization",
        message: "no \"organization\", which \(creditsName) needs as the issuer of the credits",
        help: "add this line within the { } of \(WorkspacePath.settings): "
          + "\"organization\": \"Example Ltd\",")
    ])
  }
}
