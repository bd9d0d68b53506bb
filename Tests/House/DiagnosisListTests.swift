import Foundation
import Testing

/// The codes, the files of the hypotheses, their list and docs/DIAGNOSES.md tell the same.
struct DiagnosisListTests {
  private static let folder = "Sources/Reconciliation/Diagnoses"

  /// Codes without a hypothesis: the row itself shows the one, and the other means that there is none.
  private static let others = ["refund", "unexplained"]

  /// The codes in the order of their declaration, but for those that have no hypothesis.
  private func codes() throws -> [(word: String, name: String)] {
    let pattern = /case \.([a-zA-Z0-9]+): "([a-z0-9_]+)"$/
    return try text(Self.folder + "/DiagnosisCode.swift").split(separator: "\n").compactMap {
      line in
      line.firstMatch(of: pattern).map { (String($0.output.1), String($0.output.2)) }
    }.filter { !Self.others.contains($0.name) }
  }

  @Test func `every code has a file that declares its hypothesis`() throws {
    let folder = Self.folder + "/Hypotheses"
    let files = try FileManager.default.contentsOfDirectory(atPath: root + "/" + folder)
    for (word, name) in try codes() {
      let wanted = name.replacingOccurrences(of: "_", with: "") + ".swift"
      let file = files.first { $0.lowercased() == wanted }
      let source = try file.map { try text(folder + "/" + $0) } ?? ""
      #expect(source.contains("static let \(word) "), "\(name) has no \(wanted)")
    }
  }

  @Test func `every hypothesis is in a list, in the order of the codes`() throws {
    let lists =
      try text(Self.folder + "/CostHypothesis.swift")
      + text(Self.folder + "/CreditHypothesis.swift")
    let listed = lists.components(separatedBy: "static let all:").dropFirst().flatMap { list in
      list.prefix { $0 != "}" }.matches(of: /[ \[]\.([a-zA-Z0-9]+),/).map { String($0.output.1) }
    }
    #expect(try codes().map(\.word) == listed)
  }

  @Test func `every code is explained in docs, in the order of the codes`() throws {
    let rows = try text("docs/DIAGNOSES.md").matches(of: /\n\| `([a-z0-9_]+)` \|([^\n]*)/)
    #expect(try codes().map(\.name) + Self.others == rows.map { String($0.output.1) })
    for row in rows {
      let cells = row.output.2.split(separator: "|").filter { !$0.allSatisfy(\.isWhitespace) }
      #expect(cells.count == 3, "\(row.output.1): meaning, example, remedy")
    }
  }

  /// Codes without a calculation in `mistakes.py`: two that `plant.py` itself makes, and two of amounts in other currencies,
  /// which it does not record.
  private static let notCalculated: Set<String> = [
    "tokens_missing", "follows_cost", "converted_rounding", "not_converted",
  ]

  @Test func `every code but four is calculated by the oracle`() throws {
    let mistakes = try text("Tests/Oracle/mistakes.py").matches(of: #/\n    "([a-z0-9_]+)":/#)
      .map { String($0.output.1) }
    let names = Set(try codes().map(\.name))
    #expect(names.subtracting(mistakes) == Self.notCalculated)
    #expect(Set(mistakes).subtracting(names) == [])
  }

  @Test func `every code is named by a test of diagnoses`() throws {
    let folder = "Tests/ReconciliationTests"
    let tests = try FileManager.default.contentsOfDirectory(atPath: root + "/" + folder).sorted()
      .map { try text(folder + "/" + $0) }.joined()
    for (_, name) in try codes() {
      let isTested = tests.contains(try Regex("\\b\(name)\\b"))
      #expect(isTested, "\(name) stands in no test of \(folder)")
    }
  }

  private let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().path

  private func text(_ file: String) throws -> String {
    try String(contentsOfFile: root + "/" + file, encoding: .utf8)
  }
}
