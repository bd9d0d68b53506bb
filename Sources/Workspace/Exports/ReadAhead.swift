import Dispatch
import Glibc
import Intake
import Parsing
import Platform
import Synchronization

/// Reads a file ahead on a thread of its own, so that inflating and rating go on at the same time.
///
/// With `Parallel`, the only files that share memory among threads without a lock.
final class ReadAhead {
  private let chunks: Chunks
  private var thread: pthread_t?
  /// The chunk being given out, and how much of it was.
  private var current = 0
  private var taken = 0
  private var hasChunk = false
  private var isAtEnd = false

  /// Starts to read from `read`, which no other code may call from now on.
  init(_ read: @escaping ReadNext) throws(ReadFault) {
    chunks = Chunks(read)
    let box = Unmanaged.passRetained(chunks)
    var thread = pthread_t()
    let code = pthread_create(
      &thread, nil,
      { argument in
        guard let argument else { return nil }
        Unmanaged<Chunks>.fromOpaque(argument).takeRetainedValue().fillAll()
        return nil
      }, box.toOpaque())
    guard code == 0 else {
      box.release()
      throw .cannotRead(reason: FileSystem.reason(code))
    }
    self.thread = thread
  }

  deinit {
    guard let thread else { return }
    chunks.stop()
    pthread_join(thread, nil)
  }

  /// Fills `output` as far as one chunk goes and returns how many bytes that were; 0 at the end.
  func next(_ output: UnsafeMutableRawBufferPointer) throws(ReadFault) -> Int {
    if isAtEnd || output.isEmpty { return 0 }
    if !hasChunk {
      chunks.filled.wait()
      hasChunk = true
      taken = 0
    }
    let chunk = try chunks[current].get()
    if chunk.isEmpty {
      isAtEnd = true
      return 0
    }
    let count = min(output.count, chunk.count - taken)
    output.copyMemory(from: UnsafeRawBufferPointer(rebasing: chunk[taken..<taken + count]))
    taken += count
    if taken == chunk.count {
      hasChunk = false
      current = (current + 1) % Chunks.count
      chunks.free.signal()
    }
    return count
  }
}

/// A ring of chunks that one thread fills and another empties.
///
/// Sending it between threads is safe: a chunk is written before `filled` is signalled for it and read after,
/// and written again only after `free` was.
private final class Chunks: @unchecked Sendable {
  static let count = 4
  private static let bytes = 1 << 18

  let filled = DispatchSemaphore(value: 0)
  let free = DispatchSemaphore(value: 0)
  private let read: ReadNext
  private let isStopped = Atomic(false)
  private let memory = UnsafeMutableRawBufferPointer.allocate(
    byteCount: count * bytes, alignment: 16)
  private let results = UnsafeMutablePointer<Result<Int, ReadFault>>.allocate(capacity: count)

  init(_ read: @escaping ReadNext) {
    self.read = read
    results.initialize(repeating: .success(0), count: Chunks.count)
    for _ in 0..<Chunks.count { free.signal() }
  }

  deinit {
    memory.deallocate()
    results.deinitialize(count: Chunks.count)
    results.deallocate()
  }

  /// The bytes that were read into a chunk; empty at the end.
  subscript(index: Int) -> Result<UnsafeRawBufferPointer, ReadFault> {
    results[index].map { UnsafeRawBufferPointer(rebasing: room(index)[..<$0]) }
  }

  private func room(_ index: Int) -> UnsafeMutableRawBufferPointer {
    UnsafeMutableRawBufferPointer(
      rebasing: memory[index * Chunks.bytes..<(index + 1) * Chunks.bytes])
  }

  /// Fills chunk after chunk until the end, a failure, or `stop`.
  func fillAll() {
    var index = 0
    while true {
      free.wait()
      if isStopped.load(ordering: .acquiring) { return }
      do throws(ReadFault) { results[index] = .success(try read(room(index))) } catch {
        results[index] = .failure(error)
      }
      let isLast = if case .success(let count) = results[index] { count == 0 } else { true }
      filled.signal()
      if isLast { return }
      index = (index + 1) % Chunks.count
    }
  }

  /// Nobody waits for more.
  func stop() {
    isStopped.store(true, ordering: .releasing)
    free.signal()
  }
}
