import Foundation
import Testing

/// Mappings of `assay.json`: what they can say, and what is said of those that are wrong.
struct MappingTests {
  private static let prices =
    "provider,model,unit_class,price_usd\nopenai,m,input,1\nopenai,m,output,1\nopenai,m,reasoning,1\n"
    + "openai,m,cache_read,1\nopenai,m,second,1\nopenai,m,audio_input,1\nopenai,m,audio_cache_read,1\n"
  private static let columns =
    #""request_id": "i", "request_started_at": "t", "user_id": "u", "model": "m", "input_tokens": "n""#

  private static func run(
    _ settings: String, _ ledger: String, name: String = "x.csv"
  ) throws -> (folder: Scratch, run: Program) {
    let folder = try Scratch()
    try folder.write("ws/assay.json", settings)
    try folder.write("ws/prices/p.csv", prices)
    try folder.write("ws/ledger/\(name)", ledger)
    return (
      folder,
      try Program.assay("run", folder.path("ws"), "--quiet", "--rated", folder.path("rated.csv"))
    )
  }

  private static func mapped(_ more: String, columns: String = columns) -> String {
    #"{ "mappings": { "ledger/x.csv": { "columns": { \#(columns) }, "constants": { "provider": "openai" }\#(more) } } }"#
  }

  /// Further settings of a mapping, a row of `i,t,u,m,n,o,r,c,s`, and cells of the rated row.
  private static let meanings:
    [(more: String, columns: String, row: String, rated: [String: String])] = [
      ("", "", "r1,2026-08-01T00:00:00Z,u,m,5,,,,", ["input_tokens": "5", "service": "chat"]),
      // Of 100 tokens 30 were cached and 50 are audio, of which 20 were cached: 100 = 40 + 10 + 20 + 30.
      (
        #", "input_includes": ["cache_read", "audio", "audio_cache_read"]"#,
        #", "audio_input_tokens": "r", "cache_read_tokens": "c", "audio_cache_read_tokens": "s""#,
        "r1,2026-08-01T00:00:00Z,u,m,100,,50,30,20",
        [
          "input_tokens": "40", "cache_read_tokens": "10", "audio_cache_read_tokens": "20",
          "audio_input_tokens": "30",
        ]
      ),
      (
        #", "input_includes": ["cache_read", "audio"]"#,
        #", "audio_input_tokens": "r", "cache_read_tokens": "c", "audio_cache_read_tokens": "s""#,
        "r1,2026-08-01T00:00:00Z,u,m,100,,30,10,20",
        [
          "input_tokens": "60", "cache_read_tokens": "10", "audio_cache_read_tokens": "20",
          "audio_input_tokens": "30",
        ]
      ),
      (
        #", "input_includes": ["cache_read"], "output_includes": ["reasoning"]"#,
        #", "output_tokens": "o", "reasoning_tokens": "r", "cache_read_tokens": "c""#,
        "r1,2026-08-01T00:00:00Z,u,m,5,7,3,4,",
        [
          "input_tokens": "1", "cache_read_tokens": "4", "output_tokens": "4",
          "reasoning_tokens": "3",
        ]
      ),
      (
        "", #", "output_tokens": "o", "reasoning_tokens": "r", "cache_read_tokens": "c""#,
        "r1,2026-08-01T00:00:00Z,u,m,5,7,3,4,",
        [
          "input_tokens": "5", "cache_read_tokens": "4", "output_tokens": "7",
          "reasoning_tokens": "3",
        ]
      ),
      (
        #", "units": { "seconds": "milliseconds", "vendor_cost_usd": "cents" }"#,
        #", "seconds": "s", "vendor_cost_usd": "c""#, "r1,2026-08-01T00:00:00Z,u,m,5,,,12.5,1500",
        ["seconds": "1.5", "recorded_cost_usd": "0.125"]
      ),
      (
        #", "units": { "input_tokens": "thousands" }"#, "", "r1,2026-08-01T00:00:00Z,u,m,1.25,,,,",
        ["input_tokens": "1250"]
      ),
      (
        #", "values": { "status": { "ok": "completed", "*": "failed" }, "model": { "The Model": "m" } }"#,
        #", "status": "o""#, "r1,2026-08-01T00:00:00Z,u,The Model,5,boom,,,",
        ["status": "failed", "model": "m"]
      ),
      (
        #", "time_format": "dd.MM.yyyy HH:mm", "time_zone": "Europe/Berlin""#, "",
        "r1,29.03.2026 03:30,u,m,5,,,,", ["request_started_at": "2026-03-29T01:30:00Z"]
      ),
      (
        #", "blanks": ["NULL"]"#, #", "output_tokens": "o", "tier": "r""#,
        "r1,2026-08-01T00:00:00Z,u,m,5,NULL,NULL,,", ["output_tokens": "0", "tier": ""]
      ),
      (
        "", #", "cache_read_tokens": ["r", "c"]"#, "r1,2026-08-01T00:00:00Z,u,m,5,,3,4,",
        ["cache_read_tokens": "7"]
      ),
      (
        "", #", "account_id": ["u", "r"]"#, "r1,2026-08-01T00:00:00Z,u,m,5,,zwei,,",
        ["account_id": "u zwei"]
      ),
      (
        "", #", "output_tokens": "o.usage.out""#,
        #"r1,2026-08-01T00:00:00Z,u,m,5,"{""usage"": {""out"": 9}}",,,"#, ["output_tokens": "9"]
      ),
      (
        "", #", "account_id": "o.who""#,
        #"r1,2026-08-01T00:00:00Z,u,m,5,"{""who"": ""a\u00e9\\b""}",,,"#,
        ["account_id": "aé\\b"]
      ),
    ]

