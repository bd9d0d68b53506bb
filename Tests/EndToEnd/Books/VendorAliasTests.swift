import Foundation
import Testing

/// A ledger that calls a vendor `gemini`, and books that have its prices as `google`: the prices are found, and all else
/// is by the name in the ledger.
struct VendorAliasTests {
  private static let ledger =
    "request_id,request_started_at,user_id,tier,provider,model,byok,input_tokens\n"
  private static let prices = "provider,model,unit_class,price_usd,effective_from\n"

  /// g1 costs 1 USD a million tokens, and 2 from September; g2 costs 10.
  private static func workspace(_ rows: [String], _ files: [String: String] = [:]) throws -> Scratch
  {
    let folder = try Scratch()
    try folder.write("ws/plans.csv", "tier\npro\n")
    try folder.write(
      "ws/prices/p.csv",
      prices + "google,g1,input,1,2026-01-01\ngoogle,g1,input,2,2026-09-01\n"
        + "google,g2,input,10,2026-01-01\n")
    try folder.write("ws/ledger/a.csv", ledger + rows.map { $0 + "\n" }.joined())
    for (name, text) in files { try folder.write("ws/" + name, text) }
    return folder
  }

  private static func row(
    _ id: String, provider: String = "gemini", model: String = "g1", byok: Bool = false
  ) -> String {
    "\(id),2026-08-20T10:00:00Z,u,pro,\(provider),\(model),\(byok),1000000"
  }

  private static let multipliers =
    "level,tier,provider,model,multiplier,status\ntier,pro,,,1.2,approved\n"

  /// 3 USD were charged for each that cost 1; of 2 that is 3 × 1 ÷ 2.
  @Test func `an alert has the multiplier of the name in the ledger`() throws {
    let folder = try Self.workspace(
      [Self.row("r1"), Self.row("r2")],
      ["multipliers.csv": Self.multipliers + "provider,,gemini,,3,approved\n"])
    let run = try Program.assay("run", folder.path("ws"), "--quiet")
    #expect(run.status == 0 && !run.errors.contains("book.unknown"), "\(run.errors)")
    let tier = try #require(rows(ofCSV: try folder.text("ws/out/price-watch-tiers.csv")).first)
    #expect(tier["multiplier"] == "3" && tier["keep_price_multiplier"] == "1.5")
  }

  /// Customers of one tier who pay by different multipliers have no price that one multiplier keeps.
  @Test func `an alert has no multiplier where the names of the ledger have several`() throws {
    let folder = try Self.workspace(
      [Self.row("r1"), Self.row("r2", provider: "vertex_ai")],
      ["multipliers.csv": Self.multipliers + "provider,,gemini,,3,approved\n"])
    _ = try Program.assay("run", folder.path("ws"), "--quiet")
    let tier = try #require(rows(ofCSV: try folder.text("ws/out/price-watch-tiers.csv")).first)
    #expect(tier["requests"] == "2" && tier["vendor_cost_after_usd"] == "4")
    #expect(tier["multiplier"] == "" && tier["keep_price_multiplier"] == "")
  }

  @Test func `a row that has the name wins over a rule for another name of the vendor`() throws {
    let folder = try Self.workspace(
      [Self.row("r1", model: "my-g1"), Self.row("r2", model: "her-g2")],
      [
        "aliases.csv": "provider,alias,model,match\ngemini,my-g1,g1,exact\n"
          + "google,-g,g2,contains\n"
      ])
    let run = try Program.assay("run", folder.path("ws"), "--rated", folder.path("rated.csv"))
    #expect(run.status == 0, "\(run.errors)")
    let rated = rows(ofCSV: try folder.text("rated.csv"))
    #expect(rated.map { $0["model"] } == ["g1", "g2"])
    #expect(rated.map { $0["vendor_cost_usd"] } == ["1", "10"])
  }

  /// A model of the vendor is itself, whatever a rule of the ledger's name would make of it.
  @Test func `no rule speaks for a name that has prices under another name of the vendor`() throws {
    let folder = try Self.workspace(
      [Self.row("r1")], ["aliases.csv": "provider,alias,model,match\ngemini,g,g2,prefix\n"])
    _ = try Program.assay("run", folder.path("ws"), "--rated", folder.path("rated.csv"))
    #expect(rows(ofCSV: try folder.text("rated.csv")).first?["vendor_cost_usd"] == "1")
  }

  /// Revenue is 1 USD times the multiplier, and three requests of g2 cost 30.
  @Test(
    arguments: [
      (["--set", "provider:gemini=5"], "list_revenue_usd", "15"),
      (["--set", "model:gemini/g1=5"], "list_revenue_usd", "15"),
      (["--swap", "g1=g2"], "vendor_cost_usd", "30"),
      (["--swap", "google/g1=g2"], "vendor_cost_usd", "30"),
    ])
  func `a scenario may name a vendor as the ledger does`(
    change: [String], measure: String, simulated: String
  ) throws {
    let folder = try Self.workspace(
      [Self.row("r1"), Self.row("r2", model: "fast"), Self.row("r3")],
      ["aliases.csv": "provider,alias,model\ngemini,fast,g1\n"])
    let run = try Program.assay(["simulate", folder.path("ws")] + change)
    #expect(run.status == 0, "\(run.errors)")
    let lines = rows(ofCSV: try folder.text("ws/out/simulation/simulation.csv"))
    let line = lines.first { $0["measure"] == measure && $0["key"] == "" }
    #expect(line?["simulated"] == simulated, "\(change): \(line ?? [:])")
  }

