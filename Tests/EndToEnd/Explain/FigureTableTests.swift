import Testing

/// How `explain --figure` lays out what is behind a figure.
struct FigureTableTests {
  /// Day, tier, provider, model and user of 10 + 10 + 4 + 38 + 36 characters are wider than 80; a tier that nobody
  /// named has none.
  @Test func `long names lose their middle, and every line its place in the table`() throws {
    let user = "0b0e7c1e-7c1f-4f0e-9a55-1a2b3c4d5e6f"
    let model = "a-model-with-a-name-of-so-many-letters"
    let folder = try Scratch()
    try folder.write(
      "ws/prices/p.csv", "provider,model,unit_class,price_usd,per\nacme,\(model),input,1,1000\n")
    try folder.write(
      "ws/ledger/a.csv",
      "request_id,request_started_at,user_id,tier,provider,model,input_tokens\n"
        + "r1,2026-08-05T08:00:00Z,\(user),enterprise,acme,\(model),3000\n"
        + "r2,2026-08-06T08:00:00Z,\(user),,acme,\(model),20\n")
    let run = try Program.assay(
      "explain", folder.path("ws"), "--figure", "summary/vendor_cost_usd",
      environment: ["COLUMNS": "80"])
    let lines = run.output.split(separator: "\n").filter { $0.hasPrefix("  2026-08-0") }
    #expect(
      lines.count == 2 && lines.allSatisfy { $0.count <= 80 && $0.contains("…") }, "\(run.output)")
    #expect(lines.first?.hasPrefix("  2026-08-05  enterprise  acme  a-") == true, "\(run.output)")
    #expect(lines.last?.hasPrefix("  2026-08-06  (none)      acme  a-") == true, "\(run.output)")
    #expect(lines.first?.hasSuffix("  3") == true && lines.last?.hasSuffix("  0.02") == true)
  }
}