  @Test func `a mapping says how columns become ours`() throws {
    for (more, columns, row, expected) in Self.meanings {
      let (folder, run) = try Self.run(
        Self.mapped(more, columns: Self.columns + columns), "i,t,u,m,n,o,r,c,s\n\(row)\n")
      #expect(run.status == 0, "\(row): \(run.errors)")
      let rated = try #require(rows(ofCSV: try folder.text("rated.csv")).first, "\(row)")
      for (column, text) in expected { #expect(rated[column] == text, "\(row): \(column)") }
    }
  }

  @Test func `without a provider the model's name tells it`() throws {
    for (model, expected) in [("openai/m", "openai m"), ("gpt-9", "openai gpt-9")] {
      let settings = #"{ "mappings": { "ledger/x.csv": { "columns": { \#(Self.columns) } } } }"#
      let (folder, _) = try Self.run(settings, "i,t,u,m,n\nr1,2026-08-01T00:00:00Z,u,\(model),5\n")
      let rated = try #require(rows(ofCSV: try folder.text("rated.csv")).first)
      #expect("\(rated["provider"] ?? "") \(rated["model"] ?? "")" == expected)
    }
  }

  /// Further settings of a mapping, a row, and the message at its own cell.
  private static let rejected: [(more: String, row: String, message: String)] = [
    ("", "r2,2026-08-01T00:00:00Z,u,m,5x", "3:29: error: [num.form] input_tokens is \"5x\""),
    ("", "r2,2026-08-01T00:00:00Z,u,m,\"1,234\"", "3:29: error: [num.comma]"),
    (
      #", "decimal_comma": true"#, "r2,2026-08-01T00:00:00Z,u,m,\"1,5\"",
      "3:29: error: [num.fraction]"
    ),
    (
      "", "r2,2026-08-01 00:00:00,u,m,5",
      "3:4: error: [time.zone] request_started_at is \"2026-08-01 00:00:00\", which has no zone"
    ),
    (
      #", "time_format": "yyyy-MM-dd HH:mm", "time_zone": "Europe/Berlin""#,
      "r2,2026-03-29 02:30,u,m,5",
      "3:4: error: [time.dst] request_started_at is \"2026-03-29 02:30\", which does not exist in Europe/Berlin (clocks went forward)"
    ),
    (
      #", "time_format": "epoch-s""#, "r2,1785542400000,u,m,5",
      "3:4: error: [time.epoch] request_started_at is \"1785542400000\", which looks like epoch-ms"
    ),
    (
      #", "time_format": "dd.MM.yyyy""#, "r2,2026-08-01,u,m,5",
      "3:4: error: [time.format] request_started_at is \"2026-08-01\", expected a time as in dd.MM.yyyy"
    ),
    ("", ",2026-08-01T00:00:00Z,u,m,5", "3:1: error: [id.empty] request_id is empty"),
  ]

  @Test func `a row that is not as its mapping says is rejected with the place of its cell`() throws
  {
    for (more, row, message) in Self.rejected {
      let good =
        more.contains("HH")
        ? "2026-08-01 00:00"
        : more.contains("epoch")
          ? "1785542400" : more.contains("dd.MM") ? "01.08.2026" : "2026-08-01T00:00:00Z"
      let zone = more.contains("dd.MM") ? #", "time_zone": "UTC""# : ""
      let (folder, run) = try Self.run(
        Self.mapped(more + zone), "i,t,u,m,n\nr1,\(good),u,m,5\n\(row)\n")
      #expect(run.status == 2, "\(row): \(run.errors)")
      #expect(
        run.errors.contains("ledger/x.csv:") && run.errors.contains(message),
        "\(row): \(run.errors)")
      #expect(try folder.text("ws/out/summary.csv").contains("rows_rejected,1\n"), "\(row)")
    }
  }

