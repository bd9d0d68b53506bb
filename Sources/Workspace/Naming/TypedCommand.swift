import Platform

/// A command of this program as it is typed in the current folder.
package enum TypedCommand {
  /// Returns `assay VERB [WORKSPACE] WORDS`, each of them one word of a shell; the current folder needs no name.
  package static func text(_ verb: String, in root: String, _ words: [String] = []) -> String {
    let folder = root == "." ? [] : [ShellWord.path(root)]
    return (["assay", verb] + folder + words.map(ShellWord.word)).joined(separator: " ")
  }
}
