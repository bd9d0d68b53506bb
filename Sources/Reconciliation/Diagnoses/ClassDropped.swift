import Ledger

extension CostHypothesis {
  /// A class that has no code of its own was charged nothing, alone or with what counts as part of it; or all tokens.
  static let classDropped = CostHypothesis(
    code: .classDropped,
    mistake: .reckoning { right, sheet, take in
      let hasFee = right.hasFee && sheet.fee != nil
      for classes in droppable where right.quantities[classes[0]] > 0 {
        var rest = right
        for unitClass in classes where right.quantities[unitClass] > 0 {
          rest.quantities[unitClass] = 0
          rest.leftOut.insert(unitClass)
        }
        // Without the others it was tried before; and where nothing is left, zero was recorded.
        let isNew = classes.count == 1 || rest.leftOut.classCount > 1
        if isNew && (hasFee || rest.quantities != Quantities()) { take(rest) }
      }
    })

  /// What is left out together; the first class is what the others are part of, as many a vendor counts them.
  private static let droppable: [[UnitClass]] = [
    [.input], [.input, .cacheRead, .cacheWrite5m, .cacheWrite1h], [.output], [.output, .reasoning],
    [.audioInput], [.audioOutput], [.audioInput, .audioOutput], [.image], [.search], [.second],
    [
      .output, .reasoning, .input, .cacheRead, .cacheWrite5m, .cacheWrite1h, .audioInput,
      .audioOutput,
    ],
  ]
}

/// The classes that one mistake left out of a cost; none for most mistakes.
package struct LeftOut: Hashable, Sendable {
  /// Bit n is set where class n is left out.
  private var bits: UInt16 = 0

  init() {}

  mutating func insert(_ unitClass: UnitClass) { bits |= 1 << UInt16(unitClass.rawValue) }

  var classCount: Int { bits.nonzeroBitCount }

  /// Nothing was left out.
  package var isEmpty: Bool { bits == 0 }

  /// In the order of the columns.
  package var classes: [UnitClass] {
    UnitClass.quantities.filter { bits & 1 << UInt16($0.rawValue) != 0 }
  }
}
