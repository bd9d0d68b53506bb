import Intake
import Ledger
import Workspace

extension MappedClasses {
  /// The warnings about token classes that the mapping of a file reads.
  func findings(of path: String) -> [Finding] {
    func warning(_ code: String, _ message: String, _ help: String) -> Finding {
      Finding(.warning, at: Place(file: path), code: code, message: message, help: help)
    }
    let named = contradicted.map { name, column, with in
      let quoted = JSONString.quoted(name)
      return warning(
        "map.class",
        "its mapping reads \(column.name) from \(quoted), whose name says that these tokens are not in it",
        "write \"input_tokens\": \(quoted)"
          + (with.map { ", \"\(column.name)\": \(JSONString.quoted($0))" } ?? "")
          + " within \"columns\" of its mapping"
          + (with == nil ? ", and delete \"\(column.name)\" there" : ""))
    }
    let unread = unread.map { unread in
      let quoted = JSONString.quoted(unread.name)
      let read = unread.read.map(JSONString.quoted).joined(separator: ", ")
      return warning(
        "csv.tokens",
        "\(quoted) looks like \(unread.column.name), but its mapping does not read it; \(unread.rows) of"
          + " the first \(GroupedDigits.count(Int64(rowCount), "row"))"
          + " \(unread.rows == 1 ? "has" : "have") tokens only there",
        "write \"\(unread.column.name)\": \(quoted) within \"columns\" of its mapping"
          + (read.isEmpty ? "" : ", in place of \(read)")
          + "; if no price depends on it: \"mappings\": { \(quoted): \"ignored\" }")
    }
    let totals = totals.map { total in
      let name = total.whole == .inputTokens ? "input_includes" : "output_includes"
      let parts = total.parts.map(\.rawValue).joined(separator: " and ")
      let vendor = total.vendor.excerpt
      return warning(
        "map.totals",
        total.isHeld
          ? "the numbers of \(vendor) show that its \(total.whole.name) hold \(parts), and"
            + " \"\(name)\" of its mapping does not say so: Assay charges these tokens twice"
          : "the numbers of \(vendor) show that its \(total.whole.name) do not hold \(parts), and"
            + " \"\(name)\" of its mapping says so: Assay charges too few tokens",
        "write beside \"columns\" of its mapping: \"\(name)\": \(total.setting)"
          + (total.sum.map(JSONString.quoted).map {
            "; if \($0) does not count all tokens: \"mappings\": { \($0): \"ignored\" }"
          } ?? ""))
    }
    return named + unread + totals
  }
}
