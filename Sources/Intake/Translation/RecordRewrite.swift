import Ledger

/// A way to read a file whose records have a meaning only with the text before or around them.
package enum RecordRewrite: Hashable, Sendable {
  /// Lines of a session of Codex, each with what earlier lines say of it.
  case session
  /// Spans alone, without the exports around them.
  case spans
}

/// Writes a text of self-contained records in place of one whose records are not, line for line.
protocol TextRewriter {
  /// Takes the bytes that come next, and appends what they come to.
  mutating func take(_ bytes: Bytes, into out: inout [UInt8])

  /// Appends what is left when no bytes follow.
  mutating func end(into out: inout [UInt8])
}
