import Foundation
import Testing

/// Requests under every name of their vendor, and the catalogs that have prices for them.
///
/// They stand in exports of four formats: those whose provider is a name, as responses, the logs of LiteLLM and our rows have it;
/// of those that always mean one provider, OpenRouter's.
/// The catalogs stand in Tests/Examples/Catalogs. Each request has 1,000 tokens in and 100 out. In millionths of a USD these
/// come to 1,000 × 3 + 100 × 15 with Nova X, 1,000 × 1.25 + 100 × 10 with Gemini X, 1,000 × 2 + 100 × 6 with Grok X, and
/// 1,000 × 5 + 100 × 25 with Claude X of OpenRouter.
struct CatalogVendorNameTests {
  private static let costs = [
    "nova": "0.0045", "gemini": "0.00225", "grok": "0.0026", "claude": "0.0075",
  ]
  /// Who serves a model, by the names that ledgers and catalogs have for it; a response may be of any of these.
  private static let vendors: [(model: String, names: [String], id: String, usage: String)] = [
    (
      "nova", ["amazon", "aws", "bedrock", "amazon-bedrock"], "amazon.nova-x-v1:0",
      #""usage":{"inputTokens":1000,"outputTokens":100,"totalTokens":1100}"#
    ),
    (
      "gemini", ["google", "gemini", "vertex_ai"], "gemini-x",
      #""usageMetadata":{"promptTokenCount":1000,"candidatesTokenCount":100,"totalTokenCount":1100}"#
    ),
    (
      "grok", ["xai", "x-ai"], "grok-x",
      #""usage":{"prompt_tokens":1000,"completion_tokens":100,"total_tokens":1100}"#
    ),
    (
      "claude", ["openrouter"], "anthropic/claude-x",
      #""usage":{"prompt_tokens":1000,"completion_tokens":100,"total_tokens":1100}"#
    ),
  ]

  /// The ledger: ids say the model, the format, and the name of the vendor.
  private static func ledger() -> [String: String] {
    var responses = ""
    var logs =
      "request_id,startTime,model,custom_llm_provider,spend,prompt_tokens,completion_tokens,user,metadata\n"
    var own =
      "request_id,request_started_at,user_id,tier,provider,model,input_tokens,output_tokens\n"
    for (model, names, id, usage) in vendors {
      for name in names {
        responses +=
          #"{"request_id":"\#(model) response \#(name)","request_started_at":"2026-08-01T10:00:00Z","user_id":"u","#
          + #""tier":"pro","provider":"\#(name)","model":"\#(id)","response":{\#(usage)}}"# + "\n"
        logs +=
          "\(model) log \(name),2026-08-01 10:00:00,\(id),\(name),\(costs[model] ?? ""),1000,100,u,{}\n"
        own += "\(model) own \(name),2026-08-01T10:00:00Z,u,pro,\(name),\(id),1000,100\n"
      }
    }
    let generations =
      "generation_id,created_at,cost_total,tokens_prompt,tokens_completion,model_permaslug,user\n"
      + "claude generation,2026-08-01 10:00:00,0.0075,1000,100,anthropic/claude-x,u\n"
    return [
      "a.jsonl": responses, "b.csv": logs, "c.csv": own, "d.csv": generations,
    ]
  }

  /// A catalog, and the models that it has.
  private static let catalogs: [(file: String, models: Set<String>)] = [
    ("genai-prices.json", ["nova", "gemini", "grok", "claude"]),
    ("litellm.json", ["nova", "gemini", "grok", "claude"]),
    ("llm-prices", ["nova", "gemini", "grok"]), ("openrouter.json", ["claude"]),
    ("models-dev.json", ["nova", "gemini", "grok"]),
  ]

