import Testing

/// Texts of the screen of `simulate`.
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

  private static let rounding = "Assay rounds each charge up to 0.1"

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
    #expect(!said.contains(Self.rounding) && said.contains("+100.0 %"), "\(said)")
  }

  @Test func `rows outside of the period are not counted`() throws {
    #expect(try screen("--set", "tier:pro=1.4").contains("2026-08-10, 2 requests"))
    #expect(
      try screen("--set", "tier:pro=1.4", "--from", "2026-08-01").contains("2026-08-10, 1 request ")
    )
  }

  @Test func `a search is of a multiplier, and a plan's price is in no margin`() throws {
    let search = try screen("--search", "tier:pro 1..2 step 1")
    #expect(
      search.contains(
        "Search: multiplier of pro, 2026-07-10 to 2026-08-10, USD Multiplier Revenue"),
      "\(search)")
    #expect(search.contains("Margin % Pay more Bar"), "\(search)")
    #expect(try screen("--plan-price", "pro=9").contains("Margin excludes plan fees."))
  }

  /// The first request is charged 0.2 credits, and so no other is let through in July; August has its own budget.
  @Test func `a budget that only stops requests has no largest payer, and states seconds`() throws {
    let folder = try Scratch()
    try folder.write("ws/prices/p.csv", "provider,model,unit_class,price_usd,per\na,m,input,1,1\n")
    try folder.write("ws/plans.csv", "tier,is_free\npro,false\n")
    try folder.write(
      "ws/ledger/l.csv",
      """
      request_id,request_started_at,user_id,tier,provider,model,input_tokens
      1,2026-07-10T12:00:00.250Z,u,pro,a,m,1
      2,2026-07-11T12:00:00.250Z,u,pro,a,m,1

      """)
    let run = try Program.assay("simulate", folder.path("ws"), "--budget", "pro=200")
    let words = run.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(words.contains("Paying more none of 1 pro user Assumption"), "\(words)")
    #expect(words.contains("the first at 2026-07-11T12:00:00Z."), "\(words)")
  }

  @Test func `another target alone is reported`() throws {
    let file =
      "{ \"name\": \"T\", \"changes\": [ { \"target_margin_percent\": \"90\", \"tier\": \"pro\" } ] }"
    #expect(
      try screen(file: file).contains(
        "pro margin % 50.0 50.0 0.0 points; target 90.0, missed ▼"))
  }

  @Test func `a scenario that changes nothing says so first, and is no proposal`() throws {
    let same = try screen("--set", "tier:pro=1.5")
    #expect(
      same.contains(" The scenario changes nothing: tier pro is already at 1.5. USD Now"),
      "\(same)")
    #expect(same.contains("Assay changed no book. Wrote") && !same.contains("To propose"))
    #expect(try screen("--set", "default=3").contains(" No figure changes. USD Now"))
    let other = try screen("--set", "tier:pro=3")
    #expect(other.contains("To propose the multiplier"), "\(other)")
  }

  @Test func `what a plan includes is said to decide no charge`() throws {
    let file =
      "{ \"name\": \"T\", \"changes\": [ { \"monthly_credits\": \"1\", \"tier\": \"pro\" } ] }"
    #expect(try screen(file: file).contains("The credits included in a plan do not affect charges"))
    #expect(try !screen("--set", "tier:pro=1.4").contains("decides no charge"))
  }

  /// A margin rises with the multiplier, unless a limit stops other requests at each.
  @Test func `outside the tried values a search says what must be so alone`() throws {
    let search = ["--search", "tier:pro 2..3 step 1", "--target-margin", "30.125"]
    #expect(
      try screen(search[0], search[1], search[2], search[3]).contains("30.125 % at 2 and above."))
    #expect(
      try screen(search[0], search[1], search[2], search[3], "--budget", "pro=100").contains(
        "30.125 % at 2 to 3."))
  }

  /// Model n has no price for output: the request with output is 0.003 USD, charged 0.5 credits of 0.01 USD.
  @Test func `requests that lose their price are reported with the money that the scenario lacks`()
    throws
  {
    let folder = try Scratch()
    try folder.write(
      "ws/prices/p.csv",
      "provider,model,unit_class,price_usd,per\na,m,input,0.001,1\na,m,output,0.002,1\na,n,input,0.001,1\n"
    )
    try folder.write("ws/plans.csv", "tier,is_free\npro,false\n")
    try folder.write("ws/multipliers.csv", "level,tier,multiplier,status\ntier,pro,1.5,approved\n")
    try folder.write(
      "ws/ledger/l.csv",
      """
      request_id,request_started_at,user_id,tier,provider,model,input_tokens,output_tokens
      1,2026-07-10T12:00:00Z,u,pro,a,m,1,1
      2,2026-07-11T12:00:00Z,u,pro,a,m,1,0

      """)
    let run = try Program.assay("simulate", folder.path("ws"), "--swap", "m=n")
    let words = run.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(
      words.contains(
        "2 requests 1 request loses its price: 0.0050 USD of revenue and 0.0030 USD of cost are missing from Scenario. USD Now"
      ), "\(words)")
  }
}
