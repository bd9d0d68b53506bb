import Ledger
import Parsing
import Workspace

/// The approval of a close beside the setting `close.approval` of its manifest.
enum Approval {
  /// Returns what is to be said of it.
  ///
  /// - Parameter settings: the settings of the manifest, as JSON.
  static func findings(
    of close: MonthClose, settings: [UInt8]
  ) throws(JSONFault) -> [Finding] {
    let read = try JSONReader.read(settings, allowsComments: false)
    let isRequired = read["close"]?["approval"]?.text == "required"
    let (month, by) = (close.row.period, close.row.by)
    if let approval = close.approval {
      guard approval.by.trimmedLowercase == by.trimmedLowercase else { return [] }
      return [
        make(
          .error, line: approval.line,
          "\(month) was approved by \(SafeText.safe(by)), who closed it: another person must approve"
        )
      ]
    }
    guard isRequired, !close.isSuperseded else { return [] }
    return [
      make(
        .warning, line: close.row.line, "\(month) awaits approval",
        help: "another person types: assay close approve \(month) --by NAME")
    ]
  }

  private static func make(
    _ severity: Finding.Severity, line: Int, _ message: String, help: String? = nil
  ) -> Finding {
    Finding(
      severity, at: Place(file: CloseChain.file, line: line), code: "verify.approval",
      message: message, help: help)
  }
}
