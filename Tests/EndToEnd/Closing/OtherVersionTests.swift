import Foundation
import Support
import Testing

/// A month that another version of Assay closed with another figure.
///
/// By hand: b1 costs 2 USD and b2 1. Version 0.0.9 wrote 1.5 USD for b1.
struct OtherVersionTests {
  private let folder: Scratch

  init() throws {
    folder = try Scratch()
    for (path, text) in Self.files { try folder.write("ws/" + path, text) }
  }

  private static let header =
    "request_id,request_started_at,user_id,tier,provider,model,status,input_tokens\n"
  private static let files = [
    "assay.json": "{}\n",
    "prices/p.csv": "provider,model,unit_class,price_usd,effective_from\n"
      + "acme,m1,input,10,2026-01-01\nacme,m2,input,5,2026-01-01\n",
    "plans.csv": "tier,is_free\npro,false\nfree,true\n",
    "ledger/2026-08.csv": header + "b1,2026-08-03T10:00:00Z,u,pro,acme,m1,completed,200000\n"
      + "b2,2026-08-31T10:00:00Z,u,free,acme,m2,completed,200000\n",
    "ledger/2026-09.csv": header + "c1,2026-09-30T10:00:00Z,u,pro,acme,m1,completed,100000\n",
  ]

  private func assay(_ words: String...) throws -> Program {
    let run = try Program.assay(words)
    #expect(run.status == 0, "\(words): \(run.errors)")
    return run
  }

  private func close(_ month: String, at: String) throws {
    _ = try assay(
      "close", folder.path("ws"), month, "--by", "lead", "--reason", "x", "--at", at, "--accept",
      "critical", "--quiet")
  }

  private func digest(_ text: String) throws -> String {
    try folder.write("hashed", text)
    return String(try Program.shell("sha256sum < '\(folder.path("hashed"))'").output.prefix(64))
  }

  /// Makes the close one of version 0.0.9, and the chain sound again.
  private func makeOlder() throws {
    let facts = try folder.text("ws/out/2026-08/facts.csv")
    let older = facts.replacing(",0,2,2,", with: ",0,1.5,2,")
    #expect(older != facts)
    try folder.write("ws/out/2026-08/facts.csv", older)
    let manifest = try folder.text("ws/closes/2026-08-1.json")
      .replacing("\"bytes\": \(facts.utf8.count),", with: "\"bytes\": \(older.utf8.count),")
      .replacing(try digest(facts), with: try digest(older))
      .replacing("\"assay\": \"\(Self.version)\"", with: "\"assay\": \"0.0.9\"")
    for path in ["closes/2026-08-1.json", "out/2026-08/manifest.json"] {
      try folder.write("ws/" + path, manifest)
    }
    let lines = try folder.text("ws/closes.csv").components(separatedBy: "\n")
    var cells = lines[1].components(separatedBy: ",")
    cells[9] = try digest(manifest)
    let hashed = cells.dropLast().joined(separator: ",") + ","
    let line = try hashed + digest(hashed) + "\n"
    try folder.write("ws/closes.csv", lines[0] + "\n" + line)
    try folder.write("ws/closes/2026-08-1.row", line)
  }

  private static let version = "0.1.0"

  private func rows(of month: String) throws -> [String] {
    try folder.text("ws/out/\(month)/restatement.csv").split(separator: "\n").dropFirst()
      .map(String.init)
  }

  @Test func `its difference has the cause program, and no close books it`() throws {
    try close("2026-08", at: "2026-09-03")
    try makeOlder()
    // A late row of 1 USD beside it has a part of its own.
    try folder.write(
      "ws/ledger/late.csv",
      Self.header + "b3,2026-08-09T10:00:00Z,u,free,acme,m2,completed,200000\n")
    _ = try assay("run", folder.path("ws"), "--period", "2026-09", "--quiet")
    let cost = try rows(of: "2026-09").filter { $0.contains(",vendor_cost_usd,") }
    #expect(
      cost == [
        "2026-08,late_usage,vendor_cost_usd,,2.5,4,1,1,ledger/late.csv,2",
        "2026-08,late_usage,vendor_cost_usd,acme/m2,1,2,1,1,ledger/late.csv,2",
        "2026-08,late_usage,vendor_cost_usd,free,1,2,1,1,ledger/late.csv,2",
        "2026-08,program,vendor_cost_usd,,2.5,4,0.5,,closes/2026-08-1.json,",
        "2026-08,program,vendor_cost_usd,acme/m1,1.5,2,0.5,,closes/2026-08-1.json,",
        "2026-08,program,vendor_cost_usd,pro,1.5,2,0.5,,closes/2026-08-1.json,",
      ])
    try close("2026-09", at: "2026-10-03")
    let booked = try rows(of: "2026-09")
    #expect(booked.contains { $0.hasPrefix("2026-08,late_usage,vendor_cost_usd,,") })
    #expect(!booked.contains { $0.contains(",program,") })
  }

  @Test func `verify shows the figure that its version computed otherwise`() throws {
    try close("2026-08", at: "2026-09-03")
    try makeOlder()
    let run = try Program.assay("verify", folder.path("ws"), "2026-08")
    #expect(run.status == 3)
    #expect(
      run.errors.contains("facts.csv: error: [verify.rerun] row 1, vendor_cost_usd is 2, was 1.5"),
      "\(run.errors)")
  }
}
