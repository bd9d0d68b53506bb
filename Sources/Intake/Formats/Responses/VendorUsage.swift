/// The objects of one response, or of the events of its stream, that state its usage, in order.
///
/// Counts of a stream are cumulative: of each the last that was stated counts.
struct VendorUsage {
  private let stated: [SourceValue]
  private let place: Int

  /// - Parameter place: where the response starts, at which anything unstated is missing.
  init(_ stated: [SourceValue], at place: Int) {
    self.stated = stated
    self.place = place
  }

  var isEmpty: Bool { stated.isEmpty }

  /// The value of a member, as it was stated last.
  subscript(key: StaticString) -> SourceValue {
    var missing = SourceValue.missing(at: place)
    for object in stated.reversed() {
      let value = object[key]
      if value.kind != .missing && value.kind != .null { return value }
      missing = value
    }
    return missing
  }

  /// Returns true if some object has a member `key`, of whatever value.
  func has(_ key: StaticString) -> Bool { stated.contains { $0[key].kind != .missing } }
}
