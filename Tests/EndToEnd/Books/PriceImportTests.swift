import Foundation
import Testing

/// Importing catalogs into a workspace, by the built program.
struct PriceImportTests {
  private static let scripts = Program.repository.appending(path: "Tests/Oracle")

  /// Every price on every day of snapshots that nobody has seen, both ways, by a second reader.
  @Test(arguments: 1...6)
  func `a history of snapshots has each snapshot's prices on its day, and starts on no other`(
    seed: Int
  ) throws {
    let folder = try Scratch()
    try folder.write("one/assay.json", "{}")
    try folder.write("all/assay.json", "{}")
    let made = try Program.python(
      Self.scripts.appending(path: "make_catalog_snapshots.py"),
      ["\(seed)", folder.path("snapshots")])
    try #require(made.status == 0, "\(made.errors)")
    let options = ["--accept-jump", "made up"]
    func take(_ workspace: String, _ catalog: String) throws {
      let run = try Program.assay(
        ["prices", "import", folder.path(workspace), folder.path(catalog)] + options)
      #expect(run.status == 0, "\(run.errors)")
    }
    try take("all", "snapshots")
    let oracle = try Program.python(
      Self.scripts.appending(path: "litellm_oracle.py"),
      [folder.path("snapshots"), folder.path("all/prices/litellm.csv")])
    #expect(oracle.status == 0, "\(oracle.output) \(oracle.errors)")
    let once = try folder.files(in: "all")
    try take("all", "snapshots")
    #expect(try folder.files(in: "all") == once, "importing twice changes nothing")
    for name in try folder.files(in: "snapshots").keys.sorted() {
      try take("one", "snapshots/\(name)")
    }
    #expect(try folder.files(in: "one") == once, "one by one is the same as all at once")
    try folder.write("all/prices/own.csv", "provider,model,unit_class,price_usd\np,m,input,1\n")
    let header = "request_id,request_started_at,user_id,provider,model,input_tokens\n"
    try folder.write("all/ledger/a.csv", header + "r1,2024-06-01T00:00:00Z,u,p,m,5\n")
    let check = try Program.assay("check", folder.path("all"))
    #expect(check.status == 0, "\(check.errors)")
  }

  /// A second calculation reads the catalog itself.
  @Test func `requests cost by an imported genai-prices what its own rules make of it`() throws {
    let folder = try Scratch()
    try folder.write("ws/assay.json", "{}")
    let catalog = Program.repository.appending(path: "data/catalogs/genai-prices-2026-08-21.json")
    let oracle = Self.scripts.appending(path: "genai_oracle.py")
    let made = try Program.python(oracle, ["make", catalog.path, folder.path("ws")])
    try #require(made.status == 0, "\(made.errors)")
    let done = try Program.assay("prices", "import", folder.path("ws"), catalog.path)
    #expect(done.output.hasPrefix("Imported genai-prices of 2026-08-21, 1,596 models"))
    _ = try Program.assay(
      "run", folder.path("ws"), "--quiet", "--rated", folder.path("rated.csv"))
    let same = try Program.python(
      oracle, ["compare", folder.path("rated.csv"), folder.path("expected.json")])
    #expect(same.status == 0, "\(same.output) \(same.errors)")
  }

  private static let first = """
    {"gpt-x": {"input_cost_per_token": 3e-06, "output_cost_per_token": 1.5e-05, "litellm_provider": "openai"},
     "gone": {"input_cost_per_token": 1e-06, "litellm_provider": "openai"}}
    """

  private static let second = """
    {"gpt-x": {"input_cost_per_token": 5e-07, "output_cost_per_token": 1.5e-05, "litellm_provider": "openai",
      "input_cost_per_character": 1, "input_cost_per_token_above_200k_tokens": -1}}
    """

