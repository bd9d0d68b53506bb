import Engine
import Intake
import Ledger
import Outputs
import Overview
import Reconciliation
import Reports

/// The results of `check`, as one JSON document; docs/JSON.md describes it.
package enum CheckJSON {
  /// The document of a workspace that could not be looked at.
  package static func document(_ refusal: Refusal) -> JSONText {
    document(
      verdict: "refused", files: 0, rows: nil, buckets: [], findings: refusal.findings,
      unlisted: refusal.unlisted)
  }

  static func document(
    verdict: String, files: Int64, rows: RowCounts?, doubts: Doubts = .none,
    buckets: [BucketExport], proposals: [MappingProposal] = [],
    exports: [CheckedExport] = [], bills: [CheckedBill]? = nil, credits: CheckedCredits? = nil,
    findings: [Finding],
    unlisted: [OmittedFindings]
  ) -> JSONText {
    func count(_ severity: Finding.Severity) -> Int64 {
      Int64(findings.count { $0.severity == severity })
        + unlisted.lazy.filter { $0.severity == severity }.reduce(0) { $0 + $1.count }
    }
    let ofBills = bills.map { bills in [("bills", JSONText.array(bills.map(\.json)))] } ?? []
    let ofCredits = credits.map { [("credits", document($0))] } ?? []
    return .object(
      [
        ("assay", .string(Version.number)), ("verdict", .string(verdict)),
        ("files", .number(files)),
        ("rows", rows.map(document) ?? .null),
        ("usage_by_bucket", .array(buckets.map(document))), ("errors", .number(count(.error))),
        ("warnings", .number(count(.warning))), ("notes", .number(count(.note))),
        ("findings", .made(findings.count) { document(findings[$0]) }),
        ("unlisted", .array(unlisted.map(document))),
        ("exports", .made(exports.count) { document(exports[$0]) }),
        ("proposed_mappings", .array(proposals.map(document))),
        ("doubts", .doubts(doubts)), ("ignored_files", .ignoredFiles(doubts)),
      ] + ofBills + ofCredits)
  }

  /// Returns the outcomes of credit events; read is the sum of usable and rejected.
  private static func document(_ credits: CheckedCredits) -> JSONText {
    .object([
      ("files", .number(Int64(credits.files))), ("read", .number(Int64(credits.read))),
      ("usable", .number(Int64(credits.read - credits.rejected))),
      ("rejected", .number(Int64(credits.rejected))),
      ("recorded_later", .number(Int64(credits.recordedLater))),
    ])
  }

  private static func document(_ export: CheckedExport) -> JSONText {
    .object(
      [
        ("file", .string(export.file)), ("format", .string(export.format)),
        ("rows", .number(export.rows.read)), ("skipped", .number(export.skipped)),
      ] + parts(of: export.rows))
  }

  private static func document(_ proposal: MappingProposal) -> JSONText {
    .object([
      ("file", .string(proposal.path)),
      ("mapping", .string(proposal.lines.joined(separator: "\n"))),
      ("fill_in", .array(proposal.missing.map { .string($0) })),
    ])
  }

  private static func document(_ export: BucketExport) -> JSONText {
    .object([
      ("file", .string(export.file)), ("format", .string(export.format)),
      ("buckets", .number(Int64(export.buckets.count))),
    ])
  }

  private static func document(_ rows: RowCounts) -> JSONText {
    .object([("read", .number(rows.read))] + parts(of: rows))
  }

  /// Returns the outcomes of rows; the parts add up to those that were read.
  private static func parts(of rows: RowCounts) -> [(String, JSONText)] {
    [
      ("rated", .number(rows.rated)), ("unpriced", .number(rows.unpriced)),
      ("duplicate", .number(rows.duplicate)), ("conflict", .number(rows.conflict)),
      ("rejected", .number(rows.rejected)), ("outside_period", .number(rows.outsidePeriod)),
    ]
  }

  static func document(_ finding: Finding) -> JSONText {
    .object([
      ("severity", .string(finding.severity.rawValue)), ("file", .string(finding.place.file)),
      ("line", finding.place.line.map { .number(Int64($0)) } ?? .null),
      ("column", finding.place.column.map { .number(Int64($0)) } ?? .null),
      ("code", .string(finding.code)), ("message", .string(finding.message)),
      ("help", .described(finding.help)),
    ])
  }

  private static func document(_ more: OmittedFindings) -> JSONText {
    .object([
      ("file", .string(more.file)), ("code", .string(more.code)), ("count", .number(more.count)),
    ])
  }
}
