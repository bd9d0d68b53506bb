import Ledger
import Pricing
import Workspace

extension OutOfForce {
  /// The change that puts the row, or one after it, in force.
  package var advice: String {
    switch reason {
    case .ended(let end):
      "\(place.fileAndLine) ended at \(end); clear its effective_to, or add a row from then on"
    case .begins: "give \(place.fileAndLine) an earlier effective_from"
    case .notKnown: "\(place.fileAndLine) was \(SourceLocationText.time(of: reason))"
    }
  }
}
