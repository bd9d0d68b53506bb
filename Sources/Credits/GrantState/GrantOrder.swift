import Ledger

/// The consumption order at one time: keys in turn, then age.
struct GrantOrder {
  private let keys: [ConsumptionKey]

  init(_ keys: [ConsumptionKey]) {
    self.keys = keys
  }

  /// True if credits come from grant `left` before grant `right`, both indices of `grants`.
  func precedes(_ left: UInt32, _ right: UInt32, in grants: [Grant]) -> Bool {
    for key in keys {
      switch key {
      case .expiry:
        let (a, b) = (grants[Int(left)].expiresAt, grants[Int(right)].expiresAt)
        if a != b { return a < b }
      case .priority:
        let (a, b) = (grants[Int(left)].priority, grants[Int(right)].priority)
        if a != b { return a < b }
      case .free:
        let (a, b) = (grants[Int(left)].paid == 0, grants[Int(right)].paid == 0)
        if a != b { return a }
      case .age:
        return left < right
      }
    }
    return left < right
  }
}
