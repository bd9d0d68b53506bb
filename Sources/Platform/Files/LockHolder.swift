import Glibc

/// The process that holds the lock on a folder, as far as the system tells.
package struct LockHolder: Hashable {
  let process: Int
  /// The time at which the process began, in the machine's time zone, as in 10:02.
  let start: String?

  /// As in "pid 4711 since 10:02".
  package var words: String { "pid \(process)" + (start.map { " since \($0)" } ?? "") }

  /// Looks among the locks of the system for that on `folder`; nil where it is not shown, as from within
  /// a container.
  package init?(of folder: String) {
    // Without an answer the message only says less.
    do throws(SystemError) {
      guard let folder = try FileSystem.status(ofLink: folder + "/."),
        let process = LockHolder.process(holding: folder)
      else { return nil }
      self.process = process
    } catch {
      return nil
    }
    start = LockHolder.start(of: process)
  }

  /// Reads `/proc/locks`, as in `3: FLOCK  ADVISORY  WRITE 4711 fe:00:3293200 0 EOF`.
  private static func process(holding folder: stat) -> Int? {
    let device = UInt64(folder.st_dev)
    let major = device >> 8 & 0xFFF | device >> 32 & ~0xFFF
    let minor = device & 0xFF | device >> 12 & ~0xFF
    for line in text("/proc/locks").split(separator: "\n") {
      let fields = line.split(separator: " ")
      guard fields.count >= 6, fields[1] == "FLOCK" else { continue }
      let place = fields[5].split(separator: ":")
      guard place.count == 3, UInt64(place[0], radix: 16) == major,
        UInt64(place[1], radix: 16) == minor, UInt64(place[2]) == UInt64(folder.st_ino)
      else { continue }
      return Int(fields[4]).flatMap { $0 > 0 ? $0 : nil }
    }
    return nil
  }

  /// The time of day at which a process started: in ticks after the machine (proc(5), field 22).
  private static func start(of process: Int) -> String? {
    // The second field, the program's name, may have blanks; it ends at the last parenthesis.
    let rest = text("/proc/\(process)/stat").split(separator: ")").last?.split(separator: " ")
    let boot = text("/proc/stat").split(separator: "\n").first { $0.hasPrefix("btime ") }
    guard let rest, rest.count > 19, let ticks = Int(rest[19]), let boot,
      let seconds = Int(boot.dropFirst("btime ".count))
    else { return nil }
    var time = time_t(seconds + ticks / max(1, sysconf(Int32(_SC_CLK_TCK))))
    var local = tm()
    guard localtime_r(&time, &local) != nil else { return nil }
    func two(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return two(local.tm_hour) + ":" + two(local.tm_min)
  }

  private static func text(_ path: String) -> String {
    do throws(SystemError) {
      return String(decoding: try FileSystem.contents(of: path), as: UTF8.self)
    } catch {
      return ""
    }
  }
}
