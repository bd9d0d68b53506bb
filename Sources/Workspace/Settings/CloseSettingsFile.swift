import Ledger
import Parsing

extension SettingsFile {
  /// Reads `{ "approval": "required", "signers": "allowed_signers" }`; what is not stated is the default.
  mutating func readClose(_ value: JSONValue) {
    let key = SettingKey.close.rawValue
    for member in members(of: value, key: key, keys: ["approval", "signers"]) {
      guard let text = string(member.value, member.key) else { continue }
      if member.key == "approval" {
        let words = ["none", "required"]
        if !words.contains(text) {
          note(
            .wrongValue(key: member.key, text: text, expected: words.joined(separator: " or ")),
            at: member.value)
        }
        settings.close.requiresApproval = text == "required"
      } else {
        if !WorkspacePath.isInside(text) {
          note(
            .wrongValue(key: member.key, text: text, expected: "a path in the workspace"),
            at: member.value)
        }
        settings.close.signers = text
      }
    }
  }
}
