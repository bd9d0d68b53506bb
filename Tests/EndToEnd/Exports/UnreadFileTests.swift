import Foundation
import Testing

/// Files in `ledger/` that are no exports by their names: each may hold a month of usage.
struct UnreadFileTests {
  private static let header =
    "request_id,request_started_at,user_id,tier,provider,model,input_tokens,vendor_cost_usd\n"
  private static let row = "r3,2026-08-03T10:00:00Z,u1,pro,p,m,1000,0.002\n"

  private func workspace(_ files: [String: String]) throws -> Scratch {
    let folder = try Scratch()
    try folder.write("ws/prices/p.csv", "provider,model,unit_class,price_usd\np,m,input,2\n")
    try folder.write("ws/plans.csv", "tier\npro\n")
    try folder.write(
      "ws/ledger/july.csv", Self.header + "r1,2026-07-01T10:00:00Z,u1,pro,p,m,1000,0.002\n")
    for (path, text) in files { try folder.write("ws/ledger/" + path, text) }
    return folder
  }

  private static let table = header + row
  private static let tabs = table.replacing(",", with: "\t")
  private static let zip = "PK\u{3}\u{4}x"

  @Test func `a file of the ledger that is not read refuses check and run`() throws {
    let folder = try workspace(["august.txt": Self.tabs])
    for command in ["check", "run"] {
      let run = try Program.assay(command, folder.path("ws"))
      #expect(run.status == 1, "\(run.errors)")
      let errors = run.errors.replacing(folder.path("ws"), with: "WS")
      #expect(errors.contains("ledger/august.txt: error: [file.unread] "), "\(errors)")
      #expect(errors.contains("ledger/august.txt WS/ledger/august.tsv"), "\(errors)")
    }
  }

  @Test func `a text under another name is read once it is renamed as the help says`() throws {
    let folder = try workspace(["august.txt": Self.tabs])
    let check = try Program.assay("check", folder.path("ws"))
    let command = try #require(check.errors.firstMatch(of: /help: .*?: (mv .*)\n/)).output.1
    #expect(try Program.shell(String(command)).status == 0)
    let run = try Program.assay("run", folder.path("ws"))
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output.contains("2 read from 2 files"), "\(run.output)")
  }

  @Test func `with --skip-bad-files the others are used, and every report names what is left out`()
    throws
  {
    let folder = try workspace(["august.xlsx": Self.zip])
    let run = try Program.assay("run", folder.path("ws"), "--skip-bad-files")
    #expect(run.status == 1)
    #expect(run.output.contains("without 1 that Assay could not use"))
    #expect(try folder.text("ws/out/report.html").contains("without 1 that Assay could not use"))
    let manifest = try folder.text("ws/out/manifest.json")
    #expect(
      manifest.contains("\"path\": \"ledger/august.xlsx\"") && manifest.contains("file.unread"))
  }

  @Test(arguments: ["ledger/notes.txt", "ledger/*.txt", "*.txt", "ledger/not*"])
  func `what the setting ignore names is left out, and every report says so`(pattern: String)
    throws
  {
    let folder = try workspace(["notes.txt": "x", ".hidden": "x"])
    try folder.write("ws/assay.json", "{ \"ignore\": [\"\(pattern)\"] }")
    let check = try Program.assay("check", folder.path("ws"))
    #expect(check.status == 0, "\(check.errors)")
    let run = try Program.assay("run", folder.path("ws"))
    #expect(run.status == 0, "\(run.errors)")
    let sentence =
      "ledger/notes.txt is skipped by the setting ignore; all figures exclude it."
    #expect(run.output.replacing(#/\n +/#, with: " ").contains(sentence), "\(run.output)")
    #expect(run.output.contains("without 1 that the settings ignore"))
    let page = try folder.text("ws/out/report.html").replacing("\u{A0}", with: " ")
    #expect(page.contains(sentence))
    for document in [
      try folder.text("ws/out/manifest.json"),
      try Program.assay("run", folder.path("ws"), "--json").output,
      try Program.assay("check", folder.path("ws"), "--json").output,
    ] {
      let object = try JSONSerialization.jsonObject(with: Data(document.utf8)) as? [String: Any]
      #expect(object?["ignored_files"] as? [String] == ["ledger/notes.txt"], "\(document)")
    }
  }

  @Test func `a folder is left out whole, and a path elsewhere is no path to ignore`() throws {
    let folder = try workspace(["old/a.xlsx": "x", "old/b.csv": "x"])
    try folder.write("ws/assay.json", "{ \"ignore\": [\"ledger/old\"] }")
    #expect(try Program.assay("run", folder.path("ws")).status == 0)
    try folder.write("ws/assay.json", "{ \"ignore\": [\"notes.txt\"] }")
    let check = try Program.assay("check", folder.path("ws"))
    #expect(
      check.errors.contains("[cfg.value] \"ignore\" is \"notes.txt\", expected a path in ledger/"))
  }
}
