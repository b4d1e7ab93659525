import NIOCore

extension RESPValue {
    /// The same for who keeps it: a string that keeps much more memory alive than it shows is copied. The parser leaves
    /// that to the reader where it can, who may do without, and has a thread of its own.
    package var compact: RESPValue {
        switch self {
        case .bulkString(let bytes): return .bulkString(bytes.compact)
        case .array(var elements):
            for index in elements.indices {
                if case .bulkString(let bytes) = elements[index] { elements[index] = .bulkString(bytes.compact) }
            }
            return .array(elements)
        default: return self
        }
    }
}

extension ByteBuffer {
    /// Whether it shows at least a quarter of its memory.
    var isCompact: Bool { readableBytes >= storageCapacity / 4 }

    var compact: ByteBuffer { isCompact ? self : copied }

    var copied: ByteBuffer {
        var copy = ByteBufferAllocator().buffer(capacity: readableBytes)
        copy.writeImmutableBuffer(self)
        return copy
    }
}
