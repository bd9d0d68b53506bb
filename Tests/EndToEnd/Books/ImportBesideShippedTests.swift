import Foundation
import Testing

/// Imports of catalogs into a new workspace, whose books have most of their models already.
struct ImportBesideShippedTests {
  private static let catalog = Program.repository.appending(
    path: "data/catalogs/genai-prices-2026-08-21.json")
  private static let header =
    "request_id,request_started_at,user_id,tier,provider,model,input_tokens,output_tokens\n"

  private static func costs(
    _ folder: Scratch, _ requests: [(day: String, model: String)]
  ) throws -> [String?] {
    let text = requests.enumerated().reduce(header) {
      "\($0)r\($1.offset),\($1.element.day)T12:00:00Z,u,pro,\($1.element.model),1000000,0\n"
    }
    try folder.write("ws/ledger/a.csv", text)
    let run = try Program.assay(
      "run", folder.path("ws"), "--quiet", "--rated", folder.path("rated.csv"))
    #expect(run.status != 1, "\(run.errors)")
    let rated = rows(ofCSV: try folder.text("rated.csv"))
    return requests.indices.map { index in
      rated.first { $0["request_id"] == "r\(index)" }?["vendor_cost_usd"]
    }
  }

  /// The shipped catalog is this one: what is added are models of which the vendor history states other prices, and those that
  /// genai-prices lists without any.
  @Test func `an import of the shipped catalog adds what books differ in, once`() throws {
    let folder = try Scratch()
    _ = try Program.assay("init", folder.path("ws"))
    func importing() throws -> String {
      let done = try Program.assay(
        "prices", "import", folder.path("ws"), Self.catalog.path, "--as-of", "2026-08-21")
      #expect(done.status == 0, "\(done.errors)")
      return done.output
    }
    let said = try importing()
    #expect(said.contains("models already have these prices"), "\(said)")
    #expect(!said.contains("Models left out"))
    #expect(!said.contains("Prices that contradict others of the same model"))
    let added = rows(ofCSV: try folder.text("ws/prices/genai-prices.csv"))
    #expect(added.count < 100)
    #expect(!added.contains { ["aws", "x-ai", "moonshotai"].contains($0["provider"]) })
    let names = try folder.text("ws/aliases.csv").split(separator: "\n").filter {
      $0.hasSuffix("genai-prices@2026-08-21")
    }
    #expect(names.count < 100, "\(names)")
    let once = try folder.files(in: "ws")
    _ = try importing()
    #expect(try folder.files(in: "ws") == once, "importing twice changes nothing")
  }

  /// Input for a million tokens: Claude Sonnet 4.5 costs 6 above 200,000 since its first day, 2025-09-29, and the history has it since 2025-10-10;
  /// Voyage 3.5 costs 0.06, Claude Haiku 4.5 on Bedrock 1.
  @Test func `what the help of a gap says gives its price`() throws {
    let folder = try Scratch()
    _ = try Program.assay("init", folder.path("ws"))
    let requests = [
      ("2025-10-01", "anthropic,claude-sonnet-4-5"), ("2026-08-05", "voyageai,voyage-3.5"),
      ("2026-08-05", "bedrock,us.anthropic.claude-haiku-4-5-20251001-v1:0"),
    ]
    #expect(try Self.costs(folder, requests) == ["", "", ""])
    let check = try Program.assay(["check", folder.path("ws")])
    #expect(check.errors.contains("--for-all-time"), "\(check.errors)")
    let done = try Program.assay(
      "prices", "import", folder.path("ws"), Self.catalog.path, "--for-all-time")
    #expect(done.status == 0, "\(done.errors)")
    // A regional endpoint of Bedrock is a tenth dearer than 1.
    #expect(try Self.costs(folder, requests) == ["6", "0.06", "1.1"])
    // On the catalog's day nothing changes.
    let days = ["2026-08-20", "2026-08-21"]
    #expect(try Self.costs(folder, days.map { ($0, "voyageai,voyage-3.5") }) == ["0.06", "0.06"])
  }

