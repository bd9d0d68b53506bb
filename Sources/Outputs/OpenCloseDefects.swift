import Bills
import Closing
import Credits
import Ledger
import Reports
import Workspace

/// The defects of a period that a close must accept.
struct OpenCloseDefects {
  /// In the order of the kinds.
  private(set) var kinds: [CloseDefect] = []
  /// One per kind, as `4 unpriced requests`.
  private(set) var words: [String] = []

  init(of run: Run) {
    let rows = run.input.rows
    add(.unpriced, rows.unpriced, "unpriced request")
    let events = OpenCloseDefects.rejectedEvents(of: run)
    add(.rejected, OpenCloseDefects.rejectedRows(of: run) + events, "rejected row")
    if kinds.last != .rejected, run.bills?.hasDoubtfulLines == true {
      kinds.append(.rejected)
      words.append("bill lines that Assay does not use")
    }
    let conflicts = run.credits.map { Int64($0.audit.equation.conflicts) } ?? 0
    add(.conflict, rows.conflict + conflicts, "conflicting row", "conflicting rows")
    let critical = run.credits?.audit.findings.count { $0.severity == .critical } ?? 0
    add(.critical, Int64(critical), "critical finding")
  }

  /// The defects that `accepted` does not name.
  func beside(_ accepted: [CloseDefect]) -> (kinds: [CloseDefect], words: [String]) {
    let left = kinds.indices.filter { !accepted.contains(kinds[$0]) }
    return (left.map { kinds[$0] }, left.map { words[$0] })
  }

  private mutating func add(
    _ kind: CloseDefect, _ count: Int64, _ one: String, _ several: String? = nil
  ) {
    if count == 0 { return }
    kinds.append(kind)
    words.append(
      "\(GroupedDigits.text(count)) \(count == 1 ? one : several ?? one + "s")")
  }

  /// Rejected rows of the ledger, without those of files whose other rows are all outside the period.
  private static func rejectedRows(of run: Run) -> Int64 {
    run.rowsOfFiles.reduce(0) { sum, rows in
      let inside = rows.rated + rows.unpriced + rows.duplicate + rows.conflict
      return inside == 0 && rows.outsidePeriod > 0 ? sum : sum + rows.rejected
    }
  }

  /// Rejected credit events, without those of files whose other events are all outside the period.
  private static func rejectedEvents(of run: Run) -> Int64 {
    guard let ledger = run.credits?.audit.ledger, !ledger.rejected.isEmpty else { return 0 }
    let zone = run.workspace.zone
    let period = run.period ?? .always
    let (from, to) = (
      zone.start(of: period.from).nanoseconds, zone.start(of: period.to).nanoseconds
    )
    var inside: Set<UInt32> = []
    var outside: Set<UInt32> = []
    for event in ledger.events where !event.isBookBalance {
      if (from..<to).contains(event.at) {
        inside.insert(event.file)
      } else {
        outside.insert(event.file)
      }
    }
    return Int64(
      ledger.rejected.count { inside.contains($0.file) || !outside.contains($0.file) })
  }
}