  private static func workspace(importing catalog: String) throws -> (folder: Scratch, say: String)
  {
    let folder = try Scratch()
    // Another book has other models of the same vendors, as the shipped one does.
    try folder.write(
      "ws/prices/own.csv",
      "provider,model,unit_class,price_usd,effective_from\n"
        + "amazon,nova-old,input,9,2025-01-01\ngoogle,gemini-old,input,9,2025-01-01\n")
    if catalog == "llm-prices" {
      // It calls models otherwise than their vendors do.
      try folder.write(
        "ws/aliases.csv", "provider,alias,model\namazon,amazon.nova-x-v1:0,amazon-nova-x\n")
    }
    try folder.write("ws/plans.csv", "tier\npro\n")
    let path = Program.repository.appending(path: "Tests/Examples/Catalogs/" + catalog).path
    let run = try Program.assay(
      "prices", "import", folder.path("ws"), path, "--as-of", "2026-07-15")
    #expect(run.status == 0, "\(catalog): \(run.errors)")
    return (folder, run.output)
  }

  @Test(arguments: catalogs.indices)
  func `a request finds the price that a catalog has under another name of its vendor`(
    index: Int
  ) throws {
    let (catalog, models) = Self.catalogs[index]
    let (folder, _) = try Self.workspace(importing: catalog)
    for (name, text) in Self.ledger() { try folder.write("ws/ledger/" + name, text) }
    for options in [["--threads", "1"], ["--threads", "3"], ["--careful"]] {
      let run = try Program.assay(
        ["run", folder.path("ws"), "--quiet", "--rated", folder.path("rated.csv")] + options)
      let rated = rows(ofCSV: try folder.text("rated.csv"))
      #expect(rated.count == 3 * 10 + 1, "\(run.errors)")
      for row in rated {
        let id = row["request_id"] ?? ""
        let model = String(id.prefix { $0 != " " })
        let expected = models.contains(model) ? Self.costs[model] : ""
        #expect(row["vendor_cost_usd"] == expected, "\(catalog), \(id)")
      }
      #expect(run.status == (models.count == 4 ? 0 : 2), "\(catalog): \(run.errors)")
    }
    guard models.contains("nova") else { return }
    let explain = try Program.assay("explain", folder.path("ws"), "nova own aws")
    #expect(explain.output.contains("0.0045"), "\(explain.output)")
    // The price that serves them all is used, whatever the name of its provider.
    let unused = rows(ofCSV: try folder.text("ws/out/price-checks.csv")).filter {
      $0["check"] == "unused" && $0["class"] == "output"
    }
    #expect(!unused.contains { $0["model"]?.contains("nova-x") == true }, "\(unused)")
  }

