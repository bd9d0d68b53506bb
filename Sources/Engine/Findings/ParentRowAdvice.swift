import Intake
import Ledger
import Reconciliation
import Workspace

/// Advice on rows without a model that contain others.
///
/// Such spans are above the spans of requests, and repeat their usage.
struct ParentRowAdvice {
  private let files: [LedgerFile]
  /// By file, whose first rows are read once.
  private var advice: [Name: String?] = [:]

  init(_ files: [LedgerFile]) { self.files = files }

  /// The help for a rejected row; nil where it is none of these.
  mutating func help(for reject: RejectedRow, in path: Name) -> String? {
    let model = RowFault.emptyID(.model)
    guard reject.code == Name(model.code), reject.message.description.contains(model.message)
    else { return nil }
    if let known = advice[path] { return known }
    let help = files.first { Name($0.path) == path }.flatMap(ParentRowAdvice.advice)
    advice[path] = .some(help)
    return help
  }

  private static func advice(_ file: LedgerFile) -> String? {
    guard let table = MisreadExportWarnings.table(file), let parents = ParentRows.column(in: table)
    else { return nil }
    let skip =
      file.start.layout.isMapped
      ? file.start.layout.mappedName(of: .model).map {
        " with \"skip\": { \(JSONString.quoted($0)): [\"\"] } in its mapping"
      } : " from the export"
    return skip.map {
      "exclude these rows\($0) if they are parents of other rows (see"
        + " \(JSONString.quoted(parents.excerpt))) and repeat their usage; otherwise export the model"
    }
  }
}
