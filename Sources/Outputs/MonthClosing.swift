import Closing
import Engine
import Glibc
import Ledger
import Platform
import Workspace

/// Closes or restates a month of a workspace: runs it, and writes its manifest and its line.
package struct MonthClosing {
  private let root: String
  private let chain: CloseChain
  private let decision: CloseDecision
  private let reason: String
  private let accepted: [CloseDefect]
  private let options: RunOptions
  /// The command as it is typed again.
  private let command: String

  /// Refuses a month that cannot be closed or restated, whatever its rows are.
  ///
  /// - Parameters:
  ///   - kind: `close` or `restate`.
  ///   - command: the command as it is typed again.
  package init(
    _ kind: CloseKind, _ month: Month, of root: String, by name: String, reason: String,
    at: Instant, accepted: [CloseDefect], options: RunOptions, command: String
  ) throws {
    chain = try CloseChain.whole(in: root)
    let close = chain.close(of: month)
    if kind == .restate, close == nil { throw CloseRefusal.none(month, root: root) }
    if kind == .close {
      if let close {
        throw CloseRefusal.twice(month, close: close.words(requiresApproval: false), root: root)
      }
      let before = Month(number: month.number - 1)
      if !chain.closes.isEmpty, chain.close(of: before) == nil {
        throw CloseRefusal.gap(month, before: before, root: root)
      }
    }
    decision = CloseDecision(
      kind: kind, month: month, number: (close?.row.number ?? 0) + 1, at: at, by: name)
    self.root = root
    self.reason = reason
    self.accepted = accepted
    self.options = options
    self.command = command
  }

  /// A month that is closed.
  package struct Closed {
    package let finished: PeriodRun.Finished
    /// The line of the close.
    package let row: CloseRow
    /// The findings of the run.
    package let findings: [Finding]
  }

  /// Runs the month into `folder`, and closes it.
  ///
  /// - Parameter progress: makes the line of progress for the workspace that was read.
  package func finish(
    folder: String, progress: (Workspace) -> LedgerProgress?
  ) throws -> Closed {
    var options = options
    options.knownAt = decision.at
    let workspace = try Workspace(root, options)
    let end = workspace.zone.start(of: decision.month.period.to)
    if end > decision.at { throw CloseRefusal.endsAfter(decision.month, at: decision.at) }
    try workspace.refuseErrors()
    let notes = try ClosedMonthNote.findings(about: decision, in: root, zone: workspace.zone)
    let inputs = try CloseInputs(of: workspace, chain, before: end, options)
    var row: CloseRow?
    var kinds: [CloseDefect] = []
    let files = CloseFiles(root: root, chain: chain)
    var isPlaced = false
    var unflushed: [Finding] = []
    let steps = CloseCommitSteps(
      prepare: { manifest in
        let line = line(kinds, manifest: SHA256.text(of: manifest))
        row = line
        try files.prepare(line, manifest: manifest)
        return line
      },
      commit: {
        try files.place()
        isPlaced = true
        // The line is in its place: only a loss of power could still take it away.
        do throws(SystemError) { try files.flush() } catch { unflushed = [unflushedLine(error)] }
      })
    let parent = FileSystem.parent(of: folder)
    let isNew = try FileSystem.kind(of: parent) == nil
    defer {
      if let row, !isPlaced { files.discard(row) }
      // Only an empty folder goes.
      if isNew { rmdir(parent) }
    }
    return try WorkspaceView.with(of: root, files: inputs.files) { view in
      let finished = try PeriodRun(
        root: view.root, database: root,
        options: options.closing(decision, view: view.reading()), decision: decision
      ).finish(
        progress: progress, folder: { _ in folder },
        check: { run, days in
          try refuseEarly(days, inputs)
          kinds = try acceptedKinds(of: run)
        },
        noUsage: { _ in
          CloseRefusal.empty(decision.month, span: ExportsAfterMonth.days(of: workspace, options))
        }, steps: steps)
      guard let row else { preconditionFailure("a run that is not refused has a manifest") }
      let findings =
        finished.run.findings + finished.written.findings + finished.earlier
        + notes + unflushed
      return Closed(finished: finished, row: row, findings: view.told(findings.inReadingOrder))
    }
  }

  private func unflushedLine(_ error: SystemError) -> Finding {
    Finding(
      .warning, at: Place(file: CloseChain.file), code: "io",
      message: "the line of the close is in place, but Assay could not flush it to the disk: "
        + error.reason,
      help: "flush the disk: sync; then: "
        + TypedCommand.text("verify", in: root, [decision.month.description]))
  }

  private func line(_ kinds: [CloseDefect], manifest: String) -> CloseRow {
    chain.appending(
      CloseChain.Entry(
        decision.kind, of: decision.month, number: decision.number, at: decision.at,
        by: decision.by, reason: reason, accepted: CloseDefect.texts(kinds),
        manifestSHA256: manifest))
  }

  private func refuseEarly(_ days: ClosedRange<Day>?, _ inputs: CloseInputs) throws {
    guard let last = days?.upperBound, !inputs.isLedgerLonger,
      last < decision.month.period.lastDay
    else { return }
    throw CloseRefusal.beyondLedger(decision.month, last: last)
  }

  /// The kinds of defects that the period has; refuses those that are not accepted.
  private func acceptedKinds(of run: Run) throws -> [CloseDefect] {
    let defects = OpenCloseDefects(of: run)
    let left = defects.beside(accepted)
    if !left.kinds.isEmpty {
      throw CloseRefusal.open(
        decision.month, kinds: defects.kinds, words: left.words, command: command)
    }
    return defects.kinds
  }
}

extension CloseChain {
  /// Reads the chain of the workspace in `root` for a command that appends to it: a broken one is refused.
  package static func whole(in root: String) throws -> CloseChain {
    let chain = try read(in: root) ?? CloseChain()
    if chain.faults.isEmpty { return chain }
    throw RunRefusal(
      findings: chain.faults.map { $0.finding() }
        + [CloseRefusal.chain(faults: chain.faults.count).finding])
  }
}

extension RunOptions {
  /// The options of the run that a close makes and that its proof repeats.
  package func closing(_ decision: CloseDecision, view: WorkspaceViewOptions) -> RunOptions {
    var options = self
    options.computeReports()
    options.comparison = .coveredPeriodBefore
    options.period = .days(decision.month.period)
    options.knownAt = decision.at
    options.knownAtText = decision.at.description
    options.view = view
    return options
  }
}
