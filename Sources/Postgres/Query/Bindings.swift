/// The values of a statement, encoded one after the other. They are in no description.
public struct Bindings: Sendable {
    /// What the protocol's 16 bits hold.
    static let maximalCount = Int(UInt16.max)

    package private(set) var parameters = ParameterList()
    @usableFromInline package private(set) var bytes: [UInt8] = []
    /// The first value that can't be sent.
    @usableFromInline package private(set) var failure: PostgresError?

    public init() {}

    /// How many values there are.
    public var count: Int { parameters.count }

    mutating func reserveCapacity(_ count: Int) {
        guard count > 0 else { return }
        parameters.reserveCapacity(count)
        bytes.reserveCapacity(count * 8)
    }

    /// Adds a value; nil is NULL. One that can't be encoded is remembered, and refused at execution.
    @inlinable
    public mutating func append<T: PostgresEncodable>(_ value: T?) {
        let offset = bytes.count
        var length = -1
        if let value, !value.isPostgresNull, failure == nil {
            do throws(ValueError) {
                try value.encode(into: &bytes)
                length = bytes.count - offset
            } catch {
                fail(error, "\(T.self)", from: offset)
            }
        }
        add(T.postgresType, offset: offset, length: length, isText: T.isSentAsText)
    }

    @usableFromInline
    mutating func fail(_ error: ValueError, _ type: String, from offset: Int) {
        bytes.removeSubrange(min(offset, bytes.count)...)
        fail("value $\(count + 1) (\(type)): \(error)")
    }

    @usableFromInline
    mutating func add(_ type: PostgresType, offset: Int, length: Int, isText: Bool) {
        // libpq ignores the length of text and looks for its end.
        if isText, length >= 0 { bytes.append(0) }
        parameters.append(
            Parameter(
                type: type.rawValue, offset: Int32(clamping: offset), length: Int32(clamping: length), isText: isText))
        checkLimits()
    }

    mutating func append(contentsOf other: Bindings) {
        let offset = bytes.count
        failure = failure ?? other.failure
        for parameter in other.parameters {
            var moved = parameter
            moved.offset = Int32(clamping: Int(moved.offset) + offset)
            parameters.append(moved)
        }
        // What is too large anyway is not copied either.
        if bytes.count + other.bytes.count <= ValueLimits.messageBytes { bytes += other.bytes }
        checkLimits(bytes: offset + other.bytes.count)
    }

    mutating func fail(_ reason: String) {
        guard failure == nil else { return }
        failure = PostgresError(code: .encodingFailed, message: "The statement can't be sent: \(reason).")
    }

    private mutating func checkLimits(bytes size: Int? = nil) {
        if count > Self.maximalCount {
            fail("a statement takes at most \(Self.maximalCount) values; send an array and use unnest or = ANY")
        }
        // Each value has its length and its format beside it.
        if (size ?? bytes.count) + 6 * count > ValueLimits.messageBytes {
            fail("value $\(count): with it the values take more than 1 GiB, PostgreSQL's limit for a message")
        }
    }
}

extension Bindings: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { count == 1 ? "1 value" : "\(count) values" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: ["count": count]) }
}
