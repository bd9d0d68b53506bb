import CXLSXWriter
import Glibc

/// The temporary files of one workbook: libxlsxwriter writes each part into one before it packs it.
///
/// The library (1.1.4) does not check whether these writes succeed, and packs what is there: on a full disk the workbook
/// would have a hole, in silence. So it gets Assay's own files, which remember what failed. It has them from its own function
/// `lxw_tmpfile` (xlsxwriter/utility.h), and a function of that name in a program comes before the one in a library (ld.so(8)).
final class XLSXTemporaryFiles {
  private let folder: String
  /// The number of files that the library has requested; 0 if this build of it has others.
  private(set) var count = 0
  /// The number of the system's reason where one of them could not be made, written or read; 0 while nothing failed.
  private(set) var systemError: Int32 = 0

  /// Temporary files without a name in `folder`.
  init(in folder: String) { self.folder = folder }

  /// Returns what `body` returns; the library gets these files while that runs, on its thread alone.
  func used<Result>(by body: () -> Result) -> Result {
    pthread_setspecific(XLSXTemporaryFiles.ofThread, Unmanaged.passUnretained(self).toOpaque())
    defer { pthread_setspecific(XLSXTemporaryFiles.ofThread, nil) }
    return body()
  }

  /// The key under which each thread keeps the files that the library gets on it.
  private static let ofThread: pthread_key_t = {
    var key = pthread_key_t()
    guard pthread_key_create(&key, nil) == 0 else { preconditionFailure("no place per thread") }
    return key
  }()

  /// The files that the library gets on this thread.
  fileprivate static var current: XLSXTemporaryFiles? {
    pthread_getspecific(ofThread).map { Unmanaged.fromOpaque($0).takeUnretainedValue() }
  }

  /// Returns a new file; nil, with `errno`, where it cannot be made.
  fileprivate func next() -> UnsafeMutablePointer<FILE>? {
    count += 1
    var name = Array((folder + "/tmp.XXXXXX").utf8CString)
    let descriptor = mkstemp(&name)
    guard descriptor >= 0 else {
      remember(errno)
      return nil
    }
    unlink(name)
    return XLSXTemporaryFile.stream(descriptor, of: self)
  }

  /// Remembers the first reason.
  fileprivate func remember(_ number: Int32) {
    if systemError == 0 { systemError = number }
  }
}

/// Gives libxlsxwriter each of its temporary files.
///
/// For the package, as the loader shows narrower functions of a program to no library.
///
/// - Parameter folder: where the library would make them; ours know theirs.
@c(lxw_tmpfile)
package func lxw_partFile(_ folder: UnsafeMutablePointer<CChar>?) -> UnsafeMutablePointer<FILE>? {
  guard let files = XLSXTemporaryFiles.current else {
    preconditionFailure("a workbook is packed by `XLSXTemporaryFiles.used(by:)`")
  }
  return files.next()
}

/// A temporary file of a workbook, as a stream of the C library.
final class XLSXTemporaryFile {
  private let descriptor: Int32
  private let files: XLSXTemporaryFiles

  private init(_ descriptor: Int32, _ files: XLSXTemporaryFiles) {
    self.descriptor = descriptor
    self.files = files
  }

  /// Returns a stream that writes to `descriptor` and owns it; nil, with `errno`, where there is no memory.
  static func stream(_ descriptor: Int32, of files: XLSXTemporaryFiles) -> UnsafeMutablePointer<
    FILE
  >? {
    let file = Unmanaged.passRetained(XLSXTemporaryFile(descriptor, files))
    let functions = cookie_io_functions_t(
      read: { XLSXTemporaryFile.at($0).read($1, $2) },
      write: { XLSXTemporaryFile.at($0).write($1, $2) },
      seek: { XLSXTemporaryFile.at($0).seek($1, from: $2) }, close: { XLSXTemporaryFile.close($0) })
    guard let stream = fopencookie(file.toOpaque(), "w+b", functions) else {
      _ = XLSXTemporaryFile.close(file.toOpaque())
      return nil
    }
    return stream
  }

  private static func at(_ file: UnsafeMutableRawPointer?) -> XLSXTemporaryFile {
    guard let file else { preconditionFailure("a stream has the file that it was made with") }
    return Unmanaged.fromOpaque(file).takeUnretainedValue()
  }

  /// Returns how many bytes were read, 0 at the end; -1 where that failed.
  private func read(_ bytes: UnsafeMutablePointer<CChar>?, _ count: Int) -> Int {
    while true {
      let read = Glibc.read(descriptor, bytes, count)
      if read >= 0 { return read }
      if errno == EINTR { continue }
      files.remember(errno)
      return -1
    }
  }

  /// Writes all bytes, and returns how many that was; 0 where that failed.
  private func write(_ bytes: UnsafePointer<CChar>?, _ count: Int) -> Int {
    guard let bytes else { return 0 }
    var done = 0
    while done < count {
      let written = Glibc.write(descriptor, bytes + done, count - done)
      if written < 0 && errno == EINTR { continue }
      guard written > 0 else {
        files.remember(written < 0 ? errno : EIO)
        return 0
      }
      done += written
    }
    return done
  }

  private func seek(_ place: UnsafeMutablePointer<Int>?, from origin: Int32) -> Int32 {
    guard let place else { return -1 }
    let found = lseek(descriptor, place.pointee, origin)
    guard found >= 0 else {
      files.remember(errno)
      return -1
    }
    place.pointee = found
    return 0
  }

  private static func close(_ file: UnsafeMutableRawPointer?) -> Int32 {
    guard let file else { return -1 }
    return Glibc.close(Unmanaged<XLSXTemporaryFile>.fromOpaque(file).takeRetainedValue().descriptor)
  }
}
