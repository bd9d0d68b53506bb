import Testing

/// Rows that give back money or credits and used nothing.
struct RefundTests {
  private static let header =
    "request_id,request_started_at,user_id,tier,provider,model,input_tokens,output_tokens,"
    + "vendor_cost_usd,credits_deducted\n"

  /// A request of 1,000 × 3 + 100 × 15 per million is 0.0045 USD; × 1.5 ÷ 0.01, up to 0.1, 0.7 credits.
  private func workspace(_ rows: [String]) throws -> Scratch {
    let folder = try Scratch()
    try folder.write(
      "ws/prices/p.csv",
      "provider,model,unit_class,price_usd\np,m,input,3\np,m,output,15\n")
    try folder.write("ws/plans.csv", "tier,is_free\npro,false\n")
    let all =
      [
        "r1,2026-08-01T10:00:00Z,u1,pro,p,m,1000,100,0.0045,0.7",
        "r2,2026-08-02T10:00:00Z,u2,pro,p,m,1000,100,0.0045,0.7",
      ] + rows
    try folder.write("ws/ledger/u.csv", Self.header + all.map { $0 + "\n" }.joined())
    return folder
  }

  @Test func `a refund is named with its charge, and nothing is charged again`() throws {
    let folder = try workspace(["r1-refund,2026-08-03T10:00:00Z,u1,pro,p,m,0,0,-0.0045,-0.7"])
    let run = try Program.assay("run", folder.path("ws"))
    #expect(run.status == 0, "\(run.errors)")
    #expect(!run.output.contains("undercharged") && !run.output.contains("brought in less"))
    let exceptions = rows(ofCSV: try folder.text("ws/out/exceptions.csv"))
    #expect(exceptions.map { $0["request_id"] } == ["r1-refund"])
    #expect(exceptions[0]["diagnosis"] == "refund refund")
    #expect(
      exceptions[0]["evidence"]
        == "gives back 0.0045 USD by ledger/u.csv:2; gives back 0.7 credits by ledger/u.csv:2")
    #expect(rows(ofCSV: try folder.text("ws/out/corrections.csv")).isEmpty)
    #expect(rows(ofCSV: try folder.text("ws/out/negative-margin.csv")).isEmpty)
    let measures = Dictionary(
      uniqueKeysWithValues: rows(ofCSV: try folder.text("ws/out/summary.csv")).map {
        ($0["measure"] ?? "", $0["value"] ?? "")
      })
    // Recorded nets to what r2 was charged.
    #expect(measures["recorded_cost_usd"] == "0.0045" && measures["recorded_credits"] == "0.7")
    #expect(measures["undercharged_credits"] == "0" && measures["negative_margin_requests"] == "0")
    let causes = rows(ofCSV: try folder.text("ws/out/diagnosis.csv"))
    #expect(causes.map { $0["code"] } == ["refund"] && causes[0]["credits_difference"] == "-0.7")
    let explain = try Program.assay(["explain", "r1-refund"], in: folder.path("ws"))
    #expect(explain.output.replacing("\n  ", with: " ").contains("u1 got back 0.7 credits"))
  }

  @Test(arguments: [
    // The same amounts, of the same user, under any id; a part of what the id names; credits alone.
    ("x9,2026-08-03T10:00:00Z,u1,pro,p,m,0,0,-0.0045,-0.7", true),
    ("r2:part,2026-08-03T10:00:00Z,u2,pro,p,m,0,0,,-0.2", true),
    ("x9,2026-08-03T10:00:00Z,u1,pro,p,m,0,0,0,-0.7", true),
    // Of another user, other amounts, and more than was charged.
    ("x9,2026-08-03T10:00:00Z,u3,pro,p,m,0,0,-0.0045,-0.7", false),
    ("x9,2026-08-03T10:00:00Z,u1,pro,p,m,0,0,-0.004,-0.7", false),
    ("r1-refund,2026-08-03T10:00:00Z,u1,pro,p,m,0,0,-0.0045,-0.8", false),
  ])
  func `a refund without a charge is in doubt`(row: String, isKnown: Bool) throws {
    let folder = try workspace([row])
    for command in ["check", "run"] {
      let run = try Program.assay(command, folder.path("ws"))
      #expect(run.status == (isKnown ? 0 : 2), "\(row): \(run.errors)")
      let warning = "ledger/u.csv:4: warning: [refund.unknown] no charge of "
      #expect(run.errors.contains(warning) != isKnown, "\(row): \(run.errors)")
    }
    #expect(rows(ofCSV: try folder.text("ws/out/corrections.csv")).isEmpty)
  }

  @Test(arguments: [
    // Its request again with amounts below 0, under an id of its own or the same; one amount alone.
    "r1-refund,2026-08-03T10:00:00Z,u1,pro,p,m,1000,100,-0.0045,-0.7",
    "r1,2026-08-03T10:00:00Z,u1,pro,p,m,1000,100,-0.0045,-0.7",
    "r1-refund,2026-08-03T10:00:00Z,u1,pro,p,m,1000,100,,-0.7",
    "r1-refund,2026-08-03T10:00:00Z,u1,pro,p,m,1000,100,-0.0045,",
  ])
  func `a refund that repeats the usage of its request is not rated`(row: String) throws {
    let folder = try workspace([row])
    let run = try Program.assay("run", folder.path("ws"))
    #expect(run.status == 2 && run.errors.contains("ledger/u.csv:4:"), "\(run.errors)")
    #expect(run.errors.contains("error: [refund.usage] "), "\(run.errors)")
    #expect(run.output.contains("3 read from 1 file = 2 rated"), "\(run.output)")
    #expect(rows(ofCSV: try folder.text("ws/out/corrections.csv")).isEmpty)
    let rejects = rows(ofCSV: try folder.text("ws/out/rejects.csv"))
    #expect(rejects.map { $0["estimated_cost_usd"] } == [""])
  }

  @Test func `a charge is given back once`() throws {
    let folder = try workspace([
      "x1,2026-08-03T10:00:00Z,u1,pro,p,m,0,0,-0.0045,-0.7",
      "x2,2026-08-04T10:00:00Z,u1,pro,p,m,0,0,-0.0045,-0.7",
    ])
    for threads in ["1", "3"] {
      let run = try Program.assay("run", folder.path("ws"), "--threads", threads)
      #expect(
        run.errors.contains(
          "ledger/u.csv:5: warning: [refund.unknown] no charge of u1 matches refund x2"))
      #expect(!run.errors.contains("ledger/u.csv:4:"))
    }
  }
}
