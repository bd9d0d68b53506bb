import Bills
import Foundation
import Ledger
import Parsing
import Testing

/// One example per format and generation, read as it is; expected values were worked out by hand from the files.
struct ExampleTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "Examples")

  private func outcome(_ name: String, _ context: BillContext = BillDesk.context()) throws
    -> BillDesk.Outcome
  {
    let text = try Data(contentsOf: Self.folder.appending(path: name))
    let input = BillInput(source: ByteSource(path: "bills/" + name, bytes: Array(text)))
    return BillDesk.assemble([input], context)
  }

  @Test(
    arguments: [
      (
        "openai-costs.json",
        [
          "usage | gpt-5.6-terra | input | 1930000 | 4.825 USD | yes",
          // 17 digits of a binary number, taken as text.
          "usage | gpt-5.6-terra | cache_read | 1200000 | 0.30000000000000004 USD | yes",
          "usage | - | search | 6 | 0.06 USD | yes",
        ]
      ), ("openai-costs.2025.csv", ["usage | - |  | - | 0.895874 USD | yes"]),
      (
        "openai-costs.2026.csv",
        [
          "usage | - |  | - | 1.5 USD | duplicate",
          "usage | gpt-5.6-terra | input | 400000 | 1 USD | yes",
          "usage | gpt-5.6-terra | output | 33333 | 0.5 USD | yes",
        ]
      ),
      (
        // Cents: 123.45 ÷ 100, 800.1 ÷ 100, 2 ÷ 100.
        "anthropic-cost.json",
        [
          "usage | claude-sonnet-4-5 | input | - | 1.2345 USD | yes",
          "usage | claude-sonnet-4-5 | cache_write_1h | - | 8.001 USD | yes",
          "usage | - | search | - | 0.02 USD | yes",
        ]
      ),
      ("anthropic-console-cost.1.csv", ["usage | claude-sonnet-4-5 | input | - | 1.23 USD | yes"]),
      (
        "anthropic-console-cost.2.csv",
        ["usage | claude-sonnet-4-5 | cache_read | - | 0.05 USD | yes"]
      ),
      ("anthropic-console-cost.3.csv", ["usage | claude-sonnet-4-5 | output | - | 8.5 USD | yes"]),
      (
        "anthropic-console-cost.4.csv",
        [
          "usage | claude-sonnet-4-5 | cache_write_5m | - | 0.31 USD | yes",
          "usage | - | search | - | 0.02 USD | yes",
        ]
      ),
      (
        "google-billing.csv",
        [
          "usage | gemini-2.5-pro | input | 1000000 | 1.25 USD | yes",
          "credit | - |  | - | -0.25 USD | yes", "discount | - |  | - | -0.1 USD | yes",
          "usage | gemini-2.5-pro | output | 500000 | 7.5 USD | yes",
          "tax | - |  | - | 0.7 USD | yes",
        ]
      ),
      (
        "google-billing.jsonl",
        [
          "usage | gemini-2.5-pro | cache_read | 1000000 | 0.3125 USD | yes",
          "usage | ?Gemini 2.5 Pro Caching Storage | unknown | - | 0.0625 USD | yes",
        ]
      ),
      (
        "azure-cost.ea.csv",
        [
          // Not a whole number: blocks of a million. Then 0.000001 = 1 ÷ 1M: tokens. Then 5 = 5: blocks.
          "usage | gpt-5.6-luna | cache_read | 535500000 | 10.71 USD | yes",
          "usage | gpt-5.6-luna | input | 2000000 | 2 USD | yes",
          "usage | gpt-5.6-luna | output | 2000000 | 10 USD | yes",
          // 0.02 is near neither 1 nor 0.000001.
          "usage | gpt-5.6-luna | cache_write | - | 10.7 USD | yes",
          "rounding_line | - |  | - | 0.01 USD | yes",
        ]
      ),
      (
        "azure-cost.mca.csv",
        ["usage | ?gpt 4o mini 0718 | input | 1000000 | 150 USD | yes"]
      ),
      (
        "aws-cur.csv",
        [
          "usage | claude-sonnet-4-5 | cache_write | 433893 | 1.789808625 USD | yes",
          "usage | claude-sonnet-4-5 | input | 29481 | 0.0972873 USD | yes",
          "usage | claude-sonnet-4-5 | output | 31102 | 0.513183 USD | yes",
          "tax | - |  | - | 0.24 USD | yes",
        ]
      ), ("aws-cur.1.csv", ["usage | - | input | 5 | 1 USD | yes"]),
      (
        "openrouter-activity-bill.csv",
        ["usage | anthropic/claude-sonnet-4.5 |  | 120000 | 1.2345 USD | yes"]
      ),
      (
        "openrouter-activity-bill.json",
        ["usage | anthropic/claude-sonnet-4.5 |  | 175 | 0.015 USD | yes"]
      ),
      (
        // At 0.14 USD: 93.8802776 × 0.14, and a credit of what the granted balance paid.
        "deepseek-cost.csv",
        [
          "usage | deepseek-v4-flash |  | - | 13.143238864 USD | yes",
          "usage | deepseek-v4-flash |  | - | 1.4 USD | yes", "credit | - |  | - | -1.4 USD | yes",
        ]
      ),
      (
        // 0.000002 × 1,500,000 = 3; no column names a currency.
        "deepseek-amount.csv",
        [
          "usage | deepseek-v4-flash | input | 1500000 | 3 USD | yes",
          "usage | deepseek-v4-flash | request | 42 | 0 USD | yes",
        ]
      ),
      ("focus.1.0.csv", ["usage | gpt-5.6-luna |  | 2000000 | 2 USD | yes"]),
      ("focus.1.2.csv", ["usage | claude-sonnet-4-5 | input | 500000 | 1.5 USD | yes"]),
      ("focus.1.4.csv", ["credit | - |  | - | -0.5 USD | yes"]),
    ] as [(String, [String])])
  func `an example is read to the last digit`(name: String, lines: [String]) throws {
    let outcome = try outcome(
      name, BillDesk.context(rates: ["CNY 2026-08-20": 140_000_000_000]))
    #expect(outcome.texts == lines)
    #expect(outcome.lines.allSatisfy { name.hasPrefix($0.format.description) })
    #expect(outcome.assembly.findings.filter { $0.severity == .error } == [])
    #expect(outcome.assembly.refusedFiles == [])
  }

  @Test func `every format has an example, and every example a format`() throws {
    let names = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
      .map { String($0.prefix { $0 != "." }) }
    #expect(Set(names) == Set(BillFormat.all.map(\.name.description)))
  }

  @Test func `conditions are only those that a line states`() throws {
    let console = try outcome("anthropic-console-cost.3.csv").lines[0]
    #expect(console.serviceTier == "fast")
    #expect(console.context == 200_000)
    #expect(console.region == "us")
    let anthropic = try outcome("anthropic-cost.json").lines
    #expect(anthropic.map(\.serviceTier) == ["standard", "batch", nil])
    #expect(anthropic.map(\.context) == [0, 200_000, nil])
    #expect(anthropic.map(\.region) == ["", "us", nil])
    let google = try outcome("google-billing.csv").lines
    #expect(google.map(\.serviceTier) == ["standard", nil, nil, "batch", nil])
    #expect(google.map(\.context) == [0, nil, nil, 200_000, nil])
    let azure = try outcome("azure-cost.ea.csv").lines
    #expect(azure.map(\.region) == ["datazone", "", "eastus2", "datazone", nil])
    #expect(azure.map(\.serviceTier) == ["standard", "standard", "batch", "priority", nil])
  }

  @Test func `days are those of the vendor's zone`() throws {
    // 06:00 UTC is still the day before in Los Angeles, 07:00 is midnight in summer.
    let google = try outcome("google-billing.csv").lines
    #expect(
      google[0].period
        == Validity(
          from: BillDesk.instant("2026-08-02T07:00:00Z"),
          to: BillDesk.instant("2026-08-03T07:00:00Z")))
    #expect(google[3].period.from == BillDesk.instant("2026-08-03T07:00:00Z"))
    // 1 November 2026 has 25 hours there: 06:30 UTC is 31 October.
    let autumn = try outcome("google-billing.jsonl").lines
    #expect(
      autumn[0].period
        == Validity(
          from: BillDesk.instant("2026-10-31T07:00:00Z"),
          to: BillDesk.instant("2026-11-01T07:00:00Z")))
    #expect(
      autumn[1].period
        == Validity(
          from: BillDesk.instant("2026-11-01T07:00:00Z"),
          to: BillDesk.instant("2026-11-02T08:00:00Z")))
    let deepSeek = try outcome(
      "deepseek-cost.csv", BillDesk.context(rates: ["CNY 2026-08-20": 140_000_000_000])
    ).lines
    #expect(
      deepSeek[0].period
        == Validity(
          from: BillDesk.instant("2026-08-20T16:00:00Z"),
          to: BillDesk.instant("2026-08-21T16:00:00Z")))
  }

  @Test func `a cent may be off by half`() throws {
    #expect(try outcome("anthropic-console-cost.1.csv").lines[0].toleranceText == "0.005")
    // Cents with 2 decimals are dollars with 4.
    #expect(try outcome("anthropic-cost.json").lines[2].toleranceText == "0.00005")
  }
}
