import Testing

/// When a mistake is said to have begun, and that it counts each request once.
struct DiagnosisPatternTests {
  /// 100,000 tokens cost 0.3 USD and 45 credits, and 0.2 USD before August.
  private func workspace(_ requests: [String], zone: String = "UTC") throws -> Scratch {
    let folder = try Scratch()
    try folder.write("ws/assay.json", "{\"time_zone\": \"\(zone)\"}")
    try folder.write(
      "ws/prices/p.csv",
      "provider,model,unit_class,price_usd,effective_from\np,m,input,2,2026-01-01\n"
        + "p,m,input,3,2026-08-01\n")
    try folder.write("ws/plans.csv", "tier\npro\n")
    try folder.write(
      "ws/ledger/a.csv",
      "request_id,user_id,tier,provider,model,input_tokens,request_started_at,vendor_cost_usd,"
        + "credits_deducted\n"
        + requests.enumerated().map { "r\($0),u,pro,p,m,100000,\($1)\n" }.joined())
    _ = try Program.assay("run", folder.path("ws"), "--quiet")
    return folder
  }

  /// The three wrong ones began within the first 144 minutes of 2 August, in which a tenth of the day's requests is
  /// expected.
  @Test(
    arguments: [
      // Half of 6 that are expected are most of them; of 7 they are not.
      (1, 60, "since 2 August 00:00"), (1, 70, ""),
      // Of 30, one in ten was wrong: none in 100 before is an edge, none in 99 may be chance.
      (100, 300, "since 2 August 00:00"), (99, 300, ""),
      (0, 30, ""),
    ] as [(Int, Int, String)])
  func `a mistake begins where there would have been some before`(
    before: Int, onTheDay: Int, pattern: String
  ) throws {
    let wrong = ["00:00", "01:00", "02:24"].map { "2026-08-02T\($0):00Z,0.2," }
    let folder = try workspace(
      Array(repeating: "2026-08-01T10:00:00Z,0.3,", count: before) + wrong
        + Array(repeating: "2026-08-02T12:00:00Z,0.3,", count: onTheDay - 3))
    let lines = rows(ofCSV: try folder.text("ws/out/diagnosis.csv"))
    #expect(lines.map { $0["code"] } == ["previous_price"])
    #expect(lines.map { $0["pattern"] } == [pattern])
  }

  /// From 12:00 to 14:24 a tenth of the 60 requests of the day is expected, whatever began before noon.
  @Test func `of the first day only what is after the first mistake is counted against it`() throws
  {
    let wrong = ["12:00", "13:00", "14:24"].map { "2026-08-02T\($0):00Z,0.2," }
    let folder = try workspace(
      ["2026-08-01T10:00:00Z,0.3,"] + wrong
        + Array(repeating: "2026-08-02T18:00:00Z,0.3,", count: 57))
    let lines = rows(ofCSV: try folder.text("ws/out/diagnosis.csv"))
    #expect(lines.map { $0["pattern"] } == ["since 2 August 12:00"])
  }

  /// In New York it is four hours earlier, in winter five, so that the last request is of the year before.
  @Test(
    arguments: [
      (
        "UTC", "2027-01-01T00:00", "between 2 August 2026 00:00 and 2 August 2026 02:24",
        "1 August 2026"
      ),
      ("UTC", "2026-12-31T23:59", "between 2 August 00:00 and 2 August 02:24", "1 August 2026"),
      (
        "America/New_York", "2027-01-01T04:59", "between 1 August 20:00 and 1 August 22:24",
        "31 July 2026 20:00"
      ),
    ] as [(String, String, String, String)])
  func `a stretch names the year where the ledger has several, a change of a price always`(
    zone: String, last: String, pattern: String, change: String
  ) throws {
    let wrong = ["00:00", "01:00", "02:24"].map { "2026-08-02T\($0):00Z,0.2," }
    let folder = try workspace(
      ["2026-07-31T10:00:00Z,0.2,"] + wrong + ["\(last):00Z,0.3,"], zone: zone)
    let lines = rows(ofCSV: try folder.text("ws/out/diagnosis.csv"))
    #expect(lines.map { $0["pattern"] } == [pattern])
    let sentence =
      "3 requests were rated at the price before \(change). All used m, all \(pattern). "
    #expect(lines.first?["sentence"]?.hasPrefix(sentence) == true, "\(lines)")
  }

