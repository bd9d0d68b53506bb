import Credits
import Ledger
import Workspace

/// The commands that go on from an audit.
package enum NextCreditCommand {
  /// The command that explains the event of the worst open finding; none without one.
  package static func typed(
    _ audit: CreditAudit, in workspace: String, knownAt: String?
  ) -> [String] {
    guard
      let finding = audit.findings.filter({
        $0.severity == .critical && $0.eventID != 0 && !$0.isCorrected
      })
      .max(by: { $0.usd.magnitude < $1.usd.magnitude })
    else { return [] }
    let time = knownAt.map { ["--as-known-at", $0] } ?? []
    let id = audit.names.name(finding.eventID).description
    return [TypedCommand.text("explain", in: workspace, ["--event", id] + time)]
      + withoutEvent(audit, in: workspace)
  }

  /// The command that explains the worst finding without an event, by its request or else its account; none without one.
  private static func withoutEvent(_ audit: CreditAudit, in workspace: String) -> [String] {
    let finding = audit.findings.filter {
      $0.severity != .info && $0.eventID == 0 && $0.account != 0 && !$0.isCorrected
    }.max { $0.usd.magnitude < $1.usd.magnitude }
    guard let finding else { return [] }
    func text(_ number: UInt32) -> String { audit.names.name(number).description }
    return [
      TypedCommand.text(
        "explain", in: workspace,
        finding.request != 0 ? [text(finding.request)] : ["--account", text(finding.account)])
    ]
  }
}
