import Ledger
import Scenarios
import Terminal

/// The acknowledgement to record for an alert.
package struct AlertAcknowledgement {
  package let id: String
  package let action: String
  package let reason: String
  package let name: String
  package let at: Instant

  /// Nil where nothing is.
  package init?(_ arguments: Arguments) throws {
    let (acknowledged, ignored) = (arguments.text("--acknowledge"), arguments.text("--ignore"))
    if acknowledged != nil && ignored != nil {
      throw UsageFault.contradiction("--acknowledge", "--ignore")
    }
    guard let id = acknowledged ?? ignored else { return nil }
    let option = acknowledged != nil ? "--acknowledge" : "--ignore"
    guard let reason = arguments.text("--reason") else {
      throw UsageFault.needsOther(option: option, other: "--reason TEXT")
    }
    try BookInputCheck.check(reason: reason, option: "--reason")
    name = arguments.text("--by") ?? ""
    if !name.isEmpty { try BookInputCheck.check(name: name, option: "--by") }
    at = try arguments.instant("--at") ?? Instant.now
    self.id = id
    action = acknowledged != nil ? "acknowledged" : "ignored"
    self.reason = reason
  }
}
