import Foundation
import Testing

/// `assay forecast` of a workspace: quantities, then the prices of the days ahead.
struct WorkspaceForecastTests {
  /// Eleven weeks of two models of one vendor.
  ///
  /// Model m costs 3 per million input tokens, from 1 April on
  /// 4.123457; the price of model old ends on 30 March. The last day is 18 March. The plan pro is sold.
  private func workspace() throws -> Scratch {
    let folder = try Scratch()
    try folder.write(
      """
      provider,model,unit_class,price_usd,per,effective_from,effective_to
      v,m,input,3,1000000,2026-01-01,
      v,m,output,15,1000000,2026-01-01,
      v,m,input,4.123457,1000000,2026-04-01,
      v,old,input,1,1000000,2026-01-01,2026-03-30

      """, to: "ws/prices/p.csv")
    var rows =
      "request_id,request_started_at,user_id,account_id,tier,provider,model,input_tokens,"
      + "output_tokens,balance_after\n"
    var number = 0
    for day in 0..<77 {
      let date = Self.day(day)
      for part in 0..<(day % 7 < 5 ? 9 : 4) {
        number += 1
        let model = part % 4 == 3 ? "old" : "m"
        rows +=
          "r\(number),\(date)T10:00:\(10 + part)Z,u\(part),a\(part % 2),pro,v,\(model),"
          + "\(1000 + 37 * part + day),\(model == "m" ? 100 + part : 0),\(5000 - number)\n"
      }
    }
    try folder.write(rows, to: "ws/ledger/l.csv")
    try folder.write("tier,is_free\npro,false\n", to: "ws/plans.csv")
    return folder
  }

  /// The day so many days after 1 January 2026.
  private static func day(_ number: Int) -> String {
    Date(timeIntervalSince1970: 1_767_225_600 + Double(number) * 86_400)
      .formatted(.iso8601.year().month().day())
  }

  private struct Row {
    let day: String
    let series: String
    let measure: String
    let mean: Decimal
  }

  private func rows(_ folder: Scratch, _ words: String...) throws -> [Row] {
    let run = try Program.assay(
      ["forecast", folder.path("ws"), "--output", folder.path("out"), "--quiet"] + words)
    #expect(run.status == 0, "\(run.errors)")
    return try folder.text("out/forecast.csv").split(separator: "\n").dropFirst().map { line in
      let cells = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      return Row(
        day: cells[0], series: cells[1], measure: cells[2],
        mean: try #require(Decimal(string: cells[4])))
    }
  }

  @Test func `cost is the forecast quantity at the price of its day, to the last digit`() throws {
    let rows = try rows(try workspace(), "--by", "model").filter { $0.series == "model/m" }
    let days = Set(rows.map(\.day))
    #expect(days.count == 30)
    for day in days {
      func mean(_ measure: String) throws -> Decimal {
        try #require(rows.first { $0.day == day && $0.measure == measure }).mean
      }
      let price = Decimal(string: day < "2026-04-01" ? "3" : "4.123457") ?? 0
      let cost = try (mean("input_tokens") * price + mean("output_tokens") * 15) / 1_000_000
      #expect(try mean("vendor_cost_usd") == cost, "\(day)")
    }
  }

  @Test func `every total is the sum of its parts, by whatever they are cut`() throws {
    let rows = try rows(try workspace(), "--by", "tier,provider,model,service,tier-model,account")
    var sums: [String: Decimal] = [:]
    for row in rows {
      let cut = row.series.split(separator: "/")[0]
      sums["\(cut) \(row.measure) \(row.day)", default: 0] += row.mean
    }
    for (key, sum) in sums {
      let parts = key.split(separator: " ")
      #expect(sums["total \(parts[1]) \(parts[2])"] == sum, "\(key)")
    }
    #expect(Set(rows.map { $0.series.split(separator: "/")[0] }).count == 7)
  }

  /// Model m alone has output; both accounts use it.
  @Test(arguments: ["total", "model/m", "account/a0", "account/a1"])
  func `every series has the units of each class that it uses`(series: String) throws {
    let rows = try rows(try workspace(), "--by", "model,account").filter { $0.series == series }
    #expect(
      Set(rows.map(\.measure)) == [
        "requests", "credits", "revenue_usd", "vendor_cost_usd", "input_tokens", "output_tokens",
      ])
  }

