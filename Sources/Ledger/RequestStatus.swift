/// The way in which a request ended.
package enum RequestStatus: UInt8, Hashable, CaseIterable, Sendable {
  case completed, partial, cancelled, failed

  /// The word in ledgers, settings and reports.
  package var name: String {
    switch self {
    case .completed: "completed"
    case .partial: "partial"
    case .cancelled: "cancelled"
    case .failed: "failed"
    }
  }

  package init?(name: Name) {
    guard let match = RequestStatus.allCases.first(where: { Name($0.name) == name }) else {
      return nil
    }
    self = match
  }
}
