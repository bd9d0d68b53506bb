/// Whoever maps the slices of a run in other processes: a `PartialSlices`.
package protocol ExternalSliceMapper: AnyObject, Sendable {}
