import Glibc
import Synchronization

/// One line on standard error that tells how far long work has come, on a terminal only.
///
/// Workers report to it from several threads; it draws nothing in the first half second, and at most
/// ten times a second after that.
final class Progress: Sendable {
  private let totalBytes: Int64
  private let start: Int64
  private let done = Atomic<Int64>(0)
  private let lastDrawn: Atomic<Int64>

  private static let firstDraw: Int64 = 500_000_000
  private static let interval: Int64 = 100_000_000

  /// Makes a line for work on `totalBytes` bytes.
  init(totalBytes: Int64) {
    self.totalBytes = totalBytes
    start = Progress.now()
    lastDrawn = Atomic(start + Progress.firstDraw - Progress.interval)
  }

  /// Reports that `bytes` more of the file at `path` are done.
  func advance(by bytes: Int64, in path: String) {
    let done = self.done.add(bytes, ordering: .relaxed).newValue
    let now = Progress.now()
    let last = lastDrawn.load(ordering: .relaxed)
    guard now - last >= Progress.interval,
      lastDrawn.compareExchange(expected: last, desired: now, ordering: .relaxed).exchanged
    else { return }
    draw(done, path, seconds: (now - start) / 1_000_000)
  }

  private func draw(_ done: Int64, _ path: String, seconds milliseconds: Int64) {
    let percent = totalBytes > 0 ? min(100, done * 100 / totalBytes) : 0
    let left = done > 0 ? max(0, totalBytes - done) * milliseconds / done / 1_000 : 0
    let line =
      "Reading \(path)   \(percent) %   \(done / 1_000_000) of \(totalBytes / 1_000_000) MB"
      + "   \(left) s left"
    Terminal.standardError.write("\r\u{1B}[K" + String(line.prefix(Terminal.width - 1)))
  }

  /// Takes the line away again.
  func erase() { Terminal.standardError.write("\r\u{1B}[K") }

  private static func now() -> Int64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
  }
}
