import Ledger

@testable import Invoices

extension Invoices {
  /// Each line as `account number kind description; quantity unit price; exact cents`, with `-` for nothing.
  func texts(_ index: Int = 0) -> [String] {
    list[index].lines.map { place in
      let line = lines[place]
      let quantity = line.quantity.map {
        "\(DecimalText.string($0.millionths, scale: 6)) \($0.unit.rawValue)"
      }
      let amounts = [line.unitPrice, line.exact].map { amount in
        amount.map { Money(attodollars: $0).description } ?? "-"
      }
      return "\(line.account) \(line.number) \(line.kind.word): \(description(ofLine: place)); "
        + "\(quantity ?? "-") \(amounts[0]); \(amounts[1]) \(line.cents)"
    }
  }
}
