/// What a ``RESPParser`` has found.
enum RESPParserEvent: Hashable, Sendable {
    case reply(RESPValue)
    case push([RESPValue])
    /// A whole reply that was over a limit, and was skipped.
    case oversized(RESPExcess)
    /// The bytes so far end within a value.
    case needsMore
}

/// Which limit a reply was over.
enum RESPExcess: Hashable, Sendable {
    case bytes(limit: Int)
    case elements(limit: Int)

    var sentence: String {
        switch self {
        case .bytes(let limit): "The reply was larger than the limit of \(limit) bytes and was skipped."
        case .elements(let limit): "The reply had more than the limit of \(limit) values and was skipped."
        }
    }
}

/// Bytes that are no RESP, or more than is allowed of it. Nothing can be read after them.
struct RESPProtocolError: Error, Hashable, Sendable {
    let message: String
    init(_ message: String) { self.message = message }
}
