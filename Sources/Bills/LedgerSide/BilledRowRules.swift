import Cube
import Ledger

/// Which rows of the ledger a bill may be of, besides those that a bill should be of.
enum BilledRowRules: Hashable {
  /// The rows of the ledger side: no duplicates, conflicts or customers' own keys; of every status.
  case expected
  case withBYOK
  case withoutFailed
  case withoutFailedAndCancelled
  case withDuplicates
  case withDuplicatesAndConflicts
  /// Those that start in the same local days of another zone.
  case daysOf(ReportingZone)
  /// Those that end in the period.
  case byEnd

  /// The part of a difference that the rows make.
  var part: BillPart {
    switch self {
    case .expected: preconditionFailure("the expected rows make no difference")
    case .withBYOK: .byok
    case .withoutFailed, .withoutFailedAndCancelled: .failed
    case .withDuplicates, .withDuplicatesAndConflicts: .duplicate
    case .daysOf, .byEnd: .timeBoundary
    }
  }

  /// The code in the column `cause`.
  var cause: String {
    switch self {
    case .expected: ""
    case .withBYOK: "byok"
    case .withoutFailed: "status:failed"
    case .withoutFailedAndCancelled: "status:failed;cancelled"
    case .withDuplicates: "duplicates"
    case .withDuplicatesAndConflicts: "duplicates;conflicts"
    case .daysOf(let zone): "zone:\(zone.name)"
    case .byEnd: "request_end"
    }
  }

  /// Returns true if rows of a rate and standing are in the set.
  func has(_ rate: UseRate, _ standing: UseRow.Standing) -> Bool {
    if rate.isBYOK && self != .withBYOK { return false }
    switch self {
    case .expected, .withBYOK, .daysOf, .byEnd: return standing == .counted
    case .withoutFailed: return standing == .counted && rate.status != .failed
    case .withoutFailedAndCancelled:
      return standing == .counted && rate.status != .failed && rate.status != .cancelled
    case .withDuplicates: return standing != .conflict
    case .withDuplicatesAndConflicts: return true
    }
  }

  /// The sets that are tried for a bill, in their order.
  static func tried(zones: [ReportingZone]) -> [BilledRowRules] {
    var seen: Set<String> = []
    return [
      .withBYOK, .withoutFailed, .withoutFailedAndCancelled, .withDuplicates,
      .withDuplicatesAndConflicts,
    ] + zones.filter { seen.insert($0.name).inserted }.map(BilledRowRules.daysOf) + [.byEnd]
  }
}
