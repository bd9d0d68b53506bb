/// Finds the numbers of distinct values, which are their places in a list.
///
/// A dictionary would hold each value again, with room for as many more.
package struct ValueIndex: Sendable {
  /// An open-addressing table of the numbers after those of the values; 0 where there is none.
  private var slots = [UInt32](repeating: 0, count: 16)

  /// Makes the index of an empty list.
  package init() {}

  /// Returns the number of a value in `values`, to which it is added where it is new.
  ///
  /// - Parameter values: the list of the index, to which no other code adds.
  package mutating func number<Value: Hashable>(
    of value: Value, in values: inout [Value]
  ) -> Int32 {
    let mask = slots.count - 1
    var place = value.hashValue & mask
    while slots[place] != 0 {
      let number = Int(slots[place]) - 1
      if values[number] == value { return Int32(number) }
      place = (place + 1) & mask
    }
    values.append(value)
    slots[place] = UInt32(values.count)
    if 2 * values.count > slots.count { grow(values) }
    return Int32(values.count - 1)
  }

  private mutating func grow(_ values: [some Hashable]) {
    let mask = 2 * slots.count - 1
    slots = [UInt32](repeating: 0, count: mask + 1)
    for (number, value) in values.enumerated() {
      var place = value.hashValue & mask
      while slots[place] != 0 { place = (place + 1) & mask }
      slots[place] = UInt32(number + 1)
    }
  }
}
