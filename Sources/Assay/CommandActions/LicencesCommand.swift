import Licences
import Terminal

/// `assay licences`: the licences of Assay, its libraries, its runtimes and the shipped prices.
enum LicencesCommand {
  static func run(_: Arguments) -> ExitStatus {
    Terminal.standardOutput.write(LicencePage.text)
    return .complete
  }
}
