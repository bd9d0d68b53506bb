/// The reason why a record of a log is not usage of its own.
package enum SkippedRecord: Hashable, Sendable {
  /// A line of a log of another kind than a request, as its words say.
  case otherKind(String)
  /// It states the sum of the records below it, which count.
  case sum
  /// It states usage beside that of the records below it, which count, and is not their sum.
  case unlikeItsParts
  /// It stands before records, and is none.
  case group
}