  @Test func `traffic of a model that ends is gone unless another takes over`() throws {
    let folder = try workspace()
    let alone = try rows(folder, "--by", "model").filter { $0.measure == "requests" }
    let old = alone.filter { $0.series == "model/old" }
    #expect(old.filter { $0.day < "2026-03-30" }.allSatisfy { $0.mean > 0 })
    #expect(old.filter { $0.day >= "2026-03-30" }.allSatisfy { $0.mean == 0 })
    let handed = try rows(folder, "--by", "model", "--replace", "v/old=v/m").filter {
      $0.measure == "requests"
    }
    for day in Set(alone.map(\.day)) where day >= "2026-03-30" {
      func total(_ rows: [Row], _ series: String) -> Decimal {
        rows.first { $0.day == day && $0.series == series }?.mean ?? 0
      }
      #expect(total(handed, "model/m") > total(alone, "model/m"), "\(day)")
      #expect(total(handed, "model/old") == 0)
      #expect(total(handed, "total") == total(handed, "model/m"))
    }
  }

  @Test func `run and forecast say the same of the total, and of tiers`() throws {
    let folder = try workspace()
    _ = try Program.assay(
      "run", folder.path("ws"), "--output", folder.path("run"), "--quiet")
    let rows = try rows(folder)
    let lines = try folder.text("run/forecast.csv").split(separator: "\n").dropFirst()
    // Each of 30 days has a line at least.
    #expect(lines.count >= 30)
    for line in lines {
      let cells = line.split(separator: ",").map(String.init)
      let same = rows.first {
        $0.day == cells[0] && $0.series == cells[1] && $0.measure == cells[2]
      }
      #expect(same?.mean == Decimal(string: cells[4]), "\(line)")
    }
  }

  @Test func `balances of the ledger and of the book run out, sorted by the earliest day`() throws {
    let folder = try workspace()
    try folder.write(
      "account_id,at,credits\na0,2026-03-18,3\n", to: "ws/balances.csv")
    _ = try rows(folder)
    let lines = try folder.text("out/run-out.csv").split(separator: "\n").map(String.init)
    #expect(lines.count == 3)
    #expect(lines[1].hasPrefix("a0,") && lines[2].hasPrefix("a1,"))
    // Of a0 the ledger's last balance is later on that day, so it is the one that counts.
    #expect(lines[1].contains("2026-03-18T10:00:"))
    try folder.write(
      "account_id,at,credits\na0,2026-03-19,3\n", to: "ws/balances.csv")
    _ = try rows(folder)
    let later = try folder.text("out/run-out.csv").split(separator: "\n")
    #expect(later[1].hasPrefix("a0,3,2026-03-19,2026-03-19,"))
  }

  @Test func `a budget is counted against its month, and the day of its end is reported`() throws {
    // Nothing is left of a budget of nothing on its first day with usage, the first of March.
    let folder = try workspace()
    try folder.write(
      "month,scope,usd\n2026-03,total,0\n2026-03,tier/pro,100000\n2026-05,,1\n",
      to: "ws/budgets.csv")
    _ = try rows(folder)
    let lines = try folder.text("out/budget-forecast.csv").split(separator: "\n").map(String.init)
    #expect(lines[1].hasPrefix("2026-03,tier/pro,100000,"))
    #expect(lines[1].hasSuffix(",,within,0"))
    #expect(lines[2].hasPrefix("2026-03,total,0,"))
    #expect(lines[2].hasSuffix(",2026-03-01,exceeded,0"))
    #expect(lines[3].hasSuffix(",,not all seen,0"))
    try folder.write("month,scope,usd\nMarch,total,ten\n", to: "ws/budgets.csv")
    let run = try Program.assay("forecast", folder.path("ws"), "--output", folder.path("out"))
    #expect(run.status == 1)
    #expect(run.errors.contains("budgets.csv:2:1: error: [book.word] month is \"March\""))
    #expect(run.errors.contains("budgets.csv:2:13: error: [book.number] usd is \"ten\""))
  }

