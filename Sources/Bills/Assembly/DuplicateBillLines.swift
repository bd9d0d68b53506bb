import Ledger

/// Lines of several files of one bill that are alike: those of the first file count.
struct DuplicateBillLines {
  private var lines: [Likeness: [Sums]] = [:]
  /// The files of which any line may be alike to one of another.
  let files: Set<Int>

  /// The lines of one file that are alike.
  private struct Sums {
    let file: Int32
    let line: Int
    var amount: Int128
    var quantity: Int128
  }

  /// Finds the files whose times overlap those of another file of the same format and vendor.
  init(_ files: [ScannedFile]) {
    var overlapping: Set<Int> = []
    let used = files.indices.filter { !files[$0].isReplaced }
    for (place, first) in used.enumerated() {
      for second in used[(place + 1)...]
      where files[first].file.format.name == files[second].file.format.name {
        let areOfOneTime = files[first].spans.contains { vendor, span in
          files[second].spans[vendor].map { $0.overlaps(span) } ?? false
        }
        if areOfOneTime { overlapping.formUnion([first, second]) }
      }
    }
    self.files = overlapping
  }

  /// The likeness of a line: that of its record, its part in it, and its bill.
  static func key(_ likeness: Likeness, of line: RawBillLine, vendor: Name) -> Likeness {
    var key = likeness
    line.part.bytes.withUnsafeBufferPointer { key.add($0, of: 1) }
    vendor.bytes.withUnsafeBufferPointer { key.add($0, of: 2) }
    return key
  }

  /// Adds a line of a file; files come in order.
  mutating func add(_ key: Likeness, _ line: RawBillLine, file: Int) {
    // Currencies are texts, so both amounts are of one.
    let amount = line.amount.value.rounded(scale: Money.decimals)?.value ?? 0
    let quantity = line.quantity?.attounits ?? 0
    if let last = lines[key]?.indices.last, lines[key]?[last].file == Int32(file) {
      lines[key]?[last].amount += amount
      lines[key]?[last].quantity += quantity
      return
    }
    lines[key, default: []].append(
      Sums(file: Int32(file), line: line.line, amount: amount, quantity: quantity))
  }

  /// The relation of a line to those of earlier files.
  enum Relation: Hashable {
    case first
    case duplicate(file: Int)
    /// - Parameter more: the amount of the file's lines less that of the earlier file, in the currency of the bill.
    case conflict(file: Int, line: Int, more: Int128)
  }

  /// Returns how a line of a file relates to earlier files.
  func relation(_ key: Likeness, file: Int) -> Relation {
    guard let sums = lines[key], let first = sums.first, Int(first.file) != file,
      let own = sums.first(where: { Int($0.file) == file })
    else { return .first }
    if first.amount == own.amount && first.quantity == own.quantity {
      return .duplicate(file: Int(first.file))
    }
    return .conflict(
      file: Int(first.file), line: first.line, more: own.amount - first.amount)
  }
}
