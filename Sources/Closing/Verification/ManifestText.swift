import Ledger
import Parsing
import Workspace

/// Two manifests beside each other.
enum ManifestText {
  /// True if both say the same, but for lines of `assay.json`: its values are closed, not its form.
  static func isSame(_ one: [UInt8], _ other: [UInt8]) throws(JSONFault) -> Bool {
    if one == other { return true }
    let (one, other) = (
      try JSONReader.read(one, allowsComments: false),
      try JSONReader.read(other, allowsComments: false)
    )
    return withoutPlaces(one).text == withoutPlaces(other).text
  }

  private static func withoutPlaces(_ value: JSONValue) -> JSONText {
    guard case .object(let members) = value.content else { return JSONText(value) }
    return .object(
      members.map { member in
        guard member.key == "doubts" else { return (member.key, JSONText(member.value)) }
        return (member.key, .array(member.value.items.map(doubt)))
      })
  }

  private static func doubt(_ value: JSONValue) -> JSONText {
    guard case .object(let members) = value.content,
      value["file"]?.text == WorkspacePath.settings
    else { return JSONText(value) }
    return .object(
      members.filter { $0.key != "line" }.map { ($0.key, JSONText($0.value)) })
  }
}
