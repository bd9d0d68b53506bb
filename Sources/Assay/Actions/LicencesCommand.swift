import Licences
import Terminal

extension CommandDeclaration {
  static let licences = CommandDeclaration(
    name: "licences", purpose: "print the licences of Assay and its components",
    summary: "Print the full licences of Assay and its components.",
    operands: "",
    examples: ["assay licences | less", "assay licences > LICENCES.txt"],
    options: [.color, .help],
    closing: "Assay names each licence by its SPDX expression (https://spdx.org/licenses/).",
    action: LicencesCommand.run)
}

/// `assay licences`: the licences of Assay, its libraries, its runtimes and the shipped prices.
enum LicencesCommand {
  static func run(_: Arguments) -> ExitStatus {
    Terminal.standardOutput.write(LicencePage.text)
    return .complete
  }
}
