import CXLSXWriter
import Glibc

/// The temporary files of one workbook, into which libxlsxwriter writes its parts before it packs them.
///
/// The library (1.1.4) asks nobody whether these writes succeed, and packs what is there: on a full disk the workbook
/// would have a hole, in silence. So it gets files of ours, which remember what failed. It has them from its own function
/// `lxw_tmpfile` (xlsxwriter/utility.h), and a function of that name in a program comes before the one in a library (ld.so(8)).
final class PartFiles {
  private let folder: String
  /// How many the library has asked for.
  private(set) var count = 0
  /// The number of the system's reason where one of them could not be written or read; 0 while nothing failed.
  fileprivate(set) var systemError: Int32 = 0

  /// Temporary files without a name in `folder`.
  init(in folder: String) { self.folder = folder }

  /// Returns what `body` returns, whose thread has its files from here until then.
  func used<Result>(by body: () -> Result) -> Result {
    pthread_setspecific(PartFiles.ofThread, Unmanaged.passUnretained(self).toOpaque())
    defer { pthread_setspecific(PartFiles.ofThread, nil) }
    return body()
  }

  /// The files that the library gets on a thread.
  private static let ofThread: pthread_key_t = {
    var key = pthread_key_t()
    guard pthread_key_create(&key, nil) == 0 else { preconditionFailure("no place per thread") }
    return key
  }()

  fileprivate static var current: PartFiles? {
    pthread_getspecific(ofThread).map { Unmanaged.fromOpaque($0).takeUnretainedValue() }
  }

  /// Returns a new file; nil, with `errno`, where it cannot be made.
  fileprivate func next() -> UnsafeMutablePointer<FILE>? {
    count += 1
    var name = Array((folder + "/tmp.XXXXXX").utf8CString)
    let descriptor = mkstemp(&name)
    guard descriptor >= 0 else { return nil }
    unlink(name)
    return PartFile.stream(descriptor, of: self)
  }
}

/// What libxlsxwriter calls for each of its temporary files; public, as the library finds nothing else.
@c(lxw_tmpfile)
public func partFile(_ folder: UnsafeMutablePointer<CChar>?) -> UnsafeMutablePointer<FILE>? {
  guard let files = PartFiles.current else {
    preconditionFailure("a workbook is packed where its files are known")
  }
  return files.next()
}

/// One of them.
private final class PartFile {
  let descriptor: Int32
  let files: PartFiles

  init(_ descriptor: Int32, _ files: PartFiles) {
    self.descriptor = descriptor
    self.files = files
  }

  /// Returns a stream of the C library that writes to `descriptor`, and owns it.
  static func stream(_ descriptor: Int32, of files: PartFiles) -> UnsafeMutablePointer<FILE>? {
    let file = Unmanaged.passRetained(PartFile(descriptor, files))
    let functions = cookie_io_functions_t(
      read: { file, bytes, count in
        PartFile.at(file).tell(read(PartFile.at(file).descriptor, bytes, count))
      },
      write: { file, bytes, count in PartFile.at(file).write(bytes, count) },
      seek: { file, place, origin in PartFile.at(file).seek(place, from: origin) },
      close: { file in PartFile.close(file) })
    guard let stream = fopencookie(file.toOpaque(), "w+b", functions) else {
      _ = PartFile.close(file.toOpaque())
      return nil
    }
    return stream
  }

  private static func at(_ file: UnsafeMutableRawPointer?) -> PartFile {
    guard let file else { preconditionFailure("a stream has the file that it was made with") }
    return Unmanaged.fromOpaque(file).takeUnretainedValue()
  }

  /// Returns what a call of the system returned, and remembers why it failed if it did.
  private func tell(_ returned: Int) -> Int {
    if returned < 0 && files.systemError == 0 { files.systemError = errno }
    return returned
  }

  /// Writes all bytes, and returns how many that was; 0 where that failed.
  private func write(_ bytes: UnsafePointer<CChar>?, _ count: Int) -> Int {
    guard let bytes else { return 0 }
    var done = 0
    while done < count {
      let written = tell(Glibc.write(descriptor, bytes + done, count - done))
      if written < 0 { return 0 }
      done += written
    }
    return done
  }

  private func seek(_ place: UnsafeMutablePointer<Int>?, from origin: Int32) -> Int32 {
    guard let place else { return -1 }
    let found = tell(lseek(descriptor, place.pointee, origin))
    if found < 0 { return -1 }
    place.pointee = found
    return 0
  }

  private static func close(_ file: UnsafeMutableRawPointer?) -> Int32 {
    guard let file else { return -1 }
    return Glibc.close(Unmanaged<PartFile>.fromOpaque(file).takeRetainedValue().descriptor)
  }
}
