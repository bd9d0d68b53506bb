import Closing
import Ledger
import Workspace

/// The changes of a workspace since a close, whatever month they matter to.
struct ChangesSinceClose {
  let manifest: ClosedManifest
  /// Every file of the close or of now.
  let files: [ClosedFileChange]
  /// The names of the settings that may change figures and differ.
  let settings: [String]
  private let late: LateRows
  /// The rows of books that the close did not know, by path.
  private let books: [String: AddedBookRows]
  private let zone: ReportingZone

  init(_ manifest: ClosedManifest, _ now: CurrentInputs) throws {
    let workspace = now.workspace
    self.manifest = manifest
    zone = workspace.zone
    files = try ClosedFileChange.all(
      closed: manifest.inputs, sizes: now.sizes, isKept: now.isKept)
    late = try LateRows(files, now, knownAt: manifest.knownAt)
    settings = ChangedSettings.names(closed: manifest.settings, now: workspace)
    var books: [String: AddedBookRows] = [:]
    for file in files where !file.isLost && ChangesSinceClose.isBook(file) {
      guard let bytes = try BookBytes.read(file.path, in: workspace.root) else { continue }
      let rows = AddedBookRows(
        bytes, closedSize: file.closedSize, file: file.path, knownAt: manifest.knownAt)
      if rows.count > 0 { books[file.path] = rows }
    }
    self.books = books
  }

  /// Returns what matters to one month, which the close must know.
  func knowledge(of month: Month) throws -> RestatementInputs {
    let end = zone.start(of: month.period.to)
    let usage = try late.usage(of: month)
    let events = try late.events(before: end)
    let paths = Set((usage + events).map(\.path))
    let plan = RestatementPlan(
      files, knownAt: manifest.knownAt, settingsChanged: !settings.isEmpty
    ) { file in
      ChangesSinceClose.isBook(file)
        ? file.state == .added || !(books[file.path]?.areFrom(end) ?? true)
        : paths.contains(file.path)
    }
    var evidence: [RestatementCause: RestatementEvidence] = [:]
    evidence[.lateUsage] = ChangesSinceClose.evidence(usage)
    evidence[.lateCreditEvent] = ChangesSinceClose.evidence(events)
    for step in plan.steps where evidence[step.cause] == nil {
      let rows = step.changes.compactMap { books[$0.path] }
      let first =
        step.changes.first { ($0.isLost ? $0.cause.ofAlteredRows : $0.cause) == step.cause }
        ?? step.changes.first
      evidence[step.cause] = RestatementEvidence(
        rows: step.changes.contains(where: \.isLost) ? nil : rows.reduce(0) { $0 + $1.count },
        file: first?.path ?? "", line: first.flatMap { books[$0.path]?.firstLine })
    }
    if !settings.isEmpty {
      evidence[.settings] = RestatementEvidence(
        rows: Int64(settings.count), file: WorkspacePath.settings)
    }
    let bills = files.filter { $0.cause == .lateBill && $0.state == .added }
    if let first = bills.first {
      evidence[.lateBill] = RestatementEvidence(rows: Int64(bills.count), file: first.path)
    }
    return RestatementInputs(plan: plan, evidence: evidence)
  }

  /// True for a file that is neither an export nor of credit events nor a bill, and that figures depend on.
  private static func isBook(_ change: ClosedFileChange) -> Bool {
    change.cause.isOfBooks
      && ![WorkspacePath.budgets, WorkspacePath.balances, WorkspacePath.acknowledgements]
        .contains(change.path)
  }

  private static func evidence(_ files: [LateRows.File]) -> RestatementEvidence? {
    guard let first = files.first else { return nil }
    return RestatementEvidence(
      rows: files.reduce(0) { $0 + $1.rows }, file: first.path, line: first.firstLine)
  }
}
