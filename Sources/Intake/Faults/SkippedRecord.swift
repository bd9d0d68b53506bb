/// The reason why a record of a log is not usage of its own.
package enum SkippedRecord: Hashable, Sendable {
  /// A line of a log of another kind than a request, as its words say.
  case otherKind(String)
  /// The same, though it states usage that its mapping would read.
  case withUsage(LeftOutUsage)
  /// It states the sum of the records below it, which count.
  case sum
  /// It states usage beside that of the records below it, which count, and is not their sum.
  case unlikeItsParts
  /// It precedes records, and is not one.
  case group
}

/// Usage in records that a rule of a mapping leaves out.
package struct LeftOutUsage: Hashable, Sendable {
  /// The reason by the rule, as for records without usage.
  package let reason: String
  /// The column of the rule.
  package let name: String
  /// The text in such a record; blank for a blank, and for one of many texts.
  package let word: String
  /// The column that states usage.
  package let column: String
  /// The rule names the word as that of records which are not requests.
  package let isByWord: Bool

  /// The same for any text.
  var ofAnyWord: LeftOutUsage { of(word: "") }

  /// The same in records with another word.
  func of(word: String) -> LeftOutUsage {
    LeftOutUsage(reason: reason, name: name, word: word, column: column, isByWord: isByWord)
  }
}
