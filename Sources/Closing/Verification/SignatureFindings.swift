import Ledger
import Parsing

extension Signature {
  /// Returns the path of the allowed_signers file in settings of a manifest; nil where none is stated.
  static func signers(in settings: [UInt8]) -> String? {
    read(settings)?["close"]?["signers"]?.text
  }

  /// Returns the path of the allowed_signers file in the settings of a manifest; nil where none is stated.
  static func signers(inManifest manifest: [UInt8]) -> String? {
    read(manifest)?["settings"]?["close"]?["signers"]?.text
  }

  /// Nil for a text that is no JSON, which another step tells.
  private static func read(_ text: [UInt8]) -> JSONValue? {
    do throws(JSONFault) { return try JSONReader.read(text, allowsComments: false) } catch {
      return nil
    }
  }
}

extension SignatureProof {
  /// Returns what is to be said of the signature of the line at `path`.
  ///
  /// - Parameter isRequired: a signature that is missing or that cannot be tested is an error.
  func findings(about path: String, isRequired: Bool) -> [Finding] {
    func make(_ severity: Finding.Severity, _ message: String) -> [Finding] {
      [
        Finding(
          severity, at: Place(file: path + ".sig"), code: "verify.signature", message: message)
      ]
    }
    switch self {
    case .signed, .covered: return []
    case .absent: return isRequired ? make(.error, "is missing: the close is not signed") : []
    case .bad: return make(.error, "is not a valid signature of \(path) by this person")
    case .untried(let reason):
      return make(isRequired ? .error : .warning, "Assay cannot check it: \(reason)")
    }
  }
}
