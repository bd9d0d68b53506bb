import Bills
import Engine
import Ledger
import Outputs
import Overview
import Reconciliation
import Reports
import Terminal
import Workspace

/// The results of `check`, in the words and the data of its answer.
package struct CheckResult {
  /// The exit status of the program.
  package let status: ExitStatus
  /// To be reported on standard error, by file and line.
  package let findings: [Finding]
  /// The findings that `findings` leaves out, counted.
  package let unlisted: [OmittedFindings]
  /// The answer for standard output; nil when something must be mended first.
  package let answer: String?
  /// The formats that exports were taken for, one line each; none where all are ours.
  package let formats: [String]
  /// Advice on better reports, one line each.
  package let advice: [String]
  /// Which files are no requests but usage by bucket, a line per format.
  package let buckets: [String]
  /// The last line of standard error; nil when all is well.
  package let conclusion: String?
  /// The answer of `check --json`.
  package let json: JSONText
  /// True if a run would list every finding that is not a warning.
  package let hasLists: Bool

  /// The verdict on a workspace that cannot be run.
  ///
  /// - Parameters:
  ///   - others: the number of files of bills and of credit events.
  ///   - proposals: the mappings that are proposed for bills.
  package init(
    on workspace: Workspace, refusal: RunRefusal, files others: Int, proposals: BillMappingProposals
  ) {
    let files = workspace.files + Int64(others)
    status = .failed
    findings = refusal.findings
    unlisted = refusal.unlisted
    answer = nil
    advice = []
    buckets = []
    formats = []
    hasLists = false
    let warnings = Int64(findings.count { $0.severity == .warning })
    let counts =
      [CheckResult.count(findings, .error)]
      + (warnings > 0 ? [Figures.count(warnings, "warning")] : [])
    conclusion =
      "assay: \(counts.joined(separator: ", ")) in \(Figures.count(files, "file")): fix"
      + " the errors, then run again (exit 1)"
    json = CheckJSON.document(
      verdict: "refused", files: files, rows: nil, buckets: workspace.buckets,
      proposals: workspace.proposals + proposals.mappings,
      findings: findings,
      unlisted: unlisted)
  }

  /// The verdict on a workspace that can be run.
  ///
  /// - Parameters:
  ///   - credits: its credit events; nil without any.
  ///   - others: findings about exports that are the same bytes, and about earlier reports.
  package init(on run: Run, _ credits: CheckedCredits?, beside others: [Finding]) {
    let rows = run.input.rows
    let files = run.workspace.files + Int64(run.billFiles.count + (credits?.files ?? 0))
    let others = others + (credits?.findings ?? [])
    let creditTrouble = credits.flatMap(\.trouble)
    let doubts = run.doubts
    let bills = run.bills.map(CheckedBill.all)
    let billTrouble = run.bills.flatMap { $0.hasDoubtfulLines ? CheckedBill.doubt : nil }
    let isUsed = rows.notUsed == 0
    let isReady =
      isUsed && doubts.deciding == 0 && billTrouble == nil && creditTrouble == nil
    let counts =
      [Figures.count(files, "file"), Figures.count(rows.read, "row")]
      + (bills.map { [Figures.count(Int64($0.count), "bill")] } ?? [])
      + (credits.map { [Figures.count(Int64($0.read), "credit event")] } ?? [])
    let checked = "Checked \(counts.joined(separator: ", ")): "
    let unused = "Assay would not use \(Figures.count(rows.notUsed, "row"))"
    let doubt = doubts.deciding > 0 ? doubts.words : nil
    let troubles = [isUsed ? nil : unused, doubt, billTrouble, creditTrouble].compactMap { $0 }
    status = isReady ? .complete : .rowsNotUsed
    unlisted = run.unlisted + (credits?.unlisted ?? [])
    hasLists = true
    answer =
      checked
      + (isReady
        ? "ready to run."
        : rows.rated == 0 && !isUsed
          ? "Assay would not use any row."
          : "ready to run, but \(troubles.joined(separator: ", and ")).")
    conclusion =
      isReady
      ? nil
      : "assay: "
        + [
          isUsed ? nil : "\(unused): \(rows.notUsedInWords)", doubt, billTrouble, creditTrouble,
        ].compactMap { $0 }.joined(separator: "; and ") + " (exit 2)"
    // What only waits or was turned down is no warning where all else is well: it is advice.
    let notApproved = run.workspace.books.multipliers.notApproved
    let isAdvice =
      isReady
      && run.findings.allSatisfy { $0.code == "book.approval" && notApproved[$0.place] != nil }
    let found = (run.findings + others).inReadingOrder
    findings = isAdvice ? others : found
    advice = isAdvice ? CheckAdvice.lines(run) : CheckAdvice.costOnly(run)
    formats = FormatNotes.groups(run.map).map(\.words) + (bills ?? []).map(\.words)
    buckets = VendorCounts.make(run.input.usageByBucket).map {
      "\(VendorCounts.title): " + $0.sentence
    }
    json = CheckJSON.document(
      verdict: isReady ? "ready" : isUsed ? "in_doubt" : "some_rows_not_used", files: files,
      rows: rows, doubts: doubts,
      buckets: run.workspace.buckets, exports: run.exports, bills: bills, credits: credits,
      findings: found, unlisted: unlisted)
  }

  private static func count(_ findings: [Finding], _ severity: Finding.Severity) -> String {
    Figures.count(Int64(findings.count { $0.severity == severity }), severity.rawValue)
  }
}

extension Workspace {
  /// The number of files that were checked.
  fileprivate var files: Int64 {
    let refused = Set(
      findings.lazy.filter { $0.severity == .error && WorkspacePath.isInLedger($0.place.file) }
        .map(\.place.file))
    let exports = Set(ledger.map(\.path) + bucketFiles.map(\.path))
    return Int64(bookFiles.count + exports.union(refused).count)
  }
}

extension CheckedCredits {
  /// The events that a run would not use, in words; nil where it would use all.
  fileprivate var trouble: String? {
    rejected == 0
      ? nil
      : Figures.count(Int64(rejected), "credit event")
        + (rejected == 1 ? " is malformed" : " are malformed")
  }
}

extension RowCounts {
  /// Rows that are in no figure of money.
  var notUsed: Int64 { rejected + unpriced + conflict }

  /// The rows not used, by kind, as in `10 unpriced, 10 conflicts`.
  var notUsedInWords: String {
    let conflicts = conflict == 1 ? "conflict" : "conflicts"
    return [(rejected, "rejected"), (unpriced, "unpriced"), (conflict, conflicts)]
      .filter { $0.0 > 0 }.map { "\(Figures.count($0.0)) \($0.1)" }.joined(separator: ", ")
  }

  /// That some rows were not used, and which: `Assay did not use 3 rows: 2 rejected, 1 unpriced`; nil where all were.
  package var notUsedSentence: String? {
    guard notUsed > 0 else { return nil }
    return "Assay did not use \(Figures.count(notUsed, "row")): \(notUsedInWords)"
  }
}
