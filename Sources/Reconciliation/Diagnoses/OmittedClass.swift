import Ledger

/// The classes that one mistake left out of a cost; none for most mistakes.
package struct OmittedClass: Hashable, Sendable {
  /// Bit n is set where class n is left out.
  private(set) var bits: UInt16 = 0

  init() {}

  /// Makes the list whose bits were these.
  init(bits: UInt16) { self.bits = bits }

  mutating func insert(_ unitClass: UnitClass) { bits |= 1 << UInt16(unitClass.rawValue) }

  var classCount: Int { bits.nonzeroBitCount }

  /// Nothing was left out.
  var isEmpty: Bool { bits == 0 }

  /// In the order of the columns.
  package var classes: [UnitClass] {
    UnitClass.quantities.filter { bits & 1 << UInt16($0.rawValue) != 0 }
  }
}

extension CostCalculation {
  /// True if this leaves out everything that another mistake changed, unlike its origin `start`.
  ///
  /// Nothing of that mistake would show.
  ///
  /// - Parameter right: what the row says.
  func hides(_ start: CostCalculation, madeOf right: CostCalculation) -> Bool {
    if leftOut == start.leftOut || start.quantities == right.quantities { return false }
    return UnitClass.quantities.allSatisfy {
      quantities[$0] == 0 || start.quantities[$0] == right.quantities[$0]
    }
  }
}