  /// Each of the six costs 1 by g1 and 10 by g2; the last is g2 in any case.
  @Test(arguments: [
    (#""provider": "google""#, "60"), (#""provider": "gemini""#, "42"),
    (#""provider": "vertex_ai""#, "24"), (#""provider": "gemini", "from": "2026-08-21""#, "15"),
    (#""provider": "gemini", "to": "2026-08-21""#, "42"),
  ])
  func `a swap is for the name that the ledger has, as a row of aliases is`(
    change: String, cost: String
  ) throws {
    let folder = try Self.workspace(
      [
        Self.row("r1", provider: "google"), Self.row("r2"), Self.row("r3", provider: "vertex_ai"),
        Self.row("r4", model: "my-g1"), Self.row("r5", model: "x-1"), Self.row("r6", model: "x-2"),
      ],
      [
        "aliases.csv": "provider,alias,model,match\ngoogle,my-g1,g1,exact\n"
          + "google,x-,g1,prefix\ngoogle,x-2,g2,exact\n"
      ])
    try folder.write("s.json", #"{ "changes": [{ "swap_to": "g2", "model": "g1", \#(change) }] }"#)
    let run = try Program.assay("simulate", folder.path("ws"), folder.path("s.json"))
    #expect(run.status == 0, "\(run.errors)")
    let lines = rows(ofCSV: try folder.text("ws/out/simulation/simulation.csv"))
    let line = lines.first { $0["measure"] == "vendor_cost_usd" && $0["key"] == "" }
    #expect(line?["simulated"] == cost && line?["baseline"] == "15", "\(change): \(line ?? [:])")
  }

  @Test func `a quote is for the name that the ledger has`() throws {
    let folder = try Self.workspace(
      [], ["multipliers.csv": Self.multipliers + "provider,,gemini,,3,approved\n"])
    let quote = try Program.assay(
      "quote", folder.path("ws"), "g1", "--provider", "gemini", "--tier", "pro", "--input",
      "1000000", "--at", "2026-08-20")
    #expect(quote.output.contains("Multiplier 3: provider gemini"), "\(quote.errors)")
    let slip = try Program.assay("simulate", folder.path("ws"), "--set", "provider:gemni=5")
    #expect(slip.status == 1 && slip.errors.contains("gemni"), "\(slip.errors)")
  }

  /// The fee of a premium model is 15 % of 1 USD.
  @Test func `the class of a model is found under another name of its vendor`() throws {
    let folder = try Self.workspace(
      [Self.row("r1", byok: true)],
      [
        "models.csv": "provider,model,class\ngoogle,g1,premium\n",
        "assay.json": #"{"byok_markup_percent":{"premium":"15"}}"#,
      ])
    _ = try Program.assay("run", folder.path("ws"), "--rated", folder.path("rated.csv"))
    #expect(rows(ofCSV: try folder.text("rated.csv")).first?["credits"] == "15")
  }

  @Test func `usage by bucket is compared with the ledger's name of its vendor`() throws {
    let folder = try Self.workspace(
      [Self.row("r1"), Self.row("r2")],
      [
        "ledger/b.csv":
          "date,api_key,model,model_group,custom_llm_provider,prompt_tokens,completion_tokens,"
          + "cache_read_input_tokens,cache_creation_input_tokens,spend,api_requests\n"
          + "2026-08-20,k,g1,g1,gemini,2000000,0,0,0,2,2\n"
      ])
    let run = try Program.assay("run", folder.path("ws"), "--quiet")
    let lines = rows(ofCSV: try folder.text("ws/out/usage-comparison.csv"))
    #expect(!lines.isEmpty, "\(run.errors)")
    for line in lines { #expect(line["vendor"] == line["ledger"], "\(line)") }
  }

  /// Until 11 August `x` is g1 by the other name's row, from then on g2 by its own.
  @Test func `a row under the ledger's name counts in its time, others before and after`() throws {
    let requests = (10...12).map {
      Self.row("r\($0)", model: "x").replacing("08-20", with: "08-\($0)")
    }
    let folder = try Self.workspace(
      requests,
      [
        "aliases.csv": "provider,alias,model,effective_from,effective_to\ngoogle,x,g1,,\n"
          + "gemini,x,g2,2026-08-11,2026-08-12\n"
      ])
    _ = try Program.assay("run", folder.path("ws"), "--rated", folder.path("rated.csv"))
    let rated = rows(ofCSV: try folder.text("rated.csv"))
    #expect(rated.map { $0["vendor_cost_usd"] } == ["1", "10", "1"])
  }

  /// g1 costs 1 USD, g2 10, and `google/g3` as it stands 7.
  @Test(arguments: [
    ("google", "google/g1", "g1", "1"), ("gemini", "gemini/g1", "g1", "1"),
    ("google", "vertex_ai/g1", "g1", "1"), ("gemini", "models/g1", "g1", "1"),
    ("google", "google/fast", "g2", "10"),
    // As it stands, by the book or by a row of aliases.
    ("google", "google/g3", "google/g3", "7"), ("google", "google/g9", "g2", "10"),
    // A provider that is not its own, a model that is none, and no model.
    ("openai", "google/g1", "google/g1", ""), ("google", "google/g7", "google/g7", ""),
    ("google", "google/", "google/", ""), ("openai", "models/g1", "models/g1", ""),
  ])
  func `a model with its provider before it is that provider's, unless the books have it so`(
    provider: String, model: String, meant: String, cost: String
  ) throws {
    let folder = try Self.workspace(
      [Self.row("r1", provider: provider, model: model)],
      [
        "prices/q.csv": Self.prices + "google,google/g3,input,7,2026-01-01\n",
        "aliases.csv": "provider,alias,model\ngoogle,google/g9,g2\ngoogle,fast,g2\n",
      ])
    let run = try Program.assay(
      "run", folder.path("ws"), "--quiet", "--rated", folder.path("rated.csv"))
    #expect(run.status == (cost.isEmpty ? 2 : 0), "\(run.errors)")
    let rated = try #require(rows(ofCSV: try folder.text("rated.csv")).first)
    #expect(rated["vendor_cost_usd"] == cost && rated["model"] == meant)
    #expect(rated["model_as_recorded"] == model)
    let explain = try Program.assay("explain", folder.path("ws"), "r1")
    #expect(explain.status == 0 && explain.output.contains(meant), "\(explain.output)")
    #expect(
      explain.output.contains("The ledger says \(model), which means \(meant): ")
        == (model != meant), "\(explain.output)")
  }

  /// As in the test above, with a rule for names that begin with `quick`.
  @Test(arguments: [
    (
      "google/g1", [], "1",
      "g1: its provider precedes it"
    ),
    (
      "google/fast", [], "10",
      "g2: aliases.csv:2, because the part after its provider is fast"
    ),
    (
      "gemini/quick-1", ["--provider", "gemini"], "10",
      "g2: aliases.csv:3, because the part after its provider begins with quick"
    ),
    ("quick-1", [], "10", "g2: aliases.csv:3, because it begins with quick"),
    (
      "gemini/g1", [], "1",
      "g1: its provider precedes it"
    ),
    (
      "models/g1", ["--provider", "google"], "1",
      "g1: models/ precedes it"
    ),
  ])
  func `a quote knows a model with its provider before it, as a run does`(
    model: String, options: [String], cost: String, meaning: String
  ) throws {
    let folder = try Self.workspace(
      [Self.row("r1", provider: options.last ?? "google", model: model)],
      [
        "aliases.csv": "provider,alias,model,match\ngoogle,fast,g2,\ngoogle,quick,g2,prefix\n"
      ])
    let words = ["quote", folder.path("ws"), model, "--input", "1000000", "--at", "2026-08-20"]
    let quote = try Program.assay(words + options)
    let explain = try Program.assay("explain", folder.path("ws"), "r1")
    // A question is in no ledger.
    for (run, says) in [
      (quote, "\n\(model) means \(meaning)"),
      (explain, "\nThe ledger says \(model), which means \(meaning)"),
    ] {
      let text = run.output.replacing("\n  ", with: " ")
      #expect(run.status == 0 && text.contains(says), "\(text)\(run.errors)")
    }
    let json = try Program.assay(words + options + ["--json"]).output
    #expect(json.contains("\"vendor_cost_usd\": \"\(cost)\""), "\(json)")
    #expect(json.contains("\"model_as_recorded\": \"\(model)\""))
    let other = try Program.assay(words + ["--provider", "openai"])
    #expect(
      other.status == 1 && other.errors.contains("openai has no model \(model), but google has"))
  }

  /// A vendor that sells others' models lists them under names with a stroke.
  @Test func `a quote knows a model by its provider although another one lists the whole name`()
    throws
  {
    let folder = try Self.workspace(
      [Self.row("r1", provider: "google", model: "google/g1")],
      ["prices/r.csv": Self.prices + "router,google/g1,input,7,2026-01-01\n"])
    let words = [
      "quote", folder.path("ws"), "google/g1", "--input", "1000000", "--at", "2026-08-20", "--json",
    ]
    for (provider, cost) in [("google", "1"), ("router", "7")] {
      let quote = try Program.assay(words + ["--provider", provider])
      #expect(quote.output.contains("\"vendor_cost_usd\": \"\(cost)\""), "\(quote.errors)")
    }
    let open = try Program.assay(words)
    #expect(open.status == 1 && open.errors.contains("google"), "\(open.output)\(open.errors)")
  }
}
