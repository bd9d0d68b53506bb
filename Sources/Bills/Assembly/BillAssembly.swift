import Ledger

/// The files of `bills/` as bills: each line with its standing, the counted ones summed, and every message.
package struct BillAssembly: Sendable {
  /// By format and vendor; bills without a counted line are left out.
  package let bills: [Bill]
  /// In the order of files and lines, those of one file without a line first.
  package let findings: [Finding]
  /// The findings that were only counted.
  package let omitted: [OmittedFindings]
  /// The paths of files that an error refused.
  package let refusedFiles: [String]
  /// The lines that were refused, are in conflict, or name an unknown model or class: if any, the exit status is 2.
  package let linesNotUsed: Int64
  private let pass: BillPass

  /// Reads bills.
  ///
  /// Each file is read twice, and a third time if another file of the same bill is of the same time; the memory does not
  /// grow with lines otherwise.
  /// - Parameter each: gets every line, with its standing, in the order of files and lines; nil saves making their texts.
  package init(
    _ inputs: [BillInput], _ context: BillContext, each: ((BillLine) -> Void)? = nil
  ) {
    var findings = BillFindings()
    var refused: [String] = []
    var maker = BillLineMaker(context)
    var scanned: [ScannedFile] = []
    for input in inputs.sorted(by: { Name($0.source.path) < Name($1.source.path) }) {
      let file: BillFile
      do throws(FileProblem) {
        file = try BillOpening.open(input, zones: context.zones)
      } catch {
        findings.add(error.finding)
        refused.append(input.source.path)
        continue
      }
      if let one = ScannedFile.scan(
        file, settings: input.settings, vendors: &maker.vendors, findings: &findings)
      {
        scanned.append(one)
      } else {
        refused.append(input.source.path)
      }
    }
    let replaced = Set(scanned.flatMap(\.settings.replaces))
    for index in scanned.indices {
      scanned[index].isReplaced = replaced.contains(scanned[index].path)
    }
    let pass = BillPass(files: scanned, maker: maker)
    var outcome = BillOutcome(findings: findings, files: scanned, use: context.use)
    pass.run(needsTexts: each != nil) { raw, line, reason in
      outcome.add(line, raw, reason, context)
      each?(line)
    } onProblem: {
      outcome.findings.add($0)
    }
    outcome.finish(scanned, context)
    self.pass = pass
    bills = outcome.bills
    self.findings = outcome.findings.all.enumerated().sorted {
      $0.element.place != $1.element.place
        ? $0.element.place < $1.element.place : $0.offset < $1.offset
    }.map(\.element)
    omitted = outcome.findings.counted
    refusedFiles = refused
    linesNotUsed = outcome.linesNotUsed
  }

  /// Passes every line on once more, with its standing, in the order of files and lines.
  ///
  /// - Returns: why a file could not be read again; nil if all could.
  package func visit(_ each: (BillLine) -> Void) -> Finding? {
    var problem: Finding?
    pass.run(needsTexts: true) { _, line, _ in
      each(line)
    } onProblem: {
      if problem == nil { problem = $0 }
    }
    return problem
  }
}
