import Foundation
import Testing

/// The two FOCUS files of a ledger of seven rows: all expected values were worked out by hand.
///
/// | row | cost | credits |
/// |---|---|---|
/// | r1 | 1,000 × 0.000002 + 100 × 0.00001 + 0.001 = 0.004 | 0.4 |
/// | r2 | 500 × 0.000002 + 50 × 0.00001 + 0.001 = 0.0025 | 0.25, charged 0.3 |
/// | r3 | 10 × 0.000002 + 0.001 = 0.00102, free plan | 0.102, charged 0.2 |
/// | r4 | the customer's own key: nothing | 0 |
/// | r5 | no price | 0 |
/// | r6 | 300,000 × 0.000004 + 1 × 0.000015 + 0.001 = 1.201015, above 200,000 | 120.1015, charged 120.2 |
/// | r7 | 12.5 s × 0.0001 = 0.00125 | 0.125, charged 0.2 |
struct FocusFileTests {
  private static let settings = """
    { "organization": "Example Ltd", "credit_value_usd": "0.01", "credit_increment": "0.1",
      "default_multiplier": "1" }
    """
  private static let ledger = """
    request_id,request_started_at,user_id,account_id,tier,service,provider,model,byok,input_tokens,output_tokens,seconds
    r1,2026-07-01T10:00:00Z,u1,a1,pro,chat,openai,gpt-t,false,1000,100,
    r2,2026-07-01T11:00:00Z,u2,a2,pro,chat,openai,gpt-t,false,500,50,
    r3,2026-07-01T12:00:00Z,u3,,free,chat,openai,gpt-t,false,10,0,
    r4,2026-07-01T13:00:00Z,u1,a1,pro,chat,openai,gpt-t,true,999,0,
    r5,2026-07-01T14:00:00Z,u1,a1,pro,chat,openai,mystery,false,7,0,
    r6,2026-07-02T01:00:00Z,u1,a1,pro,chat,openai,gpt-t,false,300000,1,
    r7,2026-07-01T15:00:00Z,u1,a1,pro,audio,groq,whisper,false,0,0,12.5

    """
  private static let prices = """
    provider,model,unit_class,price_usd,per,context_over
    openai,gpt-t,input,2,1000000,
    openai,gpt-t,output,10,1000000,
    openai,gpt-t,request,0.001,1,
    openai,gpt-t,input,4,1000000,200000
    openai,gpt-t,output,15,1000000,200000
    groq,whisper,second,0.0001,1,

    """
  private static let plans = """
    tier,is_free,monthly_price_usd,effective_from
    free,true,0,2026-01-01
    pro,false,15,2026-01-01

    """

  private func workspace(settings: String = settings) throws -> Scratch {
    let folder = try Scratch()
    try folder.write("ws/ledger/a.csv", Self.ledger)
    try folder.write("ws/prices/p.csv", Self.prices)
    try folder.write("ws/plans.csv", Self.plans)
    try folder.write("ws/assay.json", settings)
    return folder
  }

  private func focus(_ words: String..., in folder: Scratch) throws -> [[String: String]] {
    let run = try Program.assay(["run", folder.path("ws"), "--quiet", "--focus"] + words)
    #expect(run.status == 2, "\(run.errors)")
    return rows(ofCSV: try folder.text("ws/out/focus.csv"))
  }

  private func texts(_ rows: [[String: String]], _ columns: [String]) -> [String] {
    rows.map { row in columns.map { row[$0] ?? "?" }.joined(separator: " ") }
  }

  private static let shown = [
    "ChargePeriodStart", "SkuId", "SubAccountId", "ListUnitPrice", "PricingQuantity", "BilledCost",
    "x_ContextBand", "x_Requests", "x_PriceRow", "x_Unpriced",
  ]

