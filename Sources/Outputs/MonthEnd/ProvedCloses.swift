import Closing
import Engine
import Ledger
import Platform
import Workspace

extension CloseChain {
  /// The closes of a month, or of all, in the order of the lines.
  package func closes(of month: Month?, in root: String) throws -> [MonthClose] {
    guard let month else { return allCloses }
    let closes = allCloses.filter { $0.row.period == month }
    // A broken chain may have lost the month: then it is not proved.
    if !closes.isEmpty || !faults.isEmpty { return closes }
    let months = self.closes.map(\.row.period.description)
    throw RunRefusal(
      findings: try leftovers(in: root) + [
        Finding(
          .error, at: Place(file: CloseChain.file), code: "verify.period",
          message: "\(month) is not closed, expected "
            + (months.isEmpty ? "a closed month" : months.joined(separator: ", ")),
          help: "to close it: "
            + TypedCommand.text(
              "close", in: root, [month.description, "--by", "NAME", "--reason", "TEXT"]))
      ])
  }

  /// Refuses to prove a workspace without closes.
  package static func nothingClosed(in root: String) throws(SystemError) -> RunRefusal {
    RunRefusal(
      findings: try CloseChain().leftovers(in: root) + [
        Finding(
          .error, at: Place(file: CloseChain.file), code: "verify.none",
          message: "is missing: no month of this workspace is closed",
          help: "to close a month: "
            + TypedCommand.text("close", in: root, ["PERIOD", "--by", "NAME", "--reason", "TEXT"]))
      ])
  }
}
