/// What PostgreSQL holds in memory at most (MaxAllocSize, PQ_LARGE_MESSAGE_LIMIT).
enum ValueLimits {
    /// 1 GiB less one byte.
    static let valueBytes = 0x3FFF_FFFF
    /// The same, less what a message needs beside its values.
    static let messageBytes = 0x3FFF_FFFF - 1024
}

extension [UInt8] {
    /// Refuses a value of `count` bytes that can't be sent, alone or after what is there, before it is copied.
    func checkRoom(for count: Int) throws(ValueError) {
        guard count <= ValueLimits.valueBytes else {
            throw ValueError("a value of \(count) bytes; PostgreSQL's limit is 1 GiB less one byte")
        }
        guard count <= ValueLimits.messageBytes - self.count else {
            throw ValueError("with it the values take more than 1 GiB, PostgreSQL's limit for a message")
        }
    }

    /// Appends an integer in network byte order.
    @inlinable
    package mutating func appendBigEndian<T: FixedWidthInteger>(_ value: T) {
        Swift.withUnsafeBytes(of: value.bigEndian) { append(contentsOf: $0) }
    }

    /// Appends what `body` appends, with its length before it as 32 bits.
    package mutating func appendWithLength<E: Error>(_ body: (inout [UInt8]) throws(E) -> Void) throws(E) {
        let start = count
        appendBigEndian(UInt32(0))
        try body(&self)
        let length = UInt32(truncatingIfNeeded: count - start - 4)
        for index in 0..<4 { self[start + index] = UInt8(truncatingIfNeeded: length >> (24 - 8 * index)) }
    }
}
