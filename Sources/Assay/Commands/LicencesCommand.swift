import Licences
import Terminal

extension CommandDeclaration {
  static let licences = CommandDeclaration(
    name: "licences", purpose: "print the licences of Assay and of what is inside the program",
    summary: "Print the licences of Assay and of what is inside the program, in full.",
    operands: "",
    examples: ["assay licences | less"],
    options: [.color, .help],
    closing: "The licences are SPDX expressions (https://spdx.org/licenses/).",
    action: LicencesCommand.run)
}

/// `assay licences`: the licences of Assay, its libraries, its runtimes and the shipped prices.
enum LicencesCommand {
  static func run(_: Arguments) -> ExitStatus {
    Terminal.standardOutput.write(LicencePage.text)
    return .complete
  }
}
