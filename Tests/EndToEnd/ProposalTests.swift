import Testing

/// From when on `assay simulate --save-as-proposal` proposes a multiplier.
struct ProposalTests {
  @Test(arguments: [
    [], ["--period", "2026-08"], ["--from", "2026-08-01", "--to", "2026-08-11"], ["--last", "3"],
  ])
  func `a proposal is for the day after the ledger's last, whatever was simulated`(
    period: [String]
  ) throws {
    let folder = try Scratch()
    try folder.write("ws/prices/p.csv", "provider,model,unit_class,price_usd,per\na,m,input,1,1\n")
    try folder.write("ws/plans.csv", "tier\npro\n")
    let days = ["2026-08-05", "2026-08-10", "2026-10-02"]
    let lines = days.map { "\($0),\($0)T08:00:00Z,u,pro,a,m,1\n" }
    try folder.write(
      "ws/ledger/l.csv",
      "request_id,request_started_at,user_id,tier,provider,model,input_tokens\n" + lines.joined())
    let run = try Program.assay(
      ["simulate", folder.path("ws"), "--set", "tier:pro=2", "--save-as-proposal", "--by", "pm"]
        + ["--reason", "win back"] + period)
    try #require(run.status == 0, "\(run.errors)")
    let book = rows(ofCSV: try folder.text("ws/multipliers.csv"))
    #expect(book.map { $0["effective_from"] } == ["2026-10-03"])
  }
}
