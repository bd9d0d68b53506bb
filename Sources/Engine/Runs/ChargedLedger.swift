import Intake
import Ledger

extension SummedLedger {
  /// Reads the ledger once more, all days of it, and returns the charge of each request.
  ///
  /// - Parameters:
  ///   - checksEntitlements: every request is among the used ones, not only those with customers' own keys.
  ///   - number: returns the number of a request id that a credit event names; nil for another.
  package func chargedRequests(
    checksEntitlements: Bool, _ number: @escaping @Sendable (Bytes) -> UInt32?
  ) throws(RunRefusal) -> ChargedRequests {
    precondition(
      map.job.period == nil || options.keepsAllRows, "repeats of all days have to be known")
    return try ChargedRequests(
      in: map, but: wider.whole?.repeated ?? repeats.locations,
      using: checksEntitlements ? .all : .ownKeys, number)
  }
}
