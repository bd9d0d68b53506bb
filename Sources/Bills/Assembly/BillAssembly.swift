import Ledger

/// The files of `bills/` as bills: each line with its standing, the counted ones summed, and every message.
package struct BillAssembly: Sendable {
  /// By format and vendor; bills without a counted line are left out, in whichever period.
  package let bills: [Bill]
  /// In the order of files and lines, those of one file without a line first.
  package let findings: [Finding]
  /// The findings that were only counted.
  package let omitted: [OmittedFindings]
  /// The paths of files that an error refused.
  package let refusedFiles: [String]
  /// The lines that were refused, are in conflict, or name an unknown model or class: if any, the exit status is 2.
  package let linesNotUsed: Int64
  /// Lines that do not count, and other remarks on bills, in the order of their first lines.
  package let remarks: [BillRemark]
  private let pass: BillLineScreening

  /// The first reading gave every line to its caller as it is.
  package let gaveLines: Bool

  /// Reads bills.
  ///
  /// Of a large CSV only the beginning is looked at before all of it is read: mostly the rest is like that. Where it is
  /// not (an amount with more decimals, a cell that cannot be read, another file of the same time), it is read again,
  /// twice. The memory does not grow with lines, but for those of two files of the same time.
  /// - Parameter give: gets the lines at the first reading, in the order of files and lines.
  package init(
    _ inputs: [BillInput], _ context: BillContext, give: (ListedBillLine) -> Void = { _ in }
  ) {
    var opening = BillFindings()
    var refused: [String] = []
    var maker = BillLineMaker(context)
    var opened: [(file: BillFile, settings: BillFileSettings)] = []
    for input in inputs.sorted(by: { Name($0.source.path) < Name($1.source.path) }) {
      do throws(FileProblem) {
        opened.append((try BillOpening.open(input, zones: context.zones), input.settings))
      } catch {
        opening.add(error.finding)
        refused.append(input.source.path)
      }
    }
    var findings = opening
    let beginnings = opened.compactMap { file, settings in
      ScannedFile.beginning(
        of: file, settings: settings, vendors: &maker.vendors, findings: &findings)
    }
    var pass = BillLineScreening(files: BillAssembly.withReplaced(beginnings), maker: maker)
    var outcome = BillOutcome(findings: findings, files: pass.files, use: context.use)
    let seen = pass.run(outcome: &outcome, context, give: give)
    gaveLines = pass.isRight(about: seen)
    if !gaveLines {
      findings = opening
      let files = opened.compactMap { file, settings in
        ScannedFile.whole(
          file, settings: settings, vendors: &maker.vendors, findings: &findings)
      }
      pass = BillLineScreening(files: BillAssembly.withReplaced(files), maker: maker)
      outcome = BillOutcome(findings: findings, files: pass.files, use: context.use)
      _ = pass.run(outcome: &outcome, context, give: { _ in })
    }
    outcome.finish(pass.files, context)
    let used = Set(pass.files.map(\.path))
    self.pass = pass
    bills = outcome.bills
    self.findings = outcome.findings.all.enumerated().sorted {
      $0.element.place != $1.element.place
        ? $0.element.place < $1.element.place : $0.offset < $1.offset
    }.map(\.element)
    omitted = outcome.findings.counted
    refusedFiles = (refused + opened.map(\.file.source.path).filter { !used.contains($0) })
      .sorted { Name($0) < Name($1) }
    linesNotUsed = outcome.linesNotUsed
    remarks = outcome.remarks
  }

  /// The files, with those marked that another replaces.
  private static func withReplaced(_ files: [ScannedFile]) -> [ScannedFile] {
    let replaced = Set(files.flatMap(\.settings.replaces))
    return files.map { file in
      var file = file
      file.isReplaced = replaced.contains(file.path)
      return file
    }
  }

  /// Gives every line once more, as the first reading does.
  ///
  /// - Parameter numbersLines: lines that recur are given as such.
  /// - Returns: why a file could not be read again; nil if all could.
  package func visit(numbersLines: Bool, give: (ListedBillLine) -> Void) -> Finding? {
    var problem: Finding?
    _ = pass.run(numbersLines: numbersLines, give: give, add: { _, _, _, _ in }) {
      if problem == nil { problem = $0 }
    }
    return problem
  }
}

extension BillLineScreening {
  /// Reads every line, and adds it to an outcome.
  fileprivate func run(
    outcome: inout BillOutcome, _ context: BillContext, give: (ListedBillLine) -> Void
  ) -> [ScannedFile] {
    run(numbersLines: true, give: give) { line, raw, reason, count in
      outcome.add(line, raw, reason, count, context)
    } onProblem: {
      outcome.findings.add($0)
    }
  }
}
