import Testing

/// Reports of a period that late usage or other books have changed.
struct EarlierReportTests {
  private static let header =
    "request_id,request_started_at,user_id,tier,provider,model,input_tokens\n"
  private static let late =
    header + "c,2026-08-31T23:59:00Z,u,pro,p,m,1000\n"
    + "e,2026-09-01T10:00:00Z,u,pro,p,m,1000\n"

  /// Each request is 0.0045 USD and, × 1.5 ÷ 0.01 up to 0.1, 0.7 credits; August was reported with two of them.
  private func workspace() throws -> Scratch {
    let folder = try Scratch()
    try folder.write("ws/prices/p.csv", "provider,model,unit_class,price_usd\np,m,input,4.5\n")
    try folder.write("ws/plans.csv", "tier\npro\n")
    try folder.write(
      "ws/ledger/august.csv",
      Self.header + "a,2026-08-30T10:00:00Z,u,pro,p,m,1000\nb,2026-08-31T10:00:00Z,u,pro,p,m,1000\n"
    )
    let run = try run(folder, "--period", "2026-08")
    #expect(run.status == 0 && !run.errors.contains("[out.changed]"), "\(run.errors)")
    return folder
  }

  private func run(_ folder: Scratch, _ words: String...) throws -> Program {
    try Program.assay(["run", folder.path("ws")] + words)
  }

  private static let more =
    "has 2 requests, 0.009 USD of vendor cost and 1.4 credits, and the ledger and the books now give"
    + " 3 requests, 0.0135 USD of vendor cost and 2.1 credits: 1 request, 0.0045 USD of vendor cost"
    + " and 0.7 credits more, from ledger/september.csv\n"

  @Test func `a month that late usage has changed is named by check and every run`() throws {
    let folder = try workspace()
    try folder.write("ws/ledger/september.csv", Self.late)
    let warning = "out/2026-08/manifest.json: warning: [out.changed] this report of 2026-08 "
    let check = try Program.assay("check", folder.path("ws"))
    #expect(check.status == 0)
    #expect(check.errors.contains(warning + Self.more), "\(check.errors)")
    let september = try run(folder, "--period", "2026-09")
    #expect(
      september.errors.contains(
        warning + "was made without ledger/september.csv, which has rows of 2026-08-31\n"),
      "\(september.errors)")
    let august = try run(folder, "--period", "2026-08")
    #expect(august.errors.contains(warning + Self.more), "\(august.errors)")
    // It is what the ledger gives now.
    let again = try run(folder, "--period", "2026-08")
    #expect(!again.errors.contains("[out.changed]"), "\(again.errors)")
    #expect(try !Program.assay("check", folder.path("ws")).errors.contains("[out.changed]"))
  }

  @Test func `a month that was not over may grow`() throws {
    let folder = try workspace()
    let september = Self.header + "e,2026-09-01T10:00:00Z,u,pro,p,m,1000\n"
    try folder.write("ws/ledger/september.csv", september)
    _ = try run(folder, "--period", "2026-09")
    try folder.write(
      "ws/ledger/september.csv", september + "f,2026-09-02T10:00:00Z,u,pro,p,m,1000\n")
    #expect(try !Program.assay("check", folder.path("ws")).errors.contains("[out.changed]"))
    #expect(try !run(folder, "--period", "2026-09").errors.contains("[out.changed]"))
  }

  @Test func `another price changes a report as well`() throws {
    let folder = try workspace()
    try folder.write("ws/prices/p.csv", "provider,model,unit_class,price_usd\np,m,input,9.25\n")
    let check = try Program.assay("check", folder.path("ws"))
    #expect(check.errors.contains("0.0185 USD of vendor cost"), "\(check.errors)")
    #expect(check.errors.contains("more, from prices/p.csv\n"), "\(check.errors)")
  }
}
