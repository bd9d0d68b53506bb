import Bills
import Ledger

/// Counted lines of a bill, those with the largest amounts kept.
struct LargestBillLines {
  private(set) var count = 0
  private(set) var largest: [BillLine] = []

  /// The most lines that are kept.
  private static let kept = 100

  /// Reads the lines of the bills once more.
  init(of bills: BillComparison, where isMeant: (BillLine) -> Bool) throws {
    var lines: [BillLine] = []
    var count = 0
    func cut() {
      // Of equal amounts the earlier line is first.
      lines = lines.enumerated().sorted { left, right in
        let (one, other) = (
          left.element.countedAmount.magnitude, right.element.countedAmount.magnitude
        )
        return one == other ? left.offset < right.offset : one > other
      }.prefix(LargestBillLines.kept).map(\.element)
    }
    try bills.visitLines { line in
      guard line.standing == .counted, isMeant(line) else { return }
      count += 1
      lines.append(line)
      if lines.count >= 4 * LargestBillLines.kept { cut() }
    }
    cut()
    self.count = count
    largest = lines
  }
}

extension BillLine {
  /// The file and line: `bills/costs.json:3`.
  var placeText: String { place.line.map { "\(place.file):\($0)" } ?? place.file }

  /// The name on the bill: its item, or the model; else the kind.
  var nameOnBill: String {
    let names = [description, modelAsBilled].filter { !$0.isEmpty }
    return names.first?.description ?? kind.rawValue
  }
}

extension BilledQuantity {
  /// The quantity in single units with commas between thousands.
  var grouped: String {
    FullPrecisionText.grouped(DecimalText.string(attounits, scale: BilledQuantity.decimals))
  }
}