  /// An embedding has no output, so none is asked for.
  @Test func `the help of an embedding without a price asks for input alone`() throws {
    let folder = try Scratch()
    _ = try Program.assay("init", folder.path("ws"))
    try folder.write(
      "ws/ledger/a.csv",
      Self.header + "r,2024-08-05T12:00:00Z,u,pro,openai,text-embedding-3-large,1000,0\n")
    let check = try Program.assay("check", folder.path("ws"))
    #expect(check.errors.contains("openai,text-embedding-3-large,input,PRICE"), "\(check.errors)")
    #expect(!check.errors.contains(",output,"), "\(check.errors)")
  }

  private static let litellm = """
    {"gemini/gemini-2.5-flash": {"litellm_provider": "gemini", "input_cost_per_token": 9e-06},
     "vertex_ai/gemini-2.5-pro": {"litellm_provider": "vertex_ai-language-models", "input_cost_per_token": 9e-06},
     "bedrock/x.new-v1:0": {"litellm_provider": "bedrock", "input_cost_per_token": 7e-06},
     "amazon.nova-pro-v1:0": {"litellm_provider": "bedrock_converse", "input_cost_per_token": 9e-06},
     "gpt-4o": {"litellm_provider": "openai", "input_cost_per_token": 9e-06},
     "together_ai/new": {"litellm_provider": "together_ai", "input_cost_per_token": 5e-06}}
    """

  /// Input for a million tokens as the shipped books have it: Gemini 2.5 Flash 0.3, Pro 2.5 above 200,000, GPT-4o 2.5, Nova Pro 0.8.
  @Test func `LiteLLM's catalog adds models and hides no shipped price`() throws {
    let folder = try Scratch()
    _ = try Program.assay("init", folder.path("ws"))
    try folder.write("2026-08-25.json", Self.litellm)
    let done = try Program.assay(
      "prices", "import", folder.path("ws"), folder.path("2026-08-25.json"), "--source", "litellm")
    #expect(done.status == 0, "\(done.errors)")
    let shipped = [
      "gemini,gemini-2.5-flash", "google,gemini-2.5-flash", "openai,gpt-4o",
      "bedrock,amazon.nova-pro-v1:0",
    ]
    let prices = ["0.3", "0.3", "2.5", "0.8"]
    #expect(try Self.costs(folder, shipped.map { ("2026-08-22", $0) }) == prices)
    #expect(try Self.costs(folder, shipped.map { ("2026-09-01", $0) }) == prices)
    // Vertex has a price of its own from the day of the catalog on, and until then that of Google.
    #expect(
      try Self.costs(
        folder,
        [
          ("2026-08-22", "vertex_ai,gemini-2.5-pro"), ("2026-09-01", "bedrock,x.new-v1:0"),
          ("2026-09-01", "amazon,x.new-v1:0"), ("2026-09-01", "together,new"),
        ]) == ["2.5", "7", "7", "5"])
  }

  /// models.dev has Vertex under two names; Vertex's own name finds both.
  @Test func `Vertex has the prices that models.dev has of it`() throws {
    let folder = try Scratch()
    _ = try Program.assay("init", folder.path("ws"))
    try folder.write(
      "2026-08-25.json",
      """
      {"google-vertex": {"id": "google-vertex", "models": {"new-x": {"cost": {"input": 4}}}},
       "google-vertex-anthropic": {"id": "google-vertex-anthropic",
         "models": {"claude-new": {"cost": {"input": 6}}, "new-x": {"cost": {"input": 5}}}}}
      """)
    let done = try Program.assay(
      "prices", "import", folder.path("ws"), folder.path("2026-08-25.json"))
    #expect(done.status == 0, "\(done.errors)")
    #expect(done.output.contains("several prices for one class"), "\(done.output)")
    let names = ["vertex_ai,new-x", "google-vertex,new-x", "vertex_ai,claude-new"]
    #expect(try Self.costs(folder, names.map { ("2026-09-01", $0) }) == ["4", "4", "6"])
  }
}
