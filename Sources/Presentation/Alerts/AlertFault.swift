import Ledger
import Workspace

/// Why nothing can be said of an alert.
package enum AlertFault: FindingError, Hashable {
  /// No alert of the period has the id.
  case unknown(id: String, near: String?)
  /// It became what it is later than it is spoken of.
  case notYetKnown(id: String, known: Instant, at: Instant)

  package var finding: Finding {
    let (message, help) = words
    return Finding(
      .error, at: Place(file: AcknowledgementFile.name), code: "sim.alert", message: message,
      help: help)
  }

  private var words: (message: String, help: String) {
    switch self {
    case .unknown(let id, let near):
      (
        "no alert of this period has the id \"\(id)\""
          + (near.map { ", did you mean \"\($0)\"?" } ?? ""),
        "look up the id in price-watch.csv"
      )
    case .notYetKnown(let id, let known, let at):
      (
        "\"\(id)\" was recorded on \(known), after \(at)",
        "give --at a time after \(known)"
      )
    }
  }
}
