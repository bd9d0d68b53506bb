/// File names that look alike, such as those of the statements of accounts.
package struct FileNamePattern: Sendable {
  private let matches: @Sendable (String) -> Bool

  /// Makes the family of names that begin and end alike, with something between them.
  package init(prefix: String, suffix: String) {
    matches = { name in
      name.utf8.count > prefix.utf8.count + suffix.utf8.count && name.hasPrefix(prefix)
        && name.hasSuffix(suffix)
    }
  }

  /// Makes the family of names for which `matches` returns true.
  package init(_ matches: @escaping @Sendable (String) -> Bool) {
    self.matches = matches
  }

  /// True if a name belongs to the family.
  package func contains(_ name: String) -> Bool { matches(name) }
}
