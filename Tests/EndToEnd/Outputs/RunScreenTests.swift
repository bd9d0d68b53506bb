import Foundation
import Testing

/// The screen that a run ends with.
///
/// The figures of `expected/` are those of the exact calculation that
/// the design of the screens was drawn with, not of this program.
struct RunScreenTests {
  private func screen(_ environment: [String: String], _ options: String...) throws -> Program {
    let folder = try Scratch()
    try folder.copyQuarter(to: "ws")
    let run = try Program.assay(["run", folder.path("ws")] + options, environment: environment)
    #expect(run.status == 2)
    return run
  }

  @Test(arguments: ["80", "120"])
  func `the summary of the sample is as drawn`(width: String) throws {
    let blocks = try screen(["COLUMNS": width]).output.components(separatedBy: "\n\n")
    let expected = try String(
      contentsOf: Program.repository.appending(
        path: "Tests/EndToEnd/expected/run-\(width).txt"), encoding: .utf8)
    #expect(blocks.dropLast().joined(separator: "\n\n") + "\n" == expected)
    #expect(blocks.last?.hasPrefix("Wrote ") == true)
  }

  @Test(arguments: ["20", "60", "80", "120", "200"])
  func `no line is wider than the screen, from 60 to 120 columns`(width: String) throws {
    let columns = min(120, max(60, try #require(Int(width))))
    for line in try screen(["COLUMNS": width]).output.split(separator: "\n")
    where !line.contains("/") {
      #expect(line.count <= columns, "\(line)")
    }
  }

  /// Words after `assay`; long paths and the rows of a book have lines of their own.
  @Test(arguments: [["multipliers", "list", "ws"], ["forecast", "ws"]])
  func `no line of other answers is wider than the narrowest screen`(words: [String]) throws {
    let folder = try Scratch()
    try folder.copyQuarter(to: "ws")
    let run = try Program.assay(words, environment: ["COLUMNS": "60"], in: folder.path(""))
    #expect(run.output.split(separator: "\n").count > 2)
    for line in run.output.split(separator: "\n") { #expect(line.count <= 60, "\(line)") }
  }

  /// A million tokens cost 1 USD, at a tolerance of 0.1: one cost of each kind.
  @Test(arguments: [
    ("60", "1 differs,\n           1 not converted, 1 not recorded\n"),
    ("80", "1 differs, 1 not converted,\n           1 not recorded\n"),
  ])
  func `a comparison with something of every kind wraps between counts`(
    width: String, end: String
  ) throws {
    let folder = try Scratch()
    let costs = ["1,", "1.1,", "2,", "1,EUR", ","]
    let rows = costs.enumerated().map { "r\($0),2026-07-01T00:00:00Z,u,p,m,1000000,\($1)" }
    try folder.write(
      "ws/ledger/a.csv",
      "request_id,request_started_at,user_id,provider,model,input_tokens,vendor_cost_usd,currency\n"
        + rows.joined(separator: "\n") + "\n")
    try folder.write("ws/prices/p.csv", "provider,model,unit_class,price_usd\np,m,input,1\n")
    try folder.write("ws/assay.json", "{ \"cost_tolerance_usd\": \"0.1\" }\n")
    let run = try Program.assay(["run", folder.path("ws")], environment: ["COLUMNS": width])
    #expect(
      run.output.contains("  Costs:   1 matches, 1 within the tolerance, " + end), "\(run.output)")
  }

  /// A request for something that the sample lacks.
  @Test(arguments: [
    ["explain", "ws", "req_of_nobody_and_of_nothing_0"],
    ["explain", "ws", "--figure", "margin-by-tier/enterprise_maxi/margin_usd"],
    ["quote", "ws", "gpt-5.6-lua", "--input", "1"],
  ])
  func `no last line of what is not found is wider than the narrowest screen`(words: [String])
    throws
  {
    let folder = try Scratch()
    try folder.copyQuarter(to: "ws")
    let run = try Program.assay(words, environment: ["COLUMNS": "60"], in: folder.path(""))
    let lines = run.wrappedErrors.split(separator: "\n")
    #expect(run.status == 1 && lines.count > 1 && run.errors.hasSuffix(" (exit 1)\n"))
    for line in lines { #expect(line.count <= 60, "\(line)") }
  }

  @Test func `colours are only added to the text`() throws {
    let plain = try screen(["COLUMNS": "120"], "--color", "never").output
    let coloured = try screen(["COLUMNS": "120"], "--color", "always").output
    let stripped = coloured.replacing(/\u{1B}\[[0-9]+m/, with: "")
    // The two runs write to folders of their own.
    #expect(
      stripped.components(separatedBy: "\n\nWrote")[0]
        == plain.components(separatedBy: "\n\nWrote")[0])
    #expect(coloured.contains("\u{1B}[31m-7.2 ▼\u{1B}[0m"))
    #expect(coloured.contains("\u{1B}[32m+9.9 ▲\u{1B}[0m"))
    #expect(coloured.contains("\u{1B}[31m-4.11\u{1B}[0m"))
  }

  @Test func `no colour is requested with NO_COLOR, and none without a terminal`() throws {
    for environment in [["NO_COLOR": "1"], [:]] {
      let run = try screen(environment)
      #expect(!(run.output + run.errors).contains("\u{1B}"))
    }
  }

  @Test func `a dumb terminal gets plain letters for signs`() throws {
    let output = try screen(["TERM": "dumb", "COLUMNS": "120"]).output
    #expect(output.unicodeScalars.allSatisfy { $0.isASCII })
    #expect(output.contains("-7.2 v"))
    #expect(output.contains("... 7 more"))
  }

  @Test func `of many tiers twelve are shown, and where the others are`() throws {
    let folder = try Scratch()
    let rows = (10..<25).map { "r\($0),2026-07-01T00:00:00Z,u,p,m,t\($0),1000000" }
    try folder.write(
      "ws/ledger/a.csv",
      "request_id,request_started_at,user_id,provider,model,tier,input_tokens\n"
        + rows.joined(separator: "\n") + "\n")
    try folder.write("ws/prices/p.csv", "provider,model,unit_class,price_usd\np,m,input,1\n")
    try folder.write("ws/plans.csv", "tier,is_free\nt10,false\n")
    let output = try Program.assay("run", folder.path("ws")).output
    #expect(output.contains("  … 3 more tiers in margin-by-tier.csv\n"))
    #expect(output.contains("  t21 "))
    #expect(!output.contains("  t22 "))
  }

  @Test func `a figure of many digits leaves its words to the next line`() throws {
    let folder = try Scratch()
    let rows = (0..<20).map { "r\($0),2026-07-01T00:00:00Z,u,p,m,pro,900000000000" }
    try folder.write(
      "ws/ledger/a.csv",
      "request_id,request_started_at,user_id,provider,model,tier,input_tokens\n"
        + rows.joined(separator: "\n") + "\n")
    try folder.write("ws/prices/p.csv", "provider,model,unit_class,price_usd\np,m,input,1000\n")
    try folder.write("ws/plans.csv", "tier,is_free\npro,false\n")
    let run = try Program.assay(["run", folder.path("ws")], environment: ["COLUMNS": "60"])
    #expect(run.output.contains("\n  Usage revenue   27,000,000,000.00 USD\n                  2,"))
    for line in run.output.split(separator: "\n") where !line.contains("/") {
      #expect(line.count <= 60, "\(line)")
    }
  }
}
