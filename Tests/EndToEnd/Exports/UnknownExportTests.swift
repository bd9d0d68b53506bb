import Foundation
import Testing

/// Exports of columns that nobody knows: pasting what `check` proposes is enough to have them rated.
///
/// The examples stand in Tests/Examples/Strangers; costs are worked by hand from these prices per million.
struct UnknownExportTests {
  private static let prices = """
    provider,model,unit_class,price_usd
    openai,gpt-5-mini,input,0.25
    openai,gpt-5-mini,cache_read,0.025
    openai,gpt-5-mini,output,2
    anthropic,claude-sonnet-5,input,2
    anthropic,claude-sonnet-5,cache_read,0.2
    anthropic,claude-sonnet-5,cache_write_5m,2.5
    anthropic,claude-sonnet-5,output,10
    google,gemini-2.5-flash,input,0.3
    google,gemini-2.5-flash,cache_read,0.075
    google,gemini-2.5-flash,output,2.5

    """
  private static let derivations = """
    provider,unit_class,service_tier,from_unit_class,factor
    *,reasoning,standard,output,1
    *,,batch,,0.5

    """

  /// A file, what is written in place of FILL IN, the cost of each row in millionths of a USD, and the start of the
  /// first.
  private static let strangers: [(file: String, filled: String?, costs: [String], start: String)] =
    [
      // 1,234 × 0.25 + 210 × 2; 900 × 0.25 + 45 × 2; 12,000 × 2 + 1,500 × 10.
      ("german-excel.csv", nil, ["728.5", "315", "39000"], "2026-08-01T09:15:02Z"),
      // The same below the line by which Excel is told what stands between columns.
      ("excel-sep.csv", nil, ["728.5", "315", "39000"], "2026-08-01T09:15:02Z"),
      // Their total shows that input holds what was cached: 600 × 0.25 + 400 × 0.025 + 200 × 2; 50 × 0.25 + 10 × 2.
      ("unix-ms-camel.csv", nil, ["560", "32.5"], "2026-08-01T08:00:00.123Z"),
      // 12,345 × 0.25 + 1,002 × 2; 980 × 0.25 + 75 × 2; 980 × 0.25.
      ("saas-dollars.csv", nil, ["5090.25", "395", "245"], "2026-08-13T13:05:09Z"),
      // Reasoning is output: 500 × 0.25 + 300 × 2; 10 × 0.25 + 900 × 2.
      ("tabs.tsv", nil, ["725", "1802.5"], "2026-08-01T08:00:00Z"),
      // 500 × 0.25 + 1,500 × 0.025 + 100 × 2; 20 × 0.25 + 10 × 2.
      ("nested.jsonl", nil, ["362.5", "25"], "2026-08-01T08:00:00Z"),
      // More was read from the cache than is input, so it stands beside it: 100 × 2 + 5,000 × 0.2 + 200 × 2.5 + 400 × 10.
      ("anthropic-style.csv", nil, ["5700", "160"], "2026-08-01T10:00:00.12Z"),
      // 1,000 × 0.25 + 100 × 2; twice that.
      ("french.csv", nil, ["450", "900"], "2026-08-01T10:00:00Z"),
      // 100 × 0.25 + 20 × 2; 100 × 0.25, failed; 150 × 0.25 + 30 × 2.
      ("http-log.csv", nil, ["65", "25", "97.5"], "2026-08-01T00:00:01.5Z"),
      // More was thought than put out: 1,000 × 0.3 + 500 × 2.5; 600 × 0.3 + 200 × 0.075 + 100 × 2.5.
      ("gateway-nulls.csv", nil, ["1550", "445"], "2026-08-01T12:00:00Z"),
      // 1,000 × 0.25 + 100 × 2; 4,000 × 0.25 + 900 × 2.
      ("us-dates.csv", nil, ["450", "2800"], "2026-08-01T10:00:00Z"),
      // Only the input is filled in: 1,000 × 0.25; 500 × 0.25.
      ("opaque.csv", "c5", ["250", "125"], "2026-08-01T10:00:00Z"),
      // 1,500 × 0.25 + 250 × 2; 2,500 × 0.25 + 150 × 2.
      ("spanish.csv", nil, ["875", "925"], "2026-08-01T10:00:00Z"),
      // 100 × 0.25 + 50 × 2; 200 × 0.25 + 100 × 0.025 + 20 × 2.
      ("document.json", nil, ["125", "92.5"], "2026-08-01T10:00:00Z"),
      // 1,000 × 0.25 + 100 × 2; in batch half of 2,000 × 0.25 + 100 × 2.
      ("iso-micros.csv", nil, ["450", "350"], "2026-08-01T08:00:00.123456Z"),
      // 1,000 × 0.25 + 100 × 2; twice that.
      ("italian.csv", nil, ["450", "900"], "2026-08-01T10:00:00Z"),
      // 600 × 0.25 + 400 × 0.025 + 100 × 2; 2,000 × 0.25 + 200 × 2.
      ("parens.csv", nil, ["360", "900"], "2026-08-01T10:00:00Z"),
      ("inout.csv", nil, ["65", "90"], "2026-08-01T10:00:00Z"),
      // Two of its names are ours.
      ("own-model.jsonl", nil, ["65", "90"], "2026-08-01T08:00:00Z"),
      // Of its input 400 were cached: 600 × 0.25 + 400 × 0.025 + 200 × 2; 12 × 0.25 + 20 × 2.
      ("davon-cache.csv", nil, ["560", "43"], "2026-08-05T10:00:00Z"),
      // 60 × 2 + 40 × 0.2 + 20 × 10, and beside them 30 × 2.5; 40 × 2 + 10 × 0.2 + 2 × 10.
      ("micro-usd.csv", nil, ["403", "102"], "2026-08-05T10:00:00Z"),
      // Thousands, and millions: 1,500 × 0.25 + 250 × 2; 2,000 × 0.25 + 125 × 2.
      ("kilo-tokens.csv", nil, ["875", "750"], "2026-08-05T10:00:00Z"),
      ("millions.csv", nil, ["875", "750"], "2026-08-05T10:00:00Z"),
      // Half past two in the afternoon: 1,000 × 0.25 + 200 × 2.
      // No column is an id. 1,000 × 0.25 + 200 × 2, twice, a second apart.
      ("no-id.csv", nil, ["650", "650"], "2026-08-05T10:00:00Z"),
      // A document whose list has a name of its own: 1,000 × 0.25 + 200 × 2; 100 × 0.25 + 20 × 2.
      ("entries.json", "uid", ["650", "65"], "2026-08-05T10:00:00Z"),
      ("us-short-dates.csv", nil, ["650", "650"], "2026-08-05T14:30:00Z"),
      // 1,000 × 0.25 + 500 × 2; 1,000 × 0.25.
      ("floats.csv", nil, ["1250", "250"], "2026-08-01T10:00:00Z"),
      // 9,000 × 2 + 1,000 × 0.2 + 100 × 10; 5,000 × 2 + 100 × 10.
      ("not-cached.csv", nil, ["19200", "11000"], "2026-08-01T10:00:00Z"),
      // 100 × 2 + 50 × 10 + 4,000 × 2.5 + 900 × 0.2; 200 × 2 + 70 × 10 + 5,000 × 0.2.
      ("cache-create.csv", nil, ["10880", "2100"], "2026-08-01T10:00:00Z"),
      // 1,000 × 0.25 + 100 × 2, two hours east of Greenwich.
      ("offsets.csv", nil, ["450", "450"], "2026-07-29T23:30:00Z"),
    ]

