import Testing

/// Notes where shown figures do not add up to the shown total.
struct RoundingNoteTests {
  /// Tiers of 1.005 USD each, which earn 1.508 USD: 150.8 credits.
  private func report(tiers: Int, tokens: Int) throws -> (screen: String, page: String) {
    let folder = try Scratch()
    try folder.write("ws/prices/p.csv", "provider,model,unit_class,price_usd\np,m,input,3\n")
    let names = (0..<tiers).map { "t\($0)" }
    try folder.write("ws/plans.csv", "tier\n" + names.map { $0 + "\n" }.joined())
    try folder.write(
      "ws/ledger/u.csv",
      "request_id,request_started_at,user_id,tier,provider,model,input_tokens\n"
        + names.map { "r\($0),2026-08-01T10:00:00Z,u,\($0),p,m,\(tokens)\n" }.joined())
    let run = try Program.assay("run", folder.path("ws"))
    return (
      run.output.replacing(#/\n +/#, with: " "),
      try folder.text("ws/out/report.html").replacing("\u{A0}", with: " ")
    )
  }

  /// Thirty parts and their total are off by half a cent each at most: 31 halves, of which cents are 15; 30 × 1.01 is 30.30
  /// beside 30.15.
  @Test func `thirty rounded parts may be fifteen cents off their total`() throws {
    let (screen, page) = try report(tiers: 30, tokens: 335_000)
    let words = "Rounded: sums of shown figures may be off by 0.15 USD."
    #expect(screen.contains(words) && page.contains(words), "\(screen)")
  }

  /// 3.02 and 4.52 of revenue: 4.52 less 3.02 is 1.50, and the margin of 1.509 is shown as 1.51.
  @Test func `a shown margin may be a cent off`() throws {
    let (screen, page) = try report(tiers: 3, tokens: 335_000)
    let words = "Rounded: sums of shown figures may be off by 0.02 USD, differences by 0.01."
    #expect(screen.contains(words) && page.contains(words), "\(screen)")
  }

  @Test func `figures that add up need no note`() throws {
    let (screen, page) = try report(tiers: 3, tokens: 1_000_000)
    #expect(!screen.contains("Rounded:") && !page.contains("Rounded:"), "\(screen)")
  }
}
