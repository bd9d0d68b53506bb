import Closing
import Ledger
import Workspace

/// The reason why a month is not closed, approved or restated, or a closed month is not run again.
package enum CloseRefusal: FindingError, Hashable {
  /// The text is not one month.
  case period(String)
  /// The chain has faults.
  case chain(faults: Int)
  case twice(Month, close: String, root: String)
  /// The month before is open.
  case gap(Month, before: Month, root: String)
  /// The month ends after the time of the decision.
  case endsAfter(Month, at: Instant)
  /// The month ends after the ledger's last day.
  case beyondLedger(Month, last: Day)
  case empty(Month, span: ClosedRange<Day>?)
  /// The period has defects that are not accepted, each in words.
  case open(Month, kinds: [CloseDefect], words: [String], command: String)
  /// The month is not closed, so nothing can be approved or restated.
  case none(Month, root: String)
  /// The closer of a month may not approve it.
  case same(Month, name: String)
  case approved(Month, words: String)
  /// A run would replace the files of a closed month.
  case closed(Month, root: String)

  package var finding: Finding {
    Finding(.error, at: Place(file: place), code: code, message: message, help: help)
  }

  private var place: String {
    switch self {
    case .period(let text): SafeText.brief(text)
    case .chain, .twice, .gap, .none, .same, .approved: CloseChain.file
    case .endsAfter(let month, _), .beyondLedger(let month, _), .empty(let month, _),
      .open(let month, _, _, _):
      month.description
    case .closed(let month, _): "out/\(month)"
    }
  }

  private var code: String {
    switch self {
    case .period: "close.period"
    case .chain: "close.chain"
    case .twice, .approved: "close.twice"
    case .gap: "close.gap"
    case .endsAfter, .beyondLedger: "close.early"
    case .empty: "close.empty"
    case .open: "close.open"
    case .none: "close.none"
    case .same: "close.same"
    case .closed: "close.month"
    }
  }

  private var message: String {
    switch self {
    case .period: "is not one month, expected a month such as 2026-08"
    case .chain(let faults):
      "the chain is broken: \(faults == 1 ? "1 fault" : "\(faults) faults")"
    case .twice(let month, let close, _): "\(month) is already \(close)"
    case .gap(let month, let before, _): "\(before) is not closed, so Assay cannot close \(month)"
    case .endsAfter(let month, let at):
      "ends on \(month.period.lastDay), which is not over at \(at.rfc3339)"
    case .beyondLedger(let month, let last):
      "ends on \(month.period.lastDay), and the ledger's last day is \(last)"
    case .empty(_, let span):
      "no row of the ledger is in this month"
        + (span.map { "; the ledger covers \($0.lowerBound) to \($0.upperBound)" } ?? "")
    case .open(_, _, let words, _): "has " + words.listed
    case .none(let month, _): "\(month) is not closed"
    case .same(let month, let name):
      "\(month) was closed by \"\(SafeText.brief(name))\", who may not approve it"
    case .approved(let month, let words): "\(month) is already \(SafeText.brief(words))"
    case .closed(let month, let root):
      "\(month) is closed; see \(TypedCommand.text("verify", in: root, [month.description])), or"
        + " restate it with a reason"
    }
  }

  private var help: String? {
    switch self {
    case .period: nil
    case .chain: "restore the file as it was: git checkout -- \(CloseChain.file)"
    case .twice(let month, _, let root):
      "to replace the close: "
        + TypedCommand.text(
          "close restate", in: root, [month.description, "--by", "NAME", "--reason", "TEXT"])
    case .gap(_, let before, let root):
      "close it first: "
        + TypedCommand.text(
          "close", in: root, [before.description, "--by", "NAME", "--reason", "TEXT"])
    case .endsAfter: "close it after its end, or state the time of the decision: --at TIME"
    case .beyondLedger: "add the missing exports to ledger/"
    case .empty: nil
    case .open(_, let kinds, _, let command):
      "fix them, or accept them: \(command) --accept "
        + kinds.map(\.rawValue).joined(separator: ",")
    case .none(let month, let root):
      "close it: "
        + TypedCommand.text(
          "close", in: root, [month.description, "--by", "NAME", "--reason", "TEXT"])
    case .same: "let another person approve it: --by NAME"
    case .approved: nil
    case .closed(let month, let root):
      "to calculate the month again elsewhere: "
        + TypedCommand.text("run", in: root, ["--period", month.description, "--output", "DIR"])
    }
  }
}
