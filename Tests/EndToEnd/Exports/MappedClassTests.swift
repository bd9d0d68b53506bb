import Testing

/// Mappings by hand that read tokens as another class than names or numbers say.
///
/// A million tokens of claude-sonnet-4-6 cost 3 USD in, 3.75 written, 0.30 read and 15 out.
struct MappedClassTests {
  private static let header =
    "Date,Kind,Model,Input (w/ Cache Write),Input (w/o Cache Write),Cache Read,Output Tokens,Total Tokens\n"
  private static let table = """
    2026-11-22T09:14:03.512Z,On-Demand,claude-sonnet-4-6,18250,312,40120,1804,60486
    2026-11-22T09:12:41.101Z,Included,claude-sonnet-4-6,5100,88,22000,930,28118
    2026-11-22T09:02:11.900Z,Included,claude-sonnet-4-6,0,640,51200,2210,54050
    2026-11-22T08:50:00.004Z,On-Demand,claude-sonnet-4-6,0,221,9800,540,10561

    """

  private static func folder(
    _ columns: String, name: String = "c.csv", _ text: String, more: String = ""
  )
    throws -> Scratch
  {
    let folder = try ProposalKindsTests.workspace(name, text)
    let settings = try folder.text("ws/assay.json")
    let brace = try #require(settings.firstIndex(of: "{"))
    try folder.write(
      "ws/assay.json",
      settings[...brace]
        + """
         "mappings": { "ledger/\(name)": { "columns": { \(columns) }, "constants": { "user_id": "u" }\(more) } },
        """ + settings[settings.index(after: brace)...])
    return folder
  }

  private static let all =
    #""request_started_at": "Date", "request_id": ["Date", "Output Tokens"], "model": "Model", "output_tokens": "Output Tokens", "cache_read_tokens": "Cache Read""#

  private static let with = #""Input (w/ Cache Write)""#
  private static let without = #""Input (w/o Cache Write)""#

  /// Further columns of a mapping, the exit status, the messages and the cost.
  ///
  /// By hand, in millionths of a dollar: 68,437.5 + 936 + 12,036 + 27,060 of the first row, 39,939,
  /// 50,430 and 11,703 of the others: 210,541.5.
  private static let mappings: [(columns: String, status: Int32, says: [String], cost: String?)] = [
    ("\"input_tokens\": \(without), \"cache_write_5m_tokens\": \(with)", 0, [], "0.2105415"),
    (
      "\"input_tokens\": \(without), \"cache_write_5m_tokens\": \(without)", 1,
      [
        "[cfg.value] the mapping reads \(without) as input_tokens and as cache_write_5m_tokens, so its tokens count twice",
        "map input_tokens and cache_write_5m_tokens to separate columns",
      ], nil
    ),
    (
      "\"input_tokens\": \(with), \"cache_write_5m_tokens\": \(without)", 2,
      [
        "[map.class] its mapping reads cache_write_5m_tokens from \(without), but the name says that it excludes these",
        "write \"input_tokens\": \(without), \"cache_write_5m_tokens\": \(with) within \"columns\" of its mapping",
      ], nil
    ),
    // What a column of its own counts has no price while nothing reads it.
    ("\"input_tokens\": \(without)", 2, ["[qty.unread]"], nil),
    (
      "\"cache_write_5m_tokens\": \(with)", 2,
      [
        "[csv.tokens] \(without) looks like input_tokens, but its mapping does not read it; 4 of the first 4 rows have"
      ],
      nil
    ),
    (
      "\"input_tokens\": \(with)", 2,
      ["[csv.tokens] \(without) looks like input_tokens", "in place of \(with)"], nil
    ),
    ("\"input_tokens\": [\(without), \(with)]", 0, [], nil),
  ]