  @Test func `a line is what a tier used of a class at a price on a day`() throws {
    let lines = try focus(in: try workspace())
    let (first, second) = ("2026-07-01T00:00:00Z", "2026-07-02T00:00:00Z")
    #expect(
      texts(lines, Self.shown) == [
        "\(first) groq/whisper/second pro 0.0001 12.5 0.00125 0.0 1.0 prices/p.csv:7 false",
        "\(first) openai/gpt-t/input free 0.000002 10.0 0.00002 0.0 1.0 prices/p.csv:2 false",
        "\(first) openai/gpt-t/input pro 0.000002 1500.0 0.003 0.0 2.0 prices/p.csv:2 false",
        "\(first) openai/gpt-t/output pro 0.00001 150.0 0.0015 0.0 2.0 prices/p.csv:3 false",
        "\(first) openai/gpt-t/request free 0.001 1.0 0.001  1.0 prices/p.csv:4 false",
        "\(first) openai/gpt-t/request pro 0.001 2.0 0.002  2.0 prices/p.csv:4 false",
        "\(first) openai/mystery/input pro  7.0 0.0 0.0 1.0  true",
        "\(second) openai/gpt-t/input pro 0.000004 300000.0 1.2 200000.0 1.0 prices/p.csv:5 false",
        "\(second) openai/gpt-t/output pro 0.000015 1.0 0.000015 200000.0 1.0 prices/p.csv:6 false",
        "\(second) openai/gpt-t/request pro 0.001 1.0 0.001  1.0 prices/p.csv:4 false",
      ])
    #expect(
      texts(lines, ["ConsumedUnit", "PricingUnit", "ServiceName", "SkuPriceId"])[0]
        == "Seconds Seconds audio groq/whisper/second/standard///0.0001")
    #expect(
      lines[7]["SkuPriceId"] == "openai/gpt-t/input/standard//200000/0.000004")
    #expect(lines[6]["SkuPriceId"] == "openai/mystery/input/standard///unpriced")
    for line in lines {
      #expect(line["BillingPeriodStart"] == "2026-07-01T00:00:00Z")
      #expect(line["BillingPeriodEnd"] == "2026-08-01T00:00:00Z")
      for column in ["EffectiveCost", "ContractedCost", "ListCost", "PricingCurrencyEffectiveCost"]
      {
        #expect(line[column] == line["BilledCost"])
      }
      for column in [
        "InvoiceId", "ResourceId", "AvailabilityZone", "CommitmentDiscountStatus", "ChargeClass",
      ] { #expect(line[column] == "") }
    }
  }

  @Test(
    arguments: [
      ("none", ["", "", "", "", "", "", "", ""], "1510.0 0.00302"),
      (
        "account", ["a1", "a1", "a2", "u3", "a1", "a2", "a1", "a2", "u3", "a1", "a1", "a1", "a1"],
        "1000.0 0.002"
      ),
    ] as [(String, [String], String)])
  func `lines are cut by nothing or by account, the user where there is none`(
    cut: String, parts: [String], input: String
  ) throws {
    let lines = try focus("--focus-by", cut, in: try workspace())
    #expect(lines.map { $0["SubAccountId"] } == parts)
    #expect(texts([lines[1]], ["PricingQuantity", "BilledCost"]) == [input])
  }

  @Test func `credits are of an account, tier, service and model on a day`() throws {
    let folder = try workspace()
    _ = try focus(in: folder)
    let lines = rows(ofCSV: try folder.text("ws/out/focus-credits.csv"))
    let shown = [
      "ChargePeriodStart", "BillingAccountId", "SubAccountId", "ServiceName", "SkuId",
      "PricingQuantity", "BilledCost", "EffectiveCost", "ListCost", "ConsumedQuantity",
    ]
    let (first, second) = ("2026-07-01T00:00:00Z", "2026-07-02T00:00:00Z")
    #expect(
      texts(lines, shown) == [
        "\(first) a1 pro audio Example Ltd/whisper/credits 0.2 0.0 0.002 0.002 1.0",
        "\(first) a1 pro chat Example Ltd/gpt-t/credits 0.4 0.0 0.004 0.004 2.0",
        "\(first) a1 pro chat Example Ltd/mystery/credits 0.0 0.0 0.0 0.0 1.0",
        "\(first) a2 pro chat Example Ltd/gpt-t/credits 0.3 0.0 0.003 0.003 1.0",
        "\(first) u3 free chat Example Ltd/gpt-t/credits 0.2 0.0 0.0 0.002 1.0",
        "\(second) a1 pro chat Example Ltd/gpt-t/credits 120.2 0.0 1.202 1.202 1.0",
      ])
    for line in lines {
      #expect(line["ListUnitPrice"] == "0.01")
      #expect(line["PricingCurrencyListUnitPrice"] == "1.0")
      #expect(line["PricingCurrency"] == "Credits" && line["PricingUnit"] == "Credits")
      #expect(line["PricingCurrencyEffectiveCost"] == line["PricingQuantity"])
      #expect(line["ConsumedUnit"] == "Requests")
      for column in ["ProviderName", "PublisherName", "InvoiceIssuerName"] {
        #expect(line[column] == "Example Ltd")
      }
    }
  }

  @Test func `both files are in the manifest, and go with the next run that does not want them`()
    throws
  {
    let folder = try workspace()
    _ = try Program.assay("run", folder.path("ws"), "--quiet")
    let plain = try folder.files(in: "ws/out")
    _ = try focus(in: folder)
    let manifest = try folder.text("ws/out/manifest.json")
    #expect(manifest.contains("\"focus.csv\"") && manifest.contains("\"focus-credits.csv\""))
    var with = try folder.files(in: "ws/out")
    for name in ["focus.csv", "focus-credits.csv"] { with[name] = nil }
    with["manifest.json"] = plain["manifest.json"]
    #expect(with == plain)
    _ = try Program.assay("run", folder.path("ws"), "--quiet")
    #expect(try folder.files(in: "ws/out") == plain)
  }

  @Test func `without an organization nothing is written, and the line to add is printed`() throws {
    let folder = try workspace(settings: "{}")
    let run = try Program.assay("run", folder.path("ws"), "--focus")
    #expect(run.status == 1)
    #expect(run.errors.contains("assay.json: error: [focus.organization]"))
    #expect(run.errors.contains(#""organization": "Example Ltd","#))
    #expect(try folder.files(in: "ws").keys.allSatisfy { !$0.hasPrefix("out") })
  }

  @Test func `where nothing is sold there are no credits, and no organization is needed`() throws {
    let folder = try workspace(settings: "{}")
    try FileManager.default.removeItem(atPath: folder.path("ws/plans.csv"))
    let run = try Program.assay("run", folder.path("ws"), "--quiet", "--focus")
    #expect(run.errors.contains("focus-credits.csv: note: [focus.unsold]"), "\(run.errors)")
    let names = try folder.files(in: "ws/out").keys
    #expect(names.contains("focus.csv") && !names.contains("focus-credits.csv"))
  }
}
