import Foundation
import Testing

/// A cause that several files share is reported once, with its rows and files counted.
struct SharedCauseTests: OneRowLedger {
  /// Three months name the same unknown model, tier and column; the first request is in the second file.
  private func workspace() throws -> Scratch {
    let folder = try Scratch()
    try folder.write("ws/plans.csv", "tier\npro\n")
    try folder.write("ws/multipliers.csv", "level,multiplier,status\ndefault,2,approved\n")
    try folder.write("ws/prices/p.csv", Self.prices)
    for (file, month) in [("a", "09"), ("b", "07"), ("c", "08")] {
      try folder.write(
        "ws/ledger/\(file).csv",
        Self.header + ",extra\n\(file)1,2026-\(month)-01T00:00:00Z,u,p,new,gold,5,\n"
          + "\(file)2,2026-\(month)-02T00:00:00Z,u,p,new,gold,5,\n")
    }
    return folder
  }

  @Test(arguments: ["run", "check"])
  func `a model, a tier and a column are each reported once for all files`(_ command: String)
    throws
  {
    let folder = try workspace()
    let run = try Program.assay(command, folder.path("ws"))
    let lines = run.errors.split(separator: "\n").filter { $0.contains(": warning: [") }
    #expect(
      lines.map(String.init).sorted() == [
        "ledger/a.csv:1:\(Self.header.count + 2): warning: [csv.unknown] unknown column \"extra\";"
          + " Assay ignores it (first of 3 files)",
        "ledger/a.csv:2: warning: [ref.tier] tier \"gold\" has no plan in plans.csv at that time;"
          + " Assay rates it as paid, without a target (6 rows in 3 files)",
        "ledger/a.csv:2: warning: [ref.unpriced] model \"new\" of p has no price"
          + " (first of 6 rows in 3 files)",
      ], "\(run.errors)")
    // The row is in force for every file.
    #expect(run.errors.contains("p,new,input,PRICE,2026-07-01"), "\(run.errors)")
  }

  @Test func `a terminal shows a line for each, with the requests`() throws {
    let folder = try workspace()
    try folder.write(
      "ws/ledger/d.csv",
      Self.header + ",other\nd1,2026-08-03T00:00:00Z,u,p,m,pro,5,\n"
        + "d1,2026-08-03T00:00:00Z,u,p,m,pro,6,\n")
    let told = try Program.terminal(
      ["run", folder.path("ws"), "--quiet"], columns: 120, environment: ["NO_COLOR=1"]
    ).replacing("\r\n", with: "\n")
    for line in [
      "warning: 6 requests of 1 model have no price: new [ref.unpriced]\n",
      "warning: 6 requests of 1 tier without a plan are rated as paid: gold [ref.tier]\n",
    ] {
      #expect(told.contains(line), "\(told)")
    }
  }
}
