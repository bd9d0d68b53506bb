import Cube
import Ledger
import Overview
import Platform
import Workspace

/// Reports that were made before of periods that are no longer what they say, as with usage that came late.
package struct OutdatedReports {
  private let run: Run
  private let reports: [EarlierReport]
  /// The target of the run, where it replaces earlier files.
  private let target: String?

  /// So many reports are looked at.
  private static let limit = 200

  /// Looks for reports in `folder`, and in those of the workspace.
  ///
  /// - Parameter folder: where the run will write; nil where it will not.
  package init(beside run: Run, in folder: String?) throws {
    self.run = run
    target = folder
    let root = run.workspace.root
    let out = DefaultFolder.out(in: root)
    var folders = folder.map { [$0] } ?? []
    if case .folder? = try FileSystem.kind(of: out) {
      folders += try FileSystem.names(in: out).filter { $0.isText && !$0.isHidden }
        .map { out + "/\($0)" }
    }
    var seen: Set<String> = []
    // The knowledge of today about closed months is in restatement.csv.
    let closed = Set((run.closes?.chain.closes ?? []).map { "\(out)/\($0.row.period)" })
    reports = try folders.filter { seen.insert($0).inserted }.prefix(OutdatedReports.limit)
      .filter { $0 == folder || !closed.contains($0) }.compactMap { try EarlierReport(in: $0) }
  }

  /// One per report that the ledger and the books no longer give.
  package func findings() throws -> [Finding] {
    try reports.compactMap { report in
      guard let period = run.period, period != report.period else { return try compared(report) }
      return try late(report)
    }
  }

  /// Compares the figures, where the facts have all days of the report.
  private func compared(_ report: EarlierReport) throws -> Finding? {
    let (then, now) = (report.sums, report.sums(of: run.input.facts))
    if then == now { return nil }
    let files = try changedFiles(report)
    return finding(
      report,
      "has \(OutdatedReports.words(then)), and the ledger and the books now give"
        + " \(OutdatedReports.words(now))\(OutdatedReports.change(from: then, to: now))"
        + (files.isEmpty ? "" : ", from \(files.listed)"))
  }

  /// Returns the excess or shortfall; empty if some sums rose and others fell.
  private static func change(
    from then: EarlierReport.DaySums, to now: EarlierReport.DaySums
  ) -> String {
    let change = now.less(then)
    for (sums, word) in [(change, "more"), (then.less(now), "less")] where sums.isNotNegative {
      return ": \(words(sums)) \(word)"
    }
    return ""
  }

  private static func words(_ sums: EarlierReport.DaySums) -> String {
    let credits = Figures.credits(sums.microcredits)
    return [
      Figures.count(sums.requests, "request"), "\(sums.vendorCost) USD of vendor cost",
      "\(credits) \(credits == "1" ? "credit" : "credits")",
    ].listed
  }

  /// So many files are named.
  private static let named = 3

  private func changedFiles(_ report: EarlierReport) throws -> [String] {
    let inputs = try report.inputs()
    let ledger = ledgerFiles(report) { inputs[$0.path] != $0.identity.size }.map(\.path)
    let books = run.workspace.bookFiles.filter { inputs[$0.path] != $0.size }
      .map(\.path)
    let all = ledger + books.sorted()
    let rest = all.count - OutdatedReports.named
    return rest <= 0
      ? all
      : all.prefix(OutdatedReports.named) + [Figures.count(Int64(rest), "other file")]
  }

  /// Files of the ledger with days of rows in the period of a report.
  private func ledgerFiles(
    _ report: EarlierReport, where isWanted: (LedgerFile) -> Bool
  ) -> [(path: String, days: [Day])] {
    var days: [Int: Set<Day>] = [:]
    for piece in run.map.slices.lazy.flatMap(\.pieces) {
      let file = run.map.job.files[piece.file]
      guard isWanted(file) else { continue }
      // What is known of a block is that it has rows of its first and its last day.
      let known = piece.edgeDays.filter(report.compared.contains)
      if !known.isEmpty { days[piece.file, default: []].formUnion(known) }
    }
    return days.sorted { $0.key < $1.key }.map {
      (run.map.job.files[$0.key].path, $0.value.sorted())
    }
  }

  /// Returns a finding of new rows, by the days of the files, if the facts lack the report's days.
  private func late(_ report: EarlierReport) throws -> Finding? {
    // A file that has grown since may have rows of those days that it had before.
    let inputs = try report.inputs()
    let files = ledgerFiles(report) { inputs[$0.path] == nil }
    guard let first = files.first, let day = first.days.first else { return nil }
    let more = files.count == 1 ? "" : " and \(Figures.count(Int64(files.count - 1), "other file"))"
    return finding(
      report, "was made without \(first.path)\(more), which has rows of \(day)")
  }

  private func finding(_ report: EarlierReport, _ message: String) -> Finding {
    Finding(
      .warning, at: Place(file: report.folder + "/" + RunOutput.manifestName),
      code: "out.changed",
      message: "this report of \(report.period.words) \(message)",
      help: report.folder == target
        ? "this run replaces the report; inform its recipients"
        : "to see the current figures: "
          + TypedCommand.text("run", in: run.workspace.root, report.period.typed))
  }

}

extension Period {
  /// The options that name it.
  fileprivate var typed: [String] {
    name.map { ["--period", $0] } ?? ["--from", "\(from)", "--to", "\(to)"]
  }
}