  @Test func `what a total cannot hold rejects the row`() throws {
    let (_, run) = try Self.run(
      Self.mapped(
        #", "input_includes": ["cache_read"]"#,
        columns: Self.columns + #", "cache_read_tokens": "c""#),
      "i,t,u,m,n,c\nr1,2026-08-01T00:00:00Z,u,m,5,9\n")
    #expect(run.errors.contains("[qty.negative]"), "\(run.errors)")
  }

  @Test func `copies and conflicts are found in mapped exports`() throws {
    let row = "2026-08-01T00:00:00Z,u,m"
    let (folder, run) = try Self.run(
      Self.mapped(""), "i,t,u,m,n\nr1,\(row),5\nr1,\(row),5\nr1,\(row),6\n")
    #expect(run.errors.contains("ledger/x.csv:3:1: note: [dup.same]"))
    #expect(run.errors.contains("ledger/x.csv:4:1: warning: [dup.conflict]"))
    #expect(try folder.text("ws/out/summary.csv").contains("rows_duplicate,1\nrows_conflict,1\n"))
  }

  @Test func `a text renames a column in every export that has it, under its own name or not`()
    throws
  {
    let header = "request_id,request_started_at,user_id,provider,model,tokens_sent"
    let row = "2026-08-01T00:00:00Z,u,openai,m,5"
    let (folder, run) = try Self.run(
      #"{ "mappings": { "tokens_sent": "input_tokens" } }"#, "\(header)\nr1,\(row)\n")
    #expect(run.status == 0, "\(run.errors)")
    #expect(rows(ofCSV: try folder.text("rated.csv")).first?["input_tokens"] == "5")
    let json =
      #"{"request_id":"r1","request_started_at":"2026-08-01T00:00:00Z","user_id":"u","provider":"openai","model":"m","tokens_sent":5}"#
    let (lines, _) = try Self.run(
      #"{ "mappings": { "tokens_sent": "input_tokens" } }"#, json + "\n", name: "x.jsonl")
    #expect(rows(ofCSV: try lines.text("rated.csv")).first?["input_tokens"] == "5")
  }

  @Test func `a mapping for many files leaves those alone whose columns are known`() throws {
    let settings =
      #"{ "mappings": { "ledger/*": { "columns": { \#(Self.columns) }, "constants": { "provider": "openai" } } } }"#
    let folder = try Scratch()
    try folder.write("ws/assay.json", settings)
    try folder.write("ws/prices/p.csv", Self.prices)
    try folder.write("ws/ledger/a.csv", "i,t,u,m,n\nr1,2026-08-01T00:00:00Z,u,m,5\n")
    try folder.write("ws/ledger/sub/b.csv", "i;t;u;m;n\nr2;2026-08-01T00:00:00Z;u;m;6\n")
    try folder.write(
      "ws/ledger/c.csv",
      "request_id,request_started_at,user_id,provider,model,input_tokens\nr3,2026-08-01T00:00:00Z,u,openai,m,7\n"
    )
    let run = try Program.assay("run", folder.path("ws"), "--quiet")
    #expect(run.status == 0, "\(run.errors)")
    #expect(try folder.text("ws/out/facts.csv").contains(",3,18,0,"))
  }

  /// The value of `"mappings"`, and the message about it.
  private static let faults: [(mappings: String, message: String)] = [
    ("3", "error: [cfg.type] \"mappings\" is not an object { … }"),
    (#"{ "x": "input_token" }"#, "error: [cfg.value] \"mappings\" is \"input_token\""),
    (#"{ "ledger/x.csv": { "colums": {} } }"#, "error: [cfg.key] \"colums\" is not a setting"),
    (#"{ "ledger/x.csv": { "columns": { "requestid": "i" } } }"#, "error: [cfg.key] \"requestid\""),
    (
      #"{ "ledger/x.csv": { "columns": { "request_id": "i" } } }"#,
      "error: [cfg.value] the mapping lacks request_started_at, model, user_id, input_tokens"
    ),
    (
      #"{ "ledger/x.csv": { "columns": { "request_id": "FILL IN" } } }"#,
      "error: [cfg.value] \"request_id\" is still \"FILL IN\", expected the column that identifies"
    ),
    (
      #"{ "ledger/x.csv": { "values": { "status": { "queued": "FILL IN", "ok": "completed" } } } }"#,
      "error: [cfg.value] \"status\" is still \"FILL IN\", expected completed, partial, cancelled or"
    ),
    (
      #"{ "ledger/x.csv": { "time_format": "dd.MM" } }"#,
      "error: [cfg.value] \"time_format\" is \"dd.MM\""
    ),
    (#"{ "ledger/x.csv": { "time_zone": "Berlin" } }"#, "error: [cfg.zone]"),
    (
      #"{ "ledger/x.csv": { "units": { "seconds": "fortnights" } } }"#,
      "error: [cfg.value] \"seconds\" is \"fortnights\""
    ),
    (
      #"{ "ledger/x.csv": { "input_includes": ["reasoning"] } }"#,
      "error: [cfg.value] \"input_includes\" is \"reasoning\""
    ),
    (
      #"{ "ledger/x.csv": { "decimal_comma": "yes" } }"#,
      "error: [cfg.type] \"decimal_comma\" is not true or false"
    ),
    (#"{ "ledger/x.csv": { "digit_grouping": "_" } }"#, "error: [cfg.value] \"digit_grouping\""),
    (
      #"{ "ledger/y.csv": { "columns": { \#(columns) } } }"#,
      "error: [cfg.value] \"ledger/y.csv\" is not an export in ledger/"
    ),
    (
      #"{ "ledger/x.csv": { "columns": { \#(columns.replacing("\"n\"", with: "\"nn\"")) } } }"#,
      "ledger/x.csv:1:1: error: [csv.missing] no column \"nn\" of its mapping, found \"i\", \"t\""
    ),
  ]

  @Test func `a mapping that is wrong is refused with its place`() throws {
    for (mappings, message) in Self.faults {
      let (_, run) = try Self.run(
        "{ \"mappings\": \(mappings) }", "i,t,u,m,n\nr1,2026-08-01T00:00:00Z,u,m,5\n")
      #expect(run.status == 1, "\(mappings)")
      #expect(run.errors.contains(message), "\(mappings): \(run.errors)")
    }
  }
}