  @Test(arguments: mappings.indices)
  func `a mapping that names or columns deny is refused or doubted`(index: Int) throws {
    let (columns, status, says, cost) = Self.mappings[index]
    let folder = try Self.folder("\(Self.all), \(columns)", Self.header + Self.table)
    let run = try Program.assay(
      "run", folder.path("ws"), "--quiet", "--rated", folder.path("rated.csv"))
    #expect(run.status == status, "\(run.errors)")
    let words = run.errors.replacing("\n        ", with: " ").replacing("\n  ", with: " ")
    for text in says { #expect(words.contains(text), "\(text): \(run.errors)") }
    if let cost {
      let costs = rows(ofCSV: try folder.text("rated.csv")).compactMap { $0["vendor_cost_usd"] }
      #expect(
        costs.sorted() == ["0.011703", "0.039939", "0.05043", "0.1084695"], "\(cost) \(costs)")
    }
  }

  /// 5,200 + 640 = 5,840 holds the 4,096 read; 210 + 12,000 + 3,100 + 733 = 16,043 is more than 943.
  private static let two = """
    {"id":"r1","at":"2026-11-20T10:00:01Z","vendor":"openai","model":"gpt-5-mini","in":5200,"out":640,"cached_tokens":4096,"written":0,"usage":{"total_tokens":5840}}
    {"id":"r2","at":"2026-11-20T10:01:11Z","vendor":"openai","model":"gpt-5-mini","in":1830,"out":402,"cached_tokens":0,"written":0,"usage":{"total_tokens":2232}}
    {"id":"r3","at":"2026-11-20T10:05:00Z","vendor":"anthropic","model":"claude-sonnet-4-6","in":210,"out":733,"cached_tokens":12000,"written":3100,"usage":{"total_tokens":16043}}

    """

  /// The classes in `input_includes`, the messages, and the cost of each request in dollars.
  ///
  /// A million tokens of gpt-5-mini cost 0.25 USD in, 0.025 read and 2 out: 1,104 × 0.25 + 4,096 ×
  /// 0.025 + 640 × 2 = 1,658.4 millionths, and 1,830 × 0.25 + 402 × 2 = 1,261.5. Of the third
  /// request 210 × 3 + 12,000 × 0.3 + 3,100 × 3.75 + 733 × 15 = 26,850.
  private static let rules: [(rule: String, says: String?, costs: [String]?)] = [
    (
      #"{ "openai": ["cache_read"], "anthropic": [] }"#, nil,
      ["0.0016584", "0.0012615", "0.02685"]
    ),
    (
      "[]",
      #"[map.totals] the numbers of openai show that its input_tokens include cache_read, and "input_includes" of its mapping does not say so: Assay charges these tokens twice"#,
      nil
    ),
    ("[]", #""input_includes": { "openai": ["cache_read"], "*": [] }"#, nil),
    (
      #"{ "*": [], "openai": [] }"#, #""input_includes": { "openai": ["cache_read"], "*": [] }"#,
      nil
    ),
  ]

  @Test(arguments: rules.indices)
  func `a rule that the numbers of one vendor deny is doubted`(index: Int) throws {
    let (rule, says, costs) = Self.rules[index]
    let columns =
      #""request_id": "id", "request_started_at": "at", "provider": "vendor", "model": "model", "input_tokens": "in", "output_tokens": "out", "cache_read_tokens": "cached_tokens", "cache_write_5m_tokens": "written""#
    let folder = try Self.folder(
      columns, name: "t.jsonl", Self.two, more: #", "input_includes": \#(rule)"#)
    let run = try Program.assay(
      "run", folder.path("ws"), "--quiet", "--rated", folder.path("rated.csv"))
    let words = run.errors.replacing("\n        ", with: " ").replacing("\n  ", with: " ")
    #expect(run.errors.contains("[map.totals]") == (says != nil), "\(run.errors)")
    #expect(run.status == (says == nil ? 0 : 2), "\(run.errors)")
    if let says { #expect(words.contains(says), "\(run.errors)") }
    if let costs {
      #expect(
        rows(ofCSV: try folder.text("rated.csv")).compactMap { $0["vendor_cost_usd"] } == costs)
    }
  }
}
