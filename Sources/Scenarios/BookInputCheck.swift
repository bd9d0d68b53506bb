import Ledger
import Pricing
import Tables

/// Refuses what an option would write into a book and no book may hold.
package enum BookInputCheck {
  /// A name has no control characters and begins no formula.
  package static func check(name: String, option: String) throws(RunRefusal) {
    try refuse(NameFault.faults(inName: Array(name.utf8)), in: name, called: "the name", option)
  }

  /// A reason may have tabs and several lines.
  package static func check(reason: String, option: String) throws(RunRefusal) {
    let fault = NameFault.unreadable(
      in: Array(reason.utf8), isName: false, allowing: [0x09, 0x0A])
    try refuse([fault].compactMap { $0 }, in: reason, called: "the reason", option)
  }

  private static func refuse(
    _ faults: [NameFault], in text: String, called what: String, _ option: String
  ) throws(RunRefusal) {
    var all = faults.map { BookFault.text($0, column: what) }
    if CSVText.startsFormula(text) { all.insert(.formula(what), at: 0) }
    if all.isEmpty { return }
    throw RunRefusal(findings: all.map { $0.finding(at: Place(file: option)) })
  }
}
