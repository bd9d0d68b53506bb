import Ledger

extension LedgerColumn {
  /// Returns true if two cells of the column have the same meaning, however each is written.
  ///
  /// Examples are an instant with another offset, an amount with more zeros, and a word that a
  /// blank means.
  ///
  /// A blank count is 0 in any figure. A blank amount is unknown, and 0 is known.
  func isSame(_ left: [UInt8], _ right: [UInt8]) -> Bool {
    if left == right { return true }
    switch content {
    case .id: return false
    case .name: return word(left) == word(right)
    case .time:
      guard let left = LedgerColumn.instant(left) else { return false }
      return left == LedgerColumn.instant(right)
    case .quantity, .cost, .multiplier, .credits:
      guard let left = number(left), let right = number(right) else { return false }
      return left == right
    }
  }

  /// The number there, if any.
  private enum Value: Hashable {
    case blank
    case number(Int128)
  }

  /// The number in a cell at the scale of the column; nil where it is none.
  private func number(_ cell: [UInt8]) -> Value? {
    if cell.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) {
      return content.isQuantity ? .number(0) : .blank
    }
    if let rule = content.decimalRule {
      if case .success(let number) = cell.withUnsafeBufferPointer(rule.read) {
        return .number(number.value)
      }
    } else if case .success(let number) = cell.withUnsafeBufferPointer({
      NumberText.count($0, limit: Quantities.countLimit, allowsGroupOfZeros: true)
    }) {
      return .number(Int128(number.value))
    }
    return nil
  }

  private static func instant(_ cell: [UInt8]) -> Instant? {
    cell.withUnsafeBufferPointer { bytes in
      do throws(InstantFault) { return try InstantText.read(bytes).instant } catch { return nil }
    }
  }

  /// The word that a cell means.
  private func word(_ cell: [UInt8]) -> [UInt8] {
    switch self {
    case .byok: StatusAndFlagCells.boolean(cell).map { [$0 ? 1 : 0] } ?? cell
    case .status where cell.isEmpty: Array("completed".utf8)
    case .service where cell.isEmpty: RateKey.chatService.bytes
    case .serviceTier where cell.isEmpty: RateKey.standardServiceTier.bytes
    case .currency where cell.isEmpty: Array("USD".utf8)
    default: cell
    }
  }
}