  /// 3 USD per million, then 0.5: six times less, from the second day on.
  @Test func `what an import adds, leaves out and finds odd is listed`() throws {
    let folder = try workspace()
    try folder.write("c/2026-01-05.json", Self.first)
    try folder.write("c/2026-02-07.json", Self.second)
    let text = try Program.assay("prices", "import", folder.path("ws"), folder.path("c"))
    #expect(text.status == 0)
    for words in [
      "Imported litellm of 2 days, 2026-01-05 to 2026-02-07, 2 models → prices/litellm.csv",
      "6 price rows added: 5 new, 1 changed", "Rank 1 in price-sources.csv: litellm",
      "Not imported: 2", "Prices that changed more than 5-fold: 1",
      "openai gpt-x input: 3 → 0.5 from 2026-02-07",
      "Models missing from the last catalog; they keep their prices: 1\n  openai gone",
    ] {
      #expect(text.output.contains(words), "\(words): \(text.output)")
    }
    #expect(
      try folder.text("ws/prices/litellm.csv") == """
        provider,model,unit_class,price_usd,per,service_tier,region,context_over,effective_from,effective_to,recorded_at,source
        openai,gone,input,1,1000000,standard,,,2026-01-05,,2026-01-05,litellm@2026-01-05
        openai,gpt-x,input,3,1000000,standard,,,2026-01-05,,2026-01-05,litellm@2026-01-05
        openai,gpt-x,output,15,1000000,standard,,,2026-01-05,,2026-01-05,litellm@2026-01-05
        openai,gpt-x,input,0.5,1000000,standard,,,2026-02-07,,2026-02-07,litellm@2026-02-07
        openai,gpt-x,input,,1000000,standard,,200000,2026-02-07,,2026-02-07,litellm@2026-02-07
        openai,gpt-x,output,15,1000000,standard,,200000,2026-02-07,,2026-02-07,litellm@2026-02-07

        """)
    let json = try Program.assay(
      "prices", "import", folder.path("ws"), folder.path("c"), "--json")
    let document = try #require(
      try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any])
    #expect((document["price_rows"] as? [Any])?.isEmpty == true)
    let left = try #require(document["not_imported"] as? [[String: Any]])
    #expect(left.compactMap { $0["reason"] as? String }.sorted() == ["sentinel", "unit"])
  }

  /// A catalog, how it is imported, and what is said of it; nothing may change.
  private static let refused: [(name: String, text: String, options: [String], message: String)] = [
    ("c.json", "{", [], "c.json:1:2: error: [json.syntax]"),
    ("c.json", "", [], "c.json:1:1: error: [file.empty]"),
    ("c.json", "{\"a\": 1}", [], "c.json: error: [book.catalog] does not match a known"),
    ("c.json", "{\"a\": 1}", ["--source", "openrouter"], "c.json:1:1: error: [json.type]"),
    (
      "c.json",
      "{\"gpt-x\": {\"input_cost_per_token\": 3e-03, \"litellm_provider\": \"openai\"}}",
      ["--as-of", "2026-02-01"],
      "c.json: error: [book.jump] openai gpt-x input goes from 3 to 3000 per 1000000"
    ),
    (
      "2025-12-31.json",
      "{\"gpt-x\": {\"input_cost_per_token\": 2e-06, \"litellm_provider\": \"openai\"}}", [],
      "2025-12-31.json: error: [book.older] would change openai gpt-x input on 2025-12-31"
    ),
  ]

  @Test(arguments: refused.indices)
  func `a catalog that cannot be used changes nothing`(index: Int) throws {
    let (name, text, options, message) = Self.refused[index]
    let folder = try workspace()
    try folder.write("2026-01-05.json", Self.first)
    _ = try Program.assay("prices", "import", folder.path("ws"), folder.path("2026-01-05.json"))
    let before = try folder.files(in: "ws")
    try folder.write(name, text)
    let run = try Program.assay(
      ["prices", "import", folder.path("ws"), folder.path(name)] + options)
    #expect(run.status == 1)
    #expect(run.errors.contains(message), "\(run.errors)")
    #expect(try folder.files(in: "ws") == before)
  }

  @Test func `a jump that somebody explains is imported with the reason`() throws {
    let folder = try workspace()
    try folder.write("2026-01-05.json", Self.first)
    try folder.write("2026-01-06.json", Self.first.replacing("3e-06", with: "3e-03"))
    _ = try Program.assay("prices", "import", folder.path("ws"), folder.path("2026-01-05.json"))
    let run = try Program.assay(
      "prices", "import", folder.path("ws"), folder.path("2026-01-06.json"), "--accept-jump",
      "announced, see mail")
    #expect(run.status == 0, "\(run.errors)")
    #expect(
      try folder.text("ws/prices/litellm.csv").contains(
        "2026-01-06,\"litellm@2026-01-06; jump accepted: announced, see mail\"\n"))
  }

  /// The second day is a thousand times too dear, as a catalog once said; the third mends it.
  @Test
  func `a slip in a history of catalogs is reported, and the days are as the catalogs have them`()
    throws
  {
    let folder = try workspace()
    for (day, price) in [("05", "3e-06"), ("06", "3e-03"), ("07", "3e-06")] {
      try folder.write(
        "all/2026-01-\(day).json", Self.first.replacing("3e-06", with: price))
    }
    let run = try Program.assay("prices", "import", folder.path("ws"), folder.path("all"))
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output.contains("changed about 1,000-fold: per thousand or per million?: 2"))
    let rows = rows(ofCSV: try folder.text("ws/prices/litellm.csv")).filter {
      $0["model"] == "gpt-x" && $0["unit_class"] == "input"
    }
    #expect(rows.map { $0["price_usd"] } == ["3", "3000", "3"])
    #expect(
      rows[1]["source"] == "litellm@2026-01-06; about 1000 times the previous price")
    #expect(rows[2]["source"] == "litellm@2026-01-07; about 0.1 % of the previous price")
  }

  /// Python's reader of JSON, and so LiteLLM, takes the last.
  @Test func `of a key that a catalog has twice the last counts, and it is reported`() throws {
    let folder = try workspace()
    try folder.write(
      "c.json",
      """
      {"m": {"litellm_provider": "a", "input_cost_per_token": 1e-06},
       "m": {"litellm_provider": "a", "input_cost_per_token": 2e-06, "input_cost_per_token": 5e-06}}
      """)
    let run = try Program.assay(
      "prices", "import", folder.path("ws"), folder.path("c.json"), "--as-of", "2026-01-05",
      "--json")
    #expect(run.status == 0, "\(run.errors)")
    #expect(try folder.text("ws/prices/litellm.csv").contains("a,m,input,5,"))
    let document = try #require(
      try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
    let notes = try #require(document["not_imported"] as? [[String: Any]])
    #expect(notes.map { $0["reason"] as? String } == ["twice", "twice"])
    #expect(notes.map { $0["line"] as? Int }.allSatisfy { $0 == 2 })
  }

  /// 1,000 × 2 + 100 × 10 per million = 0.003 by the catalog; the shipped book has no such name.
  @Test func `a ledger is priced by an imported catalog, and explain names the rule`() throws {
    let folder = try Scratch()
    _ = try Program.assay("init", folder.path("ws"))
    try folder.write("ws/price-sources.csv", "source,rank\ngenai-prices,1\nvendors,2\ncatalog,3\n")
    try folder.write(
      "data.json",
      """
      [{"id": "anthropic", "models": [{"id": "claude-sonnet-5", "match": {"starts_with": "claude-sonnet-5"},
        "prices": {"input_mtok": 2, "output_mtok": 10}}]}]
      """)
    try folder.write(
      "ws/ledger/a.csv",
      "request_id,request_started_at,user_id,tier,provider,model,input_tokens,output_tokens,vendor_cost_usd\n"
        + "r1,2026-08-01T00:00:00Z,u,pro,anthropic,Claude-Sonnet-5-20260630,1000,100,0.003\n")
    let done = try Program.assay(
      "prices", "import", folder.path("ws"), folder.path("data.json"), "--as-of", "2026-08-21")
    #expect(done.status == 0, "\(done.errors)")
    let run = try Program.assay("run", folder.path("ws"), "--quiet")
    #expect(run.status == 0, "\(run.errors)")
    let explained = try Program.assay("explain", folder.path("ws"), "r1")
    #expect(
      explained.output.replacing("\n ", with: "").contains(
        "because it begins with claude-sonnet-5"), "\(explained.output)")
    #expect(explained.output.contains("genai-prices.csv:"))
    let aliases = try folder.text("ws/aliases.csv")
    #expect(
      aliases.hasPrefix(
        "provider,alias,model,effective_from,effective_to,match,ignore_case,recorded_at,source\n"))
  }

  /// A book that somebody else wrote goes before a catalog, unless price-sources.csv says otherwise.
  @Test func `an own price book goes before an imported one, and conflicts are listed`() throws {
    let folder = try workspace()
    try folder.write(
      "ws/prices/contract.csv",
      "provider,model,unit_class,price_usd,effective_from\nopenai,gpt-x,input,2.5,2026-01-01\n")
    try folder.write("2026-01-05.json", Self.first)
    let done = try Program.assay(
      "prices", "import", folder.path("ws"), folder.path("2026-01-05.json"))
    #expect(
      done.output.contains("Prices that differ between sources: 1"), "\(done.output)")
    func input() throws -> String {
      let list = try Program.assay(
        "prices", "list", folder.path("ws"), "--at", "2026-01-10", "--json")
      let document = try #require(
        try JSONSerialization.jsonObject(with: Data(list.output.utf8)) as? [String: Any])
      let prices = try #require(document["prices"] as? [[String: Any]])
      return prices.filter { $0["model"] as? String == "gpt-x" }
        .map { "\($0["unit_class"] ?? "") \($0["price_usd"] ?? "") \($0["row"] ?? "")" }.sorted()
        .joined(separator: ", ")
    }
    #expect(
      try input() == "input 2.5 prices/contract.csv:2, output 15 prices/litellm.csv:4")
    try folder.write("ws/price-sources.csv", "source,rank\nlitellm,1\ncontract,2\nlitelm,3\n")
    #expect(
      try input()
        == "input 3 prices/litellm.csv:3, output 15 prices/litellm.csv:4")
    let check = try Program.assay("check", folder.path("ws"))
    #expect(
      check.errors.contains("price-sources.csv:4:1: warning: [book.unknown] source \"litelm\""),
      "\(check.errors)")
    try folder.write("ws/price-sources.csv", "source,rank\nlitellm,first\n")
    let wrong = try Program.assay("check", folder.path("ws"))
    #expect(wrong.errors.contains("price-sources.csv:2:9: error: [book.number]"), "\(wrong.errors)")
    try folder.write("ws/price-sources.csv", "source,rank\nlitellm,1\ncontract,1\n")
    try folder.write(
      "ws/prices/contract.csv",
      "provider,model,unit_class,price_usd,effective_from,effective_to\n"
        + "openai,gpt-x,input,2.5,2026-01-01,2027-01-01\n")
    let equal = try Program.assay("check", folder.path("ws"))
    #expect(equal.errors.contains("error: [book.overlap] openai gpt-x input"), "\(equal.errors)")
  }

  @Test func `rules of aliases are read from the columns match and ignore_case`() throws {
    let folder = try workspace()
    let header = "provider,alias,model,match,ignore_case\n"
    for (rows, message) in [
      ("p,(,m,regex,\n", "aliases.csv:2:3: error: [book.word] alias is \"(\", expected a regular"),
      (
        "p,a,m,glob,\n",
        "aliases.csv:2:7: error: [book.word] match is \"glob\", expected one of exact"
      ),
      ("p,a,m,prefix,perhaps\n", "aliases.csv:2:14: error: [book.word] ignore_case is \"perhaps\""),
      (
        "p,a,m,prefix,\np,a,n,prefix,\n",
        "aliases.csv:3:1: error: [book.overlap] alias p prefix a has"
      ),
    ] {
      try folder.write("ws/aliases.csv", header + rows)
      let check = try Program.assay("check", folder.path("ws"))
      #expect(check.errors.contains(message), "\(check.errors)")
    }
  }

  private func workspace() throws -> Scratch {
    let folder = try Scratch()
    try folder.write("ws/assay.json", "{}")
    return folder
  }
}
