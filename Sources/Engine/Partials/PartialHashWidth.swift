import Intake
import Platform

extension HashWidth {
  /// How much is kept of hashes that leave the process.
  ///
  /// A debug program shortens them where ASSAY_SHORT_HASHES is set, so that a test has very many false candidates.
  static let ofPartials: HashWidth = {
    #if DEBUG
      if EnvironmentVariable.value("ASSAY_SHORT_HASHES") != nil { return .short }
    #endif
    return .whole
  }()
}
