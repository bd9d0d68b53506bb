import Foundation
import Testing

/// `explain` of several requests at once.
struct ExplainSeveralTests {
  private static func row(_ id: String, _ output: Int = 10) -> String {
    "\(id),2026-07-01T10:00:00Z,u1,pro,acme,m1,,,,,1000,,\(output),,,,,"
  }

  @Test func `each is explained in the order given, once, and missing ids are reported`() throws {
    let workspace = try ExplainWorkspace(["r1", "r2", "r3"].map { Self.row($0) })
    let run = try workspace.assay("explain", "r3", "no1", "r1", "r3", "no2")
    #expect(run.status == 1)
    let parts = run.output.split(separator: "\n" + String(repeating: "-", count: 80) + "\n")
    #expect(parts.count == 2)
    #expect(parts.first?.hasPrefix("r3   ") == true && parts.last?.hasPrefix("r1   ") == true)
    #expect(
      parts.first.map { String($0) == (try? workspace.assay("explain", "r3").output) ?? "" } == true
    )
    #expect(
      run.errors == "assay: error: no request \"no1\" in 1 file of ledger/\n"
        + "assay: error: no request \"no2\" in 1 file of ledger/\n"
        + "assay: error: 2 of 4 requests not found (exit 1)\n")
  }

  @Test func `a file has ids, and one document has them all`() throws {
    let workspace = try ExplainWorkspace(["r1", "r2", "r3"].map { Self.row($0) })
    try workspace.folder.write("ids.csv", "kind,request_id\nx,r2\ny,no\n")
    let run = try workspace.assay(
      "explain", "r1", "--from", workspace.folder.path("ids.csv"), "--json")
    #expect(run.status == 1)
    let json = try #require(
      JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
    let requests = try #require(json["requests"] as? [[String: Any]])
    #expect(requests.map { $0["request_id"] as? String } == ["r1", "r2"])
    #expect(json["not_found"] as? [String] == ["no"])
    // A day remains the first day of the period.
    #expect(try workspace.assay("explain", "r1", "--from", "2026-08-01").output.contains("outside"))
  }

  /// Ids in quotes, with a delimiter, and in JSON.
  @Test func `ids are found however they are written`() throws {
    let ids = ["r1", "r,2", "r\"3", "r4", "r5"]
    let workspace = try ExplainWorkspace([
      Self.row("r1"), Self.row("\"r,2\""), Self.row("\"r\"\"3\""), Self.row("\"r4\""),
    ])
    try workspace.folder.write(
      "ws/ledger/j.jsonl",
      #"{"request_id":"r\u0035","request_started_at":"2026-07-01T10:00:00Z","user_id":"u1","#
        + #""tier":"pro","provider":"acme","model":"m1","input_tokens":5}"# + "\n")
    try workspace.folder.write(
      "ws/ledger/m.csv", ExplainWorkspace.columns + Self.row("r6") + "\n" + Self.row("r7") + "\n")
    let several = try Program.assay(["explain", workspace.folder.path("ws")] + ids)
    #expect(several.status == 0, "\(several.errors)")
    let single = try ids.map { try workspace.assay("explain", $0).output }
    #expect(
      several.output == single.joined(separator: "\n" + String(repeating: "-", count: 80) + "\n"))
    let plain = try workspace.assay("explain", "r7", "r6", "r1")
    #expect(plain.status == 0, "\(plain.errors)")
    #expect(
      plain.output.contains(" ledger/m.csv:3\n") && plain.output.contains(" ledger/m.csv:2\n"))
  }

  @Test func `more than a thousand are refused, and so is a file without ids`() throws {
    let workspace = try ExplainWorkspace([Self.row("r1")])
    let file = workspace.folder.path("ids")
    try workspace.folder.write("ids", (1...1001).map { "r\($0)\n" }.joined())
    let many = try workspace.assay("explain", "--from", file)
    #expect(many.status == 64)
    #expect(
      many.errors.hasPrefix(
        "assay: error: explain takes at most 1,000 requests at once, found 1,001\n"))
    try workspace.folder.write("ids", "\n")
    #expect(
      try workspace.assay("explain", "--from", file).errors.contains("a file with request ids"))
    #expect(
      try workspace.assay("explain", "r1", "--from", "nowhere").errors.contains(
        "expected a day such as 2026-08-01, or a file with ids"))
  }

  /// The second r1 says 1,205 where the first said 611.
  @Test func `a conflict names both lines`() throws {
    let workspace = try ExplainWorkspace([Self.row("r1", 611), Self.row("r1", 1205)])
    let screen = try workspace.assay("explain", "r1").output
    #expect(screen.hasPrefix("r1   not recorded; its id occurs twice"), "\(screen)")
    #expect(
      screen.hasSuffix("\n  line 3: 1,205 output tokens; line 2, which Assay used: 611\n"),
      "\(screen)")
  }

  @Test func `every figure of the reconciliation leads to its requests`() throws {
    let folder = try Scratch()
    try folder.copyQuarter(to: "ws")
    _ = try Program.assay("run", folder.path("ws"), "--quiet")
    let table = rows(ofCSV: try folder.text("ws/out/reconciliation.csv"))
    for (subject, name) in [("cost", "mismatch"), ("cost", "total"), ("credits", "mismatch")] {
      let row = table.first { $0["subject"] == subject && $0["class"] == name }
      for column in ["requests", "recorded", "expected", "difference"] {
        let figure = "reconciliation/\(subject)/\(name)/\(column)"
        let run = try Program.assay("explain", folder.path("ws"), "--figure", figure, "--json")
        let json = try #require(
          JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
        #expect(json["value"] as? String == row?[column], "\(figure)")
        #expect((json["requests"] as? Int).map(String.init) == row?["requests"], "\(figure)")
      }
    }
    let screen = try Program.assay(
      "explain", folder.path("ws"), "--figure", "reconciliation/cost/mismatch/difference"
    ).output
    #expect(screen.hasPrefix("reconciliation/cost/mismatch/difference, 20"), "\(screen)")
    #expect(screen.contains("\nLargest requests, USD\n"), "\(screen)")
    #expect(screen.contains("\nNext: assay explain "))
  }
}