  /// The number that began at each time, and of right ones on 5 August, beside one on the first.
  private struct Strays: Sendable {
    let wrong: KeyValuePairs<String, Int>
    let right: Int
    let pattern: String
  }

  /// An omitted value must be 1 in 20 or 1 in 100, halve the time, and have ten times as many right ones.
  @Test(arguments: [
    Strays(
      wrong: ["02T00:00": 10, "02T02:24": 9, "12T00:00": 1], right: 10,
      pattern: "19 of 20 between 2 August 00:00 and 2 August 02:24"),
    Strays(
      wrong: ["02T00:00": 10, "02T02:24": 9, "12T00:00": 1], right: 9,
      pattern: "since 2 August 00:00"),
    Strays(
      wrong: ["02T00:00": 10, "02T02:24": 8, "12T00:00": 1], right: 10,
      pattern: "since 2 August 00:00"),
    // 24 hours are half of 48; a minute more is not.
    Strays(
      wrong: ["02T00:00": 10, "03T00:00": 9, "04T00:00": 1], right: 10,
      pattern: "19 of 20 between 2 August 00:00 and 3 August 00:00"),
    Strays(
      wrong: ["02T00:00": 10, "03T00:01": 9, "04T00:00": 1], right: 10,
      pattern: "between 2 August 00:00 and 4 August 00:00"),
    Strays(
      wrong: ["02T00:00": 100, "02T02:24": 98, "12T00:00": 1, "20T00:00": 1], right: 20,
      pattern: "198 of 200 between 2 August 00:00 and 2 August 02:24"),
    // One may be left out here, that of the 20th; no right one lies beyond the 10th.
    Strays(
      wrong: ["02T00:00": 100, "02T02:24": 97, "10T00:00": 1, "20T00:00": 1], right: 20,
      pattern: "since 2 August 00:00"),
    // One may be before and one after: no right one lies after.
    Strays(
      wrong: ["01T00:00": 1, "06T00:00": 100, "06T02:24": 98, "20T00:00": 1], right: 20,
      pattern: ""),
  ])
  private func `a stretch leaves out strays`(test: Strays) throws {
    let right =
      ["2026-08-01T10:00:00Z,0.3,"]
      + Array(repeating: "2026-08-05T10:00:00Z,0.3,", count: test.right)
    let wrong = test.wrong.flatMap { start, count in
      Array(repeating: "2026-08-\(start):00Z,0.2,", count: count)
    }
    let folder = try workspace(right + wrong)
    let lines = rows(ofCSV: try folder.text("ws/out/diagnosis.csv"))
    #expect(lines.map { $0["pattern"] } == [test.pattern])
    let all = test.pattern.hasPrefix("19") ? ", " : ", all "
    let when = test.pattern.isEmpty ? " from 1 to 20 August 2026" : all + test.pattern
    #expect(lines.first?["sentence"]?.contains("All used m\(when). ") == true, "\(lines)")
  }

  /// Nothing gives 0.1234567 USD, or 77.7 credits of it or of the right cost.
  @Test func `a request of which nothing explains cost and credits is one`() throws {
    let folder = try workspace(["2026-08-02T10:00:00Z,0.1234567,77.7"])
    let lines = rows(ofCSV: try folder.text("ws/out/diagnosis.csv"))
    #expect(lines.map { $0["code"] } == ["unexplained"])
    #expect(lines.map { $0["requests"] } == ["1"])
    #expect(lines.map { $0["cost_difference_usd"] } == ["-0.1765433"])
    #expect(lines.map { $0["credits_difference"] } == ["32.7"])
  }
}
