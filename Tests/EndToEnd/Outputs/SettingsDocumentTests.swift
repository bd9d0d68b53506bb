import Foundation
import Testing

/// docs/SETTINGS.md has every setting, as the manifest of a run tells them.
struct SettingsDocumentTests {
  @Test func `every setting is in the document with its default`() throws {
    let document = Program.repository.appending(path: "docs/SETTINGS.md")
    let text = try String(contentsOf: document, encoding: .utf8)
    let folder = try Scratch()
    try folder.write("ws/prices/p.csv", "provider,model,unit_class,price_usd\np,m,input,1\n")
    try folder.write(
      "ws/ledger/l.csv",
      "request_id,request_started_at,user_id,provider,model,input_tokens\n"
        + "r,2026-08-01T10:00:00Z,u,p,m,1\n")
    #expect(try Program.assay("run", folder.path("ws"), "--quiet").status == 0)
    let manifest = try JSONSerialization.jsonObject(
      with: Data(try folder.text("ws/out/manifest.json").utf8))
    let members = try #require(manifest as? [String: Any])
    let rows = Set(
      try Self.rows(try #require(members["settings"] as? [String: Any]), below: ""))
    let told = Set(text.matches(of: /\n(\| `[a-z_.]+` \| `[^`\n]*` \| )/).map { String($0.1) })
    #expect(rows.subtracting(told) == [], "not in the document, or with another default")
    // What is said of bills, closes and the journal is there only where something is.
    #expect(
      told.subtracting(rows) == [
        "| `bills` | `{}` | ", "| `close.approval` | `\"none\"` | ",
        "| `journal_accounts` | `{}` | ",
      ],
      "not in the manifest, or with another default")
  }

  /// The beginnings of the rows of the table; the settings of an object have its key before theirs.
  private static func rows(_ settings: [String: Any], below path: String) throws -> [String] {
    try settings.flatMap { key, value -> [String] in
      if let object = value as? [String: Any], !object.isEmpty {
        return try rows(object, below: path + key + ".")
      }
      let json = try JSONSerialization.data(
        withJSONObject: value, options: [.fragmentsAllowed, .withoutEscapingSlashes])
      return ["| `\(path)\(key)` | `\(String(decoding: json, as: UTF8.self))` | "]
    }
  }
}
