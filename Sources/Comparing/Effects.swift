/// The effect of each driver on one measure, in 10⁻¹⁸ USD.
package struct Effects: Equatable, Sendable {
  // In place: there are two for each cell.
  private var amounts = InlineArray<22, Int128>(repeating: 0)

  package init() {}

  package subscript(effect: Effect) -> Int128 {
    get { amounts[effect.rawValue] }
    set { amounts[effect.rawValue] = newValue }
  }

  /// The sum of the effects of a driver.
  package subscript(driver: Driver) -> Int128 { driver.effects.reduce(0) { $0 + self[$1] } }

  /// The sum of all.
  package var sum: Int128 { amounts.indices.reduce(0) { $0 + amounts[$1] } }

  /// True if every effect is the same.
  package static func == (left: Effects, right: Effects) -> Bool {
    left.amounts.indices.allSatisfy { left.amounts[$0] == right.amounts[$0] }
  }

  package static func += (left: inout Effects, right: Effects) {
    for index in left.amounts.indices { left.amounts[index] += right.amounts[index] }
  }

  package static func - (left: Effects, right: Effects) -> Effects {
    var difference = left
    for index in difference.amounts.indices { difference.amounts[index] -= right.amounts[index] }
    return difference
  }
}
