import Ledger

/// The evidence of recorded costs on the classes that totals include, by vendor.
///
/// One rule for all vendors has the vendor "".
package struct HeldClasses: Sendable, Equatable {
  /// By vendor, the classes of which recorded costs may show it.
  package typealias Guesses = [String: [UsageMapping.Part]]

  private(set) var byVendor: [String: [UsageMapping.Part: Bool]] = [:]

  package var isEmpty: Bool { byVendor.isEmpty }

  package init() {}

  /// All of `guesses` as one way to count has them.
  private init(_ guesses: Guesses, held: Set<UsageMapping.Part>) {
    byVendor = guesses.mapValues { parts in
      Dictionary(
        parts.map { ($0, held.contains($0)) }, uniquingKeysWith: { first, _ in first })
    }
  }

  /// For each vendor alone the one way of `ways` that its rows fit; nothing of one that they fit in several, or in none.
  ///
  /// - Parameter fits: whether the rows of a vendor are as the way at a place has them.
  package init(_ ways: [HeldClasses], where fits: (Int, String) -> Bool) {
    for vendor in Set(ways.flatMap(\.byVendor.keys)) {
      let fitting = Set(
        ways.indices.filter { fits($0, vendor) }.map { ways[$0].byVendor[vendor, default: [:]] })
      if let way = fitting.first, fitting.count == 1 { byVendor[vendor] = way }
    }
  }

  /// Every way in which totals hold some classes and others stand on top; none where nothing is guessed, or too much.
  ///
  /// Costs of one vendor's rows say nothing of another's, so that all vendors are tried at once.
  package static func ways(_ guesses: Guesses) -> [HeldClasses] {
    let all = Set(guesses.values.joined())
    let parts = UsageMapping.Part.allCases.filter(all.contains)
    guard (1...4).contains(parts.count) else { return [] }
    return (0..<1 << parts.count).map { bits in
      HeldClasses(
        guesses, held: Set(parts.indices.filter { bits >> $0 & 1 == 1 }.map { parts[$0] }))
    }
  }

  /// Returns true if the total of a vendor includes a class; nil if no cost shows it.
  func isHeld(_ part: UsageMapping.Part, vendor: String) -> Bool? { byVendor[vendor]?[part] }
}
