/// The `traceparent` field of W3C Trace Context: which trace a request belongs to, and the caller's span in it.
public struct TraceParent: Sendable, Hashable, CustomStringConvertible {
    /// 32 lowercase hexadecimal digits, not all zero.
    public let traceID: String
    /// 16 lowercase hexadecimal digits, not all zero.
    public let spanID: String
    /// Bit 0: the caller may have recorded this trace.
    public let flags: UInt8

    /// A trace of one's own.
    public init(using generator: inout some RandomNumberGenerator) {
        traceID = Self.identifier(words: 2, using: &generator)
        spanID = Self.identifier(words: 1, using: &generator)
        flags = 0
    }

    private init(traceID: String, spanID: String, flags: UInt8) {
        (self.traceID, self.spanID, self.flags) = (traceID, spanID, flags)
    }

    /// Nil when the field must be ignored. A version above 00 may have more after the flags (section 3.2.4 of the
    /// recommendation); version ff and identifiers of zeros are invalid.
    public init?(_ field: String) {
        let parts = field.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        guard parts.count >= 4, parts[0].count == 2, parts[1].count == 32, parts[2].count == 16, parts[3].count == 2,
            parts[0...3].allSatisfy({ $0.allSatisfy(Self.isLowercaseHexadecimal) }),
            let version = UInt8(String(Substring(parts[0])), radix: 16), version != 0xFF,
            version > 0 || parts.count == 4,
            parts[1].contains(where: { $0 != UInt8(ascii: "0") }),
            parts[2].contains(where: { $0 != UInt8(ascii: "0") }),
            let flags = UInt8(String(Substring(parts[3])), radix: 16)
        else { return nil }
        self.init(
            traceID: String(Substring(parts[1])), spanID: String(Substring(parts[2])),
            flags: version == 0 ? flags : flags & 1)
    }

    /// The same trace with a new span: what this process answers with and would send on.
    public func child(using generator: inout some RandomNumberGenerator) -> TraceParent {
        TraceParent(traceID: traceID, spanID: Self.identifier(words: 1, using: &generator), flags: flags)
    }

    public var description: String {
        "00-\(traceID)-\(spanID)-\(flags < 16 ? "0" : "")\(String(flags, radix: 16))"
    }

    private static func isLowercaseHexadecimal(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
    }

    private static func identifier(words: Int, using generator: inout some RandomNumberGenerator) -> String {
        String(hexadecimal: (0..<words).map { _ in UInt64.random(in: 1...UInt64.max, using: &generator) })
    }
}
