import Ledger

/// A counted line by which an equal one of the same file is known: all its texts as a number, and its figures.
struct SeenBillLine {
  let place: Place
  private let texts: Likeness
  private let start: Instant
  private let end: Instant
  private let amount: PrintedDecimal
  private let quantity: BilledQuantity?
  private let requests: Int64?

  /// So many lines of a cell are remembered.
  static let limit = 16

  init(_ line: BillLine, _ raw: RawBillLine) {
    (place, start, end) = (line.place, raw.start, raw.end)
    (amount, quantity, requests) = (line.amountAsBilled, line.quantity, line.requests)
    let names: [Name] = [
      line.modelAsBilled, line.currency, line.description, line.project, line.apiKey,
      line.account, line.invoiceID, line.serviceTier ?? .empty, line.region ?? .empty, raw.part,
      Name(line.context.map { "\($0)" } ?? ""),
    ]
    var texts = Likeness()
    for (column, name) in names.enumerated() {
      name.bytes.withUnsafeBufferPointer { texts.add($0, of: UInt64(column + 1)) }
    }
    self.texts = texts
  }

  func isEqual(to other: SeenBillLine) -> Bool {
    amount == other.amount && texts == other.texts && start == other.start && end == other.end
      && quantity == other.quantity && requests == other.requests
      && place.file == other.place.file && place.line != other.place.line
  }
}
