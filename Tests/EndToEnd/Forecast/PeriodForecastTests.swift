import Foundation
import Testing

/// A report of a period forecasts from all rows before its end, as `assay forecast` does.
struct PeriodForecastTests {
  private static let header =
    "request_id,request_started_at,user_id,tier,provider,model,input_tokens,output_tokens\n"
  private static let names = ["forecast", "forecast-accuracy"]

  /// From 1 June on, of two tiers: more at weekdays, and more from day to day.
  ///
  /// - Parameter days: the days from the first to before the last.
  private static func requests(_ days: Range<Int>) throws -> String {
    let start = try Date("2026-06-01T00:00:00Z", strategy: .iso8601)
    var text = ""
    for day in days {
      let date = start.addingTimeInterval(Double(day) * 86_400)
        .formatted(.iso8601.year().month().day())
      for number in 0..<(day % 7 < 5 ? 4 + day / 30 : 2) {
        let tier = number % 3 == 0 ? "free" : "pro"
        text +=
          "d\(day)-\(number),\(date)T1\(number):00:00Z,u\(number),\(tier),v,m\(number % 2),"
          + "\(1_000 + 70 * (day * 13 % 11)),\(100 + day)\n"
      }
    }
    return text
  }

  private static func workspace(_ files: [String: String]) throws -> Scratch {
    let folder = try Scratch()
    try folder.write("ws/plans.csv", "tier,is_free\npro,false\nfree,true\n")
    try folder.write(
      "ws/prices/p.csv",
      "provider,model,unit_class,price_usd\n"
        + ["m0,input,2", "m0,output,8", "m1,input,5", "m1,output,20"].map { "v,\($0)\n" }.joined())
    for (name, text) in files { try folder.write("ws/ledger/" + name, header + text) }
    return folder
  }

  /// The tables of `assay forecast` of a workspace.
  private static func forecast(_ folder: Scratch) throws -> [String] {
    let run = try Program.assay(
      "forecast", folder.path("ws"), "--output", folder.path("f"), "--quiet")
    #expect(run.status != 1, "\(run.errors)")
    return try names.map { try folder.text("f/\($0).csv") }
  }

  private static func report(_ folder: Scratch, _ words: [String]) throws -> [String] {
    let run = try Program.assay(
      ["run", folder.path("ws"), "--output", folder.path("r"), "--quiet"] + words)
    #expect(run.status != 1, "\(run.errors)")
    return try names.map { try folder.text("r/\($0).csv") }
  }

  /// June to August, and rows of other months in each file; some ids stand twice, with the same content and another.
  private static func ledger() throws -> [String: String] {
    let (june, july, august) = (try requests(0..<30), try requests(30..<61), try requests(61..<92))
    let again = june.split(separator: "\n").prefix(9).joined(separator: "\n") + "\n"
    return [
      "1.csv": august.replacing("d70-1,", with: "d10-1,").replacing("d71-1,", with: "d40-1,"),
      "2.csv": june + july.split(separator: "\n")[20] + "\n",
      "3.csv": july + again + "bad,soon,u,pro,v,m0,1,1\n",
    ]
  }

  @Test(arguments: [
    ["--period", "2026-08"], ["--last", "31"], ["--from", "2026-07-15"], ["--period", "2026-Q3"],
    ["--period", "2026-06..2026-08"], [],
  ])
  func `where the period ends the ledger the forecast is that of the ledger`(
    words: [String]
  ) throws {
    let folder = try Self.workspace(try Self.ledger())
    let forecast = try Self.forecast(folder)
    #expect(forecast[0].contains("vendor_cost_usd") && forecast[0].contains("output_tokens"))
    for threads in ["1", "3"] {
      #expect(try Self.report(folder, words + ["--threads", threads]) == forecast)
    }
    let small = ["--block-bytes", "100", "--careful"]
    #expect(try Self.report(folder, words + small) == forecast)
  }

  @Test func `rows after the period are not known to its forecast`() throws {
    let folder = try Self.workspace(try Self.ledger())
    let until = try Self.workspace(["2.csv": try Self.requests(0..<61)])
    let whole = try Self.workspace(["2.csv": try Self.requests(0..<92)])
    let july = try Self.report(whole, ["--period", "2026-07"])
    #expect(try Self.forecast(until) == july)
    #expect(try Self.report(whole, ["--period", "july", "--threads", "1"]) == july)
    // August stands before June, and has two of its ids: of what is reported of August both count.
    let august = try Self.report(folder, ["--period", "2026-08"])
    #expect(august == (try Self.forecast(folder)))
    let days = rows(ofCSV: try folder.text("r/margin-by-day.csv"))
    #expect(
      days.compactMap { Int($0["requests"] ?? "") }.reduce(0, +)
        == (try Self.requests(61..<92)).split(separator: "\n").count)
  }

  @Test func `only anomalies of the period are reported`() throws {
    let june = try Self.requests(0..<30).replacing("d10-1,", with: "x,")
    // 12 July and 12 August cost a hundredfold.
    let odd = ["2026-07-12", "2026-08-12"].map {
      "o\($0),\($0)T10:00:00Z,u,pro,v,m0,5000000,1\n"
    }
    let folder = try Self.workspace([
      "1.csv": june + (try Self.requests(30..<92)) + odd.joined()
    ])
    _ = try Self.report(folder, ["--period", "2026-08"])
    let days = rows(ofCSV: try folder.text("r/anomalies.csv")).compactMap { $0["day"] }
    #expect(days.contains("2026-08-12") && days.allSatisfy { $0 > "2026-08" })
    _ = try Self.report(folder, [])
    let all = rows(ofCSV: try folder.text("r/anomalies.csv")).compactMap { $0["day"] }
    #expect(Set(all).isSuperset(of: ["2026-07-12", "2026-08-12"]))
  }

  /// 28 days are needed: from 1 June to the 28th; of a later period those before it count.
  @Test(arguments: [(27, false), (28, true)])
  func `a young ledger has no forecast and says so`(days: Int, isForecast: Bool) throws {
    let folder = try Self.workspace(["1.csv": try Self.requests(0..<days)])
    let sentence = "No forecast: Assay needs 28 days of usage, the ledger has \(days)."
    for command in ["forecast", "run"] {
      let run = try Program.assay(command, folder.path("ws"), "--output", folder.path(command))
      // Of a run, where nothing needs attention, as what could not be checked.
      if command == "forecast" {
        #expect(run.output.contains(sentence) != isForecast, "\(run.output)")
      }
      for name in Self.names {
        #expect(
          rows(ofCSV: try folder.text("\(command)/\(name).csv")).isEmpty != isForecast, "\(name)")
      }
    }
    let page = try folder.text("run/report.html").replacing("\u{A0}", with: " ")
      .replacing("&nbsp;", with: " ")
    #expect(page.contains(sentence) != isForecast)
    #expect(page.contains("Expected vendor cost of the next 30 days") == isForecast)
    let part = try Self.report(folder, ["--from", "2026-06-20"])
    #expect(part[0].contains("total") == isForecast)
  }
}
