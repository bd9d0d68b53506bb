import Ledger
import Outputs
import Overview
import Pricing
import Simulation
import Terminal
import Workspace

/// The rows of the price book to review, as words and as JSON.
package struct PriceReview {
  /// The faults of price books, and the names in the ledger that they lack.
  package let findings: [Finding]
  /// Prices that are old, that jump, or that two rows state differently.
  let checks: [PriceCheck]
  /// The prices that several sources state differently at any time.
  let conflicts: [PriceBook.SourceConflict]

  /// Takes what is about prices from a run over the ledger.
  package init(_ run: Run) {
    checks = run.input.watch.checks
    let contradictions = checks.filter { $0.kind == .contradiction }.map { check in
      Finding(
        .warning, at: check.place, code: "book.contradiction",
        message: "\(check.price.key.words) is \(check.detail): one of the two is wrong",
        help:
          "compare both with the vendor's price list; add a row with the right price_usd and a later"
          + " recorded_at, or, if both are right, write \"\(PriceCheck.acceptance)REASON\" into its"
          + " source")
    }
    findings = (run.findings.filter(PriceReview.isAboutPrices) + contradictions).inReadingOrder
    conflicts = run.workspace.books.prices.sourceConflicts()
  }

  /// Creates the review of a workspace that cannot be run.
  package init(_ refusal: RunRefusal) {
    findings = refusal.findings.filter(PriceReview.isAboutPrices).inReadingOrder
    checks = []
    conflicts = []
  }

  private static func isAboutPrices(_ finding: Finding) -> Bool {
    WorkspacePath.makesPrices(finding.place.file)
      || ["ref.unpriced", "ref.gap", "ref.alias"].contains(finding.code)
  }

  /// An old price of a class says nothing of an unused class.
  private var listed: [PriceCheck] { checks.filter { $0.kind != .unused } }

  /// The exit status of the program.
  package var status: ExitStatus {
    if findings.contains(where: { $0.severity == .error }) { return .failed }
    return findings.isEmpty ? .complete : .rowsNotUsed
  }

  /// The status in words; nil where all is well.
  package var conclusion: String? {
    let errors = findings.count { $0.severity == .error }
    if errors > 0 {
      return "assay: \(Figures.count(Int64(errors), "error")) in the price book (exit 1)"
    }
    let count = Figures.count(Int64(findings.count), "warning")
    return findings.isEmpty ? nil : "assay: \(count) about the price book (exit 2)"
  }

  /// The maximum number of lines of a kind that are shown.
  private static let shown = 10

  /// The screen, in lines no wider than `width`.
  package func text(width: Int, paint: Paint) -> String {
    let errors = findings.count { $0.severity == .error }
    var lines = [
      paint(.bold, "Price book") + ": \(Figures.count(Int64(errors), "error")),"
        + " \(Figures.count(Int64(findings.count - errors), "warning"))"
    ]
    for kind in PriceCheck.Kind.allCases {
      let own = checks.filter { $0.kind == kind }
      if own.isEmpty { continue }
      // Of what nobody needs the number is enough.
      let shown =
        kind == .unused
        ? []
        : own.map {
          "\($0.price.key.words): \($0.detail) (\($0.place.fileAndLine))"
        }
      lines += ShortList.lines(
        PriceReview.words(kind), count: own.count, shown, shown: PriceReview.shown, width: width)
    }
    return lines.text
  }

  private static func words(_ kind: PriceCheck.Kind) -> String {
    switch kind {
    case .suspicious: "Prices that changed more than 5-fold"
    case .contradiction: "Prices that contradict others of the same model"
    case .conflicting: "Prices that differ between sources"
    case .stale: "Prices recorded long ago"
    case .unused: "Prices that no request of the ledger needs"
    }
  }

  /// The same as a JSON document.
  package var json: JSONText {
    .object([
      ("assay", .string(Version.number)),
      ("findings", .array(findings.map(CheckJSON.document))),
      (
        "checks",
        .array(
          listed.map { check in
            .object(
              [("kind", .string(check.kind.rawValue))] + check.price.key.json + [
                ("detail", .string(check.detail)),
                ("recorded_at", .described(check.recordedAt)),
                ("row", .row(check.place)),
              ])
          })
      ),
      ("unused", .number(Int64(checks.count - listed.count))),
      ("conflicts", .array(conflicts.map(\.json))),
    ])
  }
}
