import Ledger
import Parsing
import Workspace

/// The settings that a close states and that are others now.
enum ChangedSettings {
  /// Settings of checks, texts and forecasts: no figure of a closed month depends on them.
  private static let without: Set = [
    "organization", "ledger_cost_decimals", "cost_tolerance_usd", "free_tier", "watch",
    "materiality", "segments", "batchable_services", "confirmed_days", "bills",
    "journal_accounts", "close",
  ]

  /// Returns the names of the settings that may change figures and differ, in the order of the names.
  static func names(closed: [UInt8], now workspace: Workspace) -> [String] {
    let (then, now) = (texts(closed), texts(Array(Manifest.settings(of: workspace).text.utf8)))
    return Set(then.keys).union(now.keys).subtracting(without).filter { then[$0] != now[$0] }
      .sorted()
  }

  /// The settings as texts, by name.
  private static func texts(_ document: [UInt8]) -> [String: String] {
    do throws(JSONFault) {
      let value = try JSONReader.read(document, allowsComments: false)
      guard case .object(let members) = value.content else { return [:] }
      return Dictionary(members.map { ($0.key, JSONText($0.value).text) }) { first, _ in first }
    } catch {
      preconditionFailure("what was written as JSON can be read")
    }
  }
}
