import Ledger

/// Another name under which a ledger may know a model.
package struct Alias: Hashable, Sendable {
  package let provider: Name
  /// The name, or what a name must hold, by `match`.
  package let alias: Name
  package let model: Name
  package let match: Match
  /// Letters A to Z count as a to z, in the name and in the alias; a regular expression is left as it is.
  package let ignoresCase: Bool

  package init(
    provider: Name, alias: Name, model: Name, match: Match = .exact, ignoresCase: Bool = false
  ) {
    self.provider = provider
    self.alias = alias
    self.model = model
    self.match = match
    self.ignoresCase = ignoresCase
  }

  /// The way in which a name is matched with an alias.
  package enum Match: String, Hashable, CaseIterable, Sendable {
    case exact, prefix, suffix, contains, regex
  }

  /// The key of the alias; the rows of one key follow one another in time.
  package var key: Key {
    Key(provider: provider, alias: alias, match: match, ignoresCase: ignoresCase)
  }

  /// A name, or a rule for names, of a provider.
  package struct Key: Hashable, Sendable {
    package let provider: Name
    package let alias: Name
    package let match: Match
    package let ignoresCase: Bool

    package init(provider: Name, alias: Name, match: Match, ignoresCase: Bool) {
      self.provider = provider
      self.alias = alias
      self.match = match
      self.ignoresCase = ignoresCase
    }

    /// The key in words, for messages.
    var words: String {
      "alias \(provider) \(match == .exact ? "" : "\(match.rawValue) ")\(alias)"
    }
  }

  /// True if `text` is a usable regular expression.
  package static func isRegex(_ text: Name) -> Bool {
    let pattern = NamePattern(text)
    return pattern != nil
  }

  /// Returns how many bytes of `name` the alias accounts for; nil where it does not fit.
  package func matchedLength(in name: Name) -> Int? {
    let name = ignoresCase ? name.lowercased : name
    let text = ignoresCase && match != .regex ? alias.lowercased.bytes : alias.bytes
    switch match {
    case .exact: return name.bytes == text ? text.count : nil
    case .prefix: return name.bytes.starts(with: text) ? text.count : nil
    case .suffix: return name.bytes.reversed().starts(with: text.reversed()) ? text.count : nil
    case .contains: return name.bytes.holds(text) ? text.count : nil
    case .regex:
      // An alias that is no pattern was refused when the book was read.
      let pattern = NamePattern(alias)
      return pattern?.matchedLength(in: name)
    }
  }
}

extension Name {
  /// The name with a to z for A to Z.
  package var lowercased: Name {
    Name(bytes: bytes.map { $0 >= 0x41 && $0 <= 0x5A ? $0 + 0x20 : $0 })
  }
}

extension [UInt8] {
  fileprivate func holds(_ text: [UInt8]) -> Bool {
    guard count >= text.count else { return false }
    return (0...count - text.count).contains { self[$0...].starts(with: text) }
  }
}
