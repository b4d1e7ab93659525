/// A sequence of requests for keys, recorded or made up, for comparing caches.
///
/// Keys are numbered in the order in which they first appear. At most `mostRequests` requests, 4 bytes each.
public struct CacheTrace: Sendable {
    public enum Format: String, Sendable, CaseIterable {
        /// 4 bytes a key, little-endian, signed.
        case int32
        /// 8 bytes a key, big-endian.
        case int64be
        /// A key a line; empty lines don't count.
        case text
    }

    /// 50 million. A replay takes up to 12 bytes for each.
    public static let mostRequests = 50_000_000
    /// 256 MiB, decompressed.
    public static let mostBytes = 256 << 20

    public private(set) var keys: [Int32] = []
    public private(set) var distinct = 0

    public init(_ keys: some Sequence<Int64>) throws(TraceError) {
        var numbers = Numbering<Int64>()
        for key in keys { try append(numbers.number(key), in: "The trace") }
        distinct = numbers.count
    }

    /// - Parameter name: what the bytes are called in errors.
    public init(_ bytes: [UInt8], format: Format, name: String) throws(TraceError) {
        guard bytes.count <= Self.mostBytes else {
            throw TraceError(
                .tooLarge, "\(name) holds more than \(Self.mostBytes >> 20) MiB; replay a part of it.")
        }
        switch format {
        case .int32:
            try read(bytes, width: 4, name) { Int64(Int32(truncatingIfNeeded: Self.littleEndian($0))) }
        case .int64be:
            try read(bytes, width: 8, name) { Int64(truncatingIfNeeded: Self.bigEndian($0)) }
        case .text: try readLines(bytes, name)
        }
        guard !keys.isEmpty else {
            throw TraceError(.empty, "\(name) is empty; a trace holds at least one key.")
        }
    }

    private static func littleEndian(_ bytes: ArraySlice<UInt8>) -> UInt64 {
        bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }

    private static func bigEndian(_ bytes: ArraySlice<UInt8>) -> UInt64 { bytes.reduce(0) { $0 << 8 | UInt64($1) } }

    private mutating func read(
        _ bytes: [UInt8], width: Int, _ name: String, _ key: (ArraySlice<UInt8>) -> Int64
    ) throws(TraceError) {
        guard bytes.count.isMultiple(of: width) else {
            throw TraceError(
                .incomplete,
                """
                \(name) has \(bytes.count) bytes, which is no multiple of \(width), the length of a key; is the format \
                right?
                """
            )
        }
        var numbers = Numbering<Int64>()
        for start in stride(from: 0, to: bytes.count, by: width) {
            try append(numbers.number(key(bytes[start..<start + width])), in: name)
        }
        distinct = numbers.count
    }

    private mutating func readLines(_ bytes: [UInt8], _ name: String) throws(TraceError) {
        var numbers = Numbering<ArraySlice<UInt8>>()
        let newline = UInt8(ascii: "\n")
        var start = 0
        while start < bytes.count {
            let end = bytes[start...].firstIndex(of: newline) ?? bytes.count
            var line = bytes[start..<end]
            if line.last == UInt8(ascii: "\r") { line.removeLast() }
            if !line.isEmpty { try append(numbers.number(line), in: name) }
            start = end + 1
        }
        distinct = numbers.count
    }

    private mutating func append(_ key: Int32, in name: String) throws(TraceError) {
        guard keys.count < Self.mostRequests else {
            throw TraceError(
                .tooLarge, "\(name) holds more than \(Self.mostRequests) requests; replay a part of it.")
        }
        keys.append(key)
    }

    private struct Numbering<Name: Hashable> {
        private var numbers: [Name: Int32] = [:]
        var count: Int { numbers.count }

        mutating func number(_ name: Name) -> Int32 {
            let next = Int32(numbers.count)
            if let known = numbers[name] { return known }
            numbers[name] = next
            return next
        }
    }
}
