import Ledger

/// The doubts about the figures of a run, and the files left out; stated in every report.
package struct Doubts: Hashable, Sendable {
  /// The warnings, at most `limit`, by file and line.
  package let listed: [Finding]
  /// The number of findings that are not listed.
  package let unlisted: Int
  /// The number of findings that decide the exit status.
  package let deciding: Int
  /// The codes of those, in order.
  package let decidingCodes: [String]
  /// The paths of the files that the setting `ignore` leaves out.
  package let ignoredFiles: [String]

  /// So many warnings are listed in documents; the others are counted.
  package static let limit = 100
  /// The title of such a block in every medium.
  package static let title = "Doubtful or excluded input"

  /// - Parameter findings: all of a run, by file and line.
  package init(_ findings: [Finding], ignoredFiles: [String] = []) {
    let stated = findings.filter(DoubtCodes.states)
    let deciding = stated.filter(DoubtCodes.decidesStatus)
    listed = Array(stated.prefix(Doubts.limit))
    unlisted = stated.count - listed.count
    self.deciding = deciding.count
    decidingCodes = Set(deciding.map(\.code)).sorted()
    self.ignoredFiles = ignoredFiles
  }

  /// Nothing is in doubt or left out.
  package static let none = Doubts([])

  package var isEmpty: Bool { listed.isEmpty && ignoredFiles.isEmpty }

  /// The largest number of sentences, before one for the rest.
  ///
  /// - Parameter count: how many sentences there is room for, the last one included.
  package func sentences(atMost count: Int) -> [String] {
    let warnings = listed.map { "\($0.place.fileAndLine): \($0.message)." }
    let all = warnings + (ignoredSentence.map { [$0] } ?? [])
    let rest = all.count + unlisted - count
    guard rest > 0 else { return all }
    let more = Figures.count(Int64(rest + 1))
    return all.prefix(count - 1) + ["… \(more) more in manifest.json."]
  }

  private var ignoredSentence: String? {
    guard !ignoredFiles.isEmpty else { return nil }
    let (verb, object) = ignoredFiles.count == 1 ? ("is", "it") : ("are", "them")
    return "\(Scope.named(ignoredFiles)) \(verb) skipped by the setting ignore; all figures exclude"
      + " \(object)."
  }

  /// The number of doubts that decide the exit status, with codes: `2 doubts (id.zeros, time.far)`.
  package var words: String {
    "\(Figures.count(Int64(deciding), "doubt")) (\(decidingCodes.joined(separator: ", ")))"
  }
}