  @Test func `weeks and months are sums of their days with ranges of their own`() throws {
    let folder = try workspace()
    let days = try rows(folder, "--horizon", "44")
    for level in ["week", "month"] {
      let sums = try rows(folder, "--horizon", "44", "--level", level)
      for measure in ["vendor_cost_usd", "requests"] {
        func total(_ rows: [Row]) -> Decimal {
          rows.filter { $0.series == "total" && $0.measure == measure }.reduce(0) { $0 + $1.mean }
        }
        #expect(total(sums) == total(days), "\(level)")
      }
    }
    // 19 March to 1 May 2026: the rest of March, April, and one day of May.
    let months = try rows(folder, "--horizon", "44", "--level", "month")
    #expect(Set(months.map(\.day)) == ["2026-03-19", "2026-04-01", "2026-05-01"])
  }

  @Test func `a history of a few days says that it is too short`() throws {
    let folder = try Scratch()
    try folder.write(
      "provider,model,unit_class,price_usd\nv,m,input,1\n", to: "ws/prices/p.csv")
    try folder.write(
      "request_id,request_started_at,user_id,tier,provider,model,input_tokens\n"
        + "r1,2026-01-01T00:00:00Z,u,pro,v,m,5\nr2,2026-01-02T00:00:00Z,u,pro,v,m,7\n",
      to: "ws/ledger/l.csv")
    let run = try Program.assay("forecast", folder.path("ws"))
    #expect(run.status == 0)
    #expect(
      run.output.hasPrefix("No forecast: Assay needs 28 days of usage, the ledger has 2.\n"))
    #expect(!run.output.contains("Expected"))
    for name in ["forecast", "forecast-accuracy"] {
      #expect(try folder.text("ws/out/forecast/\(name).csv").split(separator: "\n").count == 1)
    }
  }

  @Test func `a workspace without usage has nothing to go on from`() throws {
    let folder = try Scratch()
    try folder.write(
      "provider,model,unit_class,price_usd\nv,m,input,1\n", to: "ws/prices/p.csv")
    let run = try Program.assay("forecast", folder.path("ws"))
    #expect(run.status == 1 && run.output == "")
    #expect(run.errors.hasPrefix("assay: error: no usage in "), "\(run.errors)")
  }

  @Test func `the same bytes with any number of threads`() throws {
    let folder = try workspace()
    var seen: Set<String> = []
    for threads in ["1", "2", "5"] {
      _ = try rows(folder, "--by", "tier,model,account", "--threads", threads)
      seen.insert(
        try ["forecast", "forecast-accuracy", "anomalies", "run-out", "budget-forecast"].map {
          try folder.text("out/\($0).csv")
        }.joined())
    }
    #expect(seen.count == 1)
  }

  @Test func `the answer as JSON has the sums and what they come from`() throws {
    let folder = try workspace()
    let run = try Program.assay(
      "forecast", folder.path("ws"), "--output", folder.path("out"), "--json")
    let json = try #require(
      try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
    #expect(json["horizon"] as? Int == 30)
    #expect(json["history_days"] as? Int == 77)
    #expect(json["last_day"] as? String == "2026-03-18")
    #expect((json["ended_models"] as? [[String: Any]])?.first?["model"] as? String == "old")
    #expect((json["sums"] as? [[String: Any]])?.isEmpty == false)
  }

  /// The rows of a ledger, and what is said of its days.
  @Test(
    arguments: [
      (["2026-08-01"], "2026-08-01", 1, "has 1."),
      (["2026-08-01", "2026-08-02"], "2026-08-02", 2, "has 2."),
    ] as [([String], String?, Int, String)])
  func `a history of less than two days is reported as it is`(
    days: [String], last: String?, count: Int, words: String
  ) throws {
    let folder = try Scratch()
    try folder.write(
      "provider,model,unit_class,price_usd\nv,m,input,3\n", to: "ws/prices/p.csv")
    let header = "request_id,request_started_at,user_id,tier,provider,model,input_tokens\n"
    try folder.write(
      header + days.map { "\($0),\($0)T10:00:00Z,u,pro,v,m,5\n" }.joined(), to: "ws/ledger/l.csv")
    let run = try Program.assay("forecast", folder.path("ws"), "--json")
    let json = try #require(
      try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
    #expect(json["last_day"] as? String == last)
    #expect(json["history_days"] as? Int == count)
    #expect((json["too_short"] as? String)?.hasSuffix(words) == true)
  }
}
