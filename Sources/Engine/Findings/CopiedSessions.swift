import Intake
import Ledger

extension Finding {
  /// A session that begins with the requests of another one under ids of their own.
  init(_ copy: SessionCopies.Copy) {
    let isOne = copy.rows == 1
    let session = JSONString.quoted(copy.session)
    self.init(
      .warning, at: Place(file: copy.file), code: "dup.response",
      message:
        "\(GroupedDigits.count(Int64(copy.rows), "row")) of \"\(copy.key.excerpt)\" \(session.excerpt)"
        + " \(isOne ? "has" : "have") the time, user, model and all counts of"
        + " \(JSONString.quoted(copy.origin).excerpt)\(copy.other.map { " in \($0.excerpt)" } ?? "") under another"
        + " id. This looks like a copy of a session: Assay counts the tokens and cost of"
        + " \(GroupedDigits.count(Int64(copy.rows), "request")) twice"
        + (copy.isOfAllRows ? "" : "; Assay compared only the first rows of these files"),
      help: (copy.isAll && copy.isMapped
        ? "leave the copy out: \"skip\": { \(JSONString.quoted(copy.key)): [\(session)] } in its mapping"
        : "leave these rows out of the export")
        + "; nothing to do if both sessions sent the same requests at the same times")
  }
}
