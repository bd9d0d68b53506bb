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

  /// The classes that are left out together; the others are part of the first.
  ///
  /// Many vendors count them so.
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
