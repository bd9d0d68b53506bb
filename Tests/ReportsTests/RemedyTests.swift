import Foundation
import Ledger
import Reconciliation
import Reports
import Testing

@testable import Overview

struct RemedyTests {
  /// The last column of the tables of docs/DIAGNOSES.md.
  private var documented: [String: String] {
    get throws {
      let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
      let page = try String(
        contentsOf: root.appending(path: "docs/DIAGNOSES.md"), encoding: .utf8)
      var remedies: [String: String] = [:]
      for line in page.split(separator: "\n") where line.hasPrefix("| `") {
        let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
        let code = cells[0].replacing("`", with: "")
        remedies[code] = cells.last?.replacing("`", with: "")
      }
      return remedies
    }
  }

  @Test func `the remedy of a cause is that of the document`() throws {
    let documented = try documented
    #expect(documented.count == DiagnosisCode.allCases.count)
    for code in DiagnosisCode.allCases {
      #expect(CauseRemedy.words(code) == documented[code.name], "\(code.name)")
    }
  }

  @Test(arguments: [
    ("diagnosis", "superseded_price follows_cost"), ("causes", "float_ceiling;not_charged"),
    ("code", "previous_price+cache_read_dropped"), ("kind", "cost_and_credits_mismatch"),
    ("class", "cache_write_5m"), ("guard", "model_restriction"), ("subject", "credits"),
  ])
  func `a code is words on a sheet`(column: String, code: String) throws {
    let words = try #require(CodeText.words(Name(code), column: column)).description
    #expect(!words.contains("_") && words.first?.isUppercase == true, "\(words)")
  }

  @Test(arguments: [
    ("series", "tier/pro", "Tier pro"), ("measure", "vendor_cost_usd", "Vendor cost USD"),
    ("class", "matched", "Agree"), ("class", "not_converted", "No exchange rate"),
    ("diagnosis", "float_ceiling", "Credits one step off, a rounding error of the billing system"),
    (
      "causes", "not_charged;previous_price+cache_read_dropped",
      "Not charged; rated at a price that had ended and rated without cache reads"
    ),
  ])
  func `the words are those of the terminal`(column: String, code: String, words: String) {
    #expect(CodeText.words(Name(code), column: column) == Name(words))
  }

  @Test func `a column without codes keeps its texts`() {
    #expect(CodeText.words("gpt_5", column: "model") == nil)
    #expect(CodeText.words("", column: "kind") == nil)
  }

  /// Files without rows are not named, and credits of the usage export are in no correction.
  @Test(
    arguments: [
      ([], "; none of these has a finding."),
      (["audit-findings.csv"], ": audit-findings.csv names each."),
      (
        ["audit-findings.csv", "corrections.csv"],
        ": audit-findings.csv names each, corrections.csv sums them by user."
      ),
    ] as [([String], String)])
  func `credits of the usage export refer to files with rows alone`(files: [String], end: String) {
    var finding = Attention(
      kind: .overcharged, key: .empty, count: 1, amount: .zero, sentence: "", detail: "",
      isOfExport: true)
    finding.deductionFiles = files
    #expect(
      AttentionRemedy.text(finding)
        == "Correct the credits in the usage export. Refund or charge only according to the deductions"
        + end)
    #expect(finding.files == ["exceptions.csv"])
  }
}
