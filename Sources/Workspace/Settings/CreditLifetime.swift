/// The days that credits may last: up to a century.
enum CreditLifetime {
  static let range: ClosedRange<Int64> = 1...36_500
}
