import Platform

/// A command of this program as it is typed where the user stands.
package enum TypedCommand {
  /// Returns `assay VERB [WORKSPACE] WORDS`, each of them one word of a shell; the folder where the user stands needs no name.
  package static func text(_ verb: String, in root: String, _ words: [String] = []) -> String {
    let folder = root == "." ? [] : [ShellWord.path(root)]
    return (["assay", verb] + folder + words.map(ShellWord.word)).joined(separator: " ")
  }
}
