/// A grant, or with `holdBit` a hold, that ends at an instant.
///
/// It stays when the grant or hold ends in another way; whoever takes it looks again.
struct ScheduledEnd {
  let at: Int64
  let item: UInt32

  static let holdBit: UInt32 = 0x8000_0000

  /// True if one ends before another; of one instant grants come before holds, and older ones first.
  static func precedes(_ left: UInt32, _ right: UInt32, in dues: [ScheduledEnd]) -> Bool {
    let (left, right) = (dues[Int(left)], dues[Int(right)])
    return left.at != right.at ? left.at < right.at : left.item < right.item
  }
}
