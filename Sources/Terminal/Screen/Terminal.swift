import Glibc
import Platform

/// The output streams: standard output has the answer, standard error everything else.
package struct Terminal {
  let descriptor: Int32

  package static let standardOutput = Terminal(descriptor: STDOUT_FILENO)
  package static let standardError = Terminal(descriptor: STDERR_FILENO)

  package var isTerminal: Bool { isatty(descriptor) == 1 }

  /// Writes all of `text`, made safe; when the reader is gone, the program ends quietly.
  package func write(_ text: String) {
    let number = send(text)
    if number != 0 { stop(number) }
  }

  /// Replaces the last line, which did not end; the text is made safe.
  func redraw(_ text: String) {
    let number = StandardStreams.send("\r\u{1B}[K" + ScreenSafety.safe(text), to: descriptor)
    if number != 0 { stop(number) }
  }

  /// Writes all of `text`, made safe, and returns the system's number of what went wrong, or 0.
  func send(_ text: String) -> Int32 {
    StandardStreams.send(ScreenSafety.safe(text), to: descriptor)
  }

  /// Ends the program: quietly when the reader is gone, else with the reason.
  private func stop(_ number: Int32) -> Never {
    if number != EPIPE && descriptor != STDERR_FILENO {
      let state =
        Interruption.writtenInWords.map { "; \($0), but Assay could not print this" } ?? ""
      Terminal.standardError.write(
        "standard output: error: [io] \(FileSystem.reason(number))\(state) (exit 1)\n")
    }
    exit(ExitStatus.failed.rawValue)
  }

  /// True if the terminal can show more than plain letters: arrows, bars, colours.
  package static var hasGlyphs: Bool { environment("TERM") != "dumb" }

  /// True if the environment does not turn colours off (https://no-color.org).
  package static var allowsColour: Bool { (environment("NO_COLOR") ?? "").isEmpty }

  /// The columns to use: COLUMNS, else the terminal's, else 80; from 60 to 120.
  package var width: Int {
    var columns = 80
    var size = winsize()
    if ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0 {
      columns = Int(size.ws_col)
    }
    if let text = Terminal.environment("COLUMNS"), let stated = Int(text), stated > 0 {
      columns = stated
    }
    return min(120, max(60, columns))
  }

  /// The columns of standard output.
  package static var width: Int { standardOutput.width }

  /// The sign for what is left out, on terminals that know it.
  package static var ellipsis: String { hasGlyphs ? "…" : "..." }

  /// The value of a variable of the environment; nil where it is not set.
  package static func environment(_ name: String) -> String? {
    EnvironmentVariable.value(name)
  }
}
