import Ledger
import Pricing
import Rating

/// Makes the rate cards that a partial names from the books of a job again.
final class RestoredRateCards: PartCards {
  private var blocks: BlockRater
  private var kinds: [RateKey] = []
  private var known: [RateKey: [Instant: RateCard]] = [:]

  /// - Parameter job: rates by the books, and has a file.
  init(_ job: MappingInputs) { blocks = BlockRater(job, file: 0) }

  func card(of kind: RateKey, from start: Instant) -> AnyObject? {
    if known[kind] == nil { known[kind] = made(kind) }
    return known[kind]?[start]
  }

  private func made(_ kind: RateKey) -> [Instant: RateCard] {
    let first = blocks.rater.cards.count
    kinds.append(kind)
    do throws(BookProblem) { try blocks.prepare(kinds) } catch {
      // Nothing can be made of such books any more.
      kinds.removeLast()
      return [:]
    }
    return Dictionary(
      blocks.rater.cards[first...].map { ($0.validity.from, $0) }, uniquingKeysWith: { $1 })
  }
}
