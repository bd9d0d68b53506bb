/// Whoever maps the slices of a run in other processes: a `PartSource`.
package protocol SliceSupply: AnyObject, Sendable {}
