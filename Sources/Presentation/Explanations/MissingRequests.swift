import Ledger
import Outputs
import Overview
import Workspace

/// The ids that no row of a ledger has, in words.
package struct MissingRequests {
  private let ids: [Name]
  private let isOnly: Bool
  private let workspace: String
  private let files: Int
  private let credits: CreditRun?
  /// The maximum number of ids that are named.
  private static let named = 20

  /// - Parameters:
  ///   - isOnly: one request was requested, and nothing else.
  ///   - workspace: its folder.
  ///   - files: the number of files of its ledger.
  package init(
    _ ids: [Name], isOnly: Bool, in workspace: String, files: Int, beside credits: CreditRun?
  ) {
    self.ids = ids
    self.isOnly = isOnly
    self.workspace = workspace
    self.files = files
    self.credits = credits
  }

  /// The last messages of `explain`.
  ///
  /// - Parameter all: the number of requested ids.
  package func lines(of all: Int) -> [String] {
    let inFiles = Figures.count(Int64(files), "file")
    func lack(_ id: Name) -> String { "no request \"\(id.description)\" in \(inFiles) of ledger/" }
    let texts: [String]
    if isOnly {
      let found = credits == nil ? "" : ", and nothing in credits/ has this id"
      texts = ids.map { id in
        if let credits, credits.account(id) != nil {
          let command = TypedCommand.text("explain", in: workspace, ["--account", id.description])
          return "\"\(id.description)\" is an account, not a request: \(command) (exit 1)"
        }
        guard let hint = credits.flatMap({ otherUse(of: id, in: $0) }) else {
          return lack(id) + found + " (exit 1)"
        }
        return "\"\(id.description)\" is \(hint) (exit 1)"
      }
    } else {
      // One line per id, whatever else it is.
      let count = Figures.count(Int64(ids.count))
      texts =
        ids.prefix(MissingRequests.named).map(lack)
        + ["\(count) of \(Figures.count(Int64(all), "request")) not found (exit 1)"]
    }
    return texts.map { "assay: error: " + $0 }
  }

  /// Returns the use of an id in `credits/`, with where to look; nil if no event has it.
  private func otherUse(of id: Name, in credits: CreditRun) -> String? {
    switch credits.use(of: id) {
    case nil: credits.isRejected(id) ? "a rejected event, not a request" : nil
    case .organisation: "an organisation, not a request: see pool-usage.csv and invoices.csv"
    case .coupon: "a coupon, not a request: see coupons-report.csv"
    case .payment(let event):
      "a payment, not a request: "
        + TypedCommand.text("explain", in: workspace, ["--event", event.description])
    }
  }
}
