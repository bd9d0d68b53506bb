import Ledger

/// The sums of all tokens that a mapped export states beside its counts.
struct StatedTotalRule: Hashable, Sendable {
  /// The objects that the counts of input and output are in, folded; blank for the record itself.
  private let owners: Set<String>
  let numbers: NumberForm

  /// - Parameters:
  ///   - names: of the columns that are read as input and output.
  ///   - numbers: the form of the counts.
  init(beside names: [String], numbers: NumberForm) {
    owners = Set(names.map(Self.owner))
    self.numbers = numbers
  }

  /// Returns true if a column of this name is beside those that are read.
  func mayHold(_ name: String) -> Bool { owners.contains(Self.owner(of: name)) }

  private static func owner(of name: String) -> String {
    folded(Array(name.utf8)).split(separator: ".").dropLast().joined(separator: ".")
  }
}
