import Testing

/// Texts of the screen of `watch`.
struct WatchScreenTests {
  /// Input at 0.4 falls to 0.0005 on 10 August, and by half of that for batches of two regions.
  ///
  /// Requests of 1 to 20 August.
  private func screen(_ options: String...) throws -> String {
    let folder = try Scratch()
    try folder.write("ws/plans.csv", "tier,is_free\npro,false\n")
    try folder.write(
      "ws/prices/p.csv",
      "provider,model,unit_class,price_usd,effective_from\n"
        + "p,m,input,0.4,2026-01-01\np,m,input,0.0005,2026-08-10\n")
    try folder.write(
      "ws/derivations.csv",
      "provider,unit_class,service_tier,from_unit_class,factor\np,input,batch,,0.5\n")
    let header =
      "request_id,request_started_at,user_id,tier,provider,model,service_tier,region,input_tokens\n"
    let requests = ["01", "05", "08", "20"].flatMap { day in
      ["standard,", "batch,eu", "batch,us"].map {
        "\(day)\($0.replacing(",", with: "")),2026-08-\(day)T12:00:00Z,u,pro,p,m,\($0),1000\n"
      }
    }
    try folder.write("ws/ledger/l.csv", header + requests.joined())
    let run = try Program.assay(["watch", folder.path("ws")] + options)
    #expect(run.status == 0, "\(run.errors)")
    return run.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  @Test
  func `an odd price is reported as the book has it, and each price that follows from it once`()
    throws
  {
    let said = try screen()
    #expect(
      said.contains(
        "input 0.4 → 0.0005, batch input 0.2 → 0.00025: check this row. Next: look at prices/p.csv:3"
      ), "\(said)")
  }

  /// The price of `vendor` rises from 1 to 2 USD on 10 August, where requests are charged 1.5 times their cost: at 2 times the
  /// cost the plan's 50 % would be met again.
  private func commands(
    tier: String = "pro", vendor: String = "p", model: String = "m", others: String = ""
  ) throws -> [String] {
    let folder = try Scratch()
    try folder.write("ws/plans.csv", "tier,is_free,target_margin_percent\n\(tier),false,50\n")
    try folder.write(
      "ws/prices/p.csv",
      "provider,model,unit_class,price_usd,per,effective_from\n"
        + "\(vendor),\(model),input,1,1,2026-01-01\n"
        + "\(vendor),\(model),input,2,1,2026-08-10\n\(others)")
    let header = "request_id,request_started_at,user_id,tier,provider,model,input_tokens\n"
    try folder.write(
      "ws/ledger/l.csv",
      header
        + ["05", "20"].map {
          "\($0),2026-08-\($0)T12:00:00Z,u,\(tier),\(vendor),\(model),1000\n"
        }.joined())
    let run = try Program.assay(["watch", folder.path("ws")])
    #expect(run.status == 0, "\(run.errors)")
    return run.output.split(separator: "\n").filter { $0.contains("Next: ") }.map {
      String($0.drop { $0 == " " }).replacing(folder.path("ws"), with: "ws")
    }
  }

  @Test func `a command says which workspace and stays on one line`() throws {
    #expect(try commands() == ["Next: assay simulate ws --set combination:pro/m=2"])
    #expect(
      try commands(model: "a-model-of-a-very-long-name-that-no-line-of-eighty-columns-would-hold")
        .count == 1)
  }

  /// Without its provider the name would be that of other vendors' models as well, or of another model.
  @Test(arguments: [
    ("p", "m", "q,m,input,1,1,2026-01-01\n", "combination:pro/p/m=2"),
    ("r", "p/m", "p,m,input,1,1,2026-01-01\n", "combination:pro/r/p/m=2"),
    ("p", "p/m", "", "combination:pro/p/p/m=2"),
    ("p", "q/m", "", "combination:pro/q/m=2"),
  ])
  func `a command names the vendor where the model alone would be another`(
    vendor: String, model: String, others: String, key: String
  ) throws {
    #expect(
      try commands(vendor: vendor, model: model, others: others)
        == ["Next: assay simulate ws --set \(key)"])
  }

  @Test func `a command is quoted for the shell`() throws {
    #expect(
      try commands(tier: "it's big", model: "m (v2)")
        == ["Next: assay simulate ws --set 'combination:it'\\''s big/m (v2)=2'"])
  }

  /// No option can name such a tier.
  @Test func `of a tier with a slash the alert is acknowledged`() throws {
    #expect(
      try commands(tier: "a/b")
        == ["Next: assay watch ws --acknowledge p/m/change/2026-08-10 --reason TEXT"])
  }

  /// The heading had the days with requests, and a change of another day below it.
  @Test func `the days that are looked at are those that were requested`() throws {
    #expect(
      try screen("--from", "2026-08-08", "--to", "2026-08-16").hasPrefix(
        "Price changes from 2026-08-08 to 2026-08-15; exposure = USD per 30 days"))
    #expect(
      try screen().hasPrefix(
        "Price changes from 2026-08-01 to 2026-08-20; exposure = USD per 30 days"))
  }
}
