import Closing
import Engine
import Ledger
import Platform
import Workspace

/// The differences that a run of an open month learned about the closed months before it.
package struct PriorPeriodAdjustments {
  package let restatement: Restatement
  package let findings: [Finding]

  /// Looks for what was learned since the closes of a workspace.
  ///
  /// Returns nil if the workspace has no closes, or the run is not of one open month.
  ///
  /// - Parameters:
  ///   - sums: the run, whose rows are summed.
  ///   - credits: its credit ledger; nil without one.
  ///   - restates: the month is closed and is being restated.
  package init?(
    beside sums: SummedLedger, _ credits: CreditRun?, billFiles: [WrittenFile] = [],
    restates: Bool = false
  ) throws {
    let workspace = sums.workspace
    guard let period = sums.period, period.from.month.period == period,
      let chain = try CloseChain.read(in: workspace.root)
    else { return nil }
    let month = period.from.month
    if !restates && chain.close(of: month) != nil { return nil }
    // What a close of this month booked goes with it when the month is restated.
    let rows = restates ? chain.rows.filter { $0.period != month } : chain.rows
    let bookings = RestatementBasis.all(of: rows, before: month)
    if bookings.isEmpty {
      (restatement, findings) = (Restatement([]), [])
      return
    }
    let files = workspace.bookFiles + workspace.bucketFiles + (try sums.inputDigests())
    let ofMonth = sums.rowsOfFiles.filter { $0.rows.outsidePeriod == 0 }.map(\.path)
    let now = CurrentInputs(
      workspace, files + (credits?.files ?? []) + billFiles, Set(ofMonth),
      ClosedMonthRun(of: workspace.root, sums.options))
    var bases: [CloseRow: ChangesSinceClose] = [:]
    var lines: [RestatementLine] = []
    var findings: [Finding] = []
    var isComplete = true
    for booking in bookings {
      do {
        let base =
          try bases[booking.base]
          ?? ChangesSinceClose(ClosedManifests.read(booking.base, in: workspace.root), now)
        bases[booking.base] = base
        let learned = try ClosedMonth(
          booking, base, now, sums, hasCredits: credits != nil
        ).restatement()
        lines += learned.lines
        findings += learned.findings
      } catch let refusal as RunRefusal {
        isComplete = false
        findings.append(PriorPeriodAdjustments.unknown(booking, refusal))
      }
    }
    restatement = Restatement(lines, isComplete: isComplete)
    self.findings = findings
  }

  /// The finding about a month that cannot be compared with what is known now.
  private static func unknown(_ booking: RestatementBasis, _ refusal: RunRefusal) -> Finding {
    let first = refusal.findings.first { $0.severity == .error } ?? refusal.findings.first
    return Finding(
      .warning, at: first?.place ?? Place(file: booking.base.manifest), code: "close.unknown",
      message:
        "\(first?.message ?? "it cannot be run"), so the changes of \(booking.month) since"
        + " its close are not known",
      help: first?.help)
  }
}

/// One closed month, compared with what is known now.
private struct ClosedMonth {
  private let booking: RestatementBasis
  private let base: ChangesSinceClose
  private let now: CurrentInputs
  private let sums: SummedLedger
  private let hasCredits: Bool

  init(
    _ booking: RestatementBasis, _ base: ChangesSinceClose, _ now: CurrentInputs,
    _ sums: SummedLedger, hasCredits: Bool
  ) {
    self.booking = booking
    self.base = base
    self.now = now
    self.sums = sums
    self.hasCredits = hasCredits
  }

  private var month: Month { booking.month }
  private var root: String { now.workspace.root }

  func restatement() throws -> (lines: [RestatementLine], findings: [Finding]) {
    let manifest = base.manifest
    let learned = try base.knowledge(of: month)
    let voided = try voided()
    let isOtherProgram = manifest.version != Version.number
    if learned.plan.steps.isEmpty && !isOtherProgram && voided == nil { return ([], []) }
    var findings: [Finding] = []
    // The reports on disk are of the close itself; a later close booked more.
    let isFirst = booking.base == booking.close
    let onDisk = isFirst ? try ClosedReports(of: manifest, in: root).figures() : nil
    var steps: [MonthRestatement.Step] = []
    var closed = onDisk
    let start = learned.plan.start
    if let start, isOtherProgram || closed == nil {
      let figures = try now.runs.figures(start, of: month, manifest)
      if isOtherProgram && closed != nil {
        steps.append(
          MonthRestatement.Step(
            .program, RestatementEvidence(file: booking.base.manifest), figures))
      } else {
        closed = figures
      }
    }
    if closed == nil, let file = base.files.first(where: \.isLost) {
      findings.append(unknown(file))
    }
    steps += try self.steps(learned, manifest)
    let months = MonthRestatement(
      month, closed: closed, steps: steps, voided: voided ?? MonthFigures(),
      restated: RestatementEvidence(
        rows: 1, file: CloseChain.file, line: Int64(booking.close.line)))
    return (months.lines, findings)
  }

  /// The figures after each step.
  ///
  /// A state that cannot be run, as a book names rows of another that it does not have yet, is left out: the next step
  /// has its difference, under the cause of the first.
  private func steps(
    _ learned: RestatementInputs, _ manifest: ClosedManifest
  ) throws -> [MonthRestatement.Step] {
    var steps: [MonthRestatement.Step] = []
    var waiting: RestatementCause?
    let all = learned.plan.steps
    for (index, step) in all.enumerated() {
      let isLast = index == all.count - 1
      let cause = waiting ?? step.cause
      let figures: MonthFigures
      if isLast, !hasCredits, sums.hasFactsOfMonths {
        figures = MonthFigures(sums.all, of: month)
      } else {
        do {
          figures = try now.runs.figures(step.state, of: month, manifest)
        } catch let refusal as RunRefusal {
          if isLast { throw refusal }
          waiting = cause
          continue
        }
      }
      waiting = nil
      steps.append(
        MonthRestatement.Step(
          cause, learned.evidence[cause] ?? RestatementEvidence(), figures))
    }
    return steps
  }

  /// The differences that were booked before the month was restated, and that no close reversed since.
  private func voided() throws -> MonthFigures? {
    guard let voided = booking.voided else { return nil }
    return try figures(voided.through) - figures(voided.from)
  }

  /// The month as known at a close.
  private func figures(_ row: CloseRow) throws -> MonthFigures {
    let manifest = try ClosedManifests.read(row, in: root)
    let files = try ClosedFileChange.all(
      closed: manifest.inputs, sizes: now.sizes, isKept: now.isKept)
    let plan = RestatementPlan(
      files, knownAt: manifest.knownAt, settingsChanged: false, matters: { _ in false })
    guard let start = plan.start else {
      throw RunRefusal(findings: files.first(where: \.isLost).map { [unknown($0)] } ?? [])
    }
    return try now.runs.figures(start, of: month, manifest)
  }

  private func unknown(_ file: ClosedFileChange) -> Finding {
    Finding(
      .warning, at: Place(file: file.path), code: "close.unknown",
      message: (file.state == .removed ? "a closed file is missing" : "closed rows were changed")
        + ", so the figures of \(month) as closed are not known",
      help: "assay verify \(month) names the difference; restore the file as it was")
  }
}
