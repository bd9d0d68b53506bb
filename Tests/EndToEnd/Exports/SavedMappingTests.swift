import Foundation
import Testing

/// `assay check --save-mappings`.
struct SavedMappingTests {
  private static let export =
    "id,when,who,llm,tokens in,tokens out\nx1,2026-08-01T10:00:00Z,anna,gpt-5.6-luna,100,20\n"
    + "x2,2026-08-01T10:01:00Z,ben,gpt-5.6-luna,300,40\n"

  @Test func `a saved mapping leaves all else of the settings byte for byte`() throws {
    let starts = [
      "{ \"time_zone\": \"UTC\" } // ours\n",
      "// settings\r\n{\r\n  /* note */ \"time_zone\": \"UTC\",\r\n}\r\n", "{}",
      "{ \"mappings\": { \"ledger/other*.csv\": { \"columns\": { \"request_id\": \"a\", \"request_started_at\": \"b\", \"user_id\": \"c\", \"model\": \"d\", \"input_tokens\": \"e\" } } } }\n",
      "{ \"mappings\": {} }\n",
    ]
    for text in starts {
      let folder = try ProposalKindsTests.workspace("x.csv", Self.export)
      if text.contains("other") {
        try folder.write(
          "ws/ledger/other1.csv", "a,b,c,d,e\n1,2026-08-01T10:00:00Z,u,gpt-5.6-luna,1\n")
      }
      try folder.write("ws/assay.json", text)
      let check = try Program.assay("check", folder.path("ws"), "--save-mappings")
      #expect(check.status == 0, "\(text) \(check.errors)")
      let saved = try folder.text("ws/assay.json")
      let brace = text.contains("\"mappings\"") ? "\"mappings\": {" : "{"
      let parts = text.components(separatedBy: brace)
      #expect(saved.hasPrefix(parts[0] + brace), "\(saved)")
      #expect(saved.hasSuffix(parts.dropFirst().joined(separator: brace)), "\(saved)")
      _ = try Program.assay("check", folder.path("ws"), "--save-mappings")
      #expect(try folder.text("ws/assay.json") == saved)
    }
  }

  @Test func `a mapping is saved where there are no settings yet`() throws {
    let folder = try ProposalKindsTests.workspace("x.csv", Self.export)
    try FileManager.default.removeItem(atPath: folder.path("ws/assay.json"))
    let check = try Program.assay("check", folder.path("ws"), "--save-mappings")
    #expect(check.status == 0, "\(check.errors)")
    #expect(try folder.text("ws/assay.json").hasPrefix("{\n  \"mappings\": {\n"))
  }

  @Test func `nothing is saved where something is left open, which is named`() throws {
    let folder = try ProposalKindsTests.workspace(
      "x.csv", Self.export.replacing("gpt-5.6-luna", with: "house-model"))
    let before = try folder.text("ws/assay.json")
    let check = try Program.assay("check", folder.path("ws"), "--save-mappings")
    #expect(check.status == 1)
    #expect(
      check.errors.contains(
        "[map.open] its mapping leaves provider to you, so Assay saved nothing"),
      "\(check.errors)")
    #expect(try folder.text("ws/assay.json") == before)
  }
}
