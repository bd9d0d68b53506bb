import Ledger
import Overview
import Terminal
import Workspace

/// The answer of `multipliers list`.
package struct PendingMultipliersText {
  private let book: MultiplierFile
  private let root: String

  package init(_ book: MultiplierFile, root: String) {
    self.book = book
    self.root = root
  }

  /// Every multiplier that awaits approval, and how to decide.
  package func text(width: Int, _ paint: Paint) -> String {
    let pending = book.pending
    guard !pending.isEmpty else {
      return "No multiplier awaits approval.\n"
    }
    let verb = pending.count == 1 ? "awaits" : "await"
    var text =
      paint(.bold, "\(Figures.count(Int64(pending.count), "multiplier")) \(verb) approval") + "\n"
    for row in pending {
      let value = row.dated.value
      let from = row.dated.from == .distantPast ? "" : " from \(row.dated.from)"
      let to = row.dated.to.map { " until \($0) (exclusive)" } ?? ""
      let reason = row.reason.isEmpty ? "" : ": \(row.reason)"
      let who = value.requestedBy.isEmpty ? "an unnamed person" : value.requestedBy.description
      let companions = book.companions(of: row).map { "line \($0.line)" }
      let with = companions.isEmpty ? "" : " (belongs with \(companions.listed))"
      let words = SafeText.safe("\(value.words)\(from)\(to), requested by \(who)\(reason)") + with
      text +=
        Wrapping.lines(words, after: "  line \(row.line)  ", width: width).text
    }
    let command = TypedCommand.text(
      "multipliers approve", in: root, ["LINE", "--by", "NAME"])
    text +=
      Wrapping.lines(
        ["To", "decide:", "\(SafeText.safe(command)),", "or", "reject"], after: "", hanging: 2,
        width: width
      ).text
    return text
  }
}
