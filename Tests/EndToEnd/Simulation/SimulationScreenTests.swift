import Testing

/// What `simulate` says in words.
struct SimulationScreenTests {
  /// One request of a token for 0.001 USD in July and one in August, for each of which 0.1 credits were deducted.
  ///
  /// At 1.5 each is 0.15 credits, at 1.4 0.14, so 0.2 in steps of 0.1 at both. The plan aims at 30 %, and each earns 0.002 on
  /// 0.001: 50 %.
  private func screen(_ options: String..., file: String? = nil) throws -> String {
    let folder = try Scratch()
    try folder.write(
      "ws/prices/p.csv", "provider,model,unit_class,price_usd,per\na,m,input,0.001,1\n")
    try folder.write("ws/plans.csv", "tier,is_free,target_margin_percent\npro,false,30\n")
    try folder.write(
      "ws/multipliers.csv", "level,tier,multiplier,status\ntier,pro,1.5,approved\n")
    try folder.write(
      "ws/ledger/l.csv",
      """
      request_id,request_started_at,user_id,tier,provider,model,input_tokens,credits_deducted
      1,2026-07-10T12:00:00Z,u,pro,a,m,1,0.1
      2,2026-08-10T12:00:00Z,u,pro,a,m,1,0.1

      """)
    var words = ["simulate", folder.path("ws")]
    if let file {
      try folder.write("s.json", file)
      words.append(folder.path("s.json"))
    }
    let run = try Program.assay(words + options)
    try #require(run.status == 0, "\(run.errors)")
    return run.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  private static let rounding = "each charge is rounded up to 0.1"

  @Test func `rounding is why credits do not follow a multiplier of the whole time`() throws {
    #expect(
      try screen("--set", "tier:pro=1.4").contains(
        "The multiplier falls 6.7 %, credits 0.0 %: \(Self.rounding)."))
  }

  /// Of a change until August only July's request is charged anew.
  @Test(arguments: ["", ", \"from\": \"2026-07-01\""])
  func `it is not of one that ends`(from: String) throws {
    let file =
      "{ \"name\": \"July\", \"changes\": [ { \"multiplier\": \"1.4\", \"tier\": \"pro\", "
      + "\"to\": \"2026-08-01\"\(from) } ] }"
    #expect(try !screen(file: file).contains(Self.rounding))
  }

  /// Twice as many credits as were deducted, as those were wrong.
  @Test func `nor of what was recorded`() throws {
    let said = try screen("--set", "tier:pro=1.4", "--baseline", "recorded")
    #expect(!said.contains(Self.rounding) && said.contains("100.0 %"), "\(said)")
  }

  @Test func `rows outside of the period are not counted`() throws {
    #expect(try screen("--set", "tier:pro=1.4").contains("2026-08-10, 2 rows"))
    #expect(
      try screen("--set", "tier:pro=1.4", "--from", "2026-08-01").contains("2026-08-10, 1 row "))
  }

  @Test func `another target alone is told`() throws {
    let file =
      "{ \"name\": \"T\", \"changes\": [ { \"target_margin_percent\": \"90\", \"tier\": \"pro\" } ] }"
    #expect(
      try screen(file: file).contains(
        "Tier pro: margin 50.0 % → 50.0 %, now 40.0 points under its 90 % target."))
  }

  @Test func `what a plan includes is said to decide no charge`() throws {
    let file =
      "{ \"name\": \"T\", \"changes\": [ { \"monthly_credits\": \"1\", \"tier\": \"pro\" } ] }"
    #expect(try screen(file: file).contains("The credits included in a plan do not affect charges"))
    #expect(try !screen("--set", "tier:pro=1.4").contains("decides no charge"))
  }

  /// A margin rises with the multiplier, unless a limit stops other requests at each.
  @Test func `beyond the values tried a search says what must be so alone`() throws {
    let search = ["--search", "tier:pro 2..3 step 1", "--target-margin", "30.125"]
    #expect(
      try screen(search[0], search[1], search[2], search[3]).contains("30.125 % at 2 and above."))
    #expect(
      try screen(search[0], search[1], search[2], search[3], "--budget", "pro=100").contains(
        "30.125 % at 2 to 3."))
  }
}
