import Credits
import Ledger

/// The credits that a month of an account used, by service and model.
struct InvoiceCreditUse: Hashable {
  let use: CreditUse
  /// Positive.
  let microcredits: Int128
}

/// The sums of used credits by block, service and model.
struct UseSums {
  /// The most lines with a service and model of a block.
  static let most = 10

  private var uses: [CreditUse: Int32] = [.unknown: 0]
  private var list: [CreditUse] = [.unknown]
  /// By block in the high half of the key and use in the low one.
  private var sums: [UInt64: Int128] = [:]

  /// Adds credits that an event of a block took.
  mutating func add(_ use: CreditUse, _ microcredits: Int64, block: Int) {
    let number = uses[use] ?? Int32(list.count)
    if Int(number) == list.count {
      uses[use] = number
      list.append(use)
    }
    sums[UInt64(block) << 32 | UInt64(number), default: 0] += Int128(microcredits)
  }

  /// Returns the uses of each block: the largest, then the rest as one.
  func lines(ofBlocks count: Int) -> [[InvoiceCreditUse]] {
    var lines = [[InvoiceCreditUse]](repeating: [], count: count)
    // The order of the dictionary does not matter: each block is sorted.
    for (key, sum) in sums {
      let use = list[Int(key & 0xFFFF_FFFF)]
      lines[Int(key >> 32)].append(InvoiceCreditUse(use: use, microcredits: sum))
    }
    for index in lines.indices { lines[index] = UseSums.largest(of: lines[index]) }
    return lines
  }

  private static func largest(of uses: [InvoiceCreditUse]) -> [InvoiceCreditUse] {
    let sorted = uses.sorted { left, right in
      if left.microcredits != right.microcredits { return left.microcredits > right.microcredits }
      return left.use.order < right.use.order
    }
    if sorted.count <= most { return sorted }
    let rest = sorted.dropFirst(most).reduce(Int128(0)) { $0 + $1.microcredits }
    return sorted.prefix(most) + [InvoiceCreditUse(use: .other, microcredits: rest)]
  }
}
