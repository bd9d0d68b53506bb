import Testing

/// Exports whose rows are totals, or may be.
struct UnknownExportTotalsTests {
  private static func check(_ csv: String) throws -> Program {
    let folder = try Scratch()
    try folder.write("ws/ledger/x.csv", csv)
    return try Program.assay("check", folder.path("ws"))
  }

  /// A table, and the columns of its start and end.
  private static let periods: [(csv: String, start: String, end: String)] = [
    // As DeepSeek's export, but without the prices that make it a bill.
    (
      """
      user_id,start_time_iso,end_time_iso,model,api_key_name,api_key,output_tokens
      u1,2026-08-01T00:00:00+08:00,2026-08-02T00:00:00+08:00,deepseek-chat,k,sk-1,9001
      u1,2026-08-02T00:00:00+08:00,2026-08-03T00:00:00+08:00,deepseek-chat,k,sk-1,8

      """, "start_time_iso", "end_time_iso"
    ),
    (
      """
      start,end,user,model,input_tokens
      2026-08-01 10:00,2026-08-01 11:00,u,gpt-5,900
      2026-08-01 11:00,2026-08-01 12:00,u,gpt-5,80

      """, "start", "end"
    ),
    (
      """
      start,end,tz,user,model,input_tokens
      2026-08-01 10:00:00,2026-08-01 11:00:00,+02:00,u,gpt-5,900
      2026-08-01 11:00:00,2026-08-01 12:00:00,+02:00,u,gpt-5,80

      """, "start", "end"
    ),
  ]

  @Test(arguments: periods.indices)
  func `rows that all last whole hours are totals`(index: Int) throws {
    let (csv, start, end) = Self.periods[index]
    let check = try Self.check(csv)
    #expect(check.status == 1 && check.output.isEmpty, "\(check.output)")
    #expect(
      check.errors.contains(
        "ledger/x.csv:1:1: error: [format.totals] its rows are totals: \"\(end)\" is whole hours after"
          + " \"\(start)\" in all of them"), "\(check.errors)")
  }

  private static let doubt =
    #""FILL IN"  // the column that identifies each request; these may be daily totals,"#
    + " not requests: no time of day, and no two rows have the same texts"
  private static let joined = #"["Day", "User", "Model", "Input tokens", "Output tokens"]"#

  /// Names before Day, User, Model and two counts, rows, and what is proposed to tell requests apart.
  private static let days: [(name: String, rows: [String], id: String)] = [
    ("", ["2026-08-01,anna,gpt-5,44089,5730", "2026-08-01,bert,gpt-5,36617,3671"], doubt),
    ("", ["2026-08-01 00:00:00,17,gpt-5,4,5", "2026-08-01 00:00:00,18,gpt-5,4,6"], doubt),
    // Two requests of somebody on a day, and another at some time of it.
    ("", ["2026-08-01,anna,gpt-5,44089,5730", "2026-08-01,anna,gpt-5,36617,3671"], joined),
    (
      "",
      ["2026-08-01 00:00:00,anna,gpt-5,44089,5730", "2026-08-01 10:00:00,bert,gpt-5,36617,3671"],
      joined
    ),
    ("ID,", ["4f1c-77,2026-08-01,anna,gpt-5,4,5", "4f1c-78,2026-08-01,bert,gpt-5,4,5"], "\"ID\","),
    // What only looks like an id tells requests apart where all else is the same, and may be a part of totals.
    (
      "Mark,", ["4f1c-77,2026-08-01,anna,gpt-5,4,5", "4f1c-78,2026-08-01,anna,gpt-5,4,5"],
      "\"Mark\","
    ),
    (
      "Mark,", ["4f1c-77,2026-08-01,anna,gpt-5,4,5", "4f1c-78,2026-08-01,bert,gpt-5,4,5"],
      doubt + "; perhaps Mark"
    ),
  ]

  @Test(arguments: days.indices)
  func `rows of days that may be totals are left to a person to distinguish`(index: Int) throws {
    let (name, rows, id) = Self.days[index]
    let header = name + "Day,User,Model,Input tokens,Output tokens\n"
    let check = try Self.check(header + rows.map { $0 + "\n" }.joined())
    let line = check.output.split(separator: "\n").first { $0.contains("\"request_id\": ") } ?? ""
    #expect(line.dropFirst("        \"request_id\": ".count).hasPrefix(id), "\(check.output)")
  }

  @Test func `totals of days are no requests, whatever a mapping says`() throws {
    let folder = try Scratch()
    try folder.write(
      "ws/ledger/x.csv",
      "Model,User,Requests,Date,Input Tokens,Output Tokens\ngpt-5-mini,u,12,2026-08-05,900,80\n"
        + "gpt-5-mini,v,7,2026-08-06,500,40\n")
    let check = try Program.assay("check", folder.path("ws"))
    #expect(check.status == 1)
    #expect(check.output.isEmpty, "\(check.output)")
    #expect(
      check.errors.contains(
        "ledger/x.csv:1:1: error: [format.totals] its rows are totals: \"Date\" has no time of day")
    )
    for (id, holds) in [("Date", "days"), ("Requests", "counts")] {
      try folder.write(
        "ws/assay.json",
        """
        { "mappings": { "ledger/x.csv": { "columns": { "request_id": "\(id)",
          "request_started_at": "Date", "user_id": "User", "model": "Model",
          "input_tokens": "Input Tokens" }, "time_format": "yyyy-MM-dd", "time_zone": "UTC" } } }
        """)
      let mapped = try Program.assay("check", folder.path("ws"))
      #expect(mapped.status == 1)
      #expect(
        mapped.errors.contains(
          "[format.totals] its mapping reads request_id from \"\(id)\", which holds \(holds)"),
        "\(mapped.errors)")
    }
  }
}
