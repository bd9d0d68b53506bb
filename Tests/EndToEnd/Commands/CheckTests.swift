import Foundation
import Testing

/// The output of `check`: every problem at once, each with its remedy; or that all is ready.
struct CheckTests {
  /// The sample with four things amiss: a setting, a price that overlaps, a column, a tier.
  private func brokenSample() throws -> Scratch {
    let folder = try Scratch()
    try folder.copyQuarter(to: "ws")
    func edit(_ file: String, _ edit: (String) -> String) throws {
      try folder.write(file, edit(try folder.text(file)))
    }
    try folder.write("ws/assay.json", "{ \"time_zome\": \"UTC\" }\n")
    try edit("ws/prices/vendors.csv") {
      $0 + "openai,gpt-5.6-luna,input,1,1000000,standard,,,2026-07-15,,2026-07-15,x\n"
    }
    try edit("ws/ledger/usage-2026-08.csv") {
      $0.replacing("output_tokens", with: "output_token", maxReplacements: 1)
    }
    try edit("ws/plans.csv") { $0.replacing("\nenterprise,", with: "\nentreprise,") }
    return folder
  }

  @Test func `everything about a broken workspace is reported, wrapped at the width`() throws {
    let folder = try brokenSample()
    for columns in ["60", "80", "120", "300"] {
      let check = try Program.assay(
        ["check", "ws"], environment: ["COLUMNS": columns], in: folder.path(""))
      #expect(check.status == 1)
      #expect(check.output == "")
      try expectGolden(check.wrappedErrors, "check-\(min(120, Int(columns) ?? 80)).txt")
      let width = min(120, Int(columns) ?? 80)
      #expect(
        check.wrappedErrors.split(separator: "\n").allSatisfy { $0.count <= width }, "\(columns)")
    }
  }

  @Test func `a run of it says that nothing changed, and where the errors are`() throws {
    let folder = try brokenSample()
    let before = try folder.files(in: "ws")
    let run = try Program.assay("run", folder.path("ws"))
    #expect(run.errors.hasSuffix("assay: refused, nothing changed: 3 errors (exit 1)\n"))
    try folder.write("ws/assay.json", "{}")
    try folder.write("ws/ledger/usage-2026-08.csv", before["ledger/usage-2026-07.csv"] ?? Data())
    let rest = try Program.assay("run", folder.path("ws"))
    #expect(
      rest.errors.hasSuffix(
        "assay: refused, nothing changed: 1 error in the price book (exit 1)\n"))
    #expect(try folder.files(in: "ws").keys == before.keys)
  }

  @Test func `a clean workspace is ready, and what waits for approval is advice`() throws {
    let folder = try Scratch()
    try folder.copyQuarter(to: "ws")
    let rows = try folder.text("ws/ledger/usage-2026-07.csv").split(separator: "\n").prefix(100)
    try folder.write("ws/ledger/usage-2026-07.csv", rows.joined(separator: "\n") + "\n")
    for month in ["08", "09"] {
      let header = rows[0] + "\n"
      try folder.write(
        "ws/ledger/usage-2026-\(month).csv",
        header + rows[1].replacing("req_", with: "\(month)_") + "\n")
    }
    let check = try Program.assay("check", folder.path("ws"))
    #expect(check.status == 0)
    #expect(check.errors == "")
    #expect(
      check.output == """
        Checked 8 files, 101 rows: ready to run.
          multipliers.csv:8 not applied: multiplier 1.75 of model claude-sonnet-5 has
            been awaiting approval since 2026-09-01

        """)
  }

  @Test func `a check lists all, and a run on a terminal one line per kind`() throws {
    let folder = try Scratch()
    let columns = (1...8).map { "column_\($0)" }.joined(separator: ",")
    try folder.write(
      "ws/ledger/a.csv",
      "request_id,request_started_at,user_id,provider,model,tier,images,\(columns)\n"
        + "r,2026-07-01T00:00:00Z,u,p,m,pro,0,\(columns)\n")
    try folder.write("ws/prices/p.csv", "provider,model,unit_class,price_usd\np,m,image,1\n")
    try folder.write("ws/plans.csv", "tier\npro\n")
    let check = try Program.assay("check", folder.path("ws"))
    #expect(check.errors.components(separatedBy: "warning: [csv.unknown]").count == 9)
    let run = ["run", folder.path("ws"), "--quiet"]
    let brief = try Program.terminal(run, columns: 120, environment: ["NO_COLOR=1"])
      .replacing("\r\n", with: "\n").replacing(":\n  assay", with: ": assay")
    #expect(
      brief == """
        warning: Assay ignores 8 unknown columns, first at ledger/a.csv:1:66: unknown column "column_1"; Assay ignores it
                 [csv.unknown]
        All 8 with place and remedy: assay check \(folder.path("ws")) --verbose

        """, "\(brief)")
    let verbose = try Program.terminal(run + ["--verbose"], columns: 120)
    #expect(verbose.components(separatedBy: "[csv.unknown]").count == 9)
    #expect(try Program.assay(run).errors.components(separatedBy: "warning: [").count == 9)
  }

  @Test func `no stream has colour by NO_COLOR, and both by --color always, refusals too`() throws {
    let folder = try brokenSample()
    for command in ["run", "check"] {
      let plain = try Program.assay(command, folder.path("ws"), environment: ["NO_COLOR": "1"])
      #expect(!plain.wrappedErrors.contains("\u{1B}"))
      let coloured = try Program.assay(command, folder.path("ws"), "--color", "always")
      #expect(coloured.wrappedErrors.contains("\u{1B}[31merror:\u{1B}[0m"))
      #expect(coloured.wrappedErrors.contains("\u{1B}[36mhelp:\u{1B}[0m"))
      #expect(
        coloured.wrappedErrors.replacing(#/\u{1B}\[[0-9]+m/#, with: "") == plain.wrappedErrors)
    }
    let typed = try Program.assay("run", "--color=always", "--outptu")
    #expect(typed.wrappedErrors.hasPrefix("assay: \u{1B}[31merror:\u{1B}[0m unknown option"))
  }
}
