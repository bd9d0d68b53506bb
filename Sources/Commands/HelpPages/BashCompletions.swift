import Terminal

/// The completions for bash.
package enum BashCompletions {
  package static var text: String {
    let names = CommandDeclaration.all.map(\.name) + ["help", "--help", "--version"]
    var text = """
      # Completions of assay for bash: source <(assay completions bash)
      _assay() {
        local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]}
        COMPREPLY=()
        # Bash makes a word of the sign in --option=value.
        if [[ $before == "=" ]]; then before=${COMP_WORDS[COMP_CWORD-2]}; fi
        if [[ $word == "=" ]]; then word=; fi
        if (( COMP_CWORD == 1 )); then
          _assay_words "\(names.joined(separator: " "))"
          return
        fi
        case "${COMP_WORDS[1]} $before" in

      """
    for command in CommandDeclaration.all {
      for option in command.options where option.value != nil {
        text += "    \"\(command.name) \(option.name)\") \(offer(option.takes)); return ;;\n"
      }
    }
    text += "  esac\n  case \"${COMP_WORDS[1]} $word\" in\n"
    for command in CommandDeclaration.all {
      let options = command.options.map(\.name).joined(separator: " ")
      text += "    \"\(command.name) -\"*) _assay_words \"\(options)\"; return ;;\n"
    }
    text += """
        esac
        # Which operand the word is: options and their values are none.
        local operand=1 index valued=
        case "${COMP_WORDS[1]}" in

      """
    for command in CommandDeclaration.all {
      let names = command.options.filter { $0.value != nil }.map(\.name)
      text += "    \(command.name)) valued=\" \(names.joined(separator: " ")) \" ;;\n"
    }
    text += """
        esac
        for (( index = 2; index < COMP_CWORD; index++ )); do
          if [[ ${COMP_WORDS[index]} != -* ]]; then
            (( operand++ ))
          elif [[ $valued == *" ${COMP_WORDS[index]} "* ]]; then
            (( index++ ))
            if [[ ${COMP_WORDS[index]} == "=" ]]; then (( index++ )); fi
          fi
        done
        case "${COMP_WORDS[1]} $operand" in

      """
    text +=
      "    \"help 1\") _assay_words \"\(names.prefix { $0 != "help" }.joined(separator: " "))\" ;;\n"
    for command in CommandDeclaration.all { text += operands(of: command) }
    return text + """
        esac
      }
      _assay_words() { mapfile -t COMPREPLY < <(compgen -W "$1" -- "$word"); }
      _assay_list() {
        local done=
        if [[ $word == *,* ]]; then done=${word%,*},; fi
        mapfile -t COMPREPLY < <(compgen -P "$done" -W "$1" -- "${word##*,}")
      }
      _assay_paths() {
        compopt -o filenames 2>/dev/null
        mapfile -t COMPREPLY < <(compgen "$1" -- "$word")
      }
      complete -F _assay assay

      """
  }

  /// Returns the completions for the place of each operand, and for further operands.
  private static func operands(of command: CommandDeclaration) -> String {
    var text = ""
    for (index, operand) in command.operandList.enumerated() where operand.offer != .anything {
      text += "    \"\(command.name) \(index + 1)\") \(offer(operand.offer)) ;;\n"
    }
    if command.takesMoreOperands, let last = command.operandList.last {
      text += "    \"\(command.name) \"*) \(offer(last.offer)) ;;\n"
    }
    return text
  }

  private static func offer(_ values: CommandDeclaration.Values) -> String {
    switch values {
    case .anything: ":"
    case .file: "_assay_paths -f"
    case .folder: "_assay_paths -d"
    case .word(let words): "_assay_words \"\(words.joined(separator: " "))\""
    case .list(let words): "_assay_list \"\(words.joined(separator: " "))\""
    }
  }
}
