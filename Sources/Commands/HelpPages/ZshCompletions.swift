import Platform
import Terminal

/// The completions for zsh.
package enum ZshCompletions {
  package static var text: String {
    var text = """
      #compdef assay
      # Completions of assay for zsh: source <(assay completions zsh)
      _assay() {
        local -a commands
        commands=(

      """
    for command in CommandDeclaration.all {
      text += "    \(ShellWord.quoted(escaped(command.name) + ":" + command.purpose))\n"
    }
    text += """
          'help:the help of a command'
        )
        if (( CURRENT == 2 )); then
          _describe command commands
          _arguments '--help[the help]' '--version[the version]'
          return
        fi
        local command=$words[2]
        shift words
        (( CURRENT-- ))
        case $command in
          help) _describe command commands ;;

      """
    for command in CommandDeclaration.all {
      text += "    \(command.name))\n      _arguments"
      for argument in arguments(of: command) {
        text += " \\\n        \(ShellWord.quoted(argument))"
      }
      text += "\n      ;;\n"
    }
    return text + """
        esac
      }
      if [[ $funcstack[1] == _assay ]]; then _assay "$@"; else compdef _assay assay; fi

      """
  }

  /// Returns the specifications that `_arguments` takes for each option and operand.
  private static func arguments(of command: CommandDeclaration) -> [String] {
    var help = ""
    let options = command.options.map { option in
      help = option.helpText ?? help
      let told = "[\(escaped(help))]"
      guard let value = option.value else { return option.name + told }
      let star = option.repeats ? "*" : ""
      return "\(star)\(option.name)=\(told):\(escaped(value)):\(action(option.takes))"
    }
    let operands = command.operandList.enumerated().map { index, operand in
      "\(index + 1):\(escaped(operand.name)):\(action(operand.offer))"
    }
    let more = command.operandList.last.flatMap { last in
      command.takesMoreOperands ? "*:\(escaped(last.name)):\(action(last.offer))" : nil
    }
    return options + operands + [more].compactMap(\.self)
  }

  private static func action(_ values: CommandDeclaration.Values) -> String {
    switch values {
    case .anything: " "
    case .file: "_files"
    case .folder: "_files -/"
    case .word(let words): "(\(words.joined(separator: " ")))"
    case .list(let words): "_values -s , kind \(words.joined(separator: " "))"
    }
  }

  /// Text in which brackets and colons mean themselves.
  private static func escaped(_ text: String) -> String {
    text.map { "[]:\\".contains($0) ? "\\\($0)" : String($0) }.joined()
  }
}
