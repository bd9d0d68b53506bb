import Terminal

// Commands that read no workspace.
extension CommandDeclaration {
  static let initialise = CommandDeclaration(
    name: "init", purpose: "create a workspace with settings and the shipped price book",
    summary: "Create a workspace with settings, books and the shipped price book.",
    operands: "DIR", examples: ["assay init shop", "assay init demo && assay run demo"],
    options: [.color, .help],
    closing: "Assay changes no existing file.")

  static let completions = CommandDeclaration(
    name: "completions", purpose: "print a completion script for bash or zsh",
    summary: "Print a script that lets your shell complete commands, options and values.",
    operands: "bash|zsh",
    examples: [
      "source <(assay completions bash)      in ~/.bashrc",
      "source <(assay completions zsh)       in ~/.zshrc, after compinit",
    ],
    options: [.color, .help],
    closing: "")

  static let licences = CommandDeclaration(
    name: "licences", purpose: "print the licences of Assay and its components",
    summary: "Print the full licences of Assay and its components.",
    operands: "",
    examples: ["assay licences | less", "assay licences > LICENCES.txt"],
    options: [.color, .help],
    closing: "Assay names each licence by its SPDX expression (https://spdx.org/licenses/).")
}
