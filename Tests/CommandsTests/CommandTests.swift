import Terminal
import Testing

@testable import Commands

/// The list of commands, and the words that people know for them.
struct CommandTests {
  @Test(arguments: Command.allCases)
  func `a command is typed as it is declared`(command: Command) {
    #expect(command.declaration.name == command.rawValue)
  }

  @Test(arguments: Command.allCases)
  func `an option is declared once`(command: Command) {
    let names = command.declaration.options.map(\.name)
    #expect(Set(names).count == names.count)
  }

  @Test func `every guess is answered with a command that there is`() {
    let commands = Command.allCases.map(\.rawValue)
    for (typed, words) in CommandSynonyms.table {
      let command = String(typed.split(separator: " ")[1])
      #expect(commands.contains(command) || command == "--version", "\(typed)")
      for word in words {
        #expect(!commands.contains(word), "\(word) is a command")
        #expect(UsageFault.unknown(word.uppercased()).typed == typed, "\(word)")
        #expect(UsageFault.unknown(word).message == "unknown command \(word)")
      }
    }
    let all = CommandSynonyms.table.flatMap(\.words)
    #expect(all.count > 60 && Set(all).count == all.count)
  }
}
