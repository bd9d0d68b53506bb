import CSystem

/// Asks for memory that is looked at soon; what is done in the meantime need not wait for it.
@inline(__always)
package func prefetch(_ address: UnsafeRawPointer) { assay_prefetch(UInt(bitPattern: address)) }
