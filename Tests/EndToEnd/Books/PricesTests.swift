import Foundation
import Testing

/// `assay prices list`, `check` and `diff` on the sample, whose story is told in its README.
struct PricesTests {
  /// gpt-5.6-luna −80 % and gpt-5.6-terra −20 % on 30 July: 6 classes and bands each.
  @Test func `diff tells changes between two days`() throws {
    let folder = try sample()
    let document = try json("prices", "diff", folder.path("ws"), "2026-07-29", "2026-07-30")
    let differences = try #require(document["differences"] as? [[String: Any]])
    #expect(differences.count == 12)
    #expect(differences.allSatisfy { $0["kind"] as? String == "change" })
    let luna = try #require(
      differences.first {
        $0["model"] as? String == "gpt-5.6-luna" && $0["unit_class"] as? String == "output"
          && $0["context_over"] is NSNull
      })
    #expect(luna["old_price_usd"] as? String == "6")
    #expect(luna["price_usd"] as? String == "1.2")
    let text = try Program.assay(
      "prices", "diff", folder.path("ws"), "2026-07-29", "2026-07-30")
    #expect(text.output.contains("Changed: 12\n"))
    #expect(text.output.contains("  openai gpt-5.6-luna output: 6 → 1.2 (prices/vendors.csv:34)\n"))
  }

  @Test(arguments: ["opnai", "OpenAI"])
  func `a provider that no price is of is reported, with the one that may be meant`(name: String)
    throws
  {
    let folder = try sample()
    let run = try Program.assay("prices", "list", folder.path("ws"), "--provider", name)
    #expect(run.status == 64)
    #expect(
      run.errors.contains(
        "option --provider is \"\(name)\", expected a provider of the price book; did you mean openai?"
      ),
      "\(run.errors)")
  }

  @Test func `a check of prices says how it ends`() throws {
    let folder = try sample()
    let check = try Program.assay("prices", "check", folder.path("ws"))
    #expect(check.status == 2 && check.errors.hasSuffix(" about the price book (exit 2)\n"))
    let line = "openai,gpt-5.6-luna,input,0.9,1000000,standard,,,2026-07-15,,,x\n"
    try folder.write("ws/prices/vendors.csv", try folder.text("ws/prices/vendors.csv") + line)
    let refused = try Program.assay("prices", "check", folder.path("ws"))
    #expect(refused.status == 1, "\(refused.errors)")
    #expect(refused.errors.hasSuffix("assay: 1 error in the price book (exit 1)\n"))
  }

  /// The rise of claude-sonnet-5 to 3 and 15 on 1 September, called off on 10 August.
  @Test func `diff tells what was believed and was wrong`() throws {
    let folder = try sample()
    let document = try json("prices", "diff", folder.path("ws"), "2026-08-01", "2026-09-02")
    let differences = try #require(document["differences"] as? [[String: Any]])
    #expect(
      differences.map {
        "\($0["kind"] ?? "") \($0["unit_class"] ?? "") \($0["old_price_usd"] ?? "") \($0["price_usd"] ?? "")"
      } == ["correction input 3 2", "correction output 15 10"])
  }

  @Test func `diff of two price books tells what is new, gone, changed and corrected`() throws {
    let folder = try sample()
    let header = "provider,model,unit_class,price_usd,service_tier,effective_from\n"
    try folder.write(
      "old.csv",
      header + "p,a,input,1,,2026-01-01\np,b,input,1,,2026-01-01\np,c,input,1,,2026-01-01\n")
    try folder.write(
      "new.csv",
      header + "p,a,input,1,,2026-01-01\np,a,input,2,,2026-02-01\np,b,input,3,,2026-01-01\n"
        + "p,b,input,1,batch,2026-01-01\np,d,input,4,,2026-01-01\n")
    let document = try json(
      "prices", "diff", folder.path("ws"), folder.path("old.csv"), folder.path("new.csv"))
    let differences = try #require(document["differences"] as? [[String: Any]])
    #expect(
      differences.map { "\($0["kind"] ?? "") \($0["model"] ?? "") \($0["service_tier"] ?? "")" }
        == [
          "change a standard", "tier_added b batch", "correction b standard", "removed c standard",
          "new d standard",
        ])
    let mixed = try Program.assay("prices", "diff", folder.path("ws"), "2026-01-01", "old.csv")
    #expect(mixed.status == 64)
  }

  @Test func `list has the prices of an instant, as known at another`() throws {
    let folder = try sample()
    func sonnet(_ options: String...) throws -> [String] {
      let document = try json(
        ["prices", "list", folder.path("ws"), "--provider", "anthropic"] + options)
      let prices = try #require(document["prices"] as? [[String: Any]])
      return prices.filter { $0["model"] as? String == "claude-sonnet-5" }.map {
        "\($0["unit_class"] ?? "") \($0["price_usd"] ?? "") \($0["row"] ?? "")"
      }
    }
    #expect(
      try sonnet("--at", "2026-09-02") == [
        "input 2 prices/vendors.csv:8", "output 10 prices/vendors.csv:11",
      ])
    #expect(
      try sonnet("--at", "2026-09-02", "--as-known-at", "2026-08-01") == [
        "input 3 prices/vendors.csv:7", "output 15 prices/vendors.csv:10",
      ])
    let text = try Program.assay("prices", "list", folder.path("ws"), "--at", "2026-09-02")
    #expect(text.output.hasPrefix("Prices in force at 2026-09-02, USD per million tokens\n"))
    #expect(text.output.contains("openai gpt-5.6-luna over 272000"))
  }

  /// The sample has 10 unpriced requests of names that the book lacks.
  @Test func `check tells of prices that the ledger lacks, and of old and doubtful ones`() throws {
    let folder = try sample()
    let run = try Program.assay("prices", "check", folder.path("ws"), "--json")
    #expect(run.status == 2)
    let document = try #require(
      try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
    let findings = try #require(document["findings"] as? [[String: Any]])
    #expect(findings.allSatisfy { $0["code"] as? String == "ref.unpriced" })
    let checks = try #require(document["checks"] as? [[String: Any]])
    #expect(checks.allSatisfy { $0["kind"] as? String != "conflicting" })
    #expect(checks.count { $0["kind"] as? String == "stale" } == 39)
    try folder.write(
      "ws/prices/more.csv",
      "provider,model,unit_class,price_usd,effective_from,effective_to\n"
        + "p,m,input,1,2026-01-01,2026-02-01\np,m,input,1,2026-03-01,\np,m,output,1,2026-01-01,2026-03-01\n"
        + "p,m,output,2,2026-02-01,\n")
    let broken = try Program.assay("prices", "check", folder.path("ws"))
    #expect(broken.status == 1)
    #expect(broken.errors.contains("prices/more.csv:3:1: warning: [book.gap]"))
    #expect(broken.errors.contains("prices/more.csv:5:1: error: [book.overlap]"))
  }

  @Test(
    arguments: [
      ([], "prices needs one of list, check, diff, import"),
      (["lst"], "prices \"lst\", expected list, check, diff, import; did you mean list?"),
      (["import"], "prices import needs a file or folder"),
      (["diff", "2026-01-01"], "prices diff needs two days, instants or files"),
      (["list", "a", "b"], "unexpected argument \"b\" for prices list"),
      (["import", "x", "--source", "litelm"], "did you mean litellm?"),
    ] as [([String], String)])
  func `what is typed wrongly is said`(words: [String], message: String) throws {
    let run = try Program.assay(["prices"] + words)
    #expect(run.status == 64)
    #expect(run.errors.contains(message), "\(run.errors)")
  }

  private func sample() throws -> Scratch {
    let folder = try Scratch()
    try folder.copyQuarter(to: "ws")
    return folder
  }

  private func json(_ words: String...) throws -> [String: Any] { try json(words) }

  private func json(_ words: [String]) throws -> [String: Any] {
    let run = try Program.assay(words + ["--json"])
    #expect(run.status == 0, "\(run.errors)")
    return try #require(
      try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
  }
}
