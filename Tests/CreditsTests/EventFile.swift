import Credits
import Ledger
import Parsing

/// Files of credit events in memory, read.
enum EventFile {
  /// Reads files, by their paths below `credits/`.
  static func read(
    _ files: [(name: String, text: String)], mapping: CreditMapping? = nil,
    knownAt: Instant? = nil
  ) -> CreditReading {
    var rules = CreditReading.Rules()
    rules.knownAt = knownAt
    return CreditReading(
      files.map { name, text in
        EventInput(
          source: ByteSource(path: "credits/" + name, bytes: Array(text.utf8)),
          isJSONLines: name.hasSuffix("jsonl"), mapping: mapping)
      }, rules)
  }

  /// Reads one file.
  static func read(_ text: String, name: String = "a.csv") -> CreditReading {
    read([(name, text)])
  }

  /// The events as texts, each its id, kind, instant and amounts.
  static func words(_ reading: CreditReading) -> [String] {
    let ledger = reading.ledger
    return ledger.events.map { event in
      let terms = ledger.terms(of: event)
      let texts = CreditColumn.allCases.map { ledger.names.name(ledger.text($0, of: event)) }
        .filter { !$0.isEmpty }.map(\.description)
      let numbers = [
        event.hasCredits ? "\(event.credits)+\(terms.creditsRest)" : "-",
        event.stated == CreditEvent.noStated ? "-" : "\(event.stated)",
        terms.paid == OptionalEventFields.noPaid ? "-" : "\(terms.paid)",
        terms.priority == OptionalEventFields.noPriority ? "-" : "\(terms.priority)",
        "\(terms.expiresAt)", "\(terms.effectiveAt)", "\(event.recordedAt)", "\(event.source)",
      ]
      return "\(event.kind.word) \(event.instant) \(texts.joined(separator: ",")) "
        + numbers.joined(separator: " ") + " \(ledger.files[Int(event.file)]):\(event.line)"
    }
  }
}
