/// Whoever maps the slices of a run in other processes: a `PartialSlices`.
package protocol SliceSupply: AnyObject, Sendable {}
