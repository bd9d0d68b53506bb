import Ledger
import Parsing

extension SettingsFile {
  /// Reads `{ "growing": "1.5", "shrinking": "0.5" }`; what is not stated is the default.
  mutating func readSegments(_ value: JSONValue) {
    let key = SettingKey.segments.rawValue
    for member in members(of: value, key: key, keys: ["growing", "shrinking"]) {
      let factor = amount(
        member.value, member.key, "a factor from 0 to 1000 with at most 6 decimals, in quotes",
        AmountParser.multiplier)
      guard let factor else { continue }
      if member.key == "growing" {
        settings.segments.growing = factor
      } else {
        settings.segments.shrinking = factor
      }
    }
    let segments = settings.segments
    if segments.growing.millionths <= segments.shrinking.millionths {
      note(
        .wrongValue(
          key: "growing", text: segments.growing.description,
          expected: "more than shrinking, which is \(segments.shrinking)"), at: value)
    }
  }

  /// Reads the names of services, such as `["embedding"]`.
  mutating func readBatchableServices(_ value: JSONValue) {
    let key = SettingKey.batchableServices.rawValue
    settings.batchableServices = strings(value, key).map { checked(Name($0.0), key, at: $0.1) }
  }
}
