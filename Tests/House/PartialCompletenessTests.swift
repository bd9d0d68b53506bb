import Foundation
import Testing

/// Everything that a slice collects leaves its process.
struct PartialCompletenessTests {
  /// The types that partials hold: where each is declared, and where it is written.
  private static let types: [(type: String, file: String, part: String, leftOut: Set<String>)] = [
    (
      "SliceResult", "Engine/Slices/SliceResult", "Engine/Partials/SliceSerialisation",
      // These are of rows that are not rated by the books; of a slice with a fault only that is said.
      ["starts", "nodes"]
    ),
    (
      "PieceResult", "Engine/Slices/PieceResult", "Engine/Partials/PieceSerialisation",
      ["file", "rare"]
    ),
    ("BlockDays", "Engine/Slices/PieceResult", "Engine/Partials/PieceSerialisation", []),
    ("Checkpoint", "Engine/Slices/PieceResult", "Engine/Partials/PieceSerialisation", []),
    (
      "RejectedSliceRow", "Engine/Slices/RejectedSliceRow", "Engine/Partials/PieceSerialisation", []
    ),
    ("RefundRow", "Engine/Slices/RefundRow", "Engine/Partials/PieceSerialisation", []),
    ("OutsideFacts", "Engine/Slices/OutOfPeriodRows", "Engine/Partials/SumSerialisation", []),
    ("ComparedSums", "Engine/Slices/BasePeriodRows", "Engine/Partials/SumSerialisation", []),
    ("MissingPrices", "Engine/Lists/MissingPrices", "Engine/Partials/FindingSerialisation", []),
    (
      "MissingExchangeRates", "Engine/Slices/MissingExchangeRates",
      "Engine/Partials/FindingSerialisation", []
    ),
    (
      "RegionsWithoutPrice", "Engine/Slices/RegionsWithoutPrice",
      "Engine/Partials/FindingSerialisation",
      []
    ),
    (
      "TierDifferences", "Engine/Slices/TierDifferences", "Engine/Partials/FindingSerialisation", []
    ),
    ("QuarterHourUse", "Cube/QuarterHourUse", "Cube/UseSerialisation", ["slice"]),
    ("UseRate", "Cube/QuarterHourUse", "Cube/UseSerialisation", []),
    ("UseRow", "Cube/QuarterHourUse", "Cube/UseSerialisation", []),
    ("LargestRequest", "Cube/LargestRequest", "Cube/UseSerialisation", ["slice"]),
    ("Measures", "Cube/Measures", "Cube/FactSerialisation", []),
    ("HourUse", "Insight/HourTable", "Insight/InsightSerialisation", []),
    ("InsightRateKey", "Insight/InsightRateKey", "Insight/InsightSerialisation", []),
    ("RateSum", "Insight/RateSum", "Insight/InsightSerialisation", []),
    ("CellSums", "Comparing/CellSums", "Comparing/CellSerialisation", []),
    ("CellKey", "Comparing/CellID", "Comparing/CellSerialisation", []),
    (
      "ReconciliationTotals", "Reconciliation/ReconciliationTotals",
      "Reconciliation/TotalsSerialisation", []
    ),
    (
      "DiagnosisSubject", "Reconciliation/Diagnoses/DiagnosisSubject",
      "Reconciliation/Diagnoses/DiagnosisSerialisation", []
    ),
    (
      "Diagnosis", "Reconciliation/Diagnoses/Diagnosis",
      "Reconciliation/Diagnoses/DiagnosisSerialisation",
      []
    ),
    (
      "Fit", "Reconciliation/Diagnoses/Diagnosis",
      "Reconciliation/Diagnoses/DiagnosisSerialisation", []
    ),
    (
      "PriceTraffic", "Simulation/PriceWatching/PriceTraffic",
      "Simulation/PriceWatching/PriceTrafficSerialisation", []
    ),
    ("PieceProgress", "Intake/Rows/PieceProgress", "Intake/Rows/ProgressSerialisation", ["piece"]),
    ("RateKey", "Ledger/RateKey", "Ledger/RateKeySerialisation", []),
    ("FactDimensions", "Ledger/FactDimensions", "Ledger/RateKeySerialisation", []),
    ("Terms", "Ledger/FactDimensions", "Ledger/RateKeySerialisation", []),
  ]

  @Test func `every stored property of a slice's result is written to a partial`() throws {
    for (type, file, part, leftOut) in Self.types {
      let properties = stored(in: type, try text("Sources/\(file).swift"))
      let written = Set(
        try text("Sources/\(part).swift").split { !$0.isLetter && !$0.isNumber }.map(String.init))
      #expect(!properties.isEmpty, "\(type) has stored properties")
      let lost = properties.filter { !written.contains($0) && !leftOut.contains($0) }
      #expect(lost.isEmpty, "\(part).swift does not write \(lost) of \(type)")
    }
  }

  /// The names of the stored properties of a struct: those of its own level that have no body.
  private func stored(in type: String, _ text: String) -> [String] {
    let lines = text.components(separatedBy: "\n")
    let first = lines.firstIndex { $0.contains("struct \(type)") && $0.hasSuffix("{") }
    guard let first else { return [] }
    let indent = String(lines[first].prefix { $0 == " " })
    let end = lines[first...].firstIndex { $0 == indent + "}" } ?? lines.endIndex
    return lines[(first + 1)..<end].compactMap { line in
      guard line.hasPrefix(indent + "  "), line.dropFirst(indent.count + 2).first != " " else {
        return nil
      }
      let words = line.split(separator: " ").map(String.init)
      guard !words.contains("static"), !line.hasSuffix("{"), !line.hasSuffix("}"),
        let place = words.firstIndex(where: { $0 == "var" || $0 == "let" }), place < 3,
        !words.contains("func"), place + 1 < words.count
      else { return nil }
      return String(words[place + 1].prefix { $0.isLetter || $0.isNumber })
    }
  }

  private func text(_ path: String) throws -> String {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    return try String(contentsOf: root.appending(path: path), encoding: .utf8)
  }
}
