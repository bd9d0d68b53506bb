import Closing
import Engine
import Ledger
import Workspace

/// The number of rows that a proved close does not have and that matter to its month, by cause.
package struct LateRowCounts {
  /// In the order of the causes, those with rows.
  package let counts: [(cause: RestatementCause, rows: Int64)]

  /// Reads the rows after those of a close that was proved: every file that it lists begins with its closed bytes.
  ///
  /// - Parameter options: how files are read; the period and the instant of the books are those of now.
  package init(_ close: CloseRow, in root: String, _ options: RunOptions) throws {
    let manifest = try ClosedManifests.read(close, in: root)
    var options = options
    options.period = .all
    (options.knownAt, options.knownAtText) = (nil, nil)
    let now = try CurrentInputs(
      proved: Workspace(root, options), ClosedMonthRun(of: root, options))
    let learned = try ChangesSinceClose(manifest, now).knowledge(of: manifest.month)
    // A bill changes no figure of the month, and may be of another one.
    counts = RestatementCause.allCases.filter { $0 != .lateBill }.compactMap { cause in
      learned.evidence[cause]?.rows.map { (cause, $0) }
    }
  }

  /// The counts in words: `12 late requests, 1 price correction`; nil where nothing was learned.
  package var text: String? {
    counts.isEmpty
      ? nil
      : counts.map { GroupedDigits.count($0.rows, $0.cause.rowName) }.joined(separator: ", ")
  }
}

extension RestatementCause {
  /// The name of one of its rows.
  fileprivate var rowName: String {
    switch self {
    case .lateUsage: "late request"
    case .lateBill: "late bill"
    case .changedUsage: "changed file"
    case .lateCreditEvent: "late credit event"
    case .priceCorrection: "price correction"
    case .multiplierChange: "multiplier change"
    case .planChange: "plan change"
    case .otherBook: "other book row"
    case .settings: "changed setting"
    case .program: "other version"
    case .restated: "restatement"
    }
  }
}
