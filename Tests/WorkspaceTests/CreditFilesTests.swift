import Foundation
import Intake
import Ledger
import Parsing
import Support
import Testing
import Workspace

/// The files below `credits/` of a workspace.
struct CreditFilesTests {
  private func files(_ folder: Scratch) throws -> CreditFiles? {
    try CreditFiles(of: TestWorkspace.workspace(folder), limits: GzipLimits())
  }

  @Test func `files are in the order of the bytes of their paths, whatever their names`() throws {
    let folder = try Scratch()
    for name in ["b.csv", "a/z.ndjson", "A.tsv", "a.jsonl", "É.csv", "a/.hidden.csv"] {
      try folder.write("ws/credits/" + name, "event_id,at,account_id,kind\n")
    }
    let found = try #require(try files(folder))
    #expect(
      found.files.map(\.path)
        == ["A.tsv", "a.jsonl", "a/z.ndjson", "b.csv", "É.csv"].map { "credits/" + $0 })
    #expect(found.files.map(\.isJSONLines) == [false, true, true, false, false])
    #expect(found.findings.isEmpty)
    #expect(try found.digested().count == 5)
  }

  @Test func `a workspace without credit events has none`() throws {
    let folder = try Scratch()
    try folder.write("ws/plans.csv", "tier\npro\n")
    #expect(try files(folder) == nil)
  }

  @Test(
    arguments: [
      ("a.json", "[]", "file.unread", "jq -c"), ("notes.md", "hello", "file.unread", "ignore"),
      ("a.xlsx", "PK", "file.unread", "CSV UTF-8 into credits/"),
      ("a.csv", "", "file.empty", "export it again"),
    ])
  func `a file that Assay cannot read is refused`(
    name: String, text: String, code: String, help: String
  ) throws {
    let folder = try Scratch()
    try folder.write("ws/credits/" + name, text)
    let found = try #require(try files(folder))
    let finding = try #require(found.findings.first)
    #expect(found.findings.count == 1 && finding.severity == .error)
    #expect(finding.code == code && finding.place.file == "credits/" + name)
    #expect(finding.help?.contains(help) == true, "\(finding)")
  }

  @Test func `a link out of the folder or to nothing is refused`() throws {
    let folder = try Scratch()
    try folder.write("ws/credits/a.csv", "event_id\n")
    try folder.write("outside.csv", "event_id\n")
    let manager = FileManager.default
    try manager.createSymbolicLink(
      atPath: folder.path("ws/credits/b.csv"), withDestinationPath: folder.path("outside.csv"))
    try manager.createSymbolicLink(
      atPath: folder.path("ws/credits/c.csv"), withDestinationPath: "nowhere.csv")
    let found = try #require(try files(folder))
    #expect(found.files.map(\.path) == ["credits/a.csv"])
    #expect(found.findings.map(\.code) == ["file.open", "file.open"])
  }

  @Test func `settings leave files out, and name the columns of others`() throws {
    let folder = try Scratch()
    try folder.write("ws/credits/a.csv", "id,t,konto,art\n")
    try folder.write("ws/credits/README.md", "notes")
    try folder.write(
      "ws/assay.json",
      """
      { "ignore": ["credits/README.md"],
        "mappings": {
          "credits/a*.csv": { "columns": { "event_id": "id", "at": "t", "account_id": "konto" },
            "constants": { "kind": "deduct" } },
          "credits/b.csv": { "columns": { "event_id": "id", "at": "t", "account_id": "konto",
            "kind": "art" } } } }
      """)
    let found = try #require(try files(folder))
    #expect(found.files.map { $0.mapping?.pattern } == ["credits/a*.csv"])
    #expect(
      found.findings.map(\.message) == ["\"credits/b.csv\" is not an export in credits/"])
  }
}
