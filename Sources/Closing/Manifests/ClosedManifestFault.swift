import Ledger
import Parsing

/// The reason why a file is not the manifest of a close.
package enum ClosedManifestFault: Error, Hashable, Sendable {
  case json(JSONFault)
  /// A member that is missing, or of another form.
  case member(String)
  /// The period is not a month.
  case period
  /// A path that leaves the workspace, or the folder of the outputs.
  case path(String)
  /// A path that is there twice.
  case repeated(String)

  /// Returns the message to the user about the manifest at `file`.
  package func finding(in file: String) -> Finding {
    let line: Int? = if case .json(let fault) = self { fault.line } else { nil }
    return Finding(
      .error, at: Place(file: file, line: line), code: ChainFault.Code.form.rawValue,
      message: message, help: "restore the file as it was: git checkout -- \(file)")
  }

  private var message: String {
    switch self {
    case .json(let fault): fault.message
    case .member(let key): "member \"\(key)\" is missing or has the wrong form"
    case .period: "its period is not a month"
    case .path(let path):
      "path \"\(SafeText.brief(path))\" is outside the workspace, expected a path inside it"
    case .repeated(let path): "path \"\(SafeText.brief(path))\" is listed twice"
    }
  }
}