  private static func workspace(_ file: String) throws -> Scratch {
    let folder = try Scratch()
    let example = Program.repository.appending(path: "Tests/Examples/Strangers/\(file)")
    try folder.write("ws/ledger/\(file)", try Data(contentsOf: example))
    try folder.write("ws/prices/p.csv", prices)
    try folder.write("ws/derivations.csv", derivations)
    return folder
  }

  /// Returns the output of `check` below its first two lines and a blank one.
  private static func pasted(_ folder: Scratch) throws -> String {
    let check = try Program.assay("check", folder.path("ws"))
    #expect(check.status == 1)
    #expect(check.errors.contains("paste into assay.json the mapping that assay check proposes"))
    let lines = check.output.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.first == "Save this as assay.json.")
    return lines.dropFirst(3).joined(separator: "\n")
  }

  @Test(arguments: strangers.indices)
  func `a stranger's export is rated after pasting what check proposes`(index: Int) throws {
    let (file, filled, costs, start) = Self.strangers[index]
    let folder = try Self.workspace(file)
    var settings = try Self.pasted(folder)
    #expect(settings.contains("FILL IN") == (filled != nil), "\(file)")
    if let filled { settings = settings.replacing("\"FILL IN\"", with: "\"\(filled)\"") }
    try folder.write("ws/assay.json", settings)
    let run = try Program.assay(
      "run", folder.path("ws"), "--quiet", "--rated", folder.path("rated.csv"))
    #expect(run.status == 0, "\(file): \(run.errors)")
    let rated = rows(ofCSV: try folder.text("rated.csv"))
    let million = Decimal(1_000_000)
    let found = rated.map { Decimal(string: $0["vendor_cost_usd"] ?? "").map { $0 * million } }
    #expect(found == costs.map { Decimal(string: $0) }, "\(file)")
    #expect(rated.first?["request_started_at"] == start, "\(file)")
    #expect(try folder.text("ws/out/manifest.json").contains("\"mappings\""))
  }

  @Test func `a proposal names the columns that it does not use, and reads costs in their unit`()
    throws
  {
    let german = try Self.pasted(try Self.workspace("davon-cache.csv"))
    #expect(german.contains("// not used: Sitzung\n"))
    #expect(german.contains("\"cache_read_tokens\": \"davon Cache\""))
    #expect(german.contains("\"input_includes\": [\"cache_read\"]"))
    let micro = try Self.pasted(try Self.workspace("micro-usd.csv"))
    #expect(micro.contains("\"units\": {\n        \"vendor_cost_usd\": \"millionths\"\n"))
    #expect(!micro.contains("not used"))
    let entries = try Self.pasted(try Self.workspace("entries.json"))
    #expect(
      entries.contains("\"user_id\": \"who\"") && entries.contains("; perhaps uid\n"), "\(entries)")
    let opaque = try Self.pasted(try Self.workspace("opaque.csv"))
    #expect(opaque.contains("\"units\": { \"input_tokens\": \"thousands\" }"))
  }

  @Test func `rows without an id are distinguished by what is in them, and copies are said`()
    throws
  {
    let folder = try Self.workspace("no-id.csv")
    let id = #""request_id": ["timestamp", "user", "model", "input tokens", "output tokens"]"#
    #expect(try Self.pasted(folder).contains(id + "  // no column identifies requests."))
    let row = "2026-08-05 10:00:00,u,openai,gpt-5-mini,1000,200\n"
    try folder.write(
      "ws/ledger/no-id.csv",
      "timestamp,user,provider,model,input tokens,output tokens\n\(row)\(row)")
    let settings = try Self.pasted(folder)
    #expect(settings.contains("count once; 1 of the first 2 would be copies"))
    try folder.write("ws/assay.json", settings)
    let run = try Program.assay("run", folder.path("ws"), "--quiet")
    #expect(run.errors.contains("ledger/no-id.csv:3:1: note: [dup.same]"), "\(run.errors)")
  }

  @Test func `what is left open is said once, and no mapping is proposed a second time`() throws {
    let folder = try Self.workspace("opaque.csv")
    try folder.write("ws/assay.json", try Self.pasted(folder))
    let check = try Program.assay("check", folder.path("ws"))
    #expect(check.status == 1)
    #expect(
      check.errors.contains(
        "\"input_tokens\" is still \"FILL IN\", expected the column of the tokens sent"))
    #expect(!check.output.contains("mappings"), "\(check.output)")
    #expect(!check.errors.contains("ledger/opaque.csv"), "\(check.errors)")
  }

  @Test func `lines above a table and several lists of a document are said once`() throws {
    let table = "ID;Datum;Nutzer;Modell;Token ein\n1;05.08.2026 10:00;u;gpt-5-mini;1000\n"
    let cases = [
      (
        "x.csv", "sep=:\n" + table,
        "[csv.header] the column names are on line 2, below \"sep=:\""
      ),
      (
        "x.csv", "Usage of ACME\nSeptember\n\n" + table,
        "[csv.header] the column names are on line 4"
      ),
      (
        "x.json", "{\n \"old\": [{\"a\": 1}],\n \"new\": [{\"a\": 2}]\n}\n",
        "[json.list] a JSON document with objects in \"old\", \"new\""
      ),
      (
        "x.json", "{\n \"notes\": [{\"text\": 1}],\n \"calls\": [{\"model\": \"gpt-5-mini\"}]\n}\n",
        "[json.list] a JSON document with objects in \"calls\", \"notes\", expected them in"
      ),
    ]
    for (name, text, message) in cases {
      let folder = try Scratch()
      try folder.write("ws/ledger/\(name)", text)
      let check = try Program.assay("check", folder.path("ws"))
      #expect(check.errors.contains("ledger/\(name):1:1: error: \(message)"), "\(check.errors)")
      #expect(check.errors.split(separator: "\n").count { $0.contains(": error: ") } == 1)
    }
  }

  @Test func `the same rows come out of every way to read a mapped export`() throws {
    let folder = try Self.workspace("german-excel.csv")
    try folder.write("ws/assay.json", try Self.pasted(folder))
    for (name, options) in [("one", ["--threads", "1"]), ("seven", ["--threads", "7"])] {
      let run = try Program.assay(
        ["run", folder.path("ws"), "--quiet", "--output", folder.path(name)] + options)
      #expect(run.status == 0, "\(run.errors)")
    }
    #expect(try folder.files(in: "one") == folder.files(in: "seven"))
    let explained = try Program.assay("explain", folder.path("ws"), "V-1003")
    #expect(explained.status == 0)
    #expect(explained.output.contains("ledger/german-excel.csv:4"))
  }

  @Test func `a line that says what separates columns is skipped in every CSV`() throws {
    let header = "request_id;request_started_at;user_id;provider;model;tier;input_tokens\n"
    let generations =
      "generation_id;created_at;cost_total;tokens_prompt;tokens_completion;model_permaslug;user\n"
    let console = "usage_date_utc;model_version;usage_input_tokens_no_cache;usage_output_tokens\n"
    for separator in ["sep=;\n", "SEP=;\r\n", "\"sep=;\"\n", "\u{FEFF}sep=;\r"] {
      let folder = try Scratch()
      try folder.write("ws/prices/p.csv", Self.prices)
      let row = "r1;2026-08-01T10:00:00Z;u;openai;gpt-5-mini;pro;1000\n"
      try folder.write("ws/ledger/a.csv", separator + header + row)
      let other = "r2;2026-08-01 10:00:00;u;openai;gpt-5-mini;pro;1000\n"
      try folder.write("ws/ledger/b.csv", separator + header + other.replacing("1000", with: "x"))
      try folder.write(
        "ws/ledger/c.csv", separator + generations + "g;2026-07-01 00:00:00;0;1;1;m;u\n")
      try folder.write("ws/ledger/d.csv", separator + console + "2026-08-01;claude-sonnet-5;5;6\n")
      let run = try Program.assay(
        "run", folder.path("ws"), "--rated", folder.path("rated.csv"), "--json")
      #expect(run.status == 2)
      let rated = rows(ofCSV: try folder.text("rated.csv"))
      #expect(rated.map { $0["line"] } == ["3", "3"], "\(separator) \(run.errors)")
      #expect(rated.first?["vendor_cost_usd"] == "0.00025")
      let rejects = rows(ofCSV: try folder.text("ws/out/rejects.csv"))
      #expect(rejects.map { $0["line"] } == ["3"])
      let buckets = rows(ofCSV: try folder.text("ws/out/usage-buckets.csv"))
      #expect(buckets.map { "\($0["line"] ?? "") \($0["input_tokens"] ?? "")" } == ["3 5"])
    }
    let folder = try Scratch()
    try folder.write("ws/ledger/a.csv", "sep=;\n" + header.replacing("tier", with: "model") + "\n")
    let check = try Program.assay("check", folder.path("ws"))
    #expect(
      check.errors.contains("ledger/a.csv:2:54: error: [csv.twice]"), "\(check.errors)")
  }

  @Test func `files of the same columns are mapped together, and settings that are there are kept`()
    throws
  {
    let folder = try Self.workspace("spanish.csv")
    let text = try folder.text("ws/ledger/spanish.csv")
    try folder.write("ws/ledger/spanish-2.csv", text.replacing("\ns", with: "\nx"))
    try folder.write("ws/assay.json", "{ \"time_zone\": \"Europe/Madrid\" }")
    let check = try Program.assay("check", folder.path("ws"))
    #expect(check.output.hasPrefix("Add this to assay.json, after its first {.\n"))
    #expect(check.output.contains("    \"ledger/spanish*.csv\": {\n"))
    let member = check.output.split(separator: "\n").dropFirst(2).joined(separator: "\n")
    try folder.write("ws/assay.json", "{\n\(member)\n \"time_zone\": \"Europe/Madrid\" }")
    let again = try Program.assay("check", folder.path("ws"))
    #expect(again.output.hasPrefix("Checked 5 files, 4 rows: ready to run."), "\(again.errors)")
    #expect(again.output.contains("mapping: 2 files, 4 rows"))
    // A third stranger's mapping goes beside the first.
    try folder.write("ws/ledger/z.csv", "c1,c2,c3,c4\n00aa11bb,2026-08-01T10:00:00Z,gpt-5-mini,5\n")
    let third = try Program.assay("check", folder.path("ws"))
    #expect(
      third.output.hasPrefix("Add this to assay.json, after the { of \"mappings\".\n"),
      "\(third.output)")
  }
}
