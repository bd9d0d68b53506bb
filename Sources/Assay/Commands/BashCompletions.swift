/// The completions for bash.
enum BashCompletions {
  static var text: String {
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
    text +=
      "    \"help \"*) _assay_words \"\(names.prefix { $0 != "help" }.joined(separator: " "))\" ;;\n"
    for command in CommandDeclaration.all {
      let options = command.options.map(\.name).joined(separator: " ")
      text += "    \"\(command.name) -\"*) _assay_words \"\(options)\" ;;\n"
      let operands = command.operandList.map(\.takes)
      if let first = operands.first(where: { $0 != .anything }) {
        text += "    \"\(command.name) \"*) \(offer(first)) ;;\n"
      }
    }
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
