import Support
import Testing

/// A month beside the forecast of the close before it.
///
/// By hand: each day of July and August costs 1 USD, so 30 days of September are expected to cost 30. They cost 2 USD each.
struct ForecastAtCloseTests {
  private let folder: Scratch
  private static let header =
    "request_id,request_started_at,user_id,tier,provider,model,status,input_tokens\n"

  init() throws {
    folder = try Scratch()
    try folder.write("ws/assay.json", "{}\n")
    try folder.write(
      "ws/prices/p.csv",
      "provider,model,unit_class,price_usd,effective_from\nacme,m1,input,10,2026-01-01\n")
    try folder.write("ws/plans.csv", "tier,is_free\nfree,true\n")
    for month in [7, 8] { try write(month, days: 31, tokens: 100_000) }
  }

  private func write(_ month: Int, days: Int, tokens: Int) throws {
    let rows = (1...days).map { day in
      "\(month)-\(day),2026-0\(month)-\(day < 10 ? "0" : "")\(day)T10:00:00Z,u,free,acme,m1,completed,"
        + "\(tokens)\n"
    }
    try folder.write("ws/ledger/\(month).csv", Self.header + rows.joined())
  }

  private func run(_ words: String...) throws -> String {
    let run = try Program.assay(words)
    #expect(run.status == 0, "\(words): \(run.errors)")
    return run.output.split(separator: "\n").map { $0.drop { $0 == " " } }.joined(separator: " ")
  }

  private func close(_ month: String, at: String) throws -> String {
    try run(
      "close", folder.path("ws"), month, "--by", "lead", "--reason", "x", "--at", at, "--accept",
      "critical")
  }

  private static let line =
    "Forecast at the previous close, for 1 to 30 September 2026: 30.00 USD of cost, now "

  @Test func `the screen, the page and the close show both figures`() throws {
    #expect(try !close("2026-08", at: "2026-09-03").contains("Forecast at the close"))
    #expect(
      try folder.text("ws/closes/2026-08-1.json").contains(#""vendor_cost_usd": "30""#))
    try write(9, days: 10, tokens: 200_000)
    let draft = try run("run", folder.path("ws"), "--period", "2026-09")
    #expect(draft.contains(Self.line + "20.00"), "\(draft)")
    #expect(draft.contains(" until 10 September 2026"), "\(draft)")
    try write(9, days: 30, tokens: 200_000)
    let closed = try close("2026-09", at: "2026-10-03")
    #expect(closed.contains(Self.line + "60.00"), "\(closed)")
    #expect(!closed.contains(" until 30 September"), "\(closed)")
    // The page keeps numbers and units on one line.
    let page = try folder.text("ws/out/2026-09/report.html").replacing("\u{A0}", with: " ")
    #expect(page.contains(Self.line + "60.00"))
    let proof = try Program.assay("verify", folder.path("ws"))
    #expect(proof.status == 0, "\(proof.errors)")
    // Of several months there is no such line.
    let all = try run("run", folder.path("ws"), "--output", folder.path("all"))
    #expect(!all.contains("Forecast at the close"))
  }
}
