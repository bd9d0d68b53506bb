import Intake
import Testing

/// How a proposed mapping reads times, and in which zone.
@Suite struct ProposedTimesTests {
  private static let guess =
    #""UTC"  // a guess: these times state no zone; correct it if needed, e.g. to Europe/Berlin"#
  private static let named = #""UTC"  // as the name says"#

  private static func open(_ name: String) -> String {
    #""FILL IN"  // the zone that \#(name) means, such as America/New_York"#
  }

  /// The name of a column, a time in it, and what is said of its form and its zone; nil for nothing.
  private static let cases: [(name: String, text: String, format: String?, zone: String?)] = [
    ("ts", "2026-08-20T16:40:20Z", nil, nil),
    // PostgreSQL and DuckDB.
    ("ts", "2026-08-20 16:40:20.621429+00", "yyyy-MM-dd HH:mm:ss.SX", nil),
    ("ts", "2026-08-20 16:40:20+02", "yyyy-MM-dd HH:mm:ssX", nil),
    ("ts", "2026-08-20T16:40:20+0200", "yyyy-MM-dd'T'HH:mm:ssX", nil),
    ("ts", "2026-08-20T16:40:20.5-0730", "yyyy-MM-dd'T'HH:mm:ss.SX", nil),
    ("ts", "2026-08-20 16:40:20 +0200", "yyyy-MM-dd HH:mm:ss X", nil),
    ("Date", "2026-08-20 16:40:20", nil, guess),
    ("Date et heure", "2026-08-20 16:40:20", nil, guess),
    ("TimeGenerated [UTC]", "2026-08-20 16:40:20", nil, named),
    ("createdAtUTC", "2026-08-20 16:40:20", nil, named),
    ("timestamputc", "2026-08-20 16:40:20", nil, named),
    ("started_at_gmt", "2026-08-20 16:40:20", nil, named),
    ("Date/Time (ET)", "8/23/2026 5:05:08 AM", "MM/dd/yyyy hh:mm:ss a", open("Date/Time (ET)")),
    ("Start (CET)", "2026-08-20 16:40:20", nil, open("Start (CET)")),
    ("Start (UTC+2)", "2026-08-20 16:40:20", nil, open("Start (UTC+2)")),
    ("Start (GMT-05:00)", "2026-08-20 16:40:20", nil, open("Start (GMT-05:00)")),
    ("Start Europe/Berlin", "2026-08-20 16:40:20", nil, #""Europe/Berlin"  // as the name says"#),
    ("local_time", "2026-08-20 16:40:20", nil, open("local_time")),
    // Its times say where they are.
    ("Start (CET)", "2026-08-20T16:40:20+02:00", nil, nil),
    ("Start (CET)", "1786000000", "epoch-s", nil),
  ]

  @Test(arguments: cases.indices)
  func `the zone of times is what they or their column name, or left open`(index: Int) throws {
    let (name, text, format, zone) = Self.cases[index]
    let csv = "id,\(name),user,model,prompt_tokens\na,\(text),u,gpt-5,10\nb,\(text),u,gpt-5,20\n"
    let proposal = try MappingProposal(ofCSV: csv)
    func said(_ member: String) -> String? {
      let start = "  \"\(member)\": "
      return proposal.lines.first { $0.hasPrefix(start) }
        .map { String($0.dropFirst(start.count)).replacing("\",", with: "\"") }
    }
    #expect(proposal.lines.contains { $0.contains("\"request_started_at\": \"\(name)\"") })
    #expect(said("time_format") == format.map { "\"\($0)\"" })
    #expect(said("time_zone") == zone)
    #expect(proposal.missing == (zone?.contains("FILL IN") ?? false ? ["time_zone"] : []))
  }

  /// Names of columns, texts of them, what is joined to the start, and what is said of its form and its zone.
  @Test(
    arguments: [
      (
        "date,time,utc_offset", ["2026-07-30,01:30:00,+02:00", "2026-01-30,01:30:00,+01:00"],
        #"["date", "time", "utc_offset"]"#, "yyyy-MM-dd HH:mm:ss X", nil
      ),
      (
        "offset,date,time", ["-0730,7/30/2026,1:30 PM"], #"["date", "time", "offset"]"#,
        "MM/dd/yyyy hh:mm a X", nil
      ),
      (
        "started_at,tz", ["2026-07-30T01:30:00.5,+02", "2026-07-30T01:30:00.5,Z"],
        #"["started_at", "tz"]"#, "yyyy-MM-dd'T'HH:mm:ss.S X", nil
      ),
      // Its times say where they are.
      ("started_at,tz", ["2026-07-30T01:30:00Z,+02:00"], #""started_at""#, nil, nil),
      // Numbers that are no offsets, though they begin with a sign.
      ("started_at,change", ["2026-07-30 01:30:00,-12"], #""started_at""#, nil, guess),
      // A zone that cannot be joined.
      (
        "started_at,timezone", ["2026-07-30 01:30:00,Europe/Berlin"], #""started_at""#, nil,
        open("timezone")
      ),
      ("started_at,offset", ["2026-07-30 01:30:00,120"], #""started_at""#, nil, open("offset")),
      (
        "started_at,timezone", ["2026-07-30 01:30:00,UTC"], #"["started_at", "timezone"]"#,
        "yyyy-MM-dd HH:mm:ss 'UTC'", #""UTC""#
      ),
    ] as [(String, [String], String, String?, String?)])
  func `offsets in a column of their own are joined to the times`(
    names: String, rows: [String], start: String, format: String?, zone: String?
  ) throws {
    let lines = rows.enumerated().map { "q\($0),\($1),u,gpt-5,10\n" }
    let proposal = try MappingProposal(
      ofCSV: "id,\(names),user,model,prompt_tokens\n" + lines.joined())
    func said(_ member: String) -> String? {
      let start = "  \"\(member)\": "
      return proposal.lines.first { $0.hasPrefix(start) }
        .map { String($0.dropFirst(start.count)).replacing("\",", with: "\"") }
    }
    #expect(
      proposal.lines.contains { $0.contains("\"request_started_at\": \(start)") },
      "\(proposal.lines)")
    if let format { #expect(said("time_format")?.hasPrefix("\"\(format)\"") ?? false) }
    #expect(said("time_zone") == zone)
    #expect(proposal.missing == (zone?.contains("FILL IN") ?? false ? ["time_zone"] : []))
  }

  /// Names of two columns of times, and which is the start and the end of requests; a response alone is the best there is.
  @Test(
    arguments: [
      ("response_created_at", "request_created_at", "request_created_at", "response_created_at"),
      ("response_timestamp", "request_date", "request_date", "response_timestamp"),
      ("completion_time", "start_time", "start_time", "completion_time"),
      ("response_created_at", "note", "response_created_at", nil),
      ("timestamp", "response.created_at", "timestamp", nil),
    ] as [(String, String, String, String?)])
  func `a response's time is no start of a request`(
    first: String, second: String, start: String, end: String?
  ) throws {
    let times = "2026-07-30T00:00:41Z," + (second == "note" ? "x" : "2026-07-29T23:59:58Z")
    let lines = try MappingProposal(
      ofCSV: "id,\(first),\(second),user,model,prompt_tokens\na,\(times),u,gpt-5,10\n"
    ).lines
    func isProposed(_ column: String, _ name: String?) -> Bool {
      guard let name else { return !lines.contains { $0.contains("\"\(column)\": ") } }
      return lines.contains { $0.contains("\"\(column)\": \"\(name)\"") }
    }
    #expect(isProposed("request_started_at", start), "\(lines)")
    #expect(isProposed("request_completed_at", end), "\(lines)")
  }

  /// A gateway's `response_time` counts milliseconds.
  @Test func `nothing is an end where no start can be read`() throws {
    let proposal = try MappingProposal(
      ofCSV: "id,created_at,response_time,user,model,prompt_tokens\na,soon,2120,u,gpt-5,10\n")
    #expect(proposal.missing == ["request_started_at"])
    #expect(!proposal.lines.contains { $0.contains("request_completed_at") }, "\(proposal.lines)")
  }

  /// Of twenty times so many have no fraction, as PostgreSQL writes a second that is full.
  @Test(arguments: [0, 1, 9, 19])
  func `full seconds among others are read with these`(full: Int) throws {
    let rows = (0..<20).map { row in
      let fraction = row < 20 - full ? ".25" : ""
      return "r\(row),2026-08-20 16:40:\(10 + row)\(fraction)+00,u,gpt-5,10\n"
    }
    let csv = "id,ts,user,model,prompt_tokens\n" + rows.joined()
    let lines = try MappingProposal(ofCSV: csv).lines
    #expect(lines.contains(#"  "time_format": "yyyy-MM-dd HH:mm:ss.SX""#), "\(lines)")
  }

  /// One of twenty days can be no month.
  @Test func `the form that reads more times is taken`() throws {
    let rows = (0..<20).map { row in
      "r\(row),\(row == 15 ? 14 : 10)/08/2026 16:40:\(10 + row),u,gpt-5,10\n"
    }
    let csv = "id,ts,user,model,prompt_tokens\n" + rows.joined()
    let lines = try MappingProposal(ofCSV: csv).lines
    #expect(lines.contains(#"  "time_format": "dd/MM/yyyy HH:mm:ss","#), "\(lines)")
  }

  /// 10:00:00 in seconds, 10:01:00 in milliseconds.
  @Test func `a start in seconds and in milliseconds is named with both texts`() throws {
    let proposal = try MappingProposal(
      ofCSV:
        "id,created,user,model,prompt_tokens\na,1786356000,u,gpt-5,10\nb,1786356060000,u,gpt-5,10\n"
    )
    #expect(
      proposal.problem
        == "created has times in different formats, as in 1786356000 and 1786356060000: export one"
        + " format")
  }
}
