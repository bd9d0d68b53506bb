import Dispatch
import Synchronization

/// Runs independent pieces of work on several threads.
///
/// With `ReadAhead`, the only file that shares memory among them without a lock.
package enum Parallel {
  /// Returns what `body` gives for each of `0..<count`, in order.
  ///
  /// Calls run in any order and at the same time, on as many threads as the machine has processors;
  /// `body` must depend on its index alone.
  package static func map<Result>(_ count: Int, _ body: @Sendable (Int) -> Result) -> [Result] {
    let results = Slots<Result>(count: count)
    DispatchQueue.concurrentPerform(iterations: count) { index in
      results.place(body(index), at: index)
    }
    return results.taken()
  }

  /// Returns what `body` gives for each of `0..<count`, in order, on a number of threads.
  ///
  /// Each thread takes the next index that no thread has started.
  package static func spread<Result>(
    _ count: Int, over threads: Int, _ body: @Sendable (Int) -> Result
  ) -> [Result] {
    let results = Slots<Result>(count: count)
    let next = Atomic(0)
    DispatchQueue.concurrentPerform(iterations: max(1, min(threads, count))) { _ in
      while true {
        let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
        if index >= count { return }
        results.place(body(index), at: index)
      }
    }
    return results.taken()
  }

  /// Returns what both functions give; they run at the same time, or one after the other if `inTurn`.
  ///
  /// Each may work on several threads itself: the queue would give one alone to what is called from within its own calls.
  package static func both<One, Other>(
    inTurn: Bool, _ one: () -> One, _ other: @escaping @Sendable () -> Other
  ) -> (One, Other) {
    let pending = begin(inTurn: inTurn, other)
    return (one(), pending.value())
  }

  /// Starts `body` on another thread; `inTurn`, it is called when its value is first needed.
  package static func begin<Result>(
    inTurn: Bool, _ body: @escaping @Sendable () -> Result
  ) -> Pending<Result> {
    let pending = later(inTurn: inTurn) { _ in body() }
    pending.begin()
    return pending
  }

  /// Returns a function that starts `body` on another thread; else, and `inTurn`, it is called when its
  /// value is first needed.
  ///
  /// - Parameter body: may ask whether anybody still waits for what it returns.
  package static func later<Result>(
    inTurn: Bool, _ body: @escaping @Sendable (_ isWanted: IsWanted) -> Result
  ) -> Pending<Result> {
    Pending(inTurn: inTurn, body)
  }

  /// Returns true if a caller still waits for the result of a function.
  package typealias IsWanted = @Sendable () -> Bool

  /// The result of a function that runs now or later.
  ///
  /// Sending it between threads is safe: the only place is written before the group is empty, and
  /// read after.
  package final class Pending<Result>: @unchecked Sendable {
    private let group = DispatchGroup()
    private let slots = Slots<Result>(count: 1)
    private let body: @Sendable (IsWanted) -> Result
    private let isInTurn: Bool
    private let hasBegun = Atomic(false)
    private let demand = Demand()

    /// It outlives who waits, so that a thread may still ask.
    private final class Demand: Sendable {
      let isGone = Atomic(false)
    }

    fileprivate init(inTurn: Bool, _ body: @escaping @Sendable (IsWanted) -> Result) {
      isInTurn = inTurn
      self.body = body
    }

    /// Starts, unless it has started already.
    package func begin() {
      if isInTurn || hasBegun.exchange(true, ordering: .relaxed) { return }
      // A queue of its own has a thread of its own; the global one starts no more than there are processors, and
      // counts those that wait.
      DispatchQueue(label: "pending").async(group: group) { [slots, body, demand] in
        slots.place(body { !demand.isGone.load(ordering: .relaxed) }, at: 0)
      }
    }

    /// The program must not end under a thread that still works.
    deinit {
      demand.isGone.store(true, ordering: .relaxed)
      group.wait()
    }

    /// Waits until nothing is being done any more.
    package func wait() { group.wait() }

    /// Waits for the value.
    package func value() -> Result {
      begin()
      group.wait()
      return isInTurn ? body { true } : slots.taken()[0]
    }
  }

  /// One place per call.
  ///
  /// Sending it between threads is safe: each call writes its own place and no other, and all calls
  /// have returned before any place is read.
  private final class Slots<Result>: @unchecked Sendable {
    private let places: UnsafeMutablePointer<Result?>
    private let count: Int

    init(count: Int) {
      self.count = count
      places = .allocate(capacity: count)
      places.initialize(repeating: nil, count: count)
    }

    deinit {
      places.deinitialize(count: count)
      places.deallocate()
    }

    func place(_ result: Result, at index: Int) { places[index] = result }

    func taken() -> [Result] {
      (0..<count).map { index in
        guard let result = places[index] else {
          preconditionFailure("every call has returned a result")
        }
        return result
      }
    }
  }
}
