import Dispatch
import Glibc
import Ledger
import Platform
import Synchronization

/// One line on standard error that tells how far long work has come, on a terminal only.
///
/// Workers report to it from several threads. It is drawn by a clock of its own: not in the first half
/// second, then ten times a second, until it is erased.
package final class Progress: Sendable {
  private let totalBytes: Int64
  private let start = Progress.now()
  private let bytes = Atomic<Int64>(0)
  private let rows = Atomic<Int64>(0)
  private let stage = Mutex(Stage.doing("Reading the ledger"))
  private let line = Mutex(Line())
  private let queue = DispatchQueue(label: "progress")

  private enum Stage {
    case reading(String)
    /// Other work, in words; how long it takes is not known.
    case doing(String)
  }

  private struct Line {
    var isDrawn = false
    var isOver = false
  }

  /// Makes a line for reading `totalBytes` bytes, and for what comes after.
  package init(totalBytes: Int64) {
    self.totalBytes = totalBytes
    schedule(after: .milliseconds(500))
  }

  /// Reports that `bytes` more of the file at `path` are done, with a number of rows.
  package func advance(by bytes: Int64, rows: Int64, in path: String) {
    self.bytes.add(bytes, ordering: .relaxed)
    self.rows.add(rows, ordering: .relaxed)
    stage.withLock { $0 = .reading(path) }
  }

  /// Reports what is done now, as in `Writing out/facts.csv`.
  package func begin(_ words: String) { stage.withLock { $0 = .doing(SafeText.safe(words)) } }

  /// Takes the line away again; nothing is drawn afterwards.
  package func erase() {
    line.withLock {
      if $0.isDrawn { Terminal.standardError.redraw("") }
      $0 = Line(isOver: true)
    }
  }

  private func schedule(after interval: DispatchTimeInterval) {
    queue.asyncAfter(deadline: .now() + interval) { [weak self] in self?.draw() }
  }

  private func draw() {
    let isOver = line.withLock { line in
      if line.isOver { return true }
      Terminal.standardError.redraw(text)
      line.isDrawn = true
      return false
    }
    if !isOver { schedule(after: .milliseconds(100)) }
  }

  private var text: String {
    let width = Terminal.standardError.width - 1
    switch stage.withLock({ $0 }) {
    case .doing(let words): return String(words.prefix(width))
    case .reading(let path):
      return ProgressText(
        path: path, bytes: bytes.load(ordering: .relaxed), totalBytes: totalBytes,
        rows: rows.load(ordering: .relaxed), milliseconds: (Progress.now() - start) / 1_000_000
      ).line(width: width)
    }
  }

  private static func now() -> Int64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
  }
}
