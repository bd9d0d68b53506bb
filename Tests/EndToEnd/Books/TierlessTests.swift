import Testing

/// Messages about requests without a tier, and about a recorded cost that is too low.
struct TierlessTests {
  /// Of 3 USD of revenue 2 are of requests without a tier; one cost of 1 USD was recorded as 0.40.
  private static func workspace() throws -> Scratch {
    let folder = try Scratch()
    try folder.write(
      "ws/prices/p.csv",
      "provider,model,unit_class,price_usd,effective_from\np,m,input,1,2026-01-01\n")
    try folder.write("ws/plans.csv", "tier\npro\n")
    try folder.write(
      "ws/assay.json",
      #"{"default_multiplier":"1","materiality":{"usd":"0.01","percent":"0"}}"#)
    try folder.write(
      "ws/ledger/a.csv",
      "request_id,request_started_at,user_id,tier,provider,model,input_tokens,vendor_cost_usd\n"
        + "r1,2026-03-01T10:00:00Z,u,pro,p,m,1000000,0.4\n"
        + "r2,2026-04-02T10:00:00Z,v,,p,m,2000000,2\n")
    return folder
  }

  @Test func `the page names requests without a tier`() throws {
    let folder = try Self.workspace()
    let run = try Program.assay("run", folder.path("ws"))
    let page = try folder.text("ws/out/report.html")
    #expect(page.contains("<bdi>(none)</bdi>"), "\(run.errors)")
  }

  @Test func `terminal, page and workbook say the same amount of a cost recorded too low`() throws {
    let folder = try Self.workspace()
    let run = try Program.assay("run", folder.path("ws"))
    #expect(
      run.output.contains("0.60 USD  net difference: 1 recorded cost differs"), "\(run.output)")
    try folder.write("terminal", run.output)
    let compared = try Program.python(
      Program.repository.appending(path: "Tests/EndToEnd/workbook.py"),
      [folder.path("ws/out"), folder.path("terminal")], oracle: true)
    #expect(compared.status == 0, "\(compared.errors)")
  }

  @Test func `a simulation names requests without a tier`() throws {
    let folder = try Self.workspace()
    let run = try Program.assay("simulate", folder.path("ws"), "--set", "default=2")
    #expect(
      run.output.contains("  (none) margin %   0.0      50.0   +50.0  points\n"), "\(run.output)")
  }
}
