import Foundation
import Testing

/// `assay watch`, on the sample.
struct WatchTests {
  /// Exposures of the base band by hand from the sample's quantities of 30 June to 29 July and of 2 to 31
  /// August, without requests that use customers' own keys: tokens × price difference ÷ 10⁶.
  @Test func `the sample's price changes are listed with their exposures`() throws {
    let folder = try Scratch()
    try folder.copyQuarter(to: "ws")
    let run = try Program.assay("watch", folder.path("ws"))
    #expect(run.status == 2)
    let watched = rows(ofCSV: try folder.text("ws/out/price-watch.csv"))
    func row(_ model: String, _ unitClass: String, _ kind: String, over: String = "")
      -> [String: String]?
    {
      watched.first {
        $0["model"] == model && $0["class"] == unitClass && $0["kind"] == kind
          && $0["context_over"] == over
      }
    }
    let stated: [(model: String, unitClass: String, old: String, new: String, exposure: String)] = [
      ("gpt-5.6-luna", "input", "1", "0.2", "-1.131168"),
      ("gpt-5.6-luna", "cache_read", "0.1", "0.02", "-0.03404432"),
      ("gpt-5.6-luna", "output", "6", "1.2", "-1.2232464"),
      ("gpt-5.6-terra", "input", "2.5", "2", "-1.2150475"),
      ("gpt-5.6-terra", "output", "15", "12", "-0.4878"),
    ]
    for each in stated {
      let found = try #require(row(each.model, each.unitClass, "change"))
      #expect(found["old"] == each.old && found["new"] == each.new)
      #expect(found["exposure_usd_per_month"] == each.exposure)
      #expect(found["effective_from"] == "2026-07-30")
      #expect(found["severity"] == "info")
    }
    // 1,435,227 tokens with those that use customers' own keys.
    let luna = try #require(row("gpt-5.6-luna", "input", "change"))
    #expect(
      luna["quantity_30_days"] == "1413960" && luna["own_keys_quantity_30_days"] == "21267")
    // Above 272,000 tokens of input the price fell by 1 USD per million: 3,340,243 tokens.
    #expect(
      row("gpt-5.6-terra", "input", "change", over: "272000")?["exposure_usd_per_month"]
        == "-3.340243")
    let rise = try #require(row("claude-sonnet-5", "input", "withdrawn"))
    #expect(rise["old"] == "2" && rise["new"] == "3" && rise["exposure_usd_per_month"] == "0")
    #expect(rise["called_off_usd_per_month"] == "0.882218" && rise["recorded_at"] == "2026-08-10")
    // 0.882218 + 0.0265 + 0.1547 + 1.088485 = 2.151903.
    #expect(rise["announced_at"] == "2026-06-30")
    #expect(rise["price_rows"] == "prices/vendors.csv:8 prices/vendors.csv:7")
    #expect(
      run.output.contains("announced 2026-06-30, withdrawn 2026-08-10 (vendors.csv:8, :11);"))
    #expect(run.output.contains("it would have cost 2.15 USD more per 30 days"))
    #expect(run.output.contains("gpt-5.6-luna         1 → 0.2       6 → 1.2     -2.39  info"))
    // Free tiers have no margin to lose, but a cost: with the paying ones it is what all pay less.
    let tiers = rows(ofCSV: try folder.text("ws/out/price-watch-tiers.csv")).filter {
      $0["id"] == "openai/gpt-5.6-luna/change/2026-07-30"
    }
    #expect(tiers.contains { $0["tier"] == "free" && $0["margin_before_percent"] == "" })
  }

  @Test func `a row that costs too much weighs nothing, also on days that are not reported`() throws
  {
    let folder = try Scratch()
    // 10¹² tokens at 999,999,999 USD a million are 10¹⁵ USD.
    let row =
      "big,2026-08-02T08:00:00Z,2026-08-02T08:00:01Z,u_0140,a_0140,free,agent,openai,gpt-5.6-luna,completed,false,"
      + "0,0,0,1000000000000,0,,2.0,\n"
    for (name, more) in [("with", row), ("without", "")] {
      try folder.copyQuarter(to: name)
      let (prices, ledger) = ("\(name)/prices/vendors.csv", "\(name)/ledger/usage-2026-08.csv")
      let dear = try folder.text(prices).replacing(
        "luna,output,1.2,", with: "luna,output,999999999,")
      try folder.write(prices, dear)
      try folder.write(ledger, try folder.text(ledger) + more)
      let run = try Program.assay("watch", folder.path(name), "--period", "2026-09")
      #expect(run.status == 2)
    }
    let watched = "out/2026-09/price-watch.csv"
    #expect(try folder.text("with/" + watched) == folder.text("without/" + watched))
  }

  @Test func `quantities times differences are what rating the days again comes to`() throws {
    let folder = try Scratch()
    try folder.copyQuarter(to: "ws")
    _ = try Program.assay("watch", folder.path("ws"), "--quiet")
    let luna = rows(ofCSV: try folder.text("ws/out/price-watch.csv")).first {
      $0["model"] == "gpt-5.6-luna" && $0["kind"] == "change"
    }
    func cost(_ words: String...) throws -> Decimal {
      _ = try Program.assay(
        [
          "simulate", folder.path("ws"), "--from", "2026-06-30", "--to", "2026-07-30", "--output",
          folder.path("o"), "--quiet",
        ] + words)
      let facts = rows(ofCSV: try folder.text("o/simulation-facts-1.csv"))
      return facts.reduce(0) { $0 + (Decimal(string: $1["vendor_cost_usd"] ?? "") ?? 0) }
    }
    let before = try cost("--set", "default=1.5", "--facts")
    let after = try cost("--price", "openai/gpt-5.6-luna/* -80%", "--facts")
    #expect(Decimal(string: luna?["alert_exposure_usd_per_month"] ?? "") == after - before)
  }

  @Test func `a unit error of a thousand is critical and never applied by itself`() throws {
    for (price, jump) in [
      ("200", "bout 1000 times the previous price"),
      ("0.0002", "bout 0.1 % of the previous price"),
    ] {
      let folder = try Scratch()
      try folder.copyQuarter(to: "ws")
      try folder.write(
        "ws/assay.json", #"{ "watch": { "auto_apply_percent": "1000" } }"#)
      try folder.write(
        "ws/prices/more.csv",
        "provider,model,unit_class,price_usd,effective_from,recorded_at,source\n"
          + "openai,gpt-5.6-luna,input,\(price),2026-09-10,2026-09-10,typed\n")
      let run = try Program.assay("watch", folder.path("ws"))
      let planted = rows(ofCSV: try folder.text("ws/out/price-watch.csv")).filter {
        $0["effective_from"] == "2026-09-10"
      }
      #expect(!planted.isEmpty)
      for row in planted {
        #expect(row["severity"] == "critical")
        #expect(row["auto_apply"]?.hasPrefix("nothing: the price looks wrong") == true)
      }
      let checks = rows(ofCSV: try folder.text("ws/out/price-checks.csv"))
      let check = checks.first { $0["check"] == "suspicious" && $0["source"] == "typed" }
      #expect(check?["detail"] == "a" + jump + ": per thousand or per million")
      #expect(run.output.contains("critical"))
      #expect(run.output.contains("A" + jump), "\(run.output)")
    }
  }

  @Test func `an announced rise is reported before it comes`() throws {
    let folder = try Scratch()
    try folder.copyQuarter(to: "ws")
    _ = try Program.assay(
      "watch", folder.path("ws"), "--as-known-at", "2026-08-01", "--period", "2026-07", "--quiet")
    let rows = rows(ofCSV: try folder.text("ws/out/2026-07/price-watch.csv"))
    let rise = try #require(
      rows.first { $0["model"] == "claude-sonnet-5" && $0["class"] == "output" })
    #expect(rise["kind"] == "announced" && rise["old"] == "10" && rise["new"] == "15")
    #expect(rise["exposure_usd_per_month"] != "0")
  }

  /// Acknowledged as announced, it stays so in the month in which it comes.
  @Test func `an acknowledgement outlives the period`() throws {
    let folder = try Scratch()
    try folder.copyQuarter(to: "ws")
    try folder.write(
      "ws/prices/more.csv",
      "provider,model,unit_class,price_usd,effective_from,recorded_at,source\n"
        + "openai,gpt-5.6-sol,input,6,2026-09-10,2026-08-20,page\n")
    let id = "openai/gpt-5.6-sol/change/2026-09-10"
    _ = try Program.assay(
      "watch", folder.path("ws"), "--period", "2026-08", "--acknowledge", id, "--reason", "known",
      "--at", "2026-08-25", "--quiet")
    _ = try Program.assay("watch", folder.path("ws"), "--period", "2026-09", "--quiet")
    func row(_ month: String) throws -> [String: String]? {
      rows(ofCSV: try folder.text("ws/out/\(month)/price-watch.csv")).first { $0["id"] == id }
    }
    #expect(try row("2026-08")?["kind"] == "announced")
    #expect(try row("2026-09")?["kind"] == "change")
    #expect(try row("2026-09")?["acknowledged"] == "acknowledged: known")
  }

  /// Two requests of a million tokens before the change, one of them exported twice, and one after it; the book
  /// has the model under another name of the ledger's vendor.
  ///
  /// The change: 2,000,000 × (5 - 3) ÷ 10⁶; the announced one,
  /// which lies after the ledger and so has its last thirty days: 3,000,000 × (7 - 5) ÷ 10⁶.
  @Test(arguments: [[], ["--period", "2026-08"], ["--threads", "1"], ["--careful"]])
  func `an alert counts each request once, under any name of its vendor`(options: [String]) throws {
    let folder = try Scratch()
    try folder.write("ws/assay.json", "{}")
    try folder.write(
      "ws/prices/p.csv",
      "provider,model,unit_class,price_usd,effective_from,recorded_at,source\n"
        + "aws,nova-x,input,3,2026-01-01,2026-01-01,page\n"
        + "aws,nova-x,input,5,2026-08-10,2026-08-01,page\n"
        + "aws,nova-x,input,7,2026-12-01,2026-08-15,page\n")
    func row(_ id: String, _ day: String) -> String {
      "\(id),2026-08-\(day)T10:00:00Z,u,pro,amazon,nova-x,1000000\n"
    }
    try folder.write(
      "ws/ledger/l.csv",
      "request_id,request_started_at,user_id,tier,provider,model,input_tokens\n"
        + row("a", "05") + row("b", "05") + row("b", "05") + row("c", "20"))
    let run = try Program.assay(
      ["watch", folder.path("ws"), "--output", folder.path("o"), "--quiet"] + options)
    try #require(run.status == 0, "\(run.errors)")
    let alerts = rows(ofCSV: try folder.text("o/price-watch.csv"))
    let exposures = alerts.map { [$0["kind"], $0["exposure_usd_per_month"]] }
    #expect(Set(exposures) == [["change", "4"], ["announced", "6"]] && exposures.count == 2)
  }

  @Test func `acknowledged alerts come last`() throws {
    let folder = try Scratch()
    try folder.copyQuarter(to: "ws")
    let id = "openai/gpt-5.6-terra/correction/2026-06-26@2026-07-30"
    let run = try Program.assay(
      "watch", folder.path("ws"), "--acknowledge", id, "--reason", "known, all right", "--at",
      "2026-10-02")
    #expect(run.status == 2, "\(run.errors)")
    #expect(
      try folder.text("ws/price-acks.csv")
        == "id,action,reason,by,recorded_at\n\(id),acknowledged,\"known, all right\",,2026-10-02\n")
    let rows = rows(ofCSV: try folder.text("ws/out/price-watch.csv"))
    #expect(rows.last?["id"] == id && rows.first?["id"] != id)
    #expect(rows.last?["acknowledged"] == "acknowledged: known, all right")
    let wrong = try Program.assay(
      "watch", folder.path("ws"), "--ignore", id + "x", "--reason", "no")
    #expect(wrong.status == 1 && wrong.errors.contains("[sim.alert]"))
    #expect(wrong.errors.contains("did you mean \"\(id)\"?"))
  }

  /// A million tokens a day at 1 USD, charged 1.5 times that; from 15 March they cost 3 USD, and no target says what they
  /// should be charged.
  @Test func `a critical alert has a command that answers it also without a target`() throws {
    let folder = try Scratch()
    try folder.write("ws/plans.csv", "tier,is_free\npro,false\n")
    try folder.write(
      "ws/prices/p.csv",
      "provider,model,unit_class,price_usd,effective_from\np,m,input,1,2026-01-01\n"
        + "p,m,input,3,2026-03-15\n")
    let lines = (10...29).map { "r\($0),2026-03-\($0)T00:00:00Z,u,pro,p,m,1000000\n" }
    try folder.write(
      "ws/ledger/l.csv",
      "request_id,request_started_at,user_id,tier,provider,model,input_tokens\n" + lines.joined())
    let run = try Program.assay("watch", folder.path("ws"))
    #expect(run.output.contains("critical"))
    #expect(
      run.output.contains(
        "Next: assay watch \(folder.path("ws")) --acknowledge p/m/change/2026-03-15 --reason TEXT\n"
      ))
  }
}
