import Glibc
import Ledger
import Overview
import Store
import Tables

/// Finds the command and turns whatever stops it into words and an exit status.
enum Program {
  static func run(_ words: some Sequence<String>) -> ExitStatus {
    let words = Array(words)
    do {
      return try dispatch(words)
    } catch {
      Interruption.giveWay()
      return refuse(error, command: words.first)
    }
  }

  /// Says why the program could not do what was asked.
  private static func refuse(_ error: any Error, command: String?) -> ExitStatus {
    do {
      throw error
    } catch let fault as UsageFault {
      return refuse(fault, command: command)
    } catch let refusal as RunRefusal {
      return refuse(refusal)
    } catch let error as SystemError {
      return refuse("\(error.path): error: [io] \(error.reason)")
    } catch let fault as OutputFault {
      return refuse(fault.message)
    } catch let error as LeftAlone {
      return refuse(error.message)
    } catch let inUse as WorkspaceInUse {
      return refuse(inUse.message)
    } catch let error as StoreError {
      return refuse("\(error.path): error: [io] \(error.message)")
    } catch let error as WorkbookError {
      return refuse("assay: error: [io] \(error)")
    } catch {
      return refuse("assay: error: \(error)")
    }
  }

  private static func dispatch(_ words: [String]) throws -> ExitStatus {
    guard let command = words.first else { throw UsageFault.noCommand }
    guard FileSystem.hasDescriptors() else {
      return refuse(
        "assay: error: [io] \(FileSystem.reason(EMFILE)): raise the limit (ulimit -n)")
    }
    let rest = words.dropFirst()
    switch command {
    case "run": return try RunCommand.run(rest)
    case "check": return try CheckCommand.run(rest)
    case "init": return try InitCommand.run(rest)
    case "explain": return try ExplainCommand.run(rest)
    case "quote": return try QuoteCommand.run(rest)
    case "--help", "-h", "help":
      Terminal.standardOutput.write(Help.text)
      return .complete
    case "--version":
      Terminal.standardOutput.write(Version.text)
      return .complete
    default:
      let names = CommandDeclaration.all.map(\.name) + ["--help", "--version"]
      throw UsageFault.unknownCommand(command, near: nearest(to: command, among: names))
    }
  }

  private static func refuse(_ fault: UsageFault, command word: String?) -> ExitStatus {
    if fault == .noCommand {
      Terminal.standardError.write(Help.text)
      return .usage
    }
    let command = CommandDeclaration.all.first { $0.name == word }.map { $0.name + " " } ?? ""
    Terminal.standardError.write(
      "assay: error: \(fault.message)\n  help: assay \(command)--help\n")
    return .usage
  }

  private static func refuse(_ refusal: RunRefusal) -> ExitStatus {
    let printer = FindingPrinter(Paint(.auto, for: .standardError))
    Terminal.standardError.write(printer.text(refusal.findings))
    let errors = Int64(refusal.findings.count { $0.severity == .error })
    return refuse("assay: refused, nothing was changed: \(Figures.count(errors, "error"))")
  }

  private static func refuse(_ message: String) -> ExitStatus {
    Terminal.standardError.write(message + " (exit 1)\n")
    return .failed
  }
}
