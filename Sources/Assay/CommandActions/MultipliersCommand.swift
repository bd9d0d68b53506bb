import Commands
import Ledger
import Outputs
import Overview
import Presentation
import Scenarios
import Terminal
import Workspace

/// `assay multipliers`: maker and checker kept apart, in a book that only grows.
enum MultipliersCommand {
  private enum Verb: String, CaseIterable {
    case list, approve, reject
  }

  static func run(_ arguments: Arguments) throws -> ExitStatus {
    let (verb, operands): (Verb, [String]) = try arguments.verb(of: "multipliers")
    var rest = operands
    let line = rest.last.flatMap { Int(digits: $0) }
    if line != nil { rest.removeLast() }
    if let extra = rest.dropFirst().first {
      throw UsageFault.tooManyOperands(command: "multipliers", first: extra)
    }
    let root = Arguments.folder(rest.first)
    let paint = Paint(try arguments.paint(), for: .standardOutput)
    switch verb {
    case .list:
      try MissingWorkspace.refuse(root)
      let book = try MultiplierFile(root: root)
      Terminal.standardOutput.write(
        PendingMultipliersText(book, root: root).text(width: Terminal.width, paint))
      return .complete
    case .approve, .reject:
      guard let line else {
        throw UsageFault.missingOperand(
          command: "multipliers \(verb)", operand: "the line of a row")
      }
      guard let name = arguments.text("--by") else {
        throw UsageFault.needsOther(option: "multipliers \(verb)", other: "--by NAME")
      }
      try BookInputCheck.check(name: name, option: "--by")
      if let reason = arguments.text("--reason") {
        try BookInputCheck.check(reason: reason, option: "--reason")
      }
      let at = try arguments.instant("--at") ?? Instant.now
      try MissingWorkspace.refuse(root)
      let lock = try WorkspaceLock.ofWriter(root, waiting: try arguments.patience())
      defer { lock.release() }
      let decision = try MultiplierDecision(
        line, isApproved: verb == .approve, by: name, reason: arguments.text("--reason"), at: at,
        in: root)
      try decision.append()
      Terminal.standardOutput.write(
        MultiplierDecisionText(decision).lines(width: Terminal.width).text)
      Terminal.standardError.write(
        FindingPrinter(try arguments.paint()).text(
          try ClosedMonthNote.findings(MultiplierFile.name, decision.times, in: root)))
      return .complete
    }
  }
}