  /// A million tokens at 3 USD, and at 6.
  @Test func `a price that is changed counts under every name of its vendor`() throws {
    let (folder, _) = try Self.workspace(importing: "genai-prices.json")
    try folder.write(
      "ws/ledger/a.csv",
      "request_id,request_started_at,user_id,tier,provider,model,input_tokens\n"
        + "r1,2026-08-01T10:00:00Z,u,pro,amazon,amazon.nova-x-v1:0,1000000\n")
    let run = try Program.assay(
      "simulate", folder.path("ws"), "--price", "aws/nova-x-v1/input=6")
    #expect(run.status == 0, "\(run.errors)")
    #expect(
      run.output.contains(#/Vendor cost +3\.00 +6\.00 +\+3\.00/#), "\(run.output)")
  }

  private static let head =
    "provider,model,unit_class,price_usd,per,service_tier,region,context_over,effective_from,"
    + "effective_to,recorded_at,source"

  /// The prices of the files of two catalogs: llm-prices per million, with days, and a model of its own
  /// for large requests; OpenRouter for one token, from the day of the file on, `min_prompt_tokens` inclusive.
  private static let imported: [(catalog: String, words: String, rows: [String])] = [
    (
      "llm-prices", "Imported llm-prices of 2026-07-15, 3 models → prices/llm-prices.csv",
      [
        "amazon,amazon-nova-x,input,4,1000000,standard,,,,",
        "amazon,amazon-nova-x,input,3,1000000,standard,,,2026-07-01,",
        "amazon,amazon-nova-x,cache_read,0.3,1000000,standard,,,2026-07-01,",
        "amazon,amazon-nova-x,output,20,1000000,standard,,,,",
        "amazon,amazon-nova-x,output,15,1000000,standard,,,2026-07-01,",
        "google,gemini-x,input,1.25,1000000,standard,,,,",
        "google,gemini-x,cache_read,0.31,1000000,standard,,,,",
        "google,gemini-x,output,10,1000000,standard,,,,",
        "google,gemini-x,input,2.5,1000000,standard,,200000,,",
        "google,gemini-x,cache_read,0.31,1000000,standard,,200000,,",
        "google,gemini-x,output,15,1000000,standard,,200000,,",
        "xai,grok-x,input,2,1000000,standard,,,,", "xai,grok-x,output,6,1000000,standard,,,,",
      ]
    ),
    (
      "models-dev.json",
      "cost.output_image: 1, a unit that price books do not have, such as xai grok-x",
      [
        "amazon,amazon.nova-x-v1:0,input,3,1000000,standard,,,2026-07-15,",
        "amazon,amazon.nova-x-v1:0,cache_read,0.3,1000000,standard,,,2026-07-15,",
        "amazon,amazon.nova-x-v1:0,output,15,1000000,standard,,,2026-07-15,",
        "google,gemini-x,input,1.25,1000000,standard,,,2026-07-15,",
        "google,gemini-x,cache_read,0.31,1000000,standard,,,2026-07-15,",
        "google,gemini-x,output,10,1000000,standard,,,2026-07-15,",
        "google,gemini-x,audio_input,2,1000000,standard,,,2026-07-15,",
        "google,gemini-x,input,2.5,1000000,standard,,200000,2026-07-15,",
        "google,gemini-x,cache_read,0.31,1000000,standard,,200000,2026-07-15,",
        "google,gemini-x,output,15,1000000,standard,,200000,2026-07-15,",
        "google,gemini-x,audio_input,2,1000000,standard,,200000,2026-07-15,",
        "xai,grok-x,input,4,1000000,fast,,,2026-07-15,",
        "xai,grok-x,output,12,1000000,fast,,,2026-07-15,",
        "xai,grok-x,input,2,1000000,standard,,,2026-07-15,",
        "xai,grok-x,output,6,1000000,standard,,,2026-07-15,",
        "xai,grok-x,reasoning,7,1000000,standard,,,2026-07-15,",
      ]
    ),
    (
      "openrouter.json",
      "prompt: 1, a placeholder for a missing price, such as openrouter\n    openrouter/auto",
      ["", "199999"].flatMap { band in
        [
          "input,\(band.isEmpty ? "5" : "10"),1000000", "cache_read,0.5,1000000",
          "cache_write_5m,6.25,1000000", "output,\(band.isEmpty ? "25" : "37.5"),1000000",
          "search,0.01,1",
        ].map { "openrouter,anthropic/claude-x,\($0),standard,,\(band),2026-07-15," }
      }
    ),
  ]

  @Test func `llm-prices and OpenRouter are imported as they state it, once`() throws {
    for (catalog, words, rows) in Self.imported {
      let (folder, said) = try Self.workspace(importing: catalog)
      #expect(said.contains(words), "\(said)")
      let name = String(catalog.prefix { $0 != "." })
      let book = ([Self.head] + rows.map { "\($0),2026-07-15,\(name)@2026-07-15" })
        .map { $0 + "\n" }.joined()
      #expect(try folder.text("ws/prices/\(name).csv") == book)
      let before = try folder.files(in: "ws")
      let path = Program.repository.appending(path: "Tests/Examples/Catalogs/" + catalog).path
      let again = try Program.assay(
        "prices", "import", folder.path("ws"), path, "--as-of", "2026-07-15")
      #expect(again.status == 0, "\(again.errors)")
      #expect(try folder.files(in: "ws") == before, "importing \(catalog) twice changes nothing")
    }
    // 3 USD since July, 4 before; the price of a day is that of the catalog's day.
    let (folder, _) = try Self.workspace(importing: "llm-prices")
    for (day, price) in [("2026-06-30", "4"), ("2026-07-01", "3")] {
      let list = try Program.assay("prices", "list", folder.path("ws"), "--at", day, "--json")
      let document = try #require(
        try JSONSerialization.jsonObject(with: Data(list.output.utf8)) as? [String: Any])
      let prices = try #require(document["prices"] as? [[String: Any]])
      let found = prices.filter {
        $0["model"] as? String == "amazon-nova-x" && $0["unit_class"] as? String == "input"
      }
      #expect(found.map { $0["price_usd"] as? String } == [price], "\(list.output)")
    }
  }
}
