import Ledger

extension CostHypothesis {
  /// A class that has no code of its own was charged nothing, alone or with what counts as part of it; or all tokens.
  static let classDropped = CostHypothesis(
    code: .classDropped,
    mistake: .reckoning { right, sheet, take in
      func leaveOut(_ classes: [UnitClass]) {
        var rest = right
        for unitClass in classes where right.quantities[unitClass] > 0 {
          rest.quantities[unitClass] = 0
          rest.leftOut.insert(unitClass)
        }
        // One of them alone was tried before; and where nothing is left, zero was recorded.
        let isNew = classes.count == 1 || rest.leftOut.classCount > 1
        if isNew && sheet.cost(rest) != .zero { take(rest) }
      }
      for classes in droppable where right.quantities[classes[0]] > 0 { leaveOut(classes) }
      leaveOut(tokens)
    })

  /// What is left out together; the first class is what the others are part of, as many a vendor counts them.
  private static let droppable: [[UnitClass]] = [
    [.input], [.input, .cacheRead, .cacheWrite5m, .cacheWrite1h], [.output], [.output, .reasoning],
    [.audioInput], [.audioOutput], [.audioInput, .audioOutput], [.image], [.search], [.second],
    [.imageInput], [.imageOutput], [.audioCacheRead],
  ]

  private static let tokens: [UnitClass] = [
    .input, .cacheRead, .cacheWrite5m, .cacheWrite1h, .output, .reasoning, .audioInput,
    .audioOutput, .imageInput, .imageOutput, .audioCacheRead,
  ]
}

extension Reckoning {
  /// Whether this leaves out, unlike `start` which it is made of, all that another mistake made more or less of: nothing
  /// of that mistake would show.
  ///
  /// - Parameter right: what the row says.
  func hides(_ start: Reckoning, madeOf right: Reckoning) -> Bool {
    if leftOut == start.leftOut || start.quantities == right.quantities { return false }
    return UnitClass.quantities.allSatisfy {
      quantities[$0] == 0 || start.quantities[$0] == right.quantities[$0]
    }
  }
}

/// The classes that one mistake left out of a cost; none for most mistakes.
package struct LeftOut: Hashable, Sendable {
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
