import Ledger

/// The reason why a text is not an instant in the form that a mapping states.
package enum LocalTimeFault: Error, Hashable, Sendable {
  case instant(InstantFault)
  /// Neither the text nor the mapping names a zone.
  case noZone
  /// It has not the shape of this pattern.
  case pattern(String)
  /// It is no number.
  case epochForm
  /// It is of another unit than stated.
  case epochUnit(likely: String)
  /// It is of another unit than seconds, which its format has.
  case notSeconds(likely: String)
  /// Clocks in this zone were put forward over it.
  case gap(zone: String)
  /// Clocks in this zone were put back, and showed it twice.
  case overlap(zone: String)

  /// The fixed word of the fault.
  package var code: String {
    switch self {
    case .instant(let fault): fault.code
    case .noZone: InstantFault.zone.code
    case .pattern: "time.format"
    case .epochForm, .epochUnit, .notSeconds: "time.epoch"
    case .gap, .overlap: "time.dst"
    }
  }

  /// Returns the message for the time in `column`: the fault and the expected form.
  package func message(column: String, text: String) -> String {
    let stated = "\(column) is \"\(text)\""
    switch self {
    case .instant(let fault): return fault.message(column: column, text: text)
    case .noZone:
      return "\(stated), which has no zone; the mapping must set one, e.g."
        + " \"time_zone\": \"Europe/Berlin\""
    case .pattern(let pattern): return "\(stated), expected a time as in \(pattern)"
    case .epochForm: return "\(stated), expected a count since 1970"
    case .epochUnit(let likely):
      return "\(stated), which looks like \(likely), not the time_format of its mapping"
    case .notSeconds(let likely):
      return "\(stated), which looks like \(likely), not the seconds since 1970 of its format"
    case .gap(let zone): return "\(stated), which does not exist in \(zone) (clocks went forward)"
    case .overlap(let zone):
      return "\(stated), which occurs twice in \(zone) (clocks went back)"
    }
  }
}
