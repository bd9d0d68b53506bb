import Commands
import Engine
import Ledger
import Outputs
import Presentation
import Querying
import Store
import Terminal
import Workspace

/// Usage kept by the last run, opened for a question; made again first if it is missing or outdated.
struct CachedUsage {
  let run: StoredRun
  private let root: String
  private let options: RunOptions

  /// - Parameter command: what asks, with its words after the workspace, to be typed again for another period.
  init(
    _ arguments: Arguments, workspace root: String, command: (verb: String, words: [String])
  ) throws {
    var options = try arguments.workOptions()
    options.period = try arguments.period()
    options.skipsBadFiles = arguments.has("--skip-bad-files")
    options.command = command
    self.root = root
    self.options = options
    try MissingWorkspace.refuse(root)
    if case .current(let kept) = try CachedUsage.kept(root, options).usage {
      run = kept
      return
    }
    let lock = try WorkspaceLock.ofWriter(root, waiting: try arguments.patience())
    defer { lock.release() }
    // Another command may have changed books, or made the database, before the lock was free.
    let (workspace, usage) = try CachedUsage.kept(root, options)
    switch usage {
    case .current(let kept): run = kept
    case .outdated(let reason):
      let progress = arguments.progress(for: workspace)
      defer { progress?.erase() }
      let remade = try StoredUsageState.remade(
        from: workspace, options: options, progress: progress?.ofLedger)
      progress?.erase()
      run = remade.run
      Terminal.standardError.write(
        FindingPrinter(try arguments.paint()).text([
          UsageRemadeNote.finding(reason, isKept: remade.isKept)
        ]))
    }
  }

  private static func kept(
    _ root: String, _ options: RunOptions
  ) throws -> (workspace: Workspace, usage: StoredUsageState) {
    let workspace = try Workspace(root, options)
    try workspace.refuseErrors { !WorkspacePath.isInLedger($0.place.file) }
    return (workspace, try StoredUsageState(in: workspace, knownAt: options.knownAt))
  }

  /// The requested days; nil is all.
  func period() throws -> Period? {
    options.period == .all ? nil : try days(options.period)
  }

  /// The requested days, by default the latest complete month.
  func month() throws -> Period {
    let option = options.period == .all ? .lastMonth : options.period
    guard let period = try days(option) else {
      preconditionFailure("usage that was kept has a last month")
    }
    return period
  }

  /// Returns a period if it has usage, and refuses it if not.
  func used(_ period: Period) throws -> Period { try days(.days(period)) ?? period }

  private func days(_ option: RunOptions.PeriodOption) throws -> Period? {
    var options = options
    options.period = option
    return try LedgerRun.period(options, usedDays: run.usedDays(), root: root)
  }

  /// Answers a question.
  func answer(_ query: Query) throws -> QueryAnswer {
    try UsageFault.known { try QueryAnswer(query, of: run) }
  }

  /// Answers how a figure changed.
  func change(_ query: Query, before: Period, after: Period) throws -> QueryChange {
    try UsageFault.known { try QueryChange(query, before: before, after: after, of: run) }
  }

  /// Prints an answer in the requested form.
  func write(_ answer: QueryAnswer, _ form: AnswerForm, _ arguments: Arguments) throws {
    let scope = AnswerScope(answer.query, days: run.days, zone: run.timeZone)
    let table =
      form == .table || form == .markdown ? AnswerTable(wide: answer) : AnswerTable(long: answer)
    try write(table, scope, notes: AnswerNotes.sentences(answer), form, arguments)
  }

  /// Prints a table in the requested form.
  func write(
    _ table: AnswerTable, _ scope: AnswerScope, notes: [String], _ form: AnswerForm,
    _ arguments: Arguments
  ) throws {
    Terminal.standardOutput.write(
      form.text(
        table, scope, notes: notes + AnswerNotes.sources(of: run), try arguments.paint()))
  }
}
