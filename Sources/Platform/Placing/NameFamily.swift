/// File names that begin and end alike, such as those of the statements of accounts.
package struct NameFamily: Sendable {
  private let prefix: String
  private let suffix: String

  /// - Parameters: see the description of the type.
  package init(prefix: String, suffix: String) {
    self.prefix = prefix
    self.suffix = suffix
  }

  /// True if the name has the beginning, the end and something between them.
  package func contains(_ name: String) -> Bool {
    name.utf8.count > prefix.utf8.count + suffix.utf8.count && name.hasPrefix(prefix)
      && name.hasSuffix(suffix)
  }
}
