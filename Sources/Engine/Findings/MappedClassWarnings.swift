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
        "its mapping reads \(column.name) from \(quoted), but the name says that it excludes these tokens",
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
      warning("map.totals", MappedClasses.message(total), MappedClasses.help(total))
    }
    return named + unread + totals
  }

  private static func message(_ total: Total) -> String {
    let name = total.whole == .inputTokens ? "input_includes" : "output_includes"
    let parts = total.parts.map(\.rawValue).joined(separator: " and ")
    let vendor = total.vendor.excerpt
    let whole = total.whole.name
    let shown: String
    switch total.evidence {
    case .numbers: shown = "the numbers of \(vendor) show that its"
    case .statement(let column):
      shown = "\(JSONString.quoted(column)) states for \(vendor) that its"
    case .bothStatements(let column):
      return
        "\(JSONString.quoted(column)) states for some rows of \(vendor) that their \(whole) include \(parts),"
        + " and for others that they do not: no rule in \"\(name)\" fits both"
    }
    return total.isHeld
      ? "\(shown) \(whole) include \(parts), and"
        + " \"\(name)\" of its mapping does not say so: Assay charges these tokens twice"
      : "\(shown) \(whole) do not include \(parts), and"
        + " \"\(name)\" of its mapping says so: Assay charges too few tokens"
  }

  private static func help(_ total: Total) -> String {
    let name = total.whole == .inputTokens ? "input_includes" : "output_includes"
    if case .bothStatements(let column) = total.evidence {
      return
        "divide the file by \(JSONString.quoted(column)) into two, each with a mapping whose \"\(name)\" states the parts of its"
        + " \(total.whole.name)"
    }
    return "write beside \"columns\" of its mapping: \"\(name)\": \(total.setting)"
      + (total.sum.map(JSONString.quoted).map {
        "; if \($0) does not count all tokens: \"mappings\": { \($0): \"ignored\" }"
      } ?? "")
  }
}
