import Foundation
import Testing

/// Everything that a slice collects leaves its process.
struct PartTests {
  /// The types that partials hold: where each is declared, and where it is written.
  private static let types: [(type: String, file: String, part: String, leftOut: Set<String>)] = [
    (
      "SliceResult", "Engine/Slices/SliceResult", "Engine/Partials/SlicePart",
      // These are of rows that are not rated by the books; of a slice with a fault only that is said.
      ["starts", "nodes"]
    ),
    ("PieceResult", "Engine/Slices/PieceResult", "Engine/Partials/PieceParts", ["file", "rare"]),
    ("BlockDays", "Engine/Slices/PieceResult", "Engine/Partials/PieceParts", []),
    ("Checkpoint", "Engine/Slices/PieceResult", "Engine/Partials/PieceParts", []),
    ("RejectedSliceRow", "Engine/Slices/RejectedSliceRow", "Engine/Partials/PieceParts", []),
    ("RefundRow", "Engine/Slices/RefundRow", "Engine/Partials/PieceParts", []),
    ("OutsideFacts", "Engine/Slices/OutOfPeriodRows", "Engine/Partials/SumParts", []),
    ("ComparedSums", "Engine/Slices/BasePeriodRows", "Engine/Partials/SumParts", []),
    ("MissingPrices", "Engine/Lists/MissingPrices", "Engine/Partials/FindingParts", []),
    ("MissingRates", "Engine/Slices/MissingRates", "Engine/Partials/FindingParts", []),
    (
      "RegionsWithoutPrice", "Engine/Slices/RegionsWithoutPrice", "Engine/Partials/FindingParts",
      []
    ),
    ("TierDifferences", "Engine/Slices/TierDifferences", "Engine/Partials/FindingParts", []),
    ("QuarterHourUse", "Cube/QuarterHourUse", "Cube/UseParts", ["slice"]),
    ("UseRate", "Cube/QuarterHourUse", "Cube/UseParts", []),
    ("UseRow", "Cube/QuarterHourUse", "Cube/UseParts", []),
    ("LargestRequest", "Cube/LargestRequest", "Cube/UseParts", ["slice"]),
    ("Measures", "Cube/Measures", "Cube/FactParts", []),
    ("HourUse", "Insight/HourTable", "Insight/InsightParts", []),
    ("InsightRateKey", "Insight/InsightRateKey", "Insight/InsightParts", []),
    ("RateSum", "Insight/RateSum", "Insight/InsightParts", []),
    ("CellSums", "Comparing/CellSums", "Comparing/CellParts", []),
    ("CellKey", "Comparing/CellID", "Comparing/CellParts", []),
    (
      "ReconciliationTotals", "Reconciliation/ReconciliationTotals",
      "Reconciliation/TotalsParts", []
    ),
    (
      "DiagnosisSubject", "Reconciliation/Diagnoses/DiagnosisSubject",
      "Reconciliation/Diagnoses/DiagnosisParts", []
    ),
    (
      "Diagnosis", "Reconciliation/Diagnoses/Diagnosis", "Reconciliation/Diagnoses/DiagnosisParts",
      []
    ),
    ("Fit", "Reconciliation/Diagnoses/Diagnosis", "Reconciliation/Diagnoses/DiagnosisParts", []),
    (
      "PriceTraffic", "Simulation/PriceWatching/PriceTraffic",
      "Simulation/PriceWatching/TrafficParts", []
    ),
    ("PieceProgress", "Intake/Rows/PieceProgress", "Intake/Rows/ProgressParts", ["piece"]),
    ("RateKey", "Ledger/RateKey", "Ledger/RateKeyParts", []),
    ("FactDimensions", "Ledger/FactDimensions", "Ledger/RateKeyParts", []),
    ("Terms", "Ledger/FactDimensions", "Ledger/RateKeyParts", []),
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
