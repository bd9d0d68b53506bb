import Foundation
import Testing

/// `assay quote`: prices of requests that have not happened.
struct QuoteTests {
  @Test func `a quote is printed in the tables of explain, and names its prices`() throws {
    let sample = Program.quarter.path
    let run = try Program.assay(
      "quote", sample, "claude-sonnet-5", "--tier", "pro", "--input", "1000", "--cache-read",
      "500", "--output", "500")
    #expect(run.status == 0)
    #expect(run.errors == "")
    // 1000 × 2 + 500 × 0.2 + 500 × 10 per million; × 1.5 ÷ 0.01.
    #expect(
      run.output == """
        anthropic claude-sonnet-5   tier pro   completed
        at the prices in force on 2026-09-01; for another time: --at T

        Vendor cost     Quantity  USD per million  USD        Price from
          input            1,000              2    0.002      vendors.csv:8
          cache_read         500              0.2  0.0001     × 0.1, derivations.csv:3
          output             500             10    0.005      vendors.csv:11
          Expected                                 0.0071
          Not used: vendors.csv:7, :10 (3 and 15 from 2026-09-01), which lines 8 and 11
          corrected on 2026-08-10

        Credits: 0.0071 × 1.5 ÷ 0.01 = 1.065, rounded up to step 0.1: 1.1
          Multiplier 1.5: tier pro, multipliers.csv:4, approved 2026-07-01
          Skipped: combination, model and provider have no approved row
                   (multipliers.csv:8, this model at 1.75, is pending)

        Paid tier, plans.csv:3: revenue 0.011 USD, margin 0.0039 USD.

        """)
  }

  @Test func `a quote of the figures of a ledger row gives the row's cost and credits`() throws {
    let row = "r1,2026-07-01T10:00:00Z,u1,pro,acme,m1-2026,,,batch,eu,250000,7,13,,2,,,"
    let workspace = try ExplainWorkspace([row])
    let explained = try workspace.assay("explain", "r1", "--json")
    let quoted = try workspace.assay(
      "quote", "m1-2026", "--tier", "pro", "--service-tier", "batch", "--region", "eu", "--input",
      "250000", "--cache-read", "7", "--output", "13", "--searches", "2", "--at",
      "2026-07-01T10:00:00Z", "--json")
    for (part, name) in [
      ("cost", "vendor_cost_usd"), ("charge", "credits"), ("charge", "revenue_usd"),
    ] {
      let figures = try [explained, quoted].map { try value($0, part, name) }
      #expect(figures[0] == figures[1], "\(name)")
      #expect(!figures[0].isEmpty)
    }
  }

  /// Of 2 × 10¹¹ USD, or of 2 × 10¹⁰ USD, which are over 10¹² credits.
  @Test(arguments: ["1", "0.1"])
  func `a quote of more than a row may be says so, and not that a price is missing`(
    price: String
  ) throws {
    let folder = try Scratch()
    try folder.write(
      "ws/prices/p.csv", "provider,model,unit_class,price_usd,per\na,m,input,\(price),1\n")
    try folder.write("ws/plans.csv", "tier,is_free\npro,false\n")
    let run = try Program.assay("quote", folder.path("ws"), "m", "--input", "200000000000")
    #expect(run.status == 2)
    let limits = "100000000000 USD or 1000000000000 credits"
    #expect(run.errors == "assay: the cost or charge is above \(limits) (exit 2)\n")
    let said = run.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(said.contains("Credits: not known with a cost or charge above \(limits)"), "\(said)")
    #expect(!said.lowercased().contains("without a price"))
  }

  /// The typed words, and the message for them; exit 1.
  private static let unknown: [(words: [String], message: String)] = [
    (["m11", "--input", "1"], "no price book has a model m11, did you mean m1?"),
    (["zzzzzzzz", "--input", "1"], "no price book has a model zzzzzzzz"),
    (["m2", "--input", "1"], "m2 is a model of acme and other; choose one with --provider"),
    (["m1", "--provider", "other", "--input", "1"], "other has no model m1, did you mean m2?"),
  ]

  @Test func `a model that is not known, or not unique, is said to be`() throws {
    let workspace = try ExplainWorkspace()
    for (words, message) in Self.unknown {
      let run = try Program.assay(["quote", workspace.folder.path("ws")] + words)
      #expect(run.status == 1, "\(words)")
      #expect(run.errors == "assay: error: \(message) (exit 1)\n", "\(words)")
    }
  }

  /// The wrong words, and the message for them; exit 64.
  private static let wrong: [(words: [String], message: String)] = [
    (["m1"], "quote needs a quantity, such as --input 1000"),
    (["--input", "1"], "quote needs a model"),
  ]

  @Test func `wrong words exit 64`() throws {
    let workspace = try ExplainWorkspace()
    for (words, message) in Self.wrong {
      let run = try Program.assay(["quote", workspace.folder.path("ws")] + words)
      #expect(run.status == 64, "\(words)")
      #expect(run.errors == "assay: error: \(message)\n  help: assay quote --help\n", "\(words)")
    }
  }

  @Test func `a quote without a price says why and exits 2`() throws {
    let run = try ExplainWorkspace().assay("quote", "m1", "--tier", "pro", "--images", "1")
    #expect(run.status == 2)
    #expect(run.errors == "assay: the request has no price (exit 2)\n")
    #expect(run.output.contains("  No price: neither a quote nor a derivation for image of m1"))
  }

  /// Words that the books do not know, and the warning for each; a free tier misspelt is paid.
  private static let unsure: [(words: [String], warning: String, status: Int32)] = [
    (
      ["--tier", "por"],
      "tier \"por\" is not in plans.csv: rated as paid, without a target; did you mean \"pro\"?", 0
    ),
    (
      ["--tier", "platinum"],
      "tier \"platinum\" is not in plans.csv: rated as paid, without a target", 0
    ),
    (
      ["--tier", "pro", "--service-tier", "bacth"],
      "no price book has the service tier \"bacth\"; did you mean \"batch\"?", 2
    ),
  ]

  @Test func `a tier that the books do not know is priced as a run would, with a warning`() throws {
    let workspace = try ExplainWorkspace()
    for (words, warning, status) in Self.unsure {
      let run = try Program.assay(
        ["quote", workspace.folder.path("ws"), "m1", "--input", "1"] + words)
      #expect(run.status == status, "\(words)")
      #expect(run.errors.hasPrefix("assay: warning: \(warning)\n"), "\(run.errors)")
    }
    try workspace.folder.write("ws/plans.csv", "tier,is_free\n")
    let run = try workspace.assay("quote", "m1", "--input", "1", "--tier", "por")
    #expect(run.errors == "")
  }

  /// Words besides 200,001 of input, and the note about the band, which has a standard input price only.
  private static let bands: [(words: [String], note: String)] = [
    ([], ", so that band's prices apply to the whole request"),
    (
      ["--service-tier", "priority"],
      "; that band has no price for input at service tier priority, so Assay uses the base band's"
    ),
    (
      ["--service-tier", "priority", "--region", "eu", "--output", "5"],
      "; that band has no price for input and output at service tier priority in region eu, so"
        + " Assay uses the base band's"
    ),
    (
      ["--searches", "2"],
      "; that band has no price for search at service tier standard, so Assay uses the base band's"
    ),
  ]

  @Test func `a band is said to count only for classes that it has a price for`() throws {
    let workspace = try ExplainWorkspace()
    try workspace.folder.write(
      "ws/prices/q.csv",
      "provider,model,unit_class,price_usd,service_tier,effective_from\n"
        + "acme,m1,input,7,priority,2026-01-01\nacme,m1,output,31,priority,2026-01-01\n")
    for (words, note) in Self.bands {
      let run = try Program.assay(
        ["quote", workspace.folder.path("ws"), "m1", "--tier", "pro", "--input", "200001"] + words,
        environment: ["COLUMNS": "120"])
      let text = run.output.replacing("\n  ", with: " ")
      #expect(run.status == 0, "\(run.errors)")
      #expect(text.contains("A total input of 200,001 is over 200,000\(note)"), "\(run.output)")
    }
  }

  @Test func `a provider that alone has the model need not be named`() throws {
    let run = try ExplainWorkspace().assay(
      "quote", "m2", "--provider", "other", "--input", "1000000")
    #expect(run.status == 0)
    #expect(run.output.hasPrefix("other m2   completed\n"))
    #expect(run.output.contains("The request names no tier, so it counts as paid: revenue 1.5 USD"))
  }

  private func value(_ run: Program, _ part: String, _ name: String) throws -> String {
    let json = try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any]
    return (json?[part] as? [String: Any])?[name] as? String ?? ""
  }
}
